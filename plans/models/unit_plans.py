"""Each unit's own plan of the year, and the round that collects them.

Seed: mục IV.5 of Kế hoạch 102/KH-UBND asks every unit for its plan “trước ngày 15/3/2022”; the last good day is 14/3.
A round is opened from such a duty and makes one `UnitPlan` per owing unit. Late is computed, never typed: the first
filing decides, so a plan returned for correction after the deadline stays on time.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from core import files
from core.days import Deadline
from plans.enums import Quarter, UnitPlanState
from units.enums import Role
from units.models import Appointment
from units.rights import rights_of

S = UnitPlanState
OWED = frozenset({S.MISSING, S.DRAFT, S.RETURNED})  # the unit's officer has work to do
DRAFTING = frozenset({S.DRAFT, S.AWAITING})  # one word, “Nháp”, for everybody outside the unit
SENT = frozenset({S.FILED, S.ACCEPTED})  # lies with the standing body
OPEN = frozenset(S) - SENT
UNIT_ROLES = (Role.OFFICER, Role.HEAD)


class UnitPlanRound(models.Model):
    """One year's collection of unit plans."""

    plan = models.ForeignKey(
        "plans.AnnualPlan", on_delete=models.PROTECT, related_name="unit_plan_rounds", verbose_name="kế hoạch của tỉnh"
    )
    duty = models.ForeignKey(
        "plans.PlanDuty", on_delete=models.SET_NULL, null=True, blank=True, related_name="unit_plan_rounds"
    )
    year = models.PositiveSmallIntegerField("năm", unique=True)
    title = models.CharField("tên đợt", max_length=200)
    section = models.CharField("theo mục", max_length=40, blank=True)  # IV.5, kept when the duty is edited away
    due_date = models.DateField("ngày ghi trong văn bản")
    before = models.BooleanField("“trước ngày”", default=False)
    opens_on = models.DateField("nhận từ ngày")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "đợt nộp kế hoạch"
        verbose_name_plural = "đợt nộp kế hoạch"
        ordering = ["-year"]

    def __str__(self):
        return self.title

    @property
    def deadline(self):
        return Deadline(self.due_date, self.before)

    def get_absolute_url(self):
        return reverse("plans:unit-plan-board", args=[self.year])


class UnitPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The standing body, its leaders and the auditor: all. Officer and head: their unit and what lies under it."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        reach = models.Q(pk__in=[])
        for path in rights.paths(*UNIT_ROLES):
            reach |= models.Q(unit__path__startswith=path)
        return self.filter(reach)

    def for_year(self, year):
        return self.filter(round__year=year)

    def in_states(self, states):
        return self.filter(state__in=states)

    def unfiled(self, *, on):
        """Not yet with the standing body, in a round that is open on the day."""
        return self.filter(state__in=OPEN, round__opens_on__lte=on)

    def overdue(self, *, on):
        """Not yet sent, and the last good day is over."""
        return self.filter(state__in=OPEN, due_on__lt=on)

    def search(self, folded, *, on):
        """Every word stands in the unit's name, or in the name of one of its people; the words are already folded."""
        found = self
        for word in folded.split():
            people = Appointment.objects.current(on).filter(
                unit=models.OuterRef("unit"), role__in=UNIT_ROLES, user__folded__contains=word
            )
            found = found.filter(models.Q(unit__folded__contains=word) | models.Exists(people))
        return found

    def in_order(self):
        return self.order_by("unit__position", "unit__sort_key", "pk")


