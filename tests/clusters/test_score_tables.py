"""Score tables: started from a model, written by two people at once, found wanting, frozen, revised with the sheets."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import CriterionKind, Scorer, SheetState, Stage, TableState, TieRule
from clusters.models import Change, Criterion, CriterionGroup, LineScore, ScoreSheet, ScoreTable
from clusters.queries.score_tables import CRITERION, PARAMETERS, grid, groups_of, stamp
from clusters.rules.score_tables import table_findings
from clusters.services import score_tables as services
from clusters.services import table_versions as versions
from core.errors import Refused, Stale
from core.models import JournalEntry
from core.sheets import read_book
from tests.factories import clusters as make
from tests.factories import scoring
from tests.units.test_resources import confirm, counts, upload, workbook

AT = make.NOW
SHARES = {"share_b": Decimal(80), "share_c": Decimal(50), "share_d": Decimal(0)}
HEAD = ["Ký hiệu nhóm", "Nhóm tiêu chí", "Số", "Tiêu chí", "Cách tính", "Điểm tối đa"]


@pytest.fixture
def year(world):
    """Lan's and Hoa's cluster, headed by Lan's department."""
    return make.running(world, "Khối nội chính", world.stp, world.syt, head=world.stp)


def started(world, year, how="model"):
    return services.start_table(year, how=how, by=world.hanh, at=AT)


def sums(table):
    rows, total = grid(groups_of(table))
    return [(group.symbol, int(each)) for group, _, each in rows], int(total)


def codes(table):
    return [(f.code, f.stops) for f in table_findings(table, groups_of(table))]


def criterion_data(one, **changes):
    values = {name: getattr(one, name) for name in CRITERION} | {
        "group": one.group_id,
        "seen": stamp(one, CRITERION),
    }
    return {name: "" if value is False else value for name, value in (values | changes).items()}


# Starting -------------------------------------------------------------------------------------------------------------
def test_the_model_sums_to_a_thousand_with_each_cause_of_penalty_a_line_of_its_own(world, year):
    table = started(world, year)

    assert sums(table) == ([("I", 600), ("II", 200), ("III", 200), ("T", 0), ("P", 0)], 1000)
    assert (table.over_per_percent, table.over_most, table.over_cap, table.bonus_cap) == (1, 10, 20, 30)
    assert (table.share_b, table.share_c, table.share_d, table.source) == (None, None, None, "")
    penalties = Criterion.objects.filter(group__table=table, kind=CriterionKind.PENALTY).order_by("position")
    assert [int(one.maximum) for one in penalties] == [5, 5, 5, 10, 10, 10, 10, 20, 20]
    assert [one.name for one in penalties if one.bars] == ["Lãnh đạo bị cảnh cáo trở lên"]
    direct = Criterion.objects.filter(group__table=table, kind=CriterionKind.DIRECT)
    assert sorted(f"{c.group.symbol}.{c.number}" for c in direct.select_related("group")) == ["I.9", "III.1"]
    assert set(Criterion.objects.filter(group__table=table, group__symbol="III").values_list("scorer", flat=True)) == {
        Scorer.STANDING
    }
    assert not Criterion.objects.filter(group__table=table, kind=CriterionKind.BONUS, name__contains="vượt").exists()


def test_last_years_frozen_table_is_copied_with_its_parameters_and_not_its_name(world, year):
    before = make.planned(world, "Khối năm trước", world.snv, year=2021)
    type(before).objects.filter(pk=before.pk).update(cluster=year.cluster)
    scoring.table(before, vote_needed=50)

    table = started(world, make.fresh(year), "last")

    assert sums(table)[1] == 300
    assert (table.share_b, table.vote_needed, table.tie_rules) == (80, 50, [TieRule.PENALTIES, TieRule.VOTES])
    assert table.title == "Bảng tiêu chí chấm điểm Khối nội chính năm 2022"


def test_one_table_a_year_and_only_by_those_who_prepare_it(world, year):
    with pytest.raises(Refused) as outsider:
        services.start_table(year, how="model", by=world.hoa, at=AT)
    services.start_table(year, how="blank", by=world.lan, at=AT)
    with pytest.raises(Refused) as twice:
        started(world, year)
    with pytest.raises(Refused):
        services.start_table(year, how="last", by=world.hanh, at=AT)

    assert str(outsider.value).startswith("Chỉ đơn vị trưởng cụm, khối")
    assert str(twice.value) == "Năm này đã có bảng điểm. Hãy sửa bảng đang có."
    assert ScoreTable.objects.count() == 1


