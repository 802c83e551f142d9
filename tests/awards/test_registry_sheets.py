"""The book as spreadsheets: a decision's list in, the book out."""

import io

import openpyxl
import pytest

from awards.registry.models import Decision, Grant, Recipient
from awards.registry.resources.legacy import OldBookSheet
from awards.registry.resources.lines import LineSheet
from awards.registry.services import decisions
from awards.registry.workflow import DECISION
from core.errors import Refused, Stale
from core.models import JournalEntry
from core.sheets.imports import apply_import, look_at, start_import
from tests.awards.lists import bring, said, shown, xlsx
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
AT, ON = make.BEFORE, make.BEFORE.date()
HEAD = ["STT", "Họ và tên", "Chức vụ", "Đơn vị công tác", "Danh hiệu/Hình thức khen thưởng"]
ANNEX = [
    ["DANH SÁCH KÈM THEO QUYẾT ĐỊNH"],
    HEAD,
    ["I", "TẬP THỂ"],
    [1, "Phòng Hành chính", None, "Sở Tư pháp", "Bằng khen của Chủ tịch UBND tỉnh"],
    [2, "Sở Y tế", None, None, "BK tỉnh"],
    ["II", "CÁ NHÂN"],
    [1, "Ông LÒ VĂN MỘT", "Trưởng phòng", "Sở Tư pháp", "Bằng khen"],
    [2, "Bà Vàng Thị Hai", "Kế toán", "Phòng Tài vụ, Sở Y tế", "Bằng khen UBND tỉnh"],
    [3, "Mùa A Ba", "Nông dân", "Bản Mới", "Bằng khen"],
    ["III", "HỘ GIA ĐÌNH"],
    [1, "Hộ ông Quàng Văn Bốn", None, "UBND xã Quài Cang", "Bằng khen"],
]


@pytest.fixture
def draft(keeper):
    return make.decision(by=keeper)


def sheet(decision, by):
    return LineSheet(by=by, on=ON, decision=decision)


def lines(decision):
    fields = ("position", "kind", "name", "title", "workplace", "unit__name", "award")
    return list(decision.grants.order_by("position").values_list(*fields))


# A decision's list -----------------------------------------------------------------------------------------------------
def test_an_annex_becomes_lines_with_kinds_from_its_headings(draft, keeper):
    counts = bring(sheet(draft, keeper), ANNEX, keeper)

    assert counts == said(0, 2, 6, 0, 0, 6)
    assert lines(draft) == [
        (1, "collective", "Phòng Hành chính", "", "Sở Tư pháp", "Sở Tư pháp", "BK_TINH"),
        (2, "collective", "Sở Y tế", "", "", "Sở Y tế", "BK_TINH"),
        (3, "individual", "Lò Văn Một", "Trưởng phòng", "Sở Tư pháp", "Sở Tư pháp", "BK_TINH"),
        (4, "individual", "Vàng Thị Hai", "Kế toán", "Phòng Tài vụ, Sở Y tế", "Sở Y tế", "BK_TINH"),
        (5, "individual", "Mùa A Ba", "Nông dân", "Bản Mới", None, "BK_TINH"),
        (6, "household", "Hộ ông Quàng Văn Bốn", "", "UBND xã Quài Cang", "UBND xã Quài Cang", "BK_TINH"),
    ]
    assert Recipient.objects.get(name="Sở Y tế").body.name == "Sở Y tế"
    assert set(Recipient.objects.values_list("gender", flat=True)) == {""}  # “Ông” says nothing of sex


def test_importing_a_list_twice_changes_nothing(draft, keeper):
    bring(sheet(draft, keeper), ANNEX, keeper)
    before = lines(draft), Recipient.objects.count()

    again = [row[0] for row in shown(sheet(draft, keeper), ANNEX)]

    assert again == ["same"] * 6
    assert (lines(draft), Recipient.objects.count()) == before


