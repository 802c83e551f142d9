"""Who was honoured, with what, by which decision.

A `Decision` is a paper that exists: number, date and signer are copied from it. Its `Grant`s are the lines of its list,
kept as the paper wrote them (name, title, workplace) beside the `Recipient` they belong to. Once a decision is entered its
lines change only by correction or revocation, each on a paper of its own.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from awards.law.enums import Cause, Level, PersonClass, RecipientKind
from awards.law.rules import find
from awards.registry.enums import ChangeKind, DecisionState, GrantState
from core.search import every_word
from plans.models.filings import UNIT_ROLES
from units.models import Unit
from units.rights import rights_of


class Gender(models.TextChoices):
    FEMALE = "female", "Nữ"
    MALE = "male", "Nam"


def _of_units(rights):
    """Lines of the units under the person's posts. Asked by the units' ids, which an index finds among many lines."""
    return Q(unit__in=Unit.objects.within(rights.paths(*UNIT_ROLES)).values("pk"))


class RecipientQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever has an award this reader may see; those whose names stand only in drafts are the standing body's."""
        rights = rights_of(user)
        if rights.is_standing_body:
            return self
        return self.filter(pk__in=Grant.objects.visible_to(user).order_by().values("recipient"))

    def alive(self):
        """Not merged into another."""
        return self.filter(merged_into=None)

    def search(self, folded):
        return self.filter(every_word(folded))

    def in_order(self):
        return self.order_by("sort_key", "pk")