# Writing --------------------------------------------------------------------------------------------------------------
def test_rows_are_added_moved_and_removed_and_numbers_go_on(world, year):
    table = started(world, year, "blank")
    first = services.add_group(table, symbol="I", name="Một", by=world.lan, at=AT)
    second = services.add_group(table, symbol="II", name="Hai", by=world.lan, at=AT)
    values = {
        "number": "", "name": "Thu ngân sách", "kind": "graded", "measure": "", "maximum": Decimal(60),
        "scorer": "member", "rewards_over": True, "bars": False, "fact": "", "note": "",
    }  # fmt: skip
    one, two = (services.add_criterion(first, values=values | {"name": n}, by=world.lan, at=AT) for n in ("A", "B"))

    services.move_criterion(two, up=True, by=world.lan, at=AT)
    services.move_group(second, up=True, by=world.lan, at=AT)
    services.move_group(second, up=True, by=world.lan, at=AT)  # it stands at the top already

    assert (one.number, two.number, one.rewards_over) == ("1", "2", False)
    assert [g.symbol for g in groups_of(table)] == ["II", "I"]
    assert [c.name for c in first.criteria.all()] == ["B", "A"]
    with pytest.raises(Refused) as taken:
        services.add_criterion(first, values=values | {"number": "2"}, by=world.lan, at=AT)
    assert str(taken.value) == "Nhóm I đã có tiêu chí số 2. Hãy ghi số khác hoặc để trống."
    services.remove_criterion(one, by=world.lan, at=AT)
    services.remove_group(second, by=world.lan, at=AT)
    assert (Criterion.objects.count(), CriterionGroup.objects.count()) == (1, 1)


def test_a_clash_on_one_criterion_shows_both_values_and_another_criterion_is_no_clash(world, year, client_for):
    table = started(world, year)
    one, other = Criterion.objects.filter(group__table=table, group__symbol="I").order_by("position")[:2]
    address = reverse("clusters:criterion-edit", args=[table.pk, one.pk])
    mine = criterion_data(one, maximum="70,5", name="Tăng trưởng")
    client = client_for(world.lan)
    hers = criterion_data(one, maximum="65")

    assert client_for(world.hanh).post(address, hers).status_code == 302
    clash = client.post(address, mine)

    assert clash.status_code == 422
    assert clash.context["clash"] == [
        {"label": "Tiêu chí", "theirs": one.name, "mine": "Tăng trưởng"},
        {"label": "Điểm tối đa", "theirs": "65", "mine": "70,5"},
    ]
    assert 'value="70,5"' in clash.content.decode()
    again = mine | {"seen": clash.context["form"].data["seen"]}
    assert client.post(address, again).status_code == 302
    one.refresh_from_db()
    assert (one.name, one.maximum) == ("Tăng trưởng", Decimal("70.5"))
    there = reverse("clusters:criterion-edit", args=[table.pk, other.pk])
    assert client.post(there, criterion_data(other, measure="triệu đồng")).status_code == 302


def test_a_criterion_removed_meanwhile_is_not_lost_with_what_was_typed(world, year, client_for):
    table = started(world, year)
    one = Criterion.objects.filter(group__table=table).order_by("pk").first()
    typed = criterion_data(one, name="Tôi đang gõ")
    address = reverse("clusters:criterion-edit", args=[table.pk, one.pk])
    services.remove_criterion(one, by=world.hanh, at=AT)
    client = client_for(world.lan)

    kept = client.post(address, typed)

    assert kept.status_code == 422
    assert "vừa bị người khác bỏ" in kept.content.decode()
    create = reverse("clusters:criterion-create", args=[table.pk])
    assert f'action="{create}"' in kept.content.decode()
    assert client.post(create, typed).status_code == 302
    assert Criterion.objects.filter(group__table=table, name="Tôi đang gõ").count() == 1


def test_two_who_save_in_the_same_instant_are_told(world, year):
    table = started(world, year)
    ScoreTable.objects.filter(pk=table.pk).update(version=7)

    with pytest.raises(Stale):
        services.touch_table(table, at=AT)


