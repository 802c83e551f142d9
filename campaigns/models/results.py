"""What a unit reports on a campaign: figures against its targets, words, evidence, whom it proposes; by period.

The words follow TT 12/2019/TT-BNV and TT 01/2024/TT-BNV: result and effect, limits, causes, lessons.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.enums import HonourObject, RoundKind
from campaigns.models.rounds import CampaignFiling, CampaignRound
from plans.models.filings import FilingComment, FilingExtension, FilingReminder

HEADINGS = ("Kết quả, hiệu quả", "Hạn chế", "Nguyên nhân", "Bài học kinh nghiệm")


class ResultRound(CampaignRound):
    """One collection of reports on one campaign, over a period."""

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="result_rounds", verbose_name="phong trào"
    )
    kind = models.CharField("loại báo cáo", max_length=12, choices=RoundKind)
    year = models.PositiveSmallIntegerField("năm")
    period_from = models.DateField("số liệu từ ngày")
    period_to = models.DateField("số liệu đến ngày")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "đợt báo cáo phong trào"
        verbose_name_plural = "đợt báo cáo phong trào"
        ordering = ["-period_to", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind", "period_to"],
                name="result_round_once",
                violation_error_message="Đã có đợt báo cáo loại này cho kỳ số liệu này.",
            ),
            models.CheckConstraint(
                condition=models.Q(period_to__gte=models.F("period_from")),
                name="result_round_period",
                violation_error_message="Ngày cuối kỳ số liệu phải bằng hoặc sau ngày đầu kỳ.",
            ),
        ]

    def get_absolute_url(self):
        return reverse("campaigns:result-round-board", args=[self.pk])

    @property
    def what(self):
        return f"{self.get_kind_display().lower()} phong trào"

    @property
    def period_words(self):
        return f"{self.get_kind_display()} đến {self.period_to:%d/%m/%Y}"

    @property
    def short(self):
        return f"{self.period_words}: {self.campaign.name}"

    @property
    def crumb(self):
        return self.period_words


class CampaignReport(CampaignFiling):
    """A unit's report in one round. `sections` holds one text per heading, in the order of HEADINGS."""

    noun = "báo cáo"

    round = models.ForeignKey(ResultRound, on_delete=models.PROTECT, related_name="reports", verbose_name="đợt")
    sections = models.JSONField("lời văn", default=list, blank=True)

    class Meta(CampaignFiling.Meta):
        verbose_name = "báo cáo phong trào của đơn vị"
        verbose_name_plural = "báo cáo phong trào của đơn vị"

    def get_absolute_url(self):
        return reverse("campaigns:campaign-report-detail", args=[self.pk])

    def titled(self, campaign):
        kind = "báo cáo" if self.round.kind == RoundKind.PERIOD else f"báo cáo {self.round.get_kind_display().lower()}"
        return f"{kind} {campaign} đến {self.round.period_to:%d/%m/%Y}"


class ReportedFigure(models.Model):
    """What was reached for one indicator in the period."""

    report = models.ForeignKey(CampaignReport, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey("campaigns.CampaignIndicator", on_delete=models.PROTECT, related_name="+")
    number = models.DecimalField("kết quả", max_digits=18, decimal_places=4, null=True, blank=True)
    text = models.CharField("nội dung", max_length=1000, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "kết quả theo chỉ tiêu"
        verbose_name_plural = "kết quả theo chỉ tiêu"
        ordering = ["indicator__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="reported_figure_once")]

    def __str__(self):
        return f"{self.indicator_id}: {self.number if self.number is not None else self.text}"


class ReportCandidate(models.Model):
    """A collective or person the unit proposes as exemplary in this campaign."""

    report = models.ForeignKey(CampaignReport, on_delete=models.CASCADE, related_name="candidates")
    position = models.PositiveSmallIntegerField()
    object = models.CharField("đối tượng", max_length=12, choices=HonourObject)
    name = models.CharField("tên tập thể, họ và tên", max_length=200)
    title = models.CharField("chức vụ, nơi công tác", max_length=200, blank=True)
    achievement = models.TextField("thành tích")

    class Meta:
        verbose_name = "tập thể, cá nhân đề nghị"
        verbose_name_plural = "tập thể, cá nhân đề nghị"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["report", "position"], name="report_candidate_position_once")]

    def __str__(self):
        return self.name


class CampaignReportComment(FilingComment):
    filing = models.ForeignKey(CampaignReport, on_delete=models.CASCADE, related_name="comments")

    class Meta(FilingComment.Meta):
        verbose_name = "ý kiến về báo cáo phong trào"
        verbose_name_plural = "ý kiến về báo cáo phong trào"


class CampaignReportExtension(FilingExtension):
    round = models.ForeignKey(ResultRound, on_delete=models.PROTECT, related_name="extensions")

    class Meta(FilingExtension.Meta):
        verbose_name = "gia hạn báo cáo phong trào"
        verbose_name_plural = "gia hạn báo cáo phong trào"


class CampaignReportReminder(FilingReminder):
    filing = models.ForeignKey(CampaignReport, on_delete=models.CASCADE, related_name="reminders")

    class Meta(FilingReminder.Meta):
        verbose_name = "lần nhắc báo cáo phong trào"
        verbose_name_plural = "lần nhắc báo cáo phong trào"
