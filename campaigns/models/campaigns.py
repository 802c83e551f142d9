"""A campaign (phong trào thi đua): who launched it, by which paper, for how long, what counts as success, who was best.

Seed: part II.1 of Kế hoạch 102/KH-UBND names sixteen; `data/campaigns.csv` holds them with source and standing.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.enums import (
    CampaignKind,
    CampaignMethod,
    CampaignScope,
    CampaignState,
    Direction,
    HonourObject,
    Launcher,
    Standing,
    SummaryKind,
)
from core.markup import to_html
from core.search import every_word
from plans.enums import IndicatorKind, RollUp
from units.enums import Role
from units.rights import rights_of

S = CampaignState
WRITING = frozenset({S.DRAFT, S.AWAITING})
PUBLISHED = frozenset({S.LAUNCHED, S.REVIEWED, S.CLOSED})  # everybody with a post knows of it
RUNNING = frozenset({S.LAUNCHED, S.REVIEWED})
UNIT_ROLES = (Role.OFFICER, Role.HEAD)


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Launched ones for everybody with a post, a unit's own for that unit's tree; drafts for those who write them.

        A unit's draft is the unit's alone; those who read every unit's work read it once it is launched.
        """
        rights = rights_of(user)
        if not rights.posts:
            return self.none()
        drafted = Q(state__in=WRITING, unit__in=rights.unit_ids(*UNIT_ROLES))
        if rights.sees_all:
            return self.filter(drafted | Q(unit__isnull=True) | Q(state__in=PUBLISHED))
        reach = Q(unit__isnull=True) | Q(unit__in=_units_above(rights)) | rights.under(*UNIT_ROLES)
        return self.filter(drafted | (Q(state__in=PUBLISHED) & reach))

    def running(self):
        return self.filter(state__in=RUNNING)

    def in_year(self, year):
        """Those whose time touches the year; without a first day they count as begun, without a last as going on."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__year__lte=year),
            Q(ends_on__isnull=True) | Q(ends_on__year__gte=year),
        )

    def search(self, folded):
        return self.filter(every_word(folded))

    def in_order(self):
        return self.order_by("scope_order", "method", "sort_key", "pk")


def _units_above(rights):
    """Ids of the person's units and of every unit above them: a unit's campaign is for its whole tree."""
    return {int(part) for path in rights.paths() for part in path.split("/") if part}


class Campaign(models.Model):
    """One campaign. `unit` is set only for a unit's own; the province's and those from above have none."""

    code = models.CharField("mã", max_length=20, unique=True, null=True, blank=True)  # of the catalogue; own ones none
    name = models.CharField("tên phong trào", max_length=300)
    other_names = models.JSONField("tên khác", default=list, blank=True)  # [{"name", "paper"}]: names drift by paper
    kind = models.CharField("loại", max_length=12, choices=CampaignKind, default=CampaignKind.MOVEMENT)
    method = models.CharField("hình thức", max_length=12, choices=CampaignMethod)
    scope = models.CharField("phạm vi", max_length=12, choices=CampaignScope)
    scope_order = models.PositiveSmallIntegerField(editable=False, default=0)
    launcher = models.CharField("cấp phát động", max_length=12, choices=Launcher)
    launched_by = models.CharField("người, cơ quan phát động", max_length=200, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị phát động"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="hưởng ứng phong trào",
    )
    task = models.ForeignKey(
        "plans.PlanTask",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="campaigns",
        verbose_name="thực hiện nhiệm vụ",
    )
    launch_paper = models.CharField("văn bản phát động", max_length=300, blank=True)  # as printed
    launched_on = models.DateField("ngày phát động", null=True, blank=True)
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    review_due_on = models.DateField("sơ kết trước hết ngày", null=True, blank=True)  # last good day; owed until then
    reviewed_on = models.DateField("ngày sơ kết", null=True, blank=True)
    closed_on = models.DateField("ngày tổng kết", null=True, blank=True)
    purpose = models.TextField("mục đích, yêu cầu", blank=True)  # all texts: light markup, see core.markup
    subjects = models.TextField("đối tượng thi đua", blank=True)
    goals = models.TextField("mục tiêu, nội dung thi đua", blank=True)
    criteria_collective = models.TextField("tiêu chí đối với tập thể", blank=True)
    criteria_person = models.TextField("tiêu chí đối với cá nhân", blank=True)
    organisation = models.TextField("tổ chức thực hiện", blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    name_standing = models.CharField("độ tin cậy của tên", max_length=12, choices=Standing, default=Standing.VERIFIED)
    launch_standing = models.CharField(
        "độ tin cậy của việc phát động", max_length=12, choices=Standing, default=Standing.VERIFIED
    )
    state = models.CharField("trạng thái", max_length=12, choices=CampaignState, default=CampaignState.DRAFT)
    folded = models.CharField(max_length=900, editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "phong trào thi đua"
        verbose_name_plural = "phong trào thi đua"
        indexes = [models.Index(fields=["state", "method"], name="campaign_state_method")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="campaign_ends_after_start",
                violation_error_message="Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=Q(launcher=Launcher.UNIT, unit__isnull=False)
                | ~Q(launcher=Launcher.UNIT) & Q(unit__isnull=True),
                name="campaign_unit_launches_its_own",
                violation_error_message="Phong trào do đơn vị phát động phải ghi đơn vị; các phong trào khác thì không.",
            ),
            models.CheckConstraint(
                condition=~Q(state=CampaignState.CLOSED) | Q(closed_on__isnull=False),
                name="campaign_closed_has_day",
                violation_error_message="Đã tổng kết thì phải có ngày tổng kết.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaigns:campaign-detail", args=[self.pk])

    @property
    def is_published(self):
        return self.state in PUBLISHED

    @property
    def is_running(self):
        return self.state in RUNNING

    @property
    def period(self):
        """“14/06/2019 – 31/12/2025” as far as it is known."""
        first = f"{self.starts_on:%d/%m/%Y}" if self.starts_on else ""
        last = f"{self.ends_on:%d/%m/%Y}" if self.ends_on else ""
        if first and last:
            return f"{first} – {last}"
        return f"từ {first}" if first else f"đến {last}" if last else "chưa xác minh"

    @property
    def texts(self):
        """(heading, safe HTML) of what is written, in the order of the launching paper."""
        fields = ("purpose", "subjects", "goals", "criteria_collective", "criteria_person", "organisation")
        named = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in fields)
        return [(label[:1].upper() + label[1:], to_html(text)) for label, text in named if text.strip()]


class CampaignIndicator(models.Model):
    """One figure by which success is seen. `target` is the campaign's own goal, where it names one."""

    negative = False  # no figure of a campaign lies below zero; what falls is told by `direction`

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    label = models.CharField("chỉ tiêu", max_length=300)
    measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    kind = models.CharField("loại", max_length=10, choices=IndicatorKind, default=IndicatorKind.INTEGER)
    direction = models.CharField("chiều", max_length=5, choices=Direction, default=Direction.UP)
    target = models.DecimalField("mục tiêu chung", max_digits=18, decimal_places=4, null=True, blank=True)
    roll_up = models.CharField("tổng hợp", max_length=10, choices=RollUp, default=RollUp.SUM)

    class Meta:
        verbose_name = "chỉ tiêu của phong trào"
        verbose_name_plural = "chỉ tiêu của phong trào"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "position"], name="campaign_indicator_position_once")
        ]

    def __str__(self):
        return self.label

    @property
    def is_summed(self):
        return self.roll_up == RollUp.SUM and self.kind in (IndicatorKind.INTEGER, IndicatorKind.DECIMAL)


