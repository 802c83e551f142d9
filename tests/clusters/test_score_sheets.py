"""A score sheet from its opening to the day it is sent: who gets one, how each kind is counted, what is refused."""

from decimal import Decimal

import pytest

from clusters.enums import MilestoneKind, SheetState, Stage
from clusters.models import LineChange, LineScore
from clusters.queries.score_sheets import counted
from clusters.services import members
from clusters.services import score_sheets as services
from core.errors import Refused
from core.models import JournalEntry, Notice
from tests.factories import clusters as make
from tests.factories import scoring, sheets
from tests.factories.sheets import FULL, line, said, scored, sheet_of

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


# Opening --------------------------------------------------------------------------------------------------------------
def test_opening_gives_a_sheet_with_every_criterion_to_every_member_and_twice_changes_nothing(world, year):
    assert services.open_sheets(year, by=world.lan, at=make.NOW) == 3
    assert services.open_sheets(year, by=world.hanh, at=make.NOW) == 0

    assert [(str(s.membership), s.state, s.lines.count()) for s in year.sheets.whole().in_order()] == [
        ("Sở Tư pháp", "self", 8),
        ("Sở Y tế", "self", 8),
        ("Sở Nội vụ", "self", 8),
    ]
    assert JournalEntry.objects.filter(act="cluster.sheets-open").count() == 1


def test_opening_is_for_the_head_and_the_standing_body_and_needs_a_frozen_table(world, year):
    for person in (world.hoa, world.van, world.root, world.tuan):
        with pytest.raises(Refused):
            services.open_sheets(year, by=person, at=make.NOW)
    year.score_tables.all().delete()

    with pytest.raises(Refused, match="chưa chốt"):
        services.open_sheets(year, by=world.hanh, at=make.NOW)


def test_who_joins_later_gets_a_sheet_and_who_leaves_keeps_it_only_when_begun(world, opened):
    scored(opened, world.stp, world.lan)
    for body in (world.stp, world.syt):
        members.remove_member(
            make.membership_of(opened, body),
            left_on=make.TODAY,
            reason="Chuyển khối",
            by=world.hanh,
            at=make.NOW,
        )
    members.add_member(opened, body=world.tuangiao, joined_on=make.TODAY, by=world.hanh, at=make.NOW)

    assert services.open_sheets(make.fresh(opened), by=world.hanh, at=make.NOW) == 1
    assert [str(s.membership) for s in opened.sheets.whole().in_order()] == ["Sở Tư pháp", "Sở Nội vụ", "Tuần Giáo"]


def test_one_member_is_enough(world):
    year = make.running(world, "Cụm bảy tỉnh", world.snv, level="inter", kind="cluster")
    scoring.table(year)

    assert services.open_sheets(make.fresh(year), by=world.hanh, at=make.NOW) == 1


def test_the_day_of_self_scoring_is_set_when_scoring_is_opened(world, opened):
    services.open_sheets(opened, due=(make.TODAY, True), by=world.lan, at=make.NOW)

    kept = opened.milestones.get(kind=MilestoneKind.SELF_SCORE)
    assert (kept.due_date, kept.before) == (make.TODAY, True)


# A sheet counted by hand ------------------------------------------------------------------------------------------------
def test_each_kind_of_criterion_is_counted_as_by_hand(world, opened):
    # I.1 more is better, max 60, plan 100, actual 115: 60 points; 15% over, at most 10% of 60 → +6
    # I.2 less is better, max 60, plan 30, actual 33: 60 × 30 ÷ 33 = 54,5454…
    # I.3 graded B = 80% of 60 = 48;  II.1 direct 78
    # T.1 bonus 4;  P.1 penalty 5 × 2 = 10
    # total = 60 + 54,5454 + 48 + 78 + 6 + 4 − 10 = 240,5454 → 240,55
    extra = {"T.1": {"points": D(4)}, "P.1": {"times": 2}}

    sheet = scored(opened, world.stp, world.lan, values=FULL | extra)

    total = counted([sheet], Stage.SELF)[sheet.pk].total
    assert (total.points, total.over, total.bonus, total.penalty) == (D("240.55"), D("6.00"), D("4.00"), D("10.00"))
    assert sheet_of(opened, world.stp).self_total == D("240.55")


def test_inverted_figures_caps_and_what_does_not_apply(world, opened):
    # I.1 plan 10, actual 4: 60 × 4 ÷ 10 = 24;  I.2 actual 0: maximum 60, it rewards nothing over plan
    # I.3 does not apply: its 60 leave the base of 300;  II.1 80, the maximum;  P.2 20 × 1, bars from suy tôn
    # total = 24 + 60 + 80 − 20 = 144
    values = {
        "I.1": {"plan": D(10), "actual": D(4)},
        "I.2": {"plan": D(30), "actual": D(0)},
        "I.3": {"applies": False, "reason": "Đơn vị không có nhiệm vụ này."},
        "II.1": {"points": D(80)},
        "P.2": {"times": 1},
    }

    sheet = scored(opened, world.stp, world.lan, values=values)

    count = counted([sheet], Stage.SELF)[sheet.pk]
    assert (count.total.base, count.total.total) == (D("240.00"), D("144.00"))
    assert [row.criterion.name for row in count.bars] == ["Lãnh đạo bị cảnh cáo"]