def test_a_known_person_is_shown_and_a_namesake_is_asked_about(world, keeper, draft):
    known = make.person("Lò Văn Một", by=keeper, unit=world.stp, birth_year=1980)
    make.person("Vàng Thị Hai", by=keeper, unit=world.stp)
    rows = [
        ["Họ tên", "Chức vụ", "Đơn vị", "Danh hiệu", "Đối tượng", "Năm sinh"],
        ["Lò Văn Một", "Phó phòng", "Sở Tư pháp", "CSTĐ cấp tỉnh", "Cá nhân", 1980],
        ["Vàng Thị Hai", "Phó phòng", "Sở Y tế", "CSTĐ cấp tỉnh", "Cá nhân", None],
    ]

    (_, first, _), (_, second, _) = shown(sheet(draft, keeper), rows)
    counts = bring(sheet(draft, keeper), rows, keeper)

    assert first["Tên cá nhân, tập thể"] == (
        "new",
        "Lò Văn Một",
        "Đã có trong sổ: Lò Văn Một, Chuyên viên, Sở Tư pháp, sinh 1980.",
    )
    other = Recipient.objects.filter(name="Vàng Thị Hai").order_by("pk").first()
    asked = f"Trùng tên với Chuyên viên, Sở Tư pháp (hồ sơ {other.pk}). Nếu là một, hãy ghi cột Mã hồ sơ."
    assert second["Tên cá nhân, tập thể"] == ("warning", "Vàng Thị Hai", asked)
    assert counts == said(0, 1, 2, 0, 0, 2)
    assert known.grants.count() == 1
    assert Recipient.objects.filter(name="Vàng Thị Hai").count() == 2


def test_the_number_of_the_record_says_whom_a_row_means(world, keeper, draft):
    known = make.person("Lò Văn Một", by=keeper, unit=world.syt)
    rows = [["Họ tên", "Đơn vị", "Danh hiệu", "Mã hồ sơ"], ["Lò Văn Một", "Sở Tư pháp", "CSTĐ tỉnh", known.pk]]
    wrong = [["Họ tên", "Đơn vị", "Danh hiệu", "Mã hồ sơ"], ["Lò Văn Một", "Sở Tư pháp", "CSTĐ tỉnh", known.pk + 1]]

    ((outcome, cells, _),) = shown(sheet(draft, keeper), wrong)
    bring(sheet(draft, keeper), rows, keeper)

    assert (outcome, cells["Mã hồ sơ"][2]) == ("error", f"Không có hồ sơ số {known.pk + 1}.")
    assert [row[0] for row in shown(sheet(draft, keeper), rows)] == ["same"]
    assert list(known.grants.values_list("unit__name", flat=True)) == ["Sở Tư pháp"]


def test_an_id_number_is_recognised_and_not_kept(world, keeper, draft):
    known = make.person("Lò Văn Một", by=keeper, unit=world.syt, id_number="011080000123")
    rows = [["Họ tên", "Đơn vị", "Danh hiệu", "CCCD"], ["Lò Văn Mốt", "Sở Tư pháp", "CSTĐ tỉnh", "011080000123"]]

    found = start_import(sheet(draft, keeper), xlsx(rows), "a.xlsx", by=keeper, at=AT)
    apply_import(found, sheet(draft, keeper), by=keeper, at=AT)

    assert list(known.grants.values_list("name", flat=True)) == ["Lò Văn Mốt"]
    assert "011080000123" not in str(preview_cells(sheet(draft, keeper), rows))
    assert [row[0] for row in shown(sheet(draft, keeper), rows)] == ["same"]


def preview_cells(resource, rows):
    return [cell for _, cells, _ in shown(resource, rows) for cell in cells.values()]


def test_one_person_may_stand_twice_for_two_awards_and_not_for_one(keeper, draft):
    head = ["Họ tên", "Đơn vị công tác", "Hình thức khen thưởng", "Đối tượng"]
    rows = [
        head,
        ["Mùa A Ba", "Sở Y tế", "Bằng khen", "Cá nhân"],
        ["Mùa A Ba", "Sở Y tế", "CSTĐ tỉnh", "Cá nhân"],
        ["MÙA A BA", "Sở Y tế", "BK tỉnh", "Cá nhân"],
    ]

    found = shown(sheet(draft, keeper), rows)
    counts = bring(sheet(draft, keeper), rows[:3], keeper)

    assert [row[0] for row in found] == ["new", "new", "error"]
    assert found[1][1]["Tên cá nhân, tập thể"][2] == "Cùng hồ sơ với dòng 2."
    assert "Trùng với dòng 2" in found[2][1]["Tên cá nhân, tập thể"][2]
    assert (counts["new"], Recipient.objects.count()) == (2, 1)