class Recipient(models.Model):
    """One record per person, collective or household across the years.

    A collective that is a unit of the tree points to it by `body`. `id_digest` is a keyed hash of a person's ID number; the
    number itself is never kept. A record merged into another stays, empty, with a trace.
    """

    kind = models.CharField("đối tượng", max_length=10, choices=RecipientKind)
    name = models.CharField("tên", max_length=200)
    gender = models.CharField("giới tính", max_length=6, choices=Gender, blank=True)
    born_on = models.DateField("ngày sinh", null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField("năm sinh", null=True, blank=True)
    title = models.CharField("chức vụ", max_length=200, blank=True)  # the latest known
    workplace = models.CharField("nơi công tác, địa chỉ", max_length=300, blank=True)  # the latest known
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    body = models.OneToOneField(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="chính là đơn vị"
    )
    is_enterprise = models.BooleanField("doanh nghiệp, doanh nhân", default=False)
    id_digest = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    folded = models.CharField(max_length=1000, editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = "người, tập thể được khen"
        verbose_name_plural = "người, tập thể được khen"
        indexes = [models.Index(fields=["sort_key", "id"], name="recipient_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=True) | Q(kind=RecipientKind.COLLECTIVE),
                name="recipient_body_is_collective",
                violation_error_message="Chỉ tập thể mới có thể chính là một đơn vị.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("awards:recipient-detail", args=[self.pk])


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts: the standing body. Entered ones: readers of every unit; officer and head where a line is of their units."""
        rights = rights_of(user)
        if rights.is_standing_body:
            return self
        entered = self.exclude(state=DecisionState.DRAFT)
        if rights.sees_all:
            return entered
        if not rights.paths(*UNIT_ROLES):
            return self.none()
        return entered.filter(pk__in=Grant.objects.filter(_of_units(rights)).values("decision"))

    def entered(self):
        """In the book and not annulled."""
        return self.filter(state=DecisionState.ENTERED)

    def search(self, folded):
        return self.filter(every_word(folded))

    def in_order(self):
        return self.order_by("-decided_on", "-pk")


class Decision(models.Model):
    """A decision that gives awards, as its paper says. `decider` is the body or office that signed it."""

    number = models.CharField("số", max_length=11)
    symbol = models.CharField("ký hiệu", max_length=30)
    decided_on = models.DateField("ngày ký")
    level = models.CharField("cấp quyết định", max_length=10, choices=Level)
    decider = models.CharField("cơ quan, người quyết định", max_length=200)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị ban hành"
    )
    signer = models.CharField("người ký", max_length=50, blank=True)
    subject = models.CharField("trích yếu", max_length=500)
    state = models.CharField("trạng thái", max_length=10, choices=DecisionState, default=DecisionState.DRAFT)
    source = models.CharField("nguồn nhập", max_length=200, blank=True)
    folded = models.CharField(max_length=1000, editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định khen thưởng"
        verbose_name_plural = "quyết định khen thưởng"
        indexes = [models.Index(fields=["decided_on", "id"], name="decision_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "symbol", "decided_on", "decider"],
                name="decision_once",
                violation_error_message="Quyết định này đã có trong sổ.",
            )
        ]

    def __str__(self):
        return f"Quyết định {self.code}"

    @property
    def code(self):
        """Số, ký hiệu: “2871/QĐ-UBND”."""
        return f"{self.number}/{self.symbol}"

    def get_absolute_url(self):
        return reverse("awards:decision-detail", args=[self.pk])


class GrantQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As open as its decision; an officer or head reads the lines of their own units only."""
        rights = rights_of(user)
        if rights.is_standing_body:
            return self
        entered = self.exclude(decision__state=DecisionState.DRAFT)
        if rights.sees_all:
            return entered
        return entered.filter(_of_units(rights))

    def standing(self):
        """Awards that hold: of an entered decision, not revoked."""
        return self.filter(revoked_on=None, decision__state=DecisionState.ENTERED)

    def search(self, folded):
        return self.filter(every_word(folded))

    def in_order(self):
        """Newest decision first, then as its list goes."""
        return self.order_by("-decision__decided_on", "-decision_id", "position", "pk")


class Honour(models.Model):
    """What a line of a list says of one recipient and one award; `award` is a code of the catalogue (`awards.law`).

    `name`, `title`, `workplace` stand as the paper has them. `unit` decides who in the units may read it.
    """

    position = models.PositiveIntegerField("thứ tự, số sổ vàng")
    award = models.CharField("danh hiệu, hình thức", max_length=20)
    cause = models.CharField("loại hình", max_length=12, choices=Cause, blank=True)
    name = models.CharField("tên trong văn bản", max_length=200)
    title = models.CharField("chức vụ trong văn bản", max_length=200, blank=True)
    workplace = models.CharField("nơi công tác, địa chỉ trong văn bản", max_length=300, blank=True)
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    person_class = models.CharField("phân loại cá nhân", max_length=20, choices=PersonClass, blank=True)
    is_enterprise = models.BooleanField("doanh nghiệp, doanh nhân", default=False)
    period = models.CharField("thời gian thành tích", max_length=60, blank=True)  # “năm 2021”, “2016-2020”
    achievement = models.CharField("thành tích", max_length=500, blank=True)

    class Meta:
        abstract = True


class Grant(Honour):
    """One award given to one recipient."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="grants", db_index=False)  # see Meta
    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, related_name="grants")
    kind = models.CharField("đối tượng", max_length=10, choices=RecipientKind)
    revoked_on = models.DateField("thu hồi ngày", null=True, blank=True)  # day of the paper that revoked it
    folded = models.CharField(max_length=1000, editable=False, default="")
    version = models.PositiveIntegerField(default=0)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "khen thưởng"
        verbose_name_plural = "khen thưởng"
        indexes = [
            models.Index(fields=["decision", "kind", "revoked_on"], name="grant_by_decision"),  # the book's numbers
            models.Index(fields=["award", "revoked_on"], name="grant_by_award"),
            models.Index(fields=["recipient", "decision"], name="grant_by_recipient"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "recipient", "award"],
                name="grant_once_in_a_decision",
                violation_error_message="Quyết định này đã ghi hình thức này cho người, tập thể này.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def standing(self):
        """Where this award stands: its own revocation first, then what its decision says."""
        if self.revoked_on:
            return GrantState.REVOKED
        return GRANT_STATES[self.decision.state]

    @property
    def honour(self):
        """The award of the catalogue."""
        return find(self.award)


GRANT_STATES = {
    DecisionState.DRAFT: GrantState.DRAFT,
    DecisionState.ENTERED: GrantState.STANDING,
    DecisionState.REVOKED: GrantState.ANNULLED,
}


class GrantChange(models.Model):
    """A correction or revocation of a grant, or (without grant) of a whole decision, on its own paper. Never edited.

    `before` and `after` are {field: words} of what changed.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="changes")
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, null=True, blank=True, related_name="changes")
    kind = models.CharField("loại", max_length=12, choices=ChangeKind)
    paper = models.CharField("văn bản", max_length=200)
    dated = models.DateField("ngày văn bản")
    reason = models.CharField("lý do", max_length=500)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "đính chính, thu hồi"
        verbose_name_plural = "đính chính, thu hồi"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.paper}"

    @property
    def wordings(self):
        """[(what, before, after)] of a correction, in the words people know the fields by."""
        return [
            (Grant._meta.get_field(name).verbose_name.capitalize(), old, self.after[name])
            for name, old in self.before.items()
        ]


class Merge(models.Model):
    """Two records were found to be one: `gone` was merged into `kept`; `grants` are the ids that moved. It can be undone."""

    kept = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="merges")
    gone = models.ForeignKey(Recipient, on_delete=models.CASCADE, related_name="+")
    grants = models.JSONField(default=list)
    reason = models.CharField("lý do", max_length=500)
    undone_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "gộp hồ sơ"
        verbose_name_plural = "gộp hồ sơ"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.gone} → {self.kept}"
