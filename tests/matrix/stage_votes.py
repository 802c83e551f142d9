"""Clusters between provinces that the first department heads: one with an open vote, one scored, one published.

What stands in a ranking before its publication is for the head's people and readers of every unit's work; what was
published for the members; a cross score for its giver and readers of every unit's work.
"""

import dataclasses
import datetime
from decimal import Decimal

from clusters.documents.rankings import ranking_paper
from clusters.models import ClusterYear, PeerVote
from clusters.queries.crosses import given_by, stamp_of
from clusters.services import crosses, rankings, votes
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import units as make_units
from units.enums import Role

LIVE, OUT, CROSS = "217,31", "218,41", "CHÉO-STP-6613"  # totals of 300, and a comment


@dataclasses.dataclass
class Polls:
    voting: ClusterYear
    vote: PeerVote
    scored: ClusterYear
    published: ClusterYear


def build(stage):
    world = stage.world
    third = make_units.unit("Sở Du lịch", parent=world.province)
    make_units.post(make_units.person("dulich", "Lò Thị Du"), third, Role.HEAD)
    voting, scored, published = (
        make.running(world, f"Cụm {word}", world.stp, world.syt, third, head=world.stp, level="inter")
        for word in ("suy tôn", "đã chấm", "đã công bố")
    )
    day = datetime.date(2022, 3, 20)
    vote = votes.open_vote(voting, seats=2, due_on=day, by=world.hanh, at=make.NOW)
    for year, points in ((scored, "17.31"), (published, "18.41")):
        table = scoring.table(year, cross_scoring=True)
        lower = scoring.FULL | {"III.1": {"points": 20}, "II.1": {"points": Decimal(points)}}
        scoring.sheet(make.membership_of(year, world.stp), table, lower)
        scoring.sheet(make.membership_of(year, world.syt), table)
    giver = make.membership_of(scored, world.stp)
    taker = make.membership_of(scored, world.syt).pk
    crosses.give_scores(giver, scores={taker: (Decimal(250), CROSS)}, stamp=stamp_of(given_by(giver)), by=world.lan,
                        at=make.NOW)  # fmt: skip
    rankings.publish(
        published, by=world.hanh, at=make.NOW, compose=lambda board: ranking_paper(board, on=make.TODAY, draft=False)
    )
    stage.polls = Polls(voting, vote, scored, published)


def forbidden(name):
    reads_all, own, other = {"hanh", "thang", "do", "ha"}, {"lan", "binh"}, {"hoa", "dung"}
    marks = set()
    if name not in reads_all | own:
        marks |= {LIVE, CROSS}
    return marks if name in reads_all | own | other else marks | {OUT}