def test_all_maxima_are_set_on_one_page_and_a_change_meanwhile_is_shown(world, year, client_for):
    table = started(world, year)
    criteria = list(Criterion.objects.filter(group__table=table).order_by("group__position", "position"))
    address = reverse("clusters:table-maxima", args=[table.pk])
    client = client_for(world.lan)
    form = client.get(address).context["form"]
    typed = {f"m_{one.pk}": str(one.maximum) for one in criteria} | {"seen": form.initial["seen"]}
    first, second = criteria[:2]

    wrong = client.post(address, typed | {f"m_{first.pk}": "0"})
    assert wrong.context["form"].errors == {f"m_{first.pk}": ["Hãy ghi số lớn hơn 0, nhiều nhất 10.000."]}
    assert client.post(address, typed | {f"m_{first.pk}": "55,5", f"m_{second.pk}": "64.5"}).status_code == 302
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.maximum, second.maximum, sums(table)[1]) == (Decimal("55.5"), Decimal("64.5"), 1000)
    late = client.post(address, typed | {f"m_{first.pk}": "70"})
    assert late.status_code == 422
    assert late.context["clash"] == [
        {"label": f"I.1 {first.name}", "theirs": "55,5", "mine": "70"},
        {"label": f"I.2 {second.name}", "theirs": "64,5", "mine": "60"},
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sáu mươi", "Không đọc được số"),
        ("0", "Hãy ghi số lớn hơn 0"),
        ("-5", "Hãy ghi số lớn hơn 0"),
        ("12,345", None),
        ("1,2345", "Nhiều nhất hai chữ số thập phân"),
    ],
)
def test_points_are_read_as_people_write_them(world, year, client_for, typed, said):
    table = started(world, year)
    one = Criterion.objects.filter(group__table=table).order_by("pk").first()
    answer = client_for(world.lan).post(
        reverse("clusters:criterion-edit", args=[table.pk, one.pk]), criterion_data(one, maximum=typed)
    )

    errors = answer.context["form"].errors.get("maximum") if answer.context else None
    assert answer.status_code == 422 and errors
    assert said is None or said in errors[0]


def test_parameters_keep_the_order_of_tie_rules_and_refuse_rising_shares(world, year, client_for):
    table = started(world, year)
    address = reverse("clusters:table-parameters", args=[table.pk])
    sent = {
        "seen": stamp(table, PARAMETERS), "title": "Bảng", "share_b": "80", "share_c": "85", "share_d": "0",
        "over_per_percent": "1", "over_most": "10", "over_cap": "20", "tie_1": "votes", "tie_2": "votes",
    }  # fmt: skip
    client = client_for(world.lan)

    refused = client.post(address, sent)
    assert refused.context["form"].errors == {
        "share_c": ["Loại C không được cao hơn loại B."],
        "tie_2": ["Đã chọn ở thứ 1. Mỗi cách chỉ xét một lần."],
    }
    assert client.post(address, sent | {"share_c": "50,5", "tie_2": "penalties"}).status_code == 302
    table.refresh_from_db()
    assert (table.share_c, table.tie_rules) == (Decimal("50.5"), ["votes", "penalties"])


# Findings and freezing ------------------------------------------------------------------------------------------------
def test_what_stops_freezing_and_what_is_only_told(world, year):
    table = started(world, year)
    assert codes(table) == [("shares", True), ("ties", False)]

    table.share_b, table.share_c, table.share_d, table.tie_rules = Decimal(50), Decimal(80), Decimal(0), ["votes"]
    assert codes(table) == [("order", True)]

    table.share_b = Decimal(80)
    assert codes(table) == []
    Criterion.objects.filter(group__table=table, group__symbol="I", number="1").update(maximum=50)
    assert [(f.code, f.stops, f.level.name, f.message) for f in table_findings(table, groups_of(table))] == [
        ("sum", False, "INFO", "Tổng điểm tối đa là 990; bảng mẫu là 1.000.")
    ]
    Criterion.objects.filter(group__table=table).delete()
    assert codes(table) == [("empty", True)]


