"""The life of a score sheet: opening, three stages, steps back, what a stage may write, who reads what."""

import datetime
from decimal import Decimal

import pytest

from clusters.enums import MilestoneKind, RankingState, SheetState, Stage
from clusters.models import LineChange, LineScore, Ranking, ScoreLine, ScoreSheet
from clusters.permissions import score_sheets as may
from clusters.queries.score_sheets import counted, effective
from clusters.services import members
from clusters.services import score_sheets as services
from core import files
from core.errors import Refused, Stale
from core.models import JournalEntry, Notice, StoredFile
from tests.core.uploads import pdf, upload
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import units as make_units
from units.enums import Role
from units.services import units

S = SheetState
D = Decimal


@pytest.fixture
def year(world):
    """Sở Tư pháp heads, Sở Y tế is deputy, Sở Nội vụ a plain member; the table of the factory is frozen."""
    made = make.running(world, "Khối nội chính", world.stp, world.syt, world.snv, head=world.stp)
    members.set_roles(
        made,
        version=make.fresh(made).version,
        roles={
            m.pk: ("head" if m.unit_id == world.stp.pk else "deputy" if m.unit_id == world.syt.pk else "member", m.seat)
            for m in made.memberships.all()
        },
        by=world.hanh,
        at=make.NOW,
    )
    scoring.table(made)
    return make.fresh(made)


@pytest.fixture
def opened(world, year):
    """The same with a sheet for everybody."""
    services.open_sheets(year, by=world.hanh, at=make.NOW)
    return year


def sheet_of(year, body):
    found = ScoreSheet.objects.whole().get(year=year, membership__unit=body)
    found.year = make.fresh(year)
    return found


def line(sheet, key):
    symbol, number = key.split(".")
    return sheet.lines.get(criterion__group__symbol=symbol, criterion__number=number)


def said(sheet, values):
    """dict line id → fields, from dict key → fields."""
    return {line(sheet, key).pk: fields for key, fields in values.items()}


FULL = {
    "I.1": {"plan": D(100), "actual": D(115)},
    "I.2": {"plan": D(30), "actual": D(33)},
    "I.3": {"grade": "B"},
    "II.1": {"points": D(78)},
}


def scored(year, body, by, at=make.NOW, values=None):
    """The member has scored its sheet."""
    sheet = sheet_of(year, body)
    services.save_scores(sheet, mine=said(sheet, values or FULL), by=by, at=at)
    return sheet


def sent(world, year, body, officer, head):
    """The sheet is with those who verify."""
    sheet = scored(year, body, officer)
    for action, by in (("submit", officer), ("confirm", head)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)
    return sheet


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


def test_an_outside_unit_gets_no_sheet_and_one_member_is_enough(world):
    year = make.running(world, "Cụm bảy tỉnh", world.snv, level="inter", kind="cluster")
    members.add_member(
        year, body=members.outside_unit("Tỉnh Lai Châu"), joined_on=make.FIRST, by=world.hanh, at=make.NOW
    )
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


# Verifying ------------------------------------------------------------------------------------------------------------
def test_a_verifier_writes_only_where_it_differs_and_with_a_reason(world, opened):
    sheet = sent(world, opened, world.snv, *_people_of(world, world.snv))

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
    sheet = sent(world, opened, world.snv, *_people_of(world, world.snv))
    services.save_scores(
        sheet, mine=said(sheet, {"II.1": {"points": D(70), "reason": "Nhầm"}}), by=world.lan, at=make.NOW
    )

    services.save_scores(sheet, mine=said(sheet, {"II.1": {"points": D(78)}}), by=world.hoa, at=make.NOW)

    assert not LineScore.objects.filter(stage=Stage.VERIFIED).exists()
    assert [c.after["points"] for c in LineChange.objects.filter(stage=Stage.VERIFIED).order_by("pk")] == ["70", "78"]
    assert sheet_of(opened, world.snv).verified_total == D("246.55")


def _people_of(world, unit):
    """An officer and a head made for a unit of the cast that has none."""
    made = [make_units.person(name, name, email="") for name in ("sonlv", "lamqv")]
    for one, role in zip(made, (Role.OFFICER, Role.HEAD), strict=True):
        make_units.post(one, unit, role)
    return made


def test_two_verifiers_clash_only_on_the_field_both_changed(world, opened):
    sheet = sent(world, opened, world.snv, *_people_of(world, world.snv))
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


# Reading --------------------------------------------------------------------------------------------------------------
READERS = ("hanh", "thang", "do", "ha", "lan", "binh", "hoa", "dung", "tuan", "van", "admin", "root", "stranger")


def readers(world, sheet):
    return {name for name in READERS if may.can_read_sheet(world.people[name], sheet)}


