"""The ranking of a cluster's year as published: places, what each score is made of, why, and who is proposed.

A published ranking is a copy of what it rests on; sheets opened again later do not change it.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from clusters.enums import ProposalKind, RankingState
from clusters.models.clusters import ClusterYear
from clusters.models.members import Membership
from clusters.models.score_tables import POINTS, ScoreTable
from clusters.models.votes import PeerVote


class Ranking(models.Model):
    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="rankings")
    number = models.PositiveSmallIntegerField("lần", default=1)
    state = models.CharField("trạng thái", max_length=10, choices=RankingState, default=RankingState.DRAFT)
    table = models.ForeignKey(ScoreTable, on_delete=models.PROTECT, related_name="+")
    vote = models.ForeignKey(PeerVote, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    apart = models.JSONField(default=list)  # members without a place: [{"name", "reason"}], names of the day
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField("công bố lúc", null=True, blank=True)
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "xếp hạng"
        verbose_name_plural = "xếp hạng"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="ranking_number_once"),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state=RankingState.PUBLISHED),
                name="ranking_published_once",
                violation_error_message="Xếp hạng năm này đã được công bố.",
            ),
        ]

    def __str__(self):
        return f"Xếp hạng {self.year}"

    def get_absolute_url(self):
        return reverse("clusters:ranking-detail", args=[self.year_id])


class RankingRow(models.Model):
    """One member. `place` is shared by equals; `position` is the order of the page. `score` is what is compared.

    parts: what the exact total is the sum of, as `rules/ranking.py` writes a `Piece`; points as exact fractions in text.
    bars: sentences saying why the member cannot be proposed. tie: how equals were told apart.
    """

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="rows")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField("hạng")
    total = models.DecimalField("tổng điểm", **POINTS)
    base = models.DecimalField("điểm chuẩn", **POINTS)
    score = models.DecimalField("điểm xếp hạng", **POINTS)
    self_total = models.DecimalField("tự chấm", **POINTS, null=True, blank=True)
    votes = models.PositiveSmallIntegerField("phiếu suy tôn", null=True, blank=True)
    parts = models.JSONField(default=list)
    bars = models.JSONField(default=list)
    tie = models.CharField(max_length=300, blank=True)
    explanation = models.TextField("vì sao")

    class Meta:
        verbose_name = "dòng xếp hạng"
        verbose_name_plural = "dòng xếp hạng"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["ranking", "membership"], name="ranking_row_once")]

    def __str__(self):
        return f"{self.place}. {self.membership}"


class Proposal(models.Model):
    """A member the cluster proposes for a flag or a certificate of merit; the award rounds take it up from here."""

    ranking = models.ForeignKey(Ranking, on_delete=models.CASCADE, related_name="proposals")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("hình thức", max_length=12, choices=ProposalKind)
    position = models.PositiveSmallIntegerField(default=0)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "đề nghị khen thưởng của cụm, khối"
        verbose_name_plural = "đề nghị khen thưởng của cụm, khối"
        ordering = ["kind", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["ranking", "membership"], name="cluster_proposal_once")]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.membership}"