BAD = [
    (
        ["Ai Đó", "Sở Y tế", "Bằng khen to", "Cá nhân"],
        "Danh hiệu, hình thức",
        "Không có danh hiệu, hình thức “Bằng khen to”.",
    ),
    (["Ai Đó", "Sở Y tế", "", "Cá nhân"], "Danh hiệu, hình thức", "Thiếu danh hiệu"),
    (["Ai Đó", "Sở Y tế", "Bằng khen", ""], "Đối tượng", "Chưa rõ là cá nhân"),
    (["Ai Đó", "Sở Không Có", "Bằng khen", "Cá nhân"], "Đơn vị", "Không tìm thấy đơn vị “Sở Không Có”."),
    (["Ai Đó", "Sở Y tế", "Bằng khen", "Con vật"], "Đối tượng", "Không có “Con vật”."),
    (["", "Sở Y tế", "Bằng khen", "Cá nhân"], "Tên cá nhân, tập thể", "Thiếu tên cá nhân"),
]


@pytest.mark.parametrize(("row", "column", "words"), BAD)
def test_what_cannot_be_read_is_an_error_of_its_cell(keeper, draft, row, column, words):
    ((outcome, cells, _),) = shown(sheet(draft, keeper), [["Họ tên", "Đơn vị", "Danh hiệu", "Đối tượng"], row])

    assert outcome == "error"
    assert cells[column][0] == "error"
    assert cells[column][2].startswith(words)


def test_a_heading_and_a_column_that_disagree_are_an_error(keeper, draft):
    rows = [
        ["STT", "Họ tên", "Đơn vị công tác", "Danh hiệu", "Đối tượng"],
        ["I", "CÁ NHÂN"],
        [1, "Ai Đó", "Sở Y tế", "Bằng khen", "Tập thể"],
    ]

    ((outcome, cells, _),) = shown(sheet(draft, keeper), rows)

    assert (outcome, cells["Đối tượng"][2]) == ("error", "Dòng ghi “Tập thể” nhưng nằm dưới nhóm “Cá nhân”.")


def test_headings_may_name_the_award_and_one_column_may_hold_post_and_unit(keeper, draft):
    rows = [
        ["TT", "Họ và tên", "Chức vụ, đơn vị"],
        ["I", "Tặng Bằng khen cho các tập thể"],
        [1, "Khoa Nội", "Sở Y tế"],
        ["II", "Danh hiệu Chiến sĩ thi đua cấp tỉnh"],
        [1, "Lò Văn Một", "Phó phòng, Sở Tư pháp"],
    ]

    bring(sheet(draft, keeper), rows, keeper)

    assert lines(draft) == [
        (1, "collective", "Khoa Nội", "", "Sở Y tế", "Sở Y tế", "BK_TINH"),
        (2, "individual", "Lò Văn Một", "Phó phòng, Sở Tư pháp", "", "Sở Tư pháp", "CSTDT"),
    ]
    assert [row[0] for row in shown(sheet(draft, keeper), rows)] == ["same", "same"]


def test_an_award_of_another_level_than_the_decision_is_asked_about(keeper):
    paper = make.decision("8", by=keeper, level="state", decider="Thủ tướng Chính phủ")

    ((_, cells, _),) = shown(
        sheet(paper, keeper),
        [["Họ tên", "Đơn vị", "Danh hiệu", "Đối tượng"], ["A Một", "Sở Y tế", "Bằng khen", "Cá nhân"]],
    )

    assert (
        cells["Danh hiệu, hình thức"][2]
        == "“Bằng khen của Chủ tịch UBND tỉnh” thuộc cấp tỉnh, quyết định ghi cấp Nhà nước."
    )


def test_moved_columns_and_a_title_row_are_found_and_a_missing_name_column_is_named(keeper, draft):
    moved = [
        ["QUYẾT ĐỊNH"],
        [],
        ["Hình thức khen thưởng", "Nơi công tác", "Họ tên", "Đối tượng"],
        ["Bằng khen", "Sở Y tế", "Ai Đó", "Cá nhân"],
    ]

    counts = bring(sheet(draft, keeper), moved, keeper)

    assert (counts["new"], lines(draft)[0][2:6]) == (1, ("Ai Đó", "", "Sở Y tế", "Sở Y tế"))
    with pytest.raises(Refused, match="Không thấy cột “Tên cá nhân, tập thể”"):
        look_at(
            sheet(draft, keeper), xlsx([["Chức vụ", "Đơn vị công tác", "Danh hiệu"], ["a", "b", "BK tỉnh"]]), "a.xlsx"
        )


