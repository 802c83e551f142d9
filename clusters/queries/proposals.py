"""Who clusters propose for awards; the award rounds ask here and clusters know nothing of them."""

import dataclasses
from decimal import Decimal

from clusters.enums import RankingState
from clusters.models import Membership, Proposal, RankingRow
from clusters.models.clusters import PUBLISHED, ClusterYear


@dataclasses.dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal of a published ranking. `unit` is None for a member from outside the province (`membership.outside`)."""

    year: ClusterYear
    membership: Membership
    unit: object
    kind: str  # a ProposalKind
    place: int
    score: Decimal


def proposals_for_awards(year):
    """Proposals of all published rankings of clusters of that calendar year, running or closed; in two queries.

    In the order of clusters, then flags before certificates, then by place. The caller scopes who may read them.
    """
    found = Proposal.objects.filter(
        ranking__state=RankingState.PUBLISHED, ranking__year__year=year, ranking__year__state__in=PUBLISHED
    ).select_related("ranking__year__cluster", "membership__unit", "membership__outside")
    placed = RankingRow.objects.filter(ranking__in=found.values("ranking"))
    rows = {(row.ranking_id, row.membership_id): row for row in placed.order_by("pk")}
    made = []
    for proposal in found.order_by(
        "ranking__year__cluster__level", "ranking__year__cluster__position", "ranking__year__cluster__sort_key",
        "ranking_id", "-kind", "position", "pk",
    ):  # fmt: skip
        row = rows[proposal.ranking_id, proposal.membership_id]
        member = proposal.membership
        made.append(Proposed(proposal.ranking.year, member, member.unit, proposal.kind, row.place, row.score))
    return made
