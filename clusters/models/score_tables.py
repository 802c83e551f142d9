"""The score table (bảng tiêu chí chấm điểm) of a cluster in a year: versions, groups, criteria, and how points are counted.

A frozen table never changes again: score sheets point at it, and what they were scored by stays. Amounts are parameters;
those of the model are of another province's draft guide (our notes, 3.3), so pages show them as «chưa kiểm chứng».
"""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from clusters.enums import EXTRA, QUANTITATIVE, CriterionKind, FactKind, Scorer, TableState
from clusters.models.clusters import ClusterYear

POINTS = {"max_digits": 8, "decimal_places": 2}
PERCENT = {"max_digits": 5, "decimal_places": 2}


class ScoreTable(models.Model):
    """One version of the table. `tie_rules` is a list of `TieRule` values in the order they decide."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="score_tables")
    number = models.PositiveSmallIntegerField("lần", default=1)
    state = models.CharField("trạng thái", max_length=10, choices=TableState, default=TableState.DRAFT)
    title = models.CharField("tên bảng", max_length=200)
    source = models.CharField("căn cứ", max_length=300, blank=True)  # blank: no rule is named, nothing is verified
    share_b = models.DecimalField("loại B bằng, % điểm tối đa", **PERCENT, null=True, blank=True)
    share_c = models.DecimalField("loại C bằng, % điểm tối đa", **PERCENT, null=True, blank=True)
    share_d = models.DecimalField("loại D bằng, % điểm tối đa", **PERCENT, null=True, blank=True)
    over_per_percent = models.DecimalField("mỗi 1% vượt thưởng, % điểm tối đa", **PERCENT, default=Decimal(1))
    over_most = models.DecimalField(
        "thưởng vượt mỗi tiêu chí nhiều nhất, % điểm tối đa", **PERCENT, default=Decimal(10)
    )
    over_cap = models.DecimalField("tổng thưởng vượt nhiều nhất, điểm", **POINTS, default=Decimal(20))
    bonus_cap = models.DecimalField("tổng mọi điểm thưởng nhiều nhất, điểm", **POINTS, null=True, blank=True)
    tie_rules = models.JSONField("bằng điểm thì xét", default=list, blank=True)
    vote_needed = models.PositiveSmallIntegerField("suy tôn cần, % số phiếu", null=True, blank=True)
    cross_scoring = models.BooleanField("các thành viên chấm chéo", default=False)
    revised_because = models.TextField("lý do lập lần mới", blank=True)
    frozen_at = models.DateTimeField("chốt lúc", null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "bảng tiêu chí chấm điểm"
        verbose_name_plural = "bảng tiêu chí chấm điểm"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="score_table_number_once"),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state=TableState.DRAFT),
                name="score_table_one_draft",
                violation_error_message="Đang có một bảng điểm chưa chốt.",
            ),
            models.UniqueConstraint(
                fields=["year"], condition=Q(state=TableState.FROZEN), name="score_table_one_frozen"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clusters:table-detail", args=[self.pk])

    @property
    def is_frozen(self):
        return self.state != TableState.DRAFT

    @property
    def shares(self):
        """dict grade → percent 0–100 of the maximum, only of the grades that have one; A is the maximum."""
        rest = {"B": self.share_b, "C": self.share_c, "D": self.share_d}
        return {"A": Decimal(100)} | {grade: share for grade, share in rest.items() if share is not None}


class CriterionGroup(models.Model):
    table = models.ForeignKey(ScoreTable, on_delete=models.CASCADE, related_name="groups")
    position = models.PositiveSmallIntegerField()
    symbol = models.CharField("ký hiệu", max_length=10, blank=True)  # I, II, III
    name = models.CharField("nhóm tiêu chí", max_length=300)

    class Meta:
        verbose_name = "nhóm tiêu chí"
        verbose_name_plural = "nhóm tiêu chí"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["table", "position"], name="criterion_group_position_once")]

    def __str__(self):
        return self.name


class Criterion(models.Model):
    """One line of the table. `maximum`: most points; of a penalty what each time costs, as a positive number."""

    group = models.ForeignKey(CriterionGroup, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    number = models.CharField("số", max_length=10, blank=True)
    name = models.CharField("tiêu chí", max_length=500)
    kind = models.CharField("cách tính", max_length=10, choices=CriterionKind)
    measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    maximum = models.DecimalField("điểm tối đa", **POINTS)
    scorer = models.CharField("ai chấm", max_length=10, choices=Scorer, default=Scorer.MEMBER)
    rewards_over = models.BooleanField("tính thưởng vượt", default=False)  # quantitative only
    bars = models.BooleanField("không được suy tôn", default=False)  # a penalty that bars from suy tôn
    fact = models.CharField("số liệu có sẵn", max_length=12, choices=FactKind, blank=True)
    note = models.CharField("hướng dẫn", max_length=500, blank=True)

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "position"], name="criterion_position_once"),
            models.CheckConstraint(
                condition=Q(maximum__gt=0),
                name="criterion_maximum_is_positive",
                violation_error_message="Điểm tối đa, hoặc điểm trừ mỗi lần, phải lớn hơn 0.",
            ),
            models.CheckConstraint(
                condition=Q(bars=False) | Q(kind=CriterionKind.PENALTY),
                name="criterion_only_a_penalty_bars",
                violation_error_message="Chỉ điểm trừ mới có thể làm mất quyền được suy tôn.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_quantitative(self):
        return self.kind in QUANTITATIVE

    @property
    def is_extra(self):
        """Bonus or penalty: outside the base."""
        return self.kind in EXTRA