def test_six_hundred_rows_half_wrong_write_nothing(keeper, draft, django_assert_max_num_queries):
    head = ["Họ tên", "Đơn vị", "Danh hiệu", "Đối tượng"]
    rows = [
        head,
        *([f"Người Số {n}", "Sở Y tế", "Bằng khen" if n % 2 else "Bằng gì đó", "Cá nhân"] for n in range(600)),
    ]

    with django_assert_max_num_queries(15):
        found = start_import(sheet(draft, keeper), xlsx(rows), "a.xlsx", by=keeper, at=AT)
    with pytest.raises(Refused, match="chưa nhập dòng nào"):
        apply_import(found, sheet(draft, keeper), by=keeper, at=AT)

    assert found.counts == said(300, 0, 300, 0, 0, 600)
    assert (Grant.objects.count(), Recipient.objects.count()) == (0, 0)


def test_two_lists_at_once_write_their_common_lines_once(world, keeper, draft):
    mine = start_import(sheet(draft, keeper), xlsx(ANNEX), "a.xlsx", by=keeper, at=AT)
    yours = start_import(sheet(draft, world.thang), xlsx(ANNEX), "b.xlsx", by=world.thang, at=AT)

    apply_import(mine, sheet(draft, keeper), by=keeper, at=AT)
    with pytest.raises(Stale, match="đã thay đổi từ khi bạn xem trước"):
        apply_import(yours, sheet(draft, world.thang), by=world.thang, at=AT)
    assert (Grant.objects.count(), Recipient.objects.count()) == (6, 6)


def test_a_changed_row_of_a_draft_is_mended(keeper, draft):
    bring(sheet(draft, keeper), ANNEX, keeper)
    mended = [*ANNEX[:6], [1, "Lò Văn Một", "Phó Giám đốc", "Sở Tư pháp", "Bằng khen"]]

    counts = bring(sheet(draft, keeper), mended, keeper)

    assert (counts["changed"], counts["same"], counts["new"]) == (1, 2, 0)
    assert draft.grants.get(name="Lò Văn Một").title == "Phó Giám đốc"


def test_an_entered_decision_takes_no_list(keeper, draft):
    bring(sheet(draft, keeper), ANNEX, keeper)
    found = start_import(
        sheet(draft, keeper), xlsx([*ANNEX[:9], [4, "Ai Nữa", "", "Sở Y tế", "Bằng khen"]]), "a.xlsx", by=keeper, at=AT
    )
    make.enter(draft, by=keeper)
    decision = Decision.objects.get()

    with pytest.raises(Refused, match="đã vào sổ"):
        apply_import(found, sheet(decision, keeper), by=keeper, at=AT)
    assert decision.grants.count() == 6


def test_a_worker_finds_the_decision_again(keeper, draft):
    made = LineSheet.opened(by=keeper, on=ON, scope=str(draft.pk))

    assert made.context["decision"] == draft


# Out --------------------------------------------------------------------------------------------------------------------
BOOK, OF_DECISION = "/khen-thuong/so-khen-thuong/xuat/", "/khen-thuong/quyet-dinh/{}/xuat/"


def table(response):
    """[{header: value}] of a workbook sent to a reader."""
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    start = next(n for n, row in enumerate(rows) if row[0] == "STT")
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 :]]


@pytest.fixture
def book(world, keeper):
    """A line of Sở Tư pháp and one of Sở Y tế in one decision, and a draft."""
    lan = make.person("Người Tư Pháp", by=keeper, unit=world.stp, birth_year=1980)
    hoa = make.person("=Người Y Tế", by=keeper, unit=world.syt, birth_year=1990)
    one = make.entered("1", (lan, "BK_TINH"), (hoa, "CSTDT"), by=keeper)
    make.grant(make.decision("2", by=keeper), lan, "CSTDT", by=keeper)
    return one


def test_an_officer_takes_out_only_the_rows_of_the_own_unit(world, client_for, book):
    for path in (BOOK, OF_DECISION.format(book.pk)):
        (row,) = table(client_for(world.lan).get(path))
        names = {r["Tên cá nhân, tập thể"] for r in table(client_for(world.ha).get(path))}

        assert row["Tên cá nhân, tập thể"] == "Người Tư Pháp"
        assert "Ngày sinh" not in row
        assert names == {"Người Tư Pháp", "=Người Y Tế"}
    assert table(client_for(world.people["admin"]).get(BOOK)) == []


