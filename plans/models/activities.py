"""Inspections, trainings, conferences and ceremonies: plan, units, dates, team, result.

Seed: rows II.4, II.5, III.1, III.5, III.6 of Kế hoạch 102/KH-UBND. What an inspection concludes about one unit is
that unit's own: the other units of the same activity do not read it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core import files
from core.markup import to_html
from core.search import every_word
from plans.enums import ActivityKind, ActivityState
from units.enums import Role
from units.rights import rights_of

A = ActivityState
PUBLISHED = frozenset({A.ANNOUNCED, A.HELD, A.CLOSED})  # the units concerned know of it
COMING = frozenset({A.PLANNED, A.ANNOUNCED})
UNIT_ROLES = (Role.OFFICER, Role.HEAD)


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who read every unit's work; otherwise the published ones that concern one's units or team."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        if not rights.posts:
            return self.none()
        mine = ActivityUnit.objects.filter(rights.under(*UNIT_ROLES), activity=models.OuterRef("pk"))
        team = ActivityMember.objects.filter(user_id=user.pk, activity=models.OuterRef("pk"))
        cancelled_after = Q(state=A.CANCELLED, announced_at__isnull=False)
        return self.filter(Q(state__in=PUBLISHED) | cancelled_after).filter(
            Q(models.Exists(mine)) | Q(models.Exists(team))
        )

    def for_year(self, year):
        return self.filter(starts_on__year=year)

    def coming(self):
        return self.filter(state__in=COMING)

    def search(self, folded):
        return self.filter(every_word(folded))

    def in_order(self):
        return self.order_by("starts_on", "starts_at", "pk")


class Activity(models.Model):
    kind = models.CharField("loại", max_length=20, choices=ActivityKind)
    state = models.CharField("trạng thái", max_length=20, choices=ActivityState, default=ActivityState.PLANNED)
    task = models.ForeignKey(
        "plans.PlanTask",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name="thực hiện nhiệm vụ",
    )
    title = models.CharField("tên hoạt động", max_length=300)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày")
    starts_at = models.TimeField("giờ bắt đầu", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chair = models.CharField("chủ trì", max_length=200, blank=True)
    content = models.TextField("nội dung", blank=True)  # light markup, see core.markup
    plan_document = models.CharField("văn bản kế hoạch", max_length=200, blank=True)  # 45/KH-HĐTĐKT, as printed
    participants = models.PositiveIntegerField("số người dự", null=True, blank=True)
    result = models.TextField("kết quả chung", blank=True)
    result_document = models.CharField("văn bản kết quả", max_length=200, blank=True)
    result_due_on = models.DateField("hạn có kết quả", null=True, blank=True)  # last good day
    announced_at = models.DateTimeField("thông báo lúc", null=True, blank=True)
    folded = models.CharField(max_length=900, editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "hoạt động"
        verbose_name_plural = "hoạt động"
        indexes = [models.Index(fields=["starts_on", "state"], name="activity_day_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="activity_ends_after_start",
                violation_error_message="Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.",
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("plans:activity-detail", args=[self.pk])

    def has_files(self):
        return files.of(self).exists()

    @property
    def content_html(self):
        return to_html(self.content)


class ActivityUnit(models.Model):
    """A unit that is inspected, trained, invited or honoured."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="concerned")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    on = models.DateField("ngày làm việc", null=True, blank=True)  # an inspection visits one unit after another
    result = models.TextField("kết luận đối với đơn vị", blank=True)

    class Meta:
        verbose_name = "đơn vị tham gia"
        verbose_name_plural = "đơn vị tham gia"
        ordering = ["unit__position", "unit__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "unit"],
                name="activity_unit_once",
                violation_error_message="Đơn vị này đã có trong danh sách.",
            )
        ]

    def __str__(self):
        return str(self.unit)


class ActivityMember(models.Model):
    """Who inspects, teaches or organises. A person of the product is told; a guest is only named."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="team")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("họ và tên", max_length=120)
    title = models.CharField("chức vụ, đơn vị", max_length=200, blank=True)
    duty = models.CharField("nhiệm vụ trong đoàn", max_length=120, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tài khoản",
    )

    class Meta:
        verbose_name = "thành viên"
        verbose_name_plural = "thành viên"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["activity", "position"], name="activity_member_position_once")]

    def __str__(self):
        return self.name
