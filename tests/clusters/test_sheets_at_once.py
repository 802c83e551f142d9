"""Many hands on one sheet at once: no score is lost, of one field exactly one is kept and the others are told."""

from decimal import Decimal

from clusters.enums import SheetState, Stage
from clusters.models import LineChange, LineScore, ScoreSheet
from clusters.services import score_sheets as services
from tests.clusters.test_votes_at_once import at_once
from tests.factories import cast as casting
from tests.factories import clusters as make
from tests.factories import scoring


def to_verify(world):
    year = make.running(world, "Khối nội chính", world.stp, world.syt, head=world.stp)
    return scoring.sheet(
        make.membership_of(year, world.syt), scoring.table(year), state=SheetState.VERIFYING, by=world.hoa
    )


def saver(world, sheet, key, values, base, clashes):
    symbol, number = key.split(".")
    line = sheet.lines.get(criterion__group__symbol=symbol, criterion__number=number).pk

    def save():
        mine = ScoreSheet.objects.whole().get(pk=sheet.pk)
        clashes.extend(services.save_scores(mine, mine={line: values}, base={line: base}, by=world.lan, at=make.NOW))

    return save


def test_those_who_change_different_lines_lose_nothing(transactional_db):
    world = casting.world()
    sheet, clashes = to_verify(world), []
    changes = (
        ("I.3", {"grade": "B", "reason": "Một"}, {"grade": "A", "reason": ""}),
        ("II.1", {"points": Decimal(70), "reason": "Hai"}, {"points": Decimal(80), "reason": ""}),
        ("T.1", {"points": Decimal(4), "reason": "Ba"}, {"points": None, "reason": ""}),
        ("P.1", {"times": 2, "reason": "Bốn"}, {"times": None, "reason": ""}),
    )

    answers = at_once([saver(world, sheet, *change, clashes) for change in changes])

    sheet.refresh_from_db()
    # 60 + 60 + 48 (B: 80% of 60) + 70 + 40 + 4 bonus − 2 × 5 = 272
    assert (answers, clashes, sheet.version) == (["done"] * 4, [], 4)
    assert sheet.verified_total == Decimal("272.00")


def test_of_those_who_change_one_field_one_is_kept_and_the_others_are_told(transactional_db):
    world = casting.world()
    sheet, clashes = to_verify(world), []
    base = {"points": Decimal(80), "reason": ""}
    values = [{"points": Decimal(70 + n), "reason": "Chậm"} for n in range(4)]

    answers = at_once([saver(world, sheet, "II.1", mine, base, clashes) for mine in values])

    kept = LineScore.objects.get(stage=Stage.VERIFIED).points
    assert answers == ["done"] * 4
    assert sorted(clash.mine for clash in clashes) == sorted({v["points"] for v in values} - {kept})
    assert {clash.theirs for clash in clashes} == {kept}
    assert LineChange.objects.count() == 1
