"""Report rounds (sơ kết 6 tháng, tổng kết năm) and what each unit reports: indicators, text under each heading, files.

Seed: rows I.3, II.6 and IV.2 of Kế hoạch 102/KH-UBND. The standing body prepares a round, changes its indicators until
it is opened, and rolls the units' answers up into the province's own report.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from plans.enums import IndicatorKind, ReportKind, RollUp
from plans.models.filings import (
    UNIT_ROLES,
    Filing,
    FilingComment,
    FilingExtension,
    FilingQuerySet,
    FilingReminder,
    FilingRound,
)
from units.rights import rights_of


class ReportRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who read every unit's work; for units the opened rounds in which they, or units below, report."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        reports = UnitReport.objects.filter(rights.under(*UNIT_ROLES), round=models.OuterRef("pk"))
        return self.filter(models.Exists(reports), opened_at__isnull=False)

    def in_order(self):
        return self.order_by("-year", "-period_to", "pk")


class ReportRound(FilingRound):
    """One collection of reports. Until `opened_at` is set it is being prepared and no unit knows of it."""

    plan = models.ForeignKey(
        "plans.AnnualPlan", on_delete=models.PROTECT, related_name="report_rounds", verbose_name="kế hoạch của tỉnh"
    )
    task = models.ForeignKey(
        "plans.PlanTask",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="report_rounds",
        verbose_name="nhiệm vụ trong kế hoạch",
    )
    kind = models.CharField("loại báo cáo", max_length=20, choices=ReportKind)
    year = models.PositiveSmallIntegerField("năm")
    period_from = models.DateField("số liệu từ ngày")
    period_to = models.DateField("số liệu đến ngày")
    outline = models.TextField("đề cương")  # one heading a line
    summary = models.JSONField(default=dict, blank=True)  # words of the province's report as staff last kept them
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("mở lúc", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = ReportRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt báo cáo"
        verbose_name_plural = "đợt báo cáo"
        ordering = ["-year", "-period_to", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "kind"],
                name="report_round_once",
                violation_error_message="Năm này đã có đợt báo cáo loại này.",
            ),
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="report_round_period",
                violation_error_message="Ngày cuối kỳ số liệu phải sau ngày đầu kỳ.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("plans:report-round-detail", args=[self.pk])

    @property
    def what(self):
        return f"báo cáo {self.get_kind_display().lower()}"

    @property
    def short(self):
        return f"{self.get_kind_display()} {'đầu năm ' if self.kind == ReportKind.MID_YEAR else ''}{self.year}"

    @property
    def crumb(self):
        return self.get_kind_display()

    @property
    def is_open(self):
        return self.opened_at is not None

    @property
    def headings(self):
        """The headings of the outline, in order."""
        return [line.strip() for line in self.outline.splitlines() if line.strip()]


class ReportIndicator(models.Model):
    """One figure or word every unit gives. `part_of` is the position of its whole: a part is never larger."""

    round = models.ForeignKey(ReportRound, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    group = models.CharField("nhóm", max_length=120, blank=True)
    label = models.CharField("chỉ tiêu", max_length=300)
    measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    kind = models.CharField("loại", max_length=10, choices=IndicatorKind, default=IndicatorKind.INTEGER)
    required = models.BooleanField("phải điền", default=True)
    roll_up = models.CharField("tổng hợp", max_length=10, choices=RollUp, default=RollUp.SUM)
    compared = models.BooleanField("so với kỳ trước", default=False)
    negative = models.BooleanField("nhận số âm", default=False)
    part_of = models.PositiveSmallIntegerField("là một phần của số", null=True, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu báo cáo"
        verbose_name_plural = "chỉ tiêu báo cáo"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="report_indicator_position_once"),
            models.CheckConstraint(
                condition=models.Q(part_of__isnull=True) | ~models.Q(part_of=models.F("position")),
                name="report_indicator_not_its_own_part",
                violation_error_message="Một chỉ tiêu không thể là phần của chính nó.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_summed(self):
        return self.roll_up == RollUp.SUM and self.kind in (IndicatorKind.INTEGER, IndicatorKind.DECIMAL)


class UnitReport(Filing):
    """A unit's report in one round. `sections` holds one text per heading of the outline, in its order."""

    noun = "báo cáo"

    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="reports", verbose_name="đợt")
    sections = models.JSONField("lời văn", default=list, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta(Filing.Meta):
        verbose_name = "báo cáo của đơn vị"
        verbose_name_plural = "báo cáo của đơn vị"

    def get_absolute_url(self):
        return reverse("plans:unit-report-detail", args=[self.pk])

    @property
    def what(self):
        return f"{self.round.what} năm {self.round.year}"


class ReportValueQuerySet(models.QuerySet):
    def answered(self):
        """Rows that hold more than a note."""
        return self.exclude(number=None, text="")


class ReportValue(models.Model):
    """What one unit answers to one indicator; `number` or `text`, as the indicator asks."""

    report = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="values")
    indicator = models.ForeignKey(ReportIndicator, on_delete=models.PROTECT, related_name="values")
    number = models.DecimalField("giá trị", max_digits=18, decimal_places=4, null=True, blank=True)
    text = models.CharField("nội dung", max_length=1000, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    objects = ReportValueQuerySet.as_manager()

    class Meta:
        verbose_name = "số liệu báo cáo"
        verbose_name_plural = "số liệu báo cáo"
        ordering = ["indicator__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="report_value_once")]

    def __str__(self):
        return f"{self.indicator_id}: {self.number if self.number is not None else self.text}"


class UnitReportComment(FilingComment):
    filing = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="comments")

    class Meta(FilingComment.Meta):
        verbose_name = "ý kiến về báo cáo"
        verbose_name_plural = "ý kiến về báo cáo"


class UnitReportExtension(FilingExtension):
    round = models.ForeignKey(ReportRound, on_delete=models.PROTECT, related_name="extensions")

    class Meta(FilingExtension.Meta):
        verbose_name = "gia hạn báo cáo"
        verbose_name_plural = "gia hạn báo cáo"


class UnitReportReminder(FilingReminder):
    filing = models.ForeignKey(UnitReport, on_delete=models.CASCADE, related_name="reminders")

    class Meta(FilingReminder.Meta):
        verbose_name = "lần nhắc báo cáo bằng tay"
        verbose_name_plural = "lần nhắc báo cáo bằng tay"