def test_a_table_with_findings_is_not_frozen_and_a_frozen_one_is_not_written(world, year):
    table = started(world, year)
    with pytest.raises(Refused) as stopped:
        versions.freeze_table(table, by=world.lan, at=AT)
    ScoreTable.objects.filter(pk=table.pk).update(**SHARES)
    table.refresh_from_db()
    table.year = make.fresh(year)

    frozen = versions.freeze_table(table, by=world.lan, at=AT)

    assert "nhưng chưa ghi loại B, C, D" in str(stopped.value)
    assert (frozen.state, frozen.frozen_by, frozen.frozen_at) == (TableState.FROZEN, world.lan, AT)
    assert Change.objects.filter(year=year, label="Chốt bảng tiêu chí chấm điểm lần 1").count() == 1
    assert JournalEntry.objects.filter(act="score-table.freeze").count() == 1
    group = frozen.groups.first()
    for act in (
        lambda: services.add_group(frozen, symbol="V", name="x", by=world.hanh, at=AT),
        lambda: services.remove_group(group, by=world.hanh, at=AT),
    ):
        with pytest.raises(Stale):
            act()


def test_only_the_standing_body_revises_with_a_reason(world, year):
    table = scoring.table(year)

    with pytest.raises(Refused) as head:
        versions.revise_table(table, reason="Sai", by=world.binh, at=AT)
    with pytest.raises(Refused) as silent:
        versions.revise_table(table, reason="  ", by=world.hanh, at=AT)
    made = versions.revise_table(table, reason="Tỉnh đổi chỉ tiêu", by=world.hanh, at=AT)
    with pytest.raises(Refused):
        versions.revise_table(table, reason="Lần nữa", by=world.hanh, at=AT)
    with pytest.raises(Refused) as writing:
        services.add_group(made, symbol="V", name="x", by=world.lan, at=AT)

    assert str(head.value) == "Chỉ Ban Thi đua - Khen thưởng mở lại được bảng điểm đã chốt."
    assert str(silent.value) == "Cần nêu lý do lập lần mới."
    assert str(writing.value) == "Bạn không có quyền sửa bảng điểm này."
    assert (made.number, made.state, sums(made)[1]) == (2, TableState.DRAFT, 300)
    assert Change.objects.filter(year=year, reason="Tỉnh đổi chỉ tiêu").count() == 1


def test_the_new_version_takes_over_the_sheets_still_in_self_scoring(world, year):
    old = scoring.table(year)
    sheet = scoring.sheet(
        make.membership_of(year, world.syt), old, state=SheetState.SELF, self_total=Decimal(260), by=world.hoa
    )
    new = versions.revise_table(old, reason="Sửa", by=world.hanh, at=AT)
    Criterion.objects.filter(group__table=new, group__symbol="I", number="3").update(name="Quốc phòng")  # another one
    Criterion.objects.filter(group__table=new, group__symbol="II", number="1").update(maximum=100)  # the same one
    Criterion.objects.filter(group__table=new, group__symbol="I", number="2").update(kind="direct")  # counted otherwise

    versions.freeze_table(new, by=world.hanh, at=AT)

    sheet.refresh_from_db()
    old.refresh_from_db()
    assert (old.state, new.state, sheet.table_id, sheet.version) == (TableState.REPLACED, TableState.FROZEN, new.pk, 1)
    assert set(sheet.lines.values_list("criterion__group__table", flat=True)) == {new.pk}
    assert sheet.lines.count() == 8
    scored = LineScore.objects.filter(line__sheet=sheet, stage=Stage.SELF)
    assert sorted(scored.values_list("line__criterion__group__symbol", "line__criterion__number")) == [
        ("I", "1"), ("II", "1"), ("III", "1"),
    ]  # fmt: skip
    assert sheet.self_total == Decimal(60 + 80 + 40)
    change = Change.objects.get(year=year, label__startswith="Chốt")
    assert change.label == "Chốt bảng tiêu chí chấm điểm lần 2; chuyển 1 phiếu đang tự chấm"


def test_nothing_is_replaced_once_a_sheet_is_past_self_scoring(world, year):
    old = scoring.table(year)
    new = versions.revise_table(old, reason="Sửa", by=world.hanh, at=AT)
    scoring.sheet(make.membership_of(year, world.syt), old, state=SheetState.VERIFYING)

    with pytest.raises(Refused) as late:
        versions.freeze_table(new, by=world.hanh, at=AT)

    assert str(late.value) == "Đã có phiếu nộp để thẩm định theo bảng điểm này nên không thay bảng được nữa."
    assert ScoreTable.objects.get(pk=old.pk).state == TableState.FROZEN
    assert ScoreSheet.objects.get().table_id == old.pk


