"""Sessions of a year as a page shows them: who sat there, and what a tổng kết takes in of votes and ranking."""

import dataclasses

from django.db.models import Prefetch, Q

from clusters.enums import RankingState, SessionKind, VoteState
from clusters.models import Attendance, ClusterSession, Membership, PeerVote, Proposal, Ranking, RankingRow
from clusters.queries.members import day_of, name_on, with_units


@dataclasses.dataclass(frozen=True, slots=True)
class Seat:
    """One member at a session. recorded: somebody took the roll for it."""

    membership: Membership
    name: str
    recorded: bool
    present: bool
    people: str
    because: str


def sessions():
    """Sessions with their year and all that its permissions read."""
    return ClusterSession.objects.select_related("year__cluster").prefetch_related(
        "year__milestones", "year__memberships"
    )


def sessions_of(year):
    """The sessions of a year, newest day first, those without a day on top."""
    found = list(year.sessions.order_by("pk"))
    for session in found:
        session.year = year
    return sorted(found, key=lambda s: (s.held_on is None, s.held_on or year.first_day, s.pk), reverse=True)


def seats_of(session):
    """The memberships that are asked to a session: in force on its day, or staying while it has none."""
    found = with_units().filter(year=session.year_id)
    day = session.held_on
    if day is None:
        return list(found.staying())
    # A session is held after the year too (tổng kết): whoever stayed to the end still sits there.
    return list(
        found.filter(Q(left_on__isnull=True) | Q(left_on__gte=day)).filter(
            joined_on__lte=max(day, session.year.first_day)
        )
    )


def attendance_of(session):
    """A `Seat` for each member asked, in the order of seats, under the names of the year."""
    kept = {row.membership_id: row for row in Attendance.objects.filter(session=session)}
    rows = []
    for membership in seats_of(session):
        row = kept.get(membership.pk)
        name = (
            membership.outside.name
            if membership.unit is None
            else name_on(membership.unit, day_of(session.year, session.held_on or session.year.first_day))
        )
        rows.append(
            Seat(membership, name, row is not None, bool(row and row.present), row.people if row else "",
                 row.absent_because if row else "")
        )  # fmt: skip
    return rows


@dataclasses.dataclass(frozen=True, slots=True)
class Results:
    """What may stand in minutes: the published ranking and what it proposes, the last counted vote. None: there is none."""

    ranking: Ranking | None
    vote: PeerVote | None

    def __bool__(self):
        return bool(self.ranking or self.vote)


def results_of(session):
    """Only of a tổng kết, and only what is published or counted now."""
    if session.kind != SessionKind.YEAR_END:
        return Results(None, None)
    year = session.year_id
    units = Prefetch("rows", RankingRow.objects.select_related("membership__unit", "membership__outside"))
    named = Prefetch("proposals", Proposal.objects.select_related("membership__unit", "membership__outside"))
    rankings = Ranking.objects.filter(year=year, state=RankingState.PUBLISHED).prefetch_related(units, named)
    votes = PeerVote.objects.filter(year=year, state=VoteState.COUNTED).prefetch_related(
        "candidates__membership__unit", "candidates__membership__outside", "voters"
    )
    return Results(rankings.order_by("pk").last(), votes.order_by("number", "pk").last())
