"""Verifying and assessing a score sheet: what a later stage may write, steps to the end and back."""

from decimal import Decimal

import pytest

from clusters.enums import RankingState, SheetState, Stage
from clusters.models import LineChange, LineScore, Ranking
from clusters.permissions import score_sheets as may
from clusters.queries.score_sheets import effective
from clusters.services import score_sheets as services
from core.errors import Refused, Stale
from tests.factories import clusters as make
from tests.factories import scoring, sheets
from tests.factories.sheets import FULL, line, people_of, said, scored, sent, sheet_of

S = SheetState
D = Decimal


@pytest.fixture
def year(world):
    return sheets.bloc(world)


@pytest.fixture
def opened(world, year):
    """The same with a sheet for everybody."""
    services.open_sheets(year, by=world.hanh, at=make.NOW)
    return year


# Verifying ------------------------------------------------------------------------------------------------------------
def test_a_verifier_writes_only_where_it_differs_and_with_a_reason(world, opened):
    sheet = sent(world, opened, world.snv, *people_of(world, world.snv))

    with pytest.raises(services.Faults) as refused:
        services.save_scores(sheet, mine=said(sheet, {"II.1": {"points": D(70)}}), by=world.lan, at=make.NOW)
    assert refused.value.found == {(line(sheet, "II.1").pk, "reason"): "Hãy nêu lý do sửa điểm của bước trước."}

    mine = FULL | {"II.1": {"points": D(70), "reason": "Còn một vụ chậm"}}
    services.save_scores(sheet, mine=said(sheet, mine), by=world.lan, at=make.NOW)

    written = LineScore.objects.filter(line__sheet=sheet, stage=Stage.VERIFIED)
    assert [(s.line.criterion.name, s.points, s.reason) for s in written] == [
        ("Chấp hành pháp luật", D(70), "Còn một vụ chậm")
    ]
    change = LineChange.objects.get(stage=Stage.VERIFIED)
    assert (change.before, change.after) == (
        {"points": "78", "reason": ""},
        {"points": "70", "reason": "Còn một vụ chậm"},
    )
    kept = sheet_of(opened, world.snv)
    assert (kept.self_total, kept.verified_total, kept.assessed_total) == (D("246.55"), D("238.55"), None)
    assert effective([sheet], Stage.SELF)[sheet.pk][line(sheet, "II.1").criterion_id].points == D(78)


def test_undoing_a_change_removes_its_score_and_leaves_a_trace(world, opened):
    sheet = sent(world, opened, world.snv, *people_of(world, world.snv))
    services.save_scores(
        sheet, mine=said(sheet, {"II.1": {"points": D(70), "reason": "Nhầm"}}), by=world.lan, at=make.NOW
    )

    services.save_scores(sheet, mine=said(sheet, {"II.1": {"points": D(78)}}), by=world.hoa, at=make.NOW)

    assert not LineScore.objects.filter(stage=Stage.VERIFIED).exists()
    assert [c.after["points"] for c in LineChange.objects.filter(stage=Stage.VERIFIED).order_by("pk")] == ["70", "78"]
    assert sheet_of(opened, world.snv).verified_total == D("246.55")


def test_two_verifiers_clash_only_on_the_field_both_changed(world, opened):
    sheet = sent(world, opened, world.snv, *people_of(world, world.snv))
    base = said(sheet, {key: {**fields, "reason": ""} for key, fields in FULL.items()})
    first = said(sheet, {"II.1": {"points": D(70), "reason": "Một"}})
    services.save_scores(sheet, mine=first, base=base, by=world.lan, at=make.NOW)

    second = said(sheet, {"II.1": {"points": D(60), "reason": ""}, "I.3": {"grade": "C", "reason": "Hai"}})
    clashes = services.save_scores(sheet, mine=second, base=base, by=world.hoa, at=make.NOW)

    assert [(c.field, c.theirs, c.mine) for c in clashes] == [("points", D(70), D(60))]
    now = effective([sheet], Stage.VERIFIED)[sheet.pk]
    assert (now[line(sheet, "II.1").criterion_id].points, now[line(sheet, "I.3").criterion_id].grade) == (D(70), "C")