BAD = [
    ("II.1", {"points": D(81)}, "points", "Cao hơn điểm tối đa 80. Hãy ghi từ 0 đến 80."),
    ("II.1", {"points": D(-1)}, "points", "Điểm không thể âm. Hãy ghi từ 0 đến 80."),
    ("I.1", {"plan": D(-5)}, "plan", "Số kế hoạch không thể âm. Hãy ghi từ 0 trở lên."),
    ("I.1", {"plan": D(5), "actual": D(-5)}, "actual", "Số thực hiện không thể âm. Hãy ghi từ 0 trở lên."),
    ("I.1", {"plan": D(0), "points": D(50)}, "reason", "Tự cho điểm khi không tính được thì cần giải trình."),
    (
        "I.1",
        {"plan": D(5), "actual": D(5), "points": D(50)},
        "points",
        "Điểm đã tính được từ kế hoạch và thực hiện. Hãy để trống ô điểm, hoặc sửa hai số ấy.",
    ),
    ("P.1", {"times": -1}, "times", "Số lần không thể âm. Không có lần nào thì ghi 0 hoặc để trống."),
    ("P.1", {"times": 100}, "times", "Nhiều hơn 99 lần; hãy kiểm tra lại số lần."),
    ("I.3", {"applies": False}, "reason", "Hãy ghi vì sao tiêu chí này không áp dụng."),
    ("III.1", {"points": D(40)}, "reason", "Tiêu chí này do Ban TĐKT chấm."),
]


@pytest.mark.parametrize(("key", "values", "field", "sentence"), BAD)
def test_bad_figures_are_refused_where_they_stand_and_nothing_is_written(world, opened, key, values, field, sentence):
    sheet = sheet_of(opened, world.stp)

    with pytest.raises(services.Faults) as refused:
        services.save_scores(sheet, mine=said(sheet, FULL | {key: values}), by=world.lan, at=make.NOW)

    assert refused.value.found == {(line(sheet, key).pk, field): sentence}
    assert LineScore.objects.count() == LineChange.objects.count() == 0


def test_a_grade_without_a_share_is_refused(world, opened):
    sheet = sheet_of(opened, world.stp)
    type(sheet.table).objects.filter(pk=sheet.table_id).update(share_c=None)

    with pytest.raises(Refused, match="Bảng điểm chưa đặt tỷ lệ cho loại C. Hãy chọn một trong: A, B, D."):
        services.save_scores(sheet, mine=said(sheet, {"I.3": {"grade": "C"}}), by=world.lan, at=make.NOW)


def test_a_plan_of_zero_is_kept_and_a_person_scores_it(world, opened):
    values = FULL | {"I.1": {"plan": D(0), "actual": D(3), "points": D(30), "reason": "Chưa giao chỉ tiêu."}}

    sheet = scored(opened, world.stp, world.lan, values=values)

    first = counted([sheet], Stage.SELF)[sheet.pk].lines[0]
    assert (first.points, first.why) == (30, "Người chấm cho điểm.")


# Sending --------------------------------------------------------------------------------------------------------------
def test_a_sheet_is_not_sent_with_blank_lines_or_without_an_actual(world, opened):
    sheet = scored(opened, world.stp, world.lan, values={"I.1": {"plan": D(100)}, "II.1": {"points": D(1)}})

    with pytest.raises(Refused) as refused:
        services.take_sheet_step(sheet, "submit", by=world.lan, at=make.NOW)

    assert str(refused.value) == (
        "Còn 2 tiêu chí chưa chấm: I.2, I.3. Hãy chấm, hoặc ghi không áp dụng kèm lý do. "
        "Còn 1 tiêu chí thiếu số thực hiện: I.1."
    )


def test_only_the_units_own_officer_scores_and_only_its_head_sends(world, opened):
    sheet = sheet_of(opened, world.stp)
    for person in (world.binh, world.hoa, world.hanh, world.root, world.van):
        with pytest.raises(Refused):
            services.save_scores(sheet, mine={}, by=person, at=make.NOW)
    scored(opened, world.stp, world.lan)
    services.take_sheet_step(sheet, "submit", by=world.lan, at=make.NOW)

    for person in (world.lan, world.dung, world.hanh):
        with pytest.raises(Refused):
            services.take_sheet_step(sheet, "confirm", by=person, at=make.NOW)
    services.take_sheet_step(sheet, "hand_back", by=world.binh, at=make.NOW, reason="Thiếu minh chứng")
    assert sheet_of(opened, world.stp).state == S.SELF


def test_steps_inside_the_unit_enter_no_journal_and_no_board_outside(world, opened):
    sheet = scored(opened, world.stp, world.lan)
    services.take_sheet_step(sheet, "submit", by=world.lan, at=make.NOW)

    assert sheet.outside_state == S.SELF
    assert not JournalEntry.objects.filter(act__startswith="cluster.sheet-").exists()
    told = Notice.objects.filter(kind="clusters.sheets", key__startswith="clusters.sheet-submit")
    assert [(n.person, n.subject) for n in told] == [
        (world.binh, "Phiếu chấm điểm của đơn vị bạn: Khối nội chính năm 2022")
    ]