def test_a_sheet_is_read_by_its_own_people_first_then_by_those_who_verify_then_by_everybody(world, opened):
    make.followed(world, opened, world.tuan)
    plain = make_units.unit("Sở Xây dựng", parent=world.province)
    make.running(world, "Khối khác", plain, head=plain)
    sheet = scored(opened, world.stp, world.lan)
    assert readers(world, sheet) == {"lan", "binh"}

    for action, by in (("submit", world.lan), ("confirm", world.binh)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)
    assert readers(world, sheet) == {"hanh", "thang", "do", "ha", "lan", "binh", "hoa", "dung"}

    Ranking.objects.create(year=opened, table=sheet.table, state=RankingState.PUBLISHED, updated_at=make.NOW)
    assert readers(world, sheet) == {"hanh", "thang", "do", "ha", "lan", "binh", "hoa", "dung", "tuan"}


def test_a_plain_member_reads_no_other_sheet_before_the_ranking(world, opened):
    officer, _ = _people_of(world, world.snv)
    sheet = sent(world, opened, world.stp, world.lan, world.binh)

    assert not may.can_read_sheet(officer, sheet)
    assert may.can_read_sheet(officer, sheet_of(opened, world.snv))


def test_when_the_deputy_is_merged_into_the_head_its_people_do_not_verify_each_other(world, opened):
    units.merge_units(
        [world.syt], into=[world.stp], on=datetime.date(2022, 3, 1), by=world.hanh, at=make.NOW, document="15/NQ"
    )
    heads, deputys = sheet_of(opened, world.stp), sheet_of(opened, world.syt)

    assert [may.can_score(p, deputys) for p in (world.lan, world.hoa)] == [True, False]
    assert [may.can_verify(p, heads) for p in (world.lan, world.hoa, world.hanh)] == [False, False, True]
    assert [may.can_verify(p, deputys) for p in (world.binh, world.hanh)] == [False, True]


# Evidence -------------------------------------------------------------------------------------------------------------
def test_evidence_is_read_and_removed_exactly_as_the_sheet(world, opened, client_for):
    sheet = scored(opened, world.stp, world.lan)
    stored = services.attach_evidence(_line(sheet, "I.1"), upload("minh-chung.pdf", pdf()), by=world.lan, at=make.NOW)
    address = stored.get_absolute_url()

    def readers_of_it():
        people = ("lan", "binh", "hoa", "hanh", "van", "root")
        return [name for name in people if files.may_read_file(world.people[name], StoredFile.objects.get())]

    assert readers_of_it() == ["lan", "binh"]
    assert client_for(world.hoa).get(address).status_code == 404
    assert [files.may_remove(p, stored.owner) for p in (world.lan, world.binh, world.hoa)] == [True, False, False]
    for action, by in (("submit", world.lan), ("confirm", world.binh)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)
    assert readers_of_it() == ["lan", "binh", "hoa", "hanh"]
    assert not files.may_remove(world.lan, ScoreLine.objects.get(pk=stored.owner_id))


def _line(sheet, key):
    found = line(sheet, key)
    found.sheet = sheet
    return found


def test_evidence_is_handed_in_only_while_the_unit_scores_and_a_tenth_file_is_the_last(world, opened):
    sheet = scored(opened, world.stp, world.lan)
    with pytest.raises(Refused):
        services.attach_evidence(_line(sheet, "I.1"), upload("minh-chung.pdf", pdf()), by=world.hoa, at=make.NOW)
    for number in range(10):
        one = upload(f"{number}.csv", f"Số,Tên\n{number},Biên bản\n".encode())
        services.attach_evidence(_line(sheet, "I.1"), one, by=world.lan, at=make.NOW)

    with pytest.raises(Refused, match="nhiều nhất 10 tệp"):
        services.attach_evidence(_line(sheet, "I.1"), upload("minh-chung.pdf", pdf()), by=world.lan, at=make.NOW)


def test_the_short_way_to_ask_who_writes_agrees_with_the_long_one(world, opened):
    sheets = []
    for body, state in ((world.stp, S.VERIFYING), (world.syt, S.ASSESSING), (world.snv, S.SELF)):
        ScoreSheet.objects.filter(membership__unit=body).delete()
        scoring.sheet(make.membership_of(opened, body), opened.score_tables.get(), state=state)
        sheets.append(sheet_of(opened, body))

    for person in world.people.values():
        slowly = [sheet for sheet in sheets if may.stage_to_write(person, sheet)]
        assert may.writable_among(person, sheets) == slowly
    assert [str(sheet.membership) for sheet in may.writable_among(world.hoa, sheets)] == ["Sở Tư pháp"]
