"""The covenant (giao ước thi đua) of a cluster in a year: what is promised, and who signed it.

Signing freezes the score table. A signature names the digest of what was signed; text changed afterwards has another.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from clusters.enums import CovenantState, SignMethod
from clusters.models.clusters import ClusterYear
from clusters.models.members import Membership
from clusters.models.score_tables import ScoreTable


class Covenant(models.Model):
    """`digest` is the SHA-256 of text, campaigns, indicators and score table as they were when signing was opened."""

    year = models.OneToOneField(ClusterYear, on_delete=models.CASCADE, related_name="covenant")
    state = models.CharField("trạng thái", max_length=10, choices=CovenantState, default=CovenantState.DRAFT)
    table = models.ForeignKey(ScoreTable, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    content = models.TextField("nội dung giao ước", blank=True)  # light markup, see core.markup
    place = models.CharField("nơi ký", max_length=200, blank=True)
    ceremony_on = models.DateField("ngày tổ chức lễ ký", null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    opened_at = models.DateTimeField("mở ký lúc", null=True, blank=True)
    signed_at = models.DateTimeField("ký xong lúc", null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "giao ước thi đua"
        verbose_name_plural = "giao ước thi đua"

    def __str__(self):
        return f"Giao ước thi đua {self.year}"

    def get_absolute_url(self):
        return reverse("clusters:covenant-detail", args=[self.year_id])


class CovenantCampaign(models.Model):
    """Part I of a covenant: a campaign, its goal, its time."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="campaigns")
    position = models.PositiveSmallIntegerField()
    campaign = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField("phong trào", max_length=300)
    goal = models.CharField("mục tiêu", max_length=500, blank=True)
    period = models.CharField("thời gian", max_length=100, blank=True)

    class Meta:
        verbose_name = "phong trào trong giao ước"
        verbose_name_plural = "phong trào trong giao ước"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.name


class CovenantIndicator(models.Model):
    """Part II of a covenant: TT, nội dung, đơn vị tính, kế hoạch, ghi chú."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="indicators")
    position = models.PositiveSmallIntegerField()
    content = models.CharField("nội dung", max_length=500)
    measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    target = models.CharField("kế hoạch", max_length=100, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu trong giao ước"
        verbose_name_plural = "chỉ tiêu trong giao ước"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.content


class Signature(models.Model):
    """One member's signature. `person` is the head who gave the password; none where it was signed on paper.

    `name` and `title` are kept as signed. A signature made void (the text was opened again) stays, with the moment.
    """

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="signatures")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField("người ký", max_length=200)
    title = models.CharField("chức vụ", max_length=200, blank=True)
    method = models.CharField("cách ký", max_length=10, choices=SignMethod)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField("ký lúc")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    void_at = models.DateTimeField("hết hiệu lực lúc", null=True, blank=True)

    class Meta:
        verbose_name = "chữ ký"
        verbose_name_plural = "chữ ký"
        constraints = [
            models.UniqueConstraint(
                fields=["covenant", "membership"],
                condition=Q(void_at__isnull=True),
                name="covenant_signed_once",
                violation_error_message="Đơn vị này đã ký.",
            ),
            models.CheckConstraint(
                condition=Q(method=SignMethod.PAPER) | Q(person__isnull=False), name="covenant_signed_by_somebody"
            ),
        ]

    def __str__(self):
        return self.name
