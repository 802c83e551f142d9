"""For each side four clusters between provinces that its department heads and the other one belongs to: without a table,
with drafts of table and covenant, open for signing, signed. The drafts carry a mark of the side.
"""

import dataclasses

from clusters.enums import CovenantState, TableState
from clusters.models import ClusterYear, Covenant, Criterion, CriterionGroup, Membership, ScoreTable
from clusters.services import score_tables
from tests.factories import clusters as make
from tests.factories import covenants as pact

MARKS = {"stp": "SOẠN-STP-3301", "syt": "SOẠN-SYT-3302"}


@dataclasses.dataclass
class Pact:
    """What one side's department heads."""

    bare: ClusterYear
    writing: ClusterYear
    signing: ClusterYear
    signed: ClusterYear
    table: ScoreTable  # the draft of `writing`
    group: CriterionGroup
    criterion: Criterion  # the second of its group
    frozen: ScoreTable  # of `signed`
    own: Membership  # the head's of `signing`
    other: Membership  # the other member's of `signing`


def build(stage):
    stage.pacts = {}
    for key, side in stage.sides.items():
        stage.pacts[key] = _pact(stage, key, side)


def _pact(stage, key, side):
    world = stage.world
    other = next(one.unit for name, one in stage.sides.items() if name != key)
    bare, writing, signing, signed = (
        make.running(world, f"Cụm {word} {key}", side.unit, other, head=side.unit, level="inter", kind="cluster")
        for word in ("trống", "soạn", "ký", "xong")
    )
    table = score_tables.start_table(writing, how=score_tables.MODEL, by=world.hanh, at=make.NOW)
    group = table.groups.get(symbol="I")
    criterion = group.criteria.get(number="2")
    Criterion.objects.filter(pk=criterion.pk).update(name=f"Thu ngân sách {MARKS[key]}")
    pact.written(world, writing, content=f"Nội dung {MARKS[key]}")
    pact.opened(world, signing)
    pact.opened(world, signed)
    Covenant.objects.filter(year=signed).update(state=CovenantState.SIGNED)
    ScoreTable.objects.filter(year=signed).update(state=TableState.FROZEN)
    return Pact(
        bare,
        writing,
        signing,
        signed,
        table,
        group,
        criterion,
        signed.score_tables.get(),
        make.membership_of(signing, side.unit),
        make.membership_of(signing, other),
    )


def forbidden(name):
    """The marks of drafts this person may not read; the other department is a member and reads none either."""
    reads_all = {"hanh", "thang", "do", "ha"}
    own = {"stp": {"lan", "binh"}, "syt": {"hoa", "dung"}}
    return {mark for key, mark in MARKS.items() if name not in reads_all | own[key]}
