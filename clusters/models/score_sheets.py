"""The score sheet (phiếu chấm điểm) of one member: self → verified by head or deputies → assessed by the standing body.

A stage writes a `LineScore` only where it differs from the stage before, so agreeing costs nothing and every difference
has its reason. What a stage counts by is the newest score up to it. Evidence are stored files owned by the line.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from clusters.enums import Grade, MemberRole, RankingState, SheetState, Stage
from clusters.models.clusters import UNIT_ROLES, ClusterYear, acting_units
from clusters.models.members import Membership
from clusters.models.score_tables import POINTS, Criterion, ScoreTable
from units.rights import rights_of

FIGURE = {"max_digits": 18, "decimal_places": 4}
LEADING = (MemberRole.HEAD, MemberRole.DEPUTY)
INSIDE = frozenset({SheetState.SELF, SheetState.CONFIRMING})  # the member's own; outside it reads “Đang tự chấm”
SENT = frozenset(SheetState) - INSIDE


class ScoreSheetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whole sheets: the member's own people (those of its successor too; for a member from outside the standing body)
        always; once sent, readers of every unit's work, head and deputies of the cluster; once the ranking is published,
        everybody who may open the year."""
        units = acting_units(user, *UNIT_ROLES)
        opened = ClusterYear.objects.visible_to(user)
        readable = Q(membership__unit__in=units)
        if rights_of(user).is_standing_body:
            readable |= Q(membership__outside__isnull=False)
        if rights_of(user).sees_all:
            readable |= Q(state__in=SENT)
        else:
            leading = Membership.objects.staying().filter(role__in=LEADING, unit__in=units).values("year")
            published = opened.filter(rankings__state=RankingState.PUBLISHED).values("pk")
            readable |= Q(state__in=SENT) & (Q(year__in=leading) | Q(year__in=published))
        return self.filter(readable, year__in=opened.values("pk"))

    def begun(self):
        """Somebody has scored something, handed evidence in or sent it on."""
        return self.filter(Q(version__gt=0) | ~Q(state=SheetState.SELF))

    def whole(self):
        """With what names, rights and arithmetic read."""
        return self.select_related("membership__unit", "membership__outside", "table", "year__cluster")

    def in_order(self):
        return self.order_by("membership__seat", "membership__joined_on", "pk")


class ScoreSheet(models.Model):
    """`*_total` are the printed totals of the stages, kept for lists; they are written with every score of the sheet."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="sheets")
    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="sheet")
    table = models.ForeignKey(ScoreTable, on_delete=models.PROTECT, related_name="sheets")
    state = models.CharField("trạng thái", max_length=12, choices=SheetState, default=SheetState.SELF)
    self_total = models.DecimalField("tự chấm", **POINTS, null=True, blank=True)
    verified_total = models.DecimalField("thẩm định", **POINTS, null=True, blank=True)
    assessed_total = models.DecimalField("Ban TĐKT chấm", **POINTS, null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu chấm điểm"
        verbose_name_plural = "phiếu chấm điểm"
        indexes = [models.Index(fields=["year", "state"], name="score_sheet_year_state")]

    def __str__(self):
        return f"Phiếu chấm điểm của {self.membership}"

    def get_absolute_url(self):
        return reverse("clusters:sheet-detail", args=[self.pk])

    @property
    def is_from_outside(self):
        """Of a member without accounts here: the standing body enters what its paper says."""
        return self.membership.outside_id is not None

    @property
    def outside_state(self):
        """The state as everybody outside the member sees it: waiting for the member's own head is still self-scoring."""
        return SheetState.SELF if self.state == SheetState.CONFIRMING else SheetState(self.state)


class ScoreLine(models.Model):
    """One criterion of one sheet; the owner of its evidence."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.CASCADE, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "dòng của phiếu chấm điểm"
        verbose_name_plural = "dòng của phiếu chấm điểm"
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="score_line_once")]

    def __str__(self):
        return str(self.criterion)

    def get_absolute_url(self):
        return f"{reverse('clusters:sheet-detail', args=[self.sheet_id])}#dong-{self.pk}"


class LineScore(models.Model):
    """What one stage says of one line: figures for a quantity, a grade, points, or how many times a penalty fell due."""

    line = models.ForeignKey(ScoreLine, on_delete=models.CASCADE, related_name="scores")
    stage = models.CharField("bước", max_length=10, choices=Stage)
    applies = models.BooleanField("áp dụng", default=True)
    plan = models.DecimalField("kế hoạch", **FIGURE, null=True, blank=True)
    actual = models.DecimalField("thực hiện", **FIGURE, null=True, blank=True)
    grade = models.CharField("xếp loại", max_length=1, choices=Grade, blank=True)
    points = models.DecimalField("điểm", **POINTS, null=True, blank=True)  # given by a person; never a computed one
    times = models.PositiveSmallIntegerField("số lần", null=True, blank=True)
    reason = models.TextField("giải trình, lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "điểm của một bước"
        verbose_name_plural = "điểm của một bước"
        constraints = [
            models.UniqueConstraint(fields=["line", "stage"], name="line_score_once"),
            models.CheckConstraint(
                condition=Q(stage=Stage.SELF) | ~Q(reason=""),
                name="line_score_changed_with_reason",
                violation_error_message="Sửa điểm của bước trước thì phải nêu lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.line}, {self.get_stage_display().lower()}"


class LineChange(models.Model):
    """One change of one score: before and after as text by field. Never edited."""

    line = models.ForeignKey(ScoreLine, on_delete=models.CASCADE, related_name="changes")
    stage = models.CharField("bước", max_length=10, choices=Stage)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "thay đổi điểm"
        verbose_name_plural = "thay đổi điểm"
        indexes = [models.Index(fields=["line", "at"], name="line_change_line_at")]

    def __str__(self):
        return f"{self.line}, {self.get_stage_display().lower()}"


class CrossScore(models.Model):
    """What one member gives another (chấm chéo): 0 to the base of the table. It is shown beside the sheet, not counted."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="cross_scores")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="given_scores")
    taker = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="taken_scores")
    points = models.DecimalField("điểm", **POINTS)
    comment = models.CharField("nhận xét", max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "điểm chấm chéo"
        verbose_name_plural = "điểm chấm chéo"
        constraints = [
            models.UniqueConstraint(fields=["giver", "taker"], name="cross_score_once"),
            models.CheckConstraint(
                condition=~Q(giver=models.F("taker")),
                name="cross_score_not_own",
                violation_error_message="Đơn vị không chấm chéo cho chính mình.",
            ),
        ]

    def __str__(self):
        return f"{self.taker}: {self.points}"
