"""Letters by which the province submitted awards of the State level, and the lines in them.

Biểu mẫu số 01 asks for both: what was submitted and what was decided. Who was submitted is nobody's business outside the
standing body and those who read every unit's work, before and after the answer.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from awards.forwarding.enums import ForwardingState, Outcome
from awards.law.enums import RecipientKind
from awards.law.rules import find
from awards.registry.models import Grant, Honour, Recipient
from core.search import every_word
from units.rights import rights_of


class ForwardingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts: the standing body; sent ones: readers of every unit too; nobody else."""
        rights = rights_of(user)
        if rights.is_standing_body:
            return self
        return self.filter(state=ForwardingState.SENT) if rights.sees_all else self.none()

    def sent(self):
        return self.filter(state=ForwardingState.SENT)

    def in_year(self, year):
        """Dated in that calendar year."""
        return self.filter(dated__year=year)

    def search(self, folded):
        """The letter itself, or one of its lines, has every word; no word, no condition."""
        if not (words := every_word(folded)):
            return self
        return self.filter(words | Exists(Forwarded.objects.filter(words, forwarding=OuterRef("pk"))))

    def in_order(self):
        return self.order_by("-dated", "-pk")


class Forwarding(models.Model):
    """A submission letter (tờ trình) to the State level."""

    number = models.CharField("số", max_length=11)
    symbol = models.CharField("ký hiệu", max_length=30)
    dated = models.DateField("ngày")
    addressee = models.CharField("nơi nhận", max_length=200)
    subject = models.CharField("trích yếu", max_length=500)
    state = models.CharField("trạng thái", max_length=10, choices=ForwardingState, default=ForwardingState.DRAFT)
    folded = models.CharField(max_length=1000, editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = ForwardingQuerySet.as_manager()

    class Meta:
        verbose_name = "tờ trình cấp Nhà nước"
        verbose_name_plural = "tờ trình cấp Nhà nước"
        indexes = [models.Index(fields=["dated", "id"], name="forwarding_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "symbol", "dated"],
                name="forwarding_once",
                violation_error_message="Tờ trình này đã có.",
            )
        ]

    def __str__(self):
        return f"Tờ trình {self.code}"

    @property
    def code(self):
        """Số, ký hiệu: “1849/TTr-UBND”."""
        return f"{self.number}/{self.symbol}"

    def get_absolute_url(self):
        return reverse("awards:forwarding-detail", args=[self.pk])


class Forwarded(Honour):
    """One proposed award in a letter, and its answer.

    `grant` is the line of the decision that gave it, once that decision is in the book; until then `answer` and
    `answered_on` say on which paper the answer came.
    """

    forwarding = models.ForeignKey(Forwarding, on_delete=models.CASCADE, related_name="lines")
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("đối tượng", max_length=10, choices=RecipientKind)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, default=Outcome.WAITING)
    answer = models.CharField("văn bản trả lời", max_length=200, blank=True)
    answered_on = models.DateField("ngày văn bản trả lời", null=True, blank=True)
    reason = models.CharField("lý do", max_length=500, blank=True)
    grant = models.OneToOneField(Grant, on_delete=models.SET_NULL, null=True, blank=True, related_name="forwarded")
    version = models.PositiveIntegerField(default=0)
    folded = models.CharField(max_length=1000, editable=False, default="")

    class Meta:
        verbose_name = "đề nghị trình cấp Nhà nước"
        verbose_name_plural = "đề nghị trình cấp Nhà nước"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forwarding", "recipient", "award"],
                name="forwarded_once",
                violation_error_message="Tờ trình này đã đề nghị hình thức này cho người, tập thể này.",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.WAITING, answered_on=None)
                | (~Q(outcome=Outcome.WAITING) & Q(answered_on__isnull=False)),
                name="forwarded_answer_has_a_day",
                violation_error_message="Kết quả phải có ngày của văn bản trả lời.",
            ),
            models.CheckConstraint(
                condition=Q(grant=None) | Q(outcome=Outcome.GRANTED),
                name="forwarded_grant_is_granted",
                violation_error_message="Chỉ đề nghị đã có quyết định mới gắn với dòng khen thưởng.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def honour(self):
        """The award of the catalogue."""
        return find(self.award)

    @property
    def alive_id(self):
        """The record of the recipient that holds the awards today: the one it was merged into, or itself."""
        one = self.recipient
        while one.merged_into_id:
            one = one.merged_into
        return one.pk

    def get_absolute_url(self):
        return f"{self.forwarding.get_absolute_url()}#dong-{self.pk}"
