"""The peer vote (suy tôn): secret, one vote per member, counted when all have voted or the head closes it.

No row ties a voter to a ballot: a voter is only marked, without a moment; a ballot has a random key and no moment, and
with each vote the whole box is written anew in the order of the keys, so no table tells an order either.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from clusters.enums import VoteState
from clusters.models.clusters import ClusterYear
from clusters.models.members import Membership


class PeerVote(models.Model):
    """One vote of a cluster's year. `seats`: how many names a ballot may carry."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="votes")
    number = models.PositiveSmallIntegerField("lần", default=1)
    state = models.CharField("trạng thái", max_length=10, choices=VoteState, default=VoteState.OPEN)
    seats = models.PositiveSmallIntegerField("mỗi phiếu chọn nhiều nhất")
    due_on = models.DateField("bỏ phiếu đến hết ngày")  # reminds; the vote is closed by people, not by the day
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("mở lúc")
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)
    blank = models.PositiveSmallIntegerField("phiếu không chọn ai", null=True, blank=True)  # known once counted
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "đợt suy tôn"
        verbose_name_plural = "đợt suy tôn"
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="peer_vote_number_once"),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(state=VoteState.OPEN),
                name="peer_vote_one_open",
                violation_error_message="Đang có một đợt bỏ phiếu.",
            ),
        ]

    def __str__(self):
        return f"Suy tôn {self.year}"

    def get_absolute_url(self):
        return reverse("clusters:vote-detail", args=[self.pk])


class VoteCandidate(models.Model):
    """A member that can be named. `votes` is empty until the box is counted."""

    vote = models.ForeignKey(PeerVote, on_delete=models.CASCADE, related_name="candidates")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    votes = models.PositiveSmallIntegerField("số phiếu", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị được suy tôn"
        verbose_name_plural = "đơn vị được suy tôn"
        constraints = [models.UniqueConstraint(fields=["vote", "membership"], name="vote_candidate_once")]

    def __str__(self):
        return str(self.membership)


class Voter(models.Model):
    """A member entitled to vote, and whether it has. By whom and when is not kept."""

    vote = models.ForeignKey(PeerVote, on_delete=models.CASCADE, related_name="voters")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    has_voted = models.BooleanField("đã bỏ phiếu", default=False)

    class Meta:
        verbose_name = "đơn vị bỏ phiếu"
        verbose_name_plural = "đơn vị bỏ phiếu"
        constraints = [models.UniqueConstraint(fields=["vote", "membership"], name="voter_once")]

    def __str__(self):
        return str(self.membership)


class Ballot(models.Model):
    """One paper in the box: ids of candidates, sorted. Nothing else."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(PeerVote, on_delete=models.CASCADE, related_name="ballots")
    choices = models.JSONField(default=list)

    class Meta:
        verbose_name = "phiếu"
        verbose_name_plural = "phiếu"

    def __str__(self):
        return "phiếu"
