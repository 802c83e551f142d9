"""Who opens, counts and cancels a peer vote, who sees who has voted, and for which member a person may vote.

The administrator is nobody here: a vote asks for a head of the member, an opening for the head's people or the standing
body.
"""

from clusters.enums import ClusterYearState, VoteState
from clusters.permissions.clusters import acting_units, can_run, leads
from units.enums import Role


def can_hold(user, year):
    """Open, count early or cancel a vote: the head's people, and the standing body, while the year runs."""
    return year.state == ClusterYearState.RUNNING and (can_run(user) or leads(user, year))


def can_close(user, vote):
    """The same, asked of a vote."""
    return user is not None and can_hold(user, vote.year)


def counts_itself(user, vote):
    """The last ballot counts the box, in the name of whoever opened the vote: the last voter stands nowhere."""
    return user.pk == vote.opened_by_id


def sees_turnout(user, year):
    """Who has not voted yet, and how many have; never what."""
    return can_run(user) or leads(user, year)


def is_running(vote):
    """An open vote of a running year; a closed year takes no ballot."""
    return vote.state == VoteState.OPEN and vote.year.state == ClusterYearState.RUNNING


def can_cast(user, voter):
    """A head, today, of the member or of the unit that succeeded it; not when the member has left or the year is over."""
    unit_id = voter.membership.unit_id
    return is_running(voter.vote) and voter.membership.left_on is None and unit_id in acting_units(user, Role.HEAD)


def voters_of(user, vote):
    """The voters of the vote this person casts a ballot for, those who have not voted yet first."""
    units = acting_units(user, Role.HEAD)
    if not units or not is_running(vote):
        return []
    found = vote.voters.filter(membership__unit__in=units, membership__left_on__isnull=True)
    return list(found.select_related("membership__unit", "vote").order_by("has_voted", "membership__seat", "pk"))
