"""Peer votes of a year: which one a page is about, who may be named, who may vote, what came out."""

import dataclasses

from django.db.models import Prefetch

from clusters.enums import Stage, VoteState
from clusters.models import PeerVote, ScoreSheet
from clusters.models.score_sheets import SENT
from clusters.queries.members import rows, successors_of, with_units
from clusters.queries.score_sheets import counted
from units.enums import Role
from units.queries import people_with


def latest_vote(year):
    """The vote the page of the year is about: the open one, else the last counted one, else None."""
    votes = list(PeerVote.objects.filter(year=year).exclude(state=VoteState.CANCELLED).order_by("-number", "pk"))
    return next((v for v in votes if v.state == VoteState.OPEN), votes[0] if votes else None)


def counted_vote(year):
    """The vote whose result counts for the ranking: the last one counted, or None."""
    return PeerVote.objects.filter(year=year, state=VoteState.COUNTED).order_by("-number", "pk").first()


def open_vote_of(year):
    return PeerVote.objects.filter(year=year, state=VoteState.OPEN).order_by("pk").first()


def heads_of(memberships, *, on):
    """dict membership id → ids of the heads who vote for it that day: of the unit, or of those that succeeded it."""
    ours = [m for m in memberships if m.unit_id]
    after = successors_of([m.unit for m in ours], on)
    units = {m.pk: [u.pk for u in after[m.unit_id]] if after.get(m.unit_id) else [m.unit_id] for m in ours}
    people = people_with(Role.HEAD, sorted({pk for found in units.values() for pk in found}), on)
    return {
        pk: tuple(dict.fromkeys(person for unit in found for person in people[unit])) for pk, found in units.items()
    }


@dataclasses.dataclass(frozen=True, slots=True)
class Roll:
    """Who takes part in a vote opened that day. without_head: members nobody can vote for; barred: (name, reason)."""

    candidates: tuple
    voters: tuple
    without_head: tuple
    barred: tuple


def roll_of(year, *, on):
    """Members staying: those not barred can be named; those with a head of ours vote."""
    members = list(with_units().staying().filter(year=year))
    for member in members:
        member.year = year
    heads, reasons = heads_of(members, on=on), bars_of(year, members, on=on)
    names = {row.membership.pk: row.name for row in rows(members, on=on)}
    return Roll(
        candidates=tuple(m for m in members if not reasons.get(m.pk)),
        voters=tuple(m for m in members if heads.get(m.pk)),
        without_head=tuple(names[m.pk] for m in members if not heads.get(m.pk)),
        barred=tuple((names[m.pk], " ".join(reasons[m.pk])) for m in members if reasons.get(m.pk)),
    )


def bars_of(year, memberships, *, on, counts=None):
    """dict membership id → sentences saying why it cannot be named or proposed.

    counts: dict membership id → `Count` already at hand; else the sheets that were sent are counted by the newest scores known; one still with its member tells nothing.
    """
    if counts is None:
        sheets = list(ScoreSheet.objects.filter(membership__in=memberships, state__in=SENT))
        found = counted(sheets, Stage.ASSESSED)
        counts = {sheet.membership_id: found[sheet.pk] for sheet in sheets}
    reasons = {}
    for member in memberships:
        said = [
            f"{line.criterion.name}: {line.times} lần; theo bảng điểm thì không được suy tôn."
            for line in (counts[member.pk].bars if member.pk in counts else ())
        ]
        if member.unit_id and member.unit.valid_to and member.unit.valid_to < min(on, year.last_day):
            said.append(f"Đơn vị đã kết thúc hoạt động sau ngày {member.unit.valid_to:%d/%m/%Y}.")
        reasons[member.pk] = tuple(said)
    return reasons


@dataclasses.dataclass(frozen=True, slots=True)
class Turnout:
    """Numbers and names of who has voted; never what."""

    total: int
    cast: int
    waiting: tuple  # names

    @property
    def is_full(self):
        return not self.waiting


def turnout_of(vote, *, on):
    """Who has voted so far. A member that left without voting has no right any more, so nobody waits for it."""
    voters = list(vote.voters.prefetch_related(Prefetch("membership", with_units())).order_by("pk"))
    counting = [v for v in voters if v.has_voted or v.membership.left_on is None]
    waiting = [v.membership for v in counting if not v.has_voted]
    names = [row.name for row in rows(sorted(waiting, key=lambda m: (m.seat, m.pk)), on=on)]
    return Turnout(len(counting), sum(v.has_voted for v in counting), tuple(names))


def remaining(vote):
    """Whether somebody who may still vote has not."""
    return vote.voters.filter(has_voted=False, membership__left_on__isnull=True).exists()


def candidates_of(vote, *, on):
    """[(candidate, name)] in the order of seats."""
    members = Prefetch("membership", with_units())
    found = list(vote.candidates.prefetch_related(members).order_by("membership__seat", "pk"))
    names = {row.membership.pk: row.name for row in rows([c.membership for c in found], on=on)}
    return [(candidate, names[candidate.membership_id]) for candidate in found]


def result_of(vote, *, on):
    """[(candidate, name)] of a counted vote, most votes first, equals by seat; empty before it is counted."""
    if vote.state != VoteState.COUNTED:
        return []
    return sorted(candidates_of(vote, on=on), key=lambda pair: -pair[0].votes)


def votes_by_member(vote):
    """(dict membership id → votes, number of ballots cast) of a counted vote."""
    if vote is None or vote.state != VoteState.COUNTED:
        return {}, 0
    found = dict(vote.candidates.order_by("pk").values_list("membership_id", "votes"))
    return found, vote.voters.filter(has_voted=True).count()