# Who reads ------------------------------------------------------------------------------------------------------------
def test_a_draft_is_read_by_those_who_write_it_and_a_frozen_one_by_every_member(world, year, client_for):
    table = started(world, year)
    of_year, own = reverse("clusters:table-of-year", args=[year.pk]), table.get_absolute_url()

    def seen(person):
        client = client_for(person)
        first = client.get(of_year)
        return first.status_code, "Tốc độ tăng trưởng" in first.content.decode(), client.get(own).status_code

    assert [seen(p) for p in (world.hanh, world.lan, world.ha)] == [(200, True, 200)] * 3
    assert [seen(p) for p in (world.hoa, world.dung)] == [(200, False, 404)] * 2
    assert seen(world.van) == (404, False, 404)
    ScoreTable.objects.filter(pk=table.pk).update(state=TableState.FROZEN)
    assert seen(world.hoa) == (200, True, 200)


def test_moving_by_htmx_gives_the_rows_of_a_fresh_page(world, year, client_for):
    table = started(world, year)
    one = Criterion.objects.filter(group__table=table, group__symbol="I", number="2").get()
    client = client_for(world.lan)

    address = reverse("clusters:criterion-move", args=[table.pk, one.pk, "len"])
    rows = client.post(address, headers={"HX-Request": "true"}).content.decode().strip()

    assert rows.startswith('<div id="bang">')
    assert rows.index("Thu ngân sách") < rows.index("Tốc độ tăng trưởng")


# Excel ----------------------------------------------------------------------------------------------------------------
def test_an_exported_table_imports_without_effect_and_edits_come_in(world, year, client_for):
    table = started(world, year)
    client = client_for(world.lan)
    address = reverse("clusters:table-import", args=[table.pk])
    out = client.get(reverse("clusters:table-export", args=[table.pk]))
    rows = [list(row) for row in read_book(out.content, "x.xlsx").sheets[0].rows]
    head = next(n for n, row in enumerate(rows) if "Ký hiệu nhóm" in row)

    preview = upload(client, address, workbook(rows[head], *rows[head + 1 :]))
    assert counts(preview) == {"same": 31}

    rows[head + 1][rows[head].index("Điểm tối đa")] = "62,5"
    turned = [list(reversed(row)) for row in rows[head:]]  # the columns in another order
    preview = upload(client, address, workbook(turned[0], *turned[1:]))
    assert counts(preview) == {"changed": 1, "same": 30}
    confirm(client, address, preview)
    assert Criterion.objects.get(group__table=table, group__symbol="I", number="1").maximum == Decimal("62.5")


def test_wrong_cells_and_missing_columns_are_told_before_anything_is_written(world, year, client_for):
    table = started(world, year, "blank")
    client = client_for(world.lan)
    address = reverse("clusters:table-import", args=[table.pk])

    lacking = client.post(address, {"file": workbook(["Ký hiệu nhóm", "Tiêu chí"], ["I", "Thu ngân sách"])})
    assert "Không thấy cột" in lacking.content.decode()

    preview = upload(
        client, address,
        workbook(HEAD, ["I", "Kinh tế", "1", "Thu", "Định lượng, càng cao càng tốt", "sáu mươi"],
                 ["I", None, "2", "Chi", "Định tính", -5], ["II", None, "1", "Khác", "Chấm thẳng", 10],
                 ["I", "Kinh tế", "3", "Ổn", "Tự nghĩ ra", 10]),
    )  # fmt: skip
    said = preview.content.decode()
    assert counts(preview) == {"error": 4}
    for sentence in (
        "Không đọc được số “sáu mươi”",
        "phải lớn hơn 0",
        "Nhóm II chưa có trong bảng. Hãy ghi tên nhóm.",
        "Không có “Tự nghĩ ra”",
    ):
        assert sentence in said
    assert Criterion.objects.count() == 0


def test_the_import_makes_groups_and_only_for_a_draft(world, year, client_for):
    table = started(world, year, "blank")
    client = client_for(world.lan)
    address = reverse("clusters:table-import", args=[table.pk])
    file = workbook(
        HEAD, ["I", "Kinh tế", "1", "Thu", "Chấm thẳng", "60,5"], ["P", "Điểm trừ", "1", "Vắng", "Điểm trừ", 5]
    )

    preview = upload(client, address, file)
    confirm(client, address, preview)

    assert sums(table) == ([("I", 60), ("P", 0)], 60)
    ScoreTable.objects.filter(pk=table.pk).update(state=TableState.FROZEN)
    assert client.get(address).status_code == 403
    assert client_for(world.hoa).get(address).status_code == 403