class UnitPlan(models.Model):
    """A unit's plan in one round."""

    round = models.ForeignKey(UnitPlanRound, on_delete=models.PROTECT, related_name="unit_plans", verbose_name="đợt")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="unit_plans", verbose_name="đơn vị")
    state = models.CharField("trạng thái", max_length=20, choices=UnitPlanState, default=UnitPlanState.MISSING)
    title = models.CharField("trích yếu", max_length=300, blank=True)
    number = models.CharField("số", max_length=11, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, blank=True)
    signed_on = models.DateField("ngày ban hành", null=True, blank=True)
    body = models.TextField("nội dung chính", blank=True)  # light markup, see core.markup
    due_on = models.DateField("hạn gửi")  # the last good day, moved by extensions
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người soạn"
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="thủ trưởng xác nhận",
    )
    first_filed_at = models.DateTimeField("gửi lần đầu", null=True, blank=True)
    filed_at = models.DateTimeField("gửi lần gần nhất", null=True, blank=True)
    accepted_at = models.DateTimeField("tiếp nhận lúc", null=True, blank=True)
    returned_count = models.PositiveSmallIntegerField("số lần trả lại", default=0)
    returned_reason = models.CharField("lý do trả lại gần nhất", max_length=1000, blank=True)
    dropped_files = models.JSONField(
        default=list, blank=True
    )  # uuids no longer in the plan, kept for an earlier filing
    version = models.PositiveIntegerField(default=0)  # grows with every saved change of content
    updated_at = models.DateTimeField("sửa lần cuối")

    history = HistoricalRecords(
        excluded_fields=["due_on", "returned_reason", "returned_count", "dropped_files"],
        verbose_name="bản lưu kế hoạch đơn vị",
    )
    objects = UnitPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch của đơn vị"
        verbose_name_plural = "kế hoạch của đơn vị"
        indexes = [models.Index(fields=["round", "state"], name="unit_plan_round_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"],
                name="unit_plan_once",
                violation_error_message="Đơn vị này đã có kế hoạch trong đợt.",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["filed", "accepted"]) | models.Q(first_filed_at__isnull=False),
                name="unit_plan_filed_has_moment",
                violation_error_message="Kế hoạch đã gửi phải có thời điểm gửi.",
            ),
        ]

    def __str__(self):
        return f"Kế hoạch năm {self.round.year} của {self.unit.label}"

    def get_absolute_url(self):
        return reverse("plans:unit-plan-detail", args=[self.pk])

    @property
    def notation(self):
        """Số và ký hiệu as printed: 15/KH-STP."""
        return f"{self.number}/{self.symbol}" if self.number and self.symbol else self.number or ""

    @property
    def deadline(self):
        """The round's own wording as long as nothing moved this unit's day; after an extension: “chậm nhất”."""
        common = self.round.deadline
        return common if common.last_day == self.due_on else Deadline(self.due_on, before=False)

    @property
    def outside_state(self):
        """The state as everybody outside the unit sees it: waiting for the unit's own head is still a draft."""
        return S.DRAFT if self.state == S.AWAITING else S(self.state)

    def attached(self):
        """The stored files that belong to the plan as it stands now, the oldest first."""
        gone = set(self.dropped_files)
        return [stored for stored in files.of(self) if str(stored.uuid) not in gone]

    def days_late(self, *, on):
        """Days after the last good day: of the first filing, or of today while nothing was filed. 0 is on time."""
        day = timezone.localdate(self.first_filed_at) if self.first_filed_at else on
        return max((day - self.due_on).days, 0)


class UnitPlanTask(models.Model):
    """One line of the unit's own task table."""

    unit_plan = models.ForeignKey(UnitPlan, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField("quý", choices=Quarter, null=True, blank=True)  # None: thường xuyên
    text = models.TextField("nhiệm vụ")
    lead = models.CharField("người, bộ phận chủ trì", max_length=200, blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)

    class Meta:
        verbose_name = "nhiệm vụ của đơn vị"
        verbose_name_plural = "nhiệm vụ của đơn vị"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["unit_plan", "position"], name="unit_plan_task_position_once")]

    def __str__(self):
        return self.text[:80]


class UnitPlanComment(models.Model):
    """What the unit and the standing body say to each other about a plan. Never edited."""

    unit_plan = models.ForeignKey(UnitPlan, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField("ý kiến")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "ý kiến về kế hoạch"
        verbose_name_plural = "ý kiến về kế hoạch"
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]


class Extension(models.Model):
    """A deadline moved, for one unit or for all, and why. Never edited."""

    round = models.ForeignKey(UnitPlanRound, on_delete=models.PROTECT, related_name="extensions")
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, null=True, related_name="+")  # None: every unit
    old_due_on = models.DateField("hạn cũ")  # last good days, both
    new_due_on = models.DateField("hạn mới")
    reason = models.TextField("lý do")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "gia hạn"
        verbose_name_plural = "gia hạn"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(new_due_on__gt=models.F("old_due_on")),
                name="extension_moves_forward",
                violation_error_message="Hạn mới phải sau hạn hiện nay.",
            )
        ]

    def __str__(self):
        return f"{self.unit or 'Mọi đơn vị'}: {self.new_due_on:%d/%m/%Y}"


class UnitPlanReminder(models.Model):
    """Staff reminded a unit by hand: at most once a day for one plan."""

    unit_plan = models.ForeignKey(UnitPlan, on_delete=models.CASCADE, related_name="reminders")
    day = models.DateField("ngày")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "lần nhắc bằng tay"
        verbose_name_plural = "lần nhắc bằng tay"
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_plan", "day"],
                name="unit_plan_reminded_once_a_day",
                violation_error_message="Hôm nay đã nhắc đơn vị này.",
            )
        ]

    def __str__(self):
        return f"{self.unit_plan_id} {self.day:%d/%m/%Y}"
