"""Clusters with many members: one that votes, one that is scored, one whose ranking is published."""

import dataclasses
import datetime
from decimal import Decimal

from clusters.enums import Stage
from clusters.models import (
    Criterion,
    CrossScore,
    LineScore,
    Membership,
    RankingRow,
    ScoreLine,
    ScoreSheet,
    VoteCandidate,
    Voter,
)
from clusters.services import rankings, votes
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import units as make_units
from units.enums import Role
from units.models import Appointment, User


@dataclasses.dataclass
class Polls:
    voting: object
    vote: object
    scored: object
    table: object
    published: object
    ranking: object


def begin(world):
    third = make_units.unit("Sở Du lịch", parent=world.province)
    make_units.post(make_units.person("dulich", "Lò Thị Du"), third, Role.HEAD)
    voting, scored, published = (
        make.running(world, f"Cụm {word}", world.stp, world.syt, third, head=world.stp, level="inter")
        for word in ("suy tôn", "đã chấm", "đã công bố")
    )
    day = datetime.date(2022, 3, 20)
    vote = votes.open_vote(voting, seats=2, due_on=day, by=world.hanh, at=make.NOW)
    tables = [scoring.table(year, cross_scoring=True) for year in (scored, published)]
    for table in tables:
        scoring.sheet(make.membership_of(table.year, world.stp), table)
    ranking = rankings.publish(published, by=world.hanh, at=make.NOW)
    return Polls(voting, vote, scored, tables[0], published, ranking)


def grow(world, polls, start, stop):
    numbers = range(start, stop)
    units = make_units.units(*({"name": f"Đơn vị bầu số {n}", "parent": world.province} for n in numbers))
    people = User.objects.bulk_create(
        User(username=f"bau{n}", full_name=f"Lò Thị {n}", folded=f"lo thi {n}", sort_key=f"{n:04}") for n in numbers
    )
    Appointment.objects.bulk_create(
        Appointment(user=person, unit=unit, role=Role.HEAD, starts_on=make.FIRST)
        for unit, person in zip(units, people, strict=True)
    )
    members = {year.pk: _members(year, units, start) for year in (polls.voting, polls.scored, polls.published)}
    VoteCandidate.objects.bulk_create(VoteCandidate(vote=polls.vote, membership=m) for m in members[polls.voting.pk])
    Voter.objects.bulk_create(
        Voter(vote=polls.vote, membership=m, has_voted=n % 3 == 0) for n, m in enumerate(members[polls.voting.pk])
    )
    _sheets(polls, members[polls.scored.pk])
    giver = make.membership_of(polls.scored, world.stp)
    CrossScore.objects.bulk_create(
        CrossScore(year=polls.scored, giver=giver, taker=m, points=Decimal(250 + n % 9), by=world.lan, at=make.NOW)
        for n, m in enumerate(members[polls.scored.pk])
    )
    like = polls.ranking.rows.order_by("position")[0]
    RankingRow.objects.bulk_create(
        RankingRow(
            ranking=polls.ranking, membership=m, position=100 + start + n, place=2, total=290, base=300, score=290,
            parts=like.parts, explanation="Vì điểm.",
        )
        for n, m in enumerate(members[polls.published.pk])
    )  # fmt: skip


def _members(year, units, start):
    return Membership.objects.bulk_create(
        Membership(
            year=year, unit=unit, seat=10 + start + n, joined_on=make.FIRST, calendar_year=2022, in_province=False
        )
        for n, unit in enumerate(units)
    )


def _sheets(polls, members):
    """Every other member has a final sheet, with points of its own on one line."""
    sheets = ScoreSheet.objects.bulk_create(
        ScoreSheet(year=polls.scored, membership=m, table=polls.table, state="final", updated_at=make.NOW)
        for m in members[::2]
    )
    criteria = list(Criterion.objects.filter(group__table=polls.table).select_related("group").order_by("pk"))
    lines = ScoreLine.objects.bulk_create(
        ScoreLine(sheet=sheet, criterion=criterion) for sheet in sheets for criterion in criteria
    )
    LineScore.objects.bulk_create(
        LineScore(line=line, stage=Stage.SELF, at=make.NOW, **_values(line)) for line in lines if _values(line)
    )


def _values(line):
    one = line.criterion
    values = scoring.FULL.get(f"{one.group.symbol}.{one.number}")
    return (
        values | {"points": Decimal(line.sheet.membership_id % 80)} if values and one.group.symbol == "II" else values
    )
