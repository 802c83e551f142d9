"""What a unit registers for a campaign: targets per indicator, measures; one filing of the common cycle a year."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from campaigns.models.rounds import CampaignFiling, CampaignRound
from core.markup import to_html
from plans.models.filings import FilingComment, FilingExtension, FilingReminder


class RegistrationRound(CampaignRound):
    """One year's registration for one campaign."""

    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.PROTECT, related_name="registration_rounds", verbose_name="phong trào"
    )
    year = models.PositiveSmallIntegerField("năm")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "đợt đăng ký tham gia phong trào"
        verbose_name_plural = "đợt đăng ký tham gia phong trào"
        ordering = ["-year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "year"],
                name="registration_round_once",
                violation_error_message="Năm này đã có đợt đăng ký cho phong trào.",
            )
        ]

    what = "đăng ký tham gia phong trào"

    def get_absolute_url(self):
        return reverse("campaigns:registration-round-board", args=[self.pk])

    @property
    def short(self):
        return f"Đăng ký năm {self.year}: {self.campaign.name}"

    @property
    def crumb(self):
        return f"Đăng ký tham gia năm {self.year}"


class Registration(CampaignFiling):
    """A unit's registration in one round. `measures` is light markup, see `core.markup`."""

    noun = "đăng ký"

    round = models.ForeignKey(
        RegistrationRound, on_delete=models.PROTECT, related_name="registrations", verbose_name="đợt"
    )
    measures = models.TextField("nội dung, biện pháp", blank=True)

    class Meta(CampaignFiling.Meta):
        verbose_name = "đăng ký tham gia phong trào"
        verbose_name_plural = "đăng ký tham gia phong trào"

    def get_absolute_url(self):
        return reverse("campaigns:registration-detail", args=[self.pk])

    def titled(self, campaign):
        return f"đăng ký {campaign} năm {self.round.year}"

    @property
    def measures_html(self):
        return to_html(self.measures)


class RegisteredTarget(models.Model):
    """What the unit sets itself for one indicator of the campaign."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey("campaigns.CampaignIndicator", on_delete=models.PROTECT, related_name="+")
    number = models.DecimalField("mức đăng ký", max_digits=18, decimal_places=4, null=True, blank=True)
    text = models.CharField("nội dung", max_length=500, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "mức đăng ký"
        verbose_name_plural = "mức đăng ký"
        ordering = ["indicator__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "indicator"], name="registered_target_once")]

    def __str__(self):
        return f"{self.indicator_id}: {self.number if self.number is not None else self.text}"


class RegistrationComment(FilingComment):
    filing = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="comments")

    class Meta(FilingComment.Meta):
        verbose_name = "ý kiến về đăng ký phong trào"
        verbose_name_plural = "ý kiến về đăng ký phong trào"


class RegistrationExtension(FilingExtension):
    round = models.ForeignKey(RegistrationRound, on_delete=models.PROTECT, related_name="extensions")

    class Meta(FilingExtension.Meta):
        verbose_name = "gia hạn đăng ký phong trào"
        verbose_name_plural = "gia hạn đăng ký phong trào"


class RegistrationReminder(FilingReminder):
    filing = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="reminders")

    class Meta(FilingReminder.Meta):
        verbose_name = "lần nhắc đăng ký phong trào"
        verbose_name_plural = "lần nhắc đăng ký phong trào"