def test_the_heads_own_sheet_is_verified_by_the_deputy_and_the_deputys_by_the_head(world, opened):
    heads = sent(world, opened, world.stp, world.lan, world.binh)
    deputys = sent(world, opened, world.syt, world.hoa, world.dung)
    people = (world.lan, world.binh, world.hoa, world.dung, world.hanh, world.root)

    assert [may.can_verify(person, heads) for person in people] == [False, False, True, True, False, False]
    assert [may.can_verify(person, deputys) for person in people] == [True, True, False, False, False, False]
    with pytest.raises(Refused):
        services.take_sheet_step(heads, "verify", by=world.binh, at=make.NOW)


def test_where_nobody_else_leads_the_standing_body_verifies(world):
    year = make.running(world, "Khối một đơn vị", world.stp, head=world.stp)
    scoring.table(year)
    services.open_sheets(make.fresh(year), by=world.lan, at=make.NOW)

    sheet = sent(world, year, world.stp, world.lan, world.binh)

    assert [may.can_verify(person, sheet) for person in (world.hanh, world.binh, world.hoa)] == [True, False, False]


# To the end -----------------------------------------------------------------------------------------------------------
def test_a_sheet_goes_to_the_end_and_back(world, opened):
    sheet = sent(world, opened, world.stp, world.lan, world.binh)
    take = services.take_sheet_step
    take(sheet, "return", by=world.hoa, at=make.NOW, reason="Thiếu minh chứng I.1")
    for action, by in (("submit", world.lan), ("confirm", world.binh), ("verify", world.hoa)):
        take(sheet, action, by=by, at=make.NOW)
    take(sheet, "send_back", by=world.hanh, at=make.NOW, reason="Xem lại I.2")
    take(sheet, "verify", by=world.dung, at=make.NOW)
    with pytest.raises(Refused, match="Còn 1 tiêu chí chưa có điểm: III.1."):
        take(sheet, "finalise", by=world.hanh, at=make.NOW)

    services.save_scores(sheet, mine=said(sheet, {"III.1": {"points": D(35)}}), by=world.hanh, at=make.NOW)
    take(sheet, "finalise", by=world.hanh, at=make.NOW)

    kept = sheet_of(opened, world.stp)
    # 246,55 of the stages before + 35 of the standing body
    assert (kept.state, kept.verified_total, kept.assessed_total) == (S.FINAL, D("246.55"), D("281.55"))
    assert LineScore.objects.get(stage=Stage.ASSESSED).reason == "Ban TĐKT chấm lần đầu."
    take(sheet, "reopen", by=world.hanh, at=make.NOW, reason="Sót")
    assert sheet_of(opened, world.stp).state == S.ASSESSING


def test_a_final_sheet_stays_final_once_the_ranking_is_published(world, year):
    sheet = scoring.sheet(make.membership_of(year, world.stp), year.score_tables.get())
    sheet.year = make.fresh(year)
    Ranking.objects.create(year=year, table=sheet.table, state=RankingState.PUBLISHED, updated_at=make.NOW)

    with pytest.raises(Refused, match="Xếp hạng năm này đã công bố"):
        services.take_sheet_step(sheet, "reopen", by=world.hanh, at=make.NOW, reason="Sót")


def test_a_step_pressed_twice_and_a_save_after_it_are_stale(world, opened):
    sheet = scored(opened, world.stp, world.lan)
    old = sheet_of(opened, world.stp)
    services.take_sheet_step(sheet, "submit", by=world.lan, at=make.NOW)

    with pytest.raises(Stale):
        services.take_sheet_step(old, "submit", by=world.lan, at=make.NOW)
    with pytest.raises(Stale):
        services.save_scores(old, mine=said(old, {"II.1": {"points": D(1)}}), by=world.lan, at=make.NOW)


def test_a_later_score_that_agrees_after_a_return_is_no_change_any_more(world, opened):
    sheet = sent(world, opened, world.stp, world.lan, world.binh)
    services.save_scores(
        sheet, mine=said(sheet, {"II.1": {"points": D(70), "reason": "Chậm"}}), by=world.hoa, at=make.NOW
    )
    services.take_sheet_step(sheet, "return", by=world.hoa, at=make.NOW, reason="Xem lại II.1")
    services.save_scores(sheet, mine=said(sheet, {"II.1": {"points": D(70)}}), by=world.lan, at=make.NOW)

    for action, by in (("submit", world.lan), ("confirm", world.binh)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)

    assert not LineScore.objects.filter(stage=Stage.VERIFIED).exists()