class CampaignSummary(models.Model):
    """What a sơ kết or the tổng kết says; a draft until its step is taken, then it stays as it is.

    The five parts are our outline of a tổng kết; TT 12/2019/TT-BNV and TT 01/2024/TT-BNV ask for them as far as we know
    (read in a summary only, so the pages mark the citation as «chưa kiểm chứng»).
    """

    TEXTS = ("results", "effects", "limits", "causes", "lessons")

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="summaries")
    kind = models.CharField("loại", max_length=10, choices=SummaryKind)
    held_on = models.DateField("ngày sơ kết, tổng kết", null=True, blank=True)
    results = models.TextField("kết quả", blank=True)
    effects = models.TextField("hiệu quả, tác động", blank=True)
    limits = models.TextField("hạn chế", blank=True)
    causes = models.TextField("nguyên nhân", blank=True)
    lessons = models.TextField("bài học kinh nghiệm", blank=True)
    concluded_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "sơ kết, tổng kết phong trào"
        verbose_name_plural = "sơ kết, tổng kết phong trào"
        ordering = ["concluded_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=Q(concluded_at__isnull=True),
                name="campaign_summary_one_draft",
                violation_error_message="Đang có một bản chưa chốt.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} phong trào “{self.campaign.name}”"

    def get_absolute_url(self):
        return f"{self.campaign.get_absolute_url()}?tab=van-ban"

    @property
    def texts(self):
        """(heading, safe HTML) of what is written."""
        named = ((self._meta.get_field(name).verbose_name, getattr(self, name)) for name in self.TEXTS)
        return [(label[:1].upper() + label[1:], to_html(text)) for label, text in named if text.strip()]


class CampaignHonour(models.Model):
    """A collective or person the closing names as best. The award rooms read these; nothing here grants anything."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="honours")
    position = models.PositiveSmallIntegerField()
    object = models.CharField("đối tượng", max_length=12, choices=HonourObject)
    name = models.CharField("tên tập thể, họ và tên", max_length=200)
    title = models.CharField("chức vụ, nơi công tác", max_length=200, blank=True)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị")
    achievement = models.TextField("thành tích")
    source = models.ForeignKey(
        "campaigns.ReportCandidate", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the report that proposed it

    class Meta:
        verbose_name = "tập thể, cá nhân tiêu biểu"
        verbose_name_plural = "tập thể, cá nhân tiêu biểu"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "position"], name="campaign_honour_position_once"),
            models.UniqueConstraint(
                fields=["campaign", "object", "name", "unit"],
                name="campaign_honour_once",
                violation_error_message="Người hoặc tập thể này đã có trong danh sách.",
            ),
        ]

    def __str__(self):
        return self.name
