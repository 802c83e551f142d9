"""An open peer vote is a duty of the heads who have not voted. It says only “please vote”."""

from clusters.enums import ClusterYearState, VoteState
from clusters.models import Voter
from clusters.queries.votes import heads_of
from core.obligations import Duty, provides


@provides("clusters.ballot", "Bỏ phiếu suy tôn", discreet=True)
def ballots_due(*, on, person=None):
    """Members that may vote and have not, in open votes of running clusters; their heads act."""
    found = list(
        Voter.objects.filter(
            has_voted=False,
            vote__state=VoteState.OPEN,
            vote__year__state=ClusterYearState.RUNNING,
            membership__left_on__isnull=True,
        )
        .select_related("vote__year__cluster", "membership__unit")
        .order_by("vote__due_on", "pk")
    )
    if not found:
        return
    heads = heads_of([voter.membership for voter in found], on=on)
    person_id = getattr(person, "pk", person)
    for voter in found:
        people = heads.get(voter.membership_id, ())
        if not people or (person_id is not None and person_id not in people):
            continue
        yield Duty(
            key=f"clusters.ballot:{voter.pk}",
            kind="clusters.ballot",
            title=f"Bỏ phiếu suy tôn: {voter.vote.year}",
            due_on=voter.vote.due_on,
            people=people,
            url=voter.vote.get_absolute_url(),
            unit=voter.membership.unit,
        )
