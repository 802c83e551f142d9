"""Each unit's own plan of the year, and the round that collects them.

Seed: mục IV.5 of Kế hoạch 102/KH-UBND asks every unit for its plan “trước ngày 15/3/2022”; the last good day is 14/3.
A round is opened from such a duty and makes one `UnitPlan` per owing unit.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from plans.enums import Quarter
from plans.models.filings import Filing, FilingComment, FilingExtension, FilingQuerySet, FilingReminder, FilingRound


class UnitPlanRound(FilingRound):
    """One year's collection of unit plans."""

    plan = models.ForeignKey(
        "plans.AnnualPlan", on_delete=models.PROTECT, related_name="unit_plan_rounds", verbose_name="kế hoạch của tỉnh"
    )
    duty = models.ForeignKey(
        "plans.PlanDuty", on_delete=models.SET_NULL, null=True, blank=True, related_name="unit_plan_rounds"
    )
    year = models.PositiveSmallIntegerField("năm", unique=True)
    section = models.CharField("theo mục", max_length=40, blank=True)  # IV.5, kept when the duty is edited away
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "đợt nộp kế hoạch"
        verbose_name_plural = "đợt nộp kế hoạch"
        ordering = ["-year"]

    def get_absolute_url(self):
        return reverse("plans:unit-plan-board", args=[self.year])

    what = "kế hoạch"
    crumb = "Kế hoạch đơn vị"

    @property
    def short(self):
        """As links and exports call it."""
        return f"Kế hoạch đơn vị năm {self.year}"


class UnitPlan(Filing):
    """A unit's plan in one round."""

    noun = "kế hoạch"

    round = models.ForeignKey(UnitPlanRound, on_delete=models.PROTECT, related_name="unit_plans", verbose_name="đợt")
    title = models.CharField("trích yếu", max_length=300, blank=True)
    number = models.CharField("số", max_length=11, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, blank=True)
    signed_on = models.DateField("ngày ban hành", null=True, blank=True)
    body = models.TextField("nội dung chính", blank=True)  # light markup, see core.markup

    history = HistoricalRecords(
        excluded_fields=["due_on", "returned_reason", "returned_count", "dropped_files"],
        verbose_name="bản lưu kế hoạch đơn vị",
    )
    objects = FilingQuerySet.as_manager()

    class Meta(Filing.Meta):
        verbose_name = "kế hoạch của đơn vị"
        verbose_name_plural = "kế hoạch của đơn vị"

    def get_absolute_url(self):
        return reverse("plans:unit-plan-detail", args=[self.pk])

    @property
    def full_name(self):
        return f"kế hoạch thi đua, khen thưởng năm {self.round.year}"

    @property
    def correction_name(self):
        return f"Sửa kế hoạch bị trả lại năm {self.round.year}"

    @property
    def notation(self):
        """Số và ký hiệu as printed: 15/KH-STP."""
        return f"{self.number}/{self.symbol}" if self.number and self.symbol else self.number or ""


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


class UnitPlanComment(FilingComment):
    filing = models.ForeignKey(UnitPlan, on_delete=models.CASCADE, related_name="comments")

    class Meta(FilingComment.Meta):
        verbose_name = "ý kiến về kế hoạch"
        verbose_name_plural = "ý kiến về kế hoạch"


class UnitPlanExtension(FilingExtension):
    round = models.ForeignKey(UnitPlanRound, on_delete=models.PROTECT, related_name="extensions")

    class Meta(FilingExtension.Meta):
        verbose_name = "gia hạn nộp kế hoạch"
        verbose_name_plural = "gia hạn nộp kế hoạch"


class UnitPlanReminder(FilingReminder):
    filing = models.ForeignKey(UnitPlan, on_delete=models.CASCADE, related_name="reminders")

    class Meta(FilingReminder.Meta):
        verbose_name = "lần nhắc nộp kế hoạch bằng tay"
        verbose_name_plural = "lần nhắc nộp kế hoạch bằng tay"