def test_the_export_has_the_pages_filter_births_for_readers_of_all_and_a_journal_row(world, client_for, book):
    (row,) = table(client_for(world.ha).get(f"{BOOK}?award=CSTDT&q=y+te"))

    assert (row["Tên cá nhân, tập thể"], row["Ngày sinh"], row["Số quyết định"]) == ("=Người Y Tế", "1990", "1")
    assert (row["Ngày ký"].date(), row["Đơn vị"], row["Trạng thái"]) == (make.DAY, "Sở Y tế", "Có hiệu lực")
    entry = JournalEntry.objects.get(act="grant.export")
    assert entry.detail == {"rows": 1, "filter": {"award": "CSTDT"}}


def test_a_name_that_looks_like_a_formula_stays_a_text(world, client_for, book):
    content = client_for(world.ha).get(BOOK).content
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows() for cell in row]

    (name,) = [cell for cell in cells if cell.value == "=Người Y Tế"]
    assert (name.data_type, name.quotePrefix) == ("s", True)


def test_what_goes_out_comes_in_again_as_the_same(world, client_for, keeper, book):
    client = client_for(keeper)
    whole, one = client.get(BOOK).content, client.get(OF_DECISION.format(book.pk)).content
    decisions.take_decision_step(Decision.objects.get(pk=book.pk), "reopen", by=keeper, at=AT, reason="Sửa")

    again = look_at(sheet(Decision.objects.get(pk=book.pk), keeper), one, "a.xlsx")[1].counts
    make.enter(book, by=keeper)

    assert again == said(0, 0, 0, 0, 2, 2)
    assert look_at(OldBookSheet(by=keeper, on=ON), whole, "a.xlsx")[1].counts == said(0, 0, 0, 0, 2, 2)


def test_a_file_longer_than_an_import_may_be_is_not_made(client_for, keeper, book, monkeypatch):
    monkeypatch.setattr("awards.registry.views.sheets.MAX_ROWS", 1)

    answer = client_for(keeper).get(f"{BOOK}?kind=")

    assert answer["Location"] == "/khen-thuong/so-khen-thuong/?kind="
    assert not JournalEntry.objects.filter(act="grant.export").exists()


# Pages ------------------------------------------------------------------------------------------------------------------
def test_the_pages_preview_and_write(client_for, keeper, draft):
    client = client_for(keeper)
    path = f"/khen-thuong/quyet-dinh/{draft.pk}/nhap-danh-sach/"
    file = io.BytesIO(xlsx(ANNEX))
    file.name = "danh sách.xlsx"

    preview = client.post(path, {"file": file})["Location"]
    shown_page = client.get(preview).content.decode()
    key = preview.rpartition("=")[2]
    unseen = client.post(path, {"draft": key, "act": "apply"})
    done = client.post(path, {"draft": key, "act": "apply", "seen": "on"})

    assert "CÁ NHÂN" in shown_page and "Gắn với đơn vị Sở Y tế; hãy kiểm tra." in shown_page
    assert unseen.status_code == 422
    assert done["Location"] == draft.get_absolute_url()
    assert draft.grants.count() == 6


def test_many_decisions_move_together_or_not_at_all(world, keeper):
    one = make.person("Lò Văn Một", by=keeper, unit=world.stp)
    papers = [make.decision(str(n), by=keeper) for n in range(3)]
    for paper in papers:
        make.grant(paper, one, by=keeper)
    DECISION.take(Decision.objects.get(pk=papers[2].pk), "enter", by=keeper, at=AT)

    with pytest.raises(Stale, match="vừa xử lý"):
        DECISION.take_all(papers, "enter", by=keeper, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        DECISION.take_all(papers[:2], "enter", by=world.lan, at=AT)
    with pytest.raises(Refused, match="lý do"):
        DECISION.take_all(papers[2:], "reopen", by=keeper, at=AT)
    before = list(Decision.objects.order_by("pk").values_list("state", flat=True))
    made = DECISION.take_all(papers[:2], "enter", by=keeper, at=AT)

    assert before == ["draft", "draft", "entered"]
    assert [paper.state for paper in papers[:2]] == ["entered", "entered"]
    assert [(step.subject_id, step.source, step.target) for step in made] == [
        (p.pk, "draft", "entered") for p in papers[:2]
    ]
