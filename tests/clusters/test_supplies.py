"""Summary forms and the books: what is shown before anybody saved, to whom; what filling would write, and what it leaves."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.documents import summaries
from clusters.models import SummaryForm
from clusters.queries.supplies import PROVIDERS, Supply
from clusters.resources.summaries import read_sheet
from clusters.rules.summaries import forms
from clusters.rules.supplies import changes, filled, seated
from clusters.services.summaries import save_summary
from core.models import JournalEntry
from tests.factories import clusters as make

F03, F05 = forms()["03"], forms()["05"]
LISTS = "/danh-sach/"
BOOK = {
    "certificate": {"c3": Decimal(12), "c5": Decimal(9), "c6": Decimal(12), "c8": Decimal(4), "c9": Decimal(5)},
    "fighter": {"c3": Decimal(3), "c5": Decimal(3), "c6": Decimal(3)},
    "flag": {"c3": Decimal(0)},
}


def told(made):
    return [(one.where, one.now, one.due) for one in made]


# Rules --------------------------------------------------------------------------------------------------------------------
def test_cells_that_differ_are_named_and_a_blank_is_not_another_word_for_nought():
    kept = {"certificate": {"c3": "12", "c4": "7", "c5": "10"}, "flag": {}}

    made = changes(F03, kept, BOOK | {"fighter": {}})

    assert told(made) == [
        ("Bằng khen, cột 5", "10", "9"),
        ("Bằng khen, cột 6", "", "12"),
        ("Bằng khen, cột 8", "", "4"),
        ("Bằng khen, cột 9", "", "5"),
    ]
    assert filled(kept, made)["certificate"] == {"c3": "12", "c4": "7", "c5": 9, "c6": 12, "c8": 4, "c9": 5}


def test_a_number_the_book_counts_none_of_becomes_nought():
    assert told(changes(F03, {"flag": {"c3": "2"}}, BOOK | {"certificate": {}, "fighter": {}})) == [
        ("Cờ thi đua cấp tỉnh, cột 3", "2", "0")
    ]


def test_rows_with_words_are_found_by_their_words_and_typed_ones_stay():
    given = {
        "row-1": {"label": "Quỹ của tỉnh", "c3": Decimal("1.5")},
        "row-2": {"label": "Quỹ cấp xã", "c3": Decimal(2)},
    }
    kept = {"row-1": {"label": "Ghi tay", "c3": "9"}, "row-3": {"label": "QUỸ CỦA TỈNH", "c3": "1", "c12": "chờ"}}

    seats = seated(F05, kept, given)
    made = changes(F05, kept, {seats[row]: values for row, values in given.items()})

    assert seats == {"row-1": "row-3", "row-2": "row-2"}
    assert told(made) == [
        ("Dòng 2, nội dung", "", "Quỹ cấp xã"),
        ("Quỹ cấp xã, cột 3", "", "2"),
        ("Quỹ của tỉnh, cột 3", "1", "1,5"),
    ]
    assert filled(kept, made)["row-3"] == {"label": "QUỸ CỦA TỈNH", "c3": Decimal("1.5"), "c12": "chờ"}
    full = {row.key: {"label": f"Ghi tay {row.key}"} for row in F05.rows if row.free}
    assert seated(F05, full, given) == {"row-1": None, "row-2": None}


# Pages --------------------------------------------------------------------------------------------------------------------
@pytest.fixture
def book(monkeypatch):
    """The figures of 2022 as some book counts them; a proof may change them."""
    kept = {row: dict(values) for row, values in BOOK.items()}
    links = {(row, column): f"{LISTS}{row}-{column}" for row in (*BOOK, "total") for column in ("c3", "c5")}

    def find(year):
        return Supply(kept, links, ["Một cách hiểu."]) if year == 2022 else Supply()

    monkeypatch.setitem(PROVIDERS, "03", [find])
    return kept


@pytest.fixture
def inter(world):
    bodies = (world.province, world.stp)
    return make.running(world, "Cụm bảy tỉnh", *bodies, level="inter", kind="cluster", head=world.province)


def address(inter, page="detail", code="03"):
    return reverse(f"clusters:summary-{page}", args=[inter.pk, code])


def numbers(answer):
    """{row: {column: words}} of the numbers on the page."""
    return {
        line.row.key: said
        for line, cells in answer.context["rows"]
        if (said := {column.key: words for column, words, _ in cells if column.key > "c2" and words})
    }


def linked(answer):
    return {url for _, cells in answer.context["rows"] for _, _, url in cells if url}


def test_before_anybody_saved_readers_of_every_unit_see_the_book_and_its_lists(world, client_for, inter, book):
    answer = client_for(world.do).get(address(inter))

    # 12 + 3 = 15; 12 : 12 and 3 : 3 and 15 : 15 are 100 %
    assert numbers(answer)["total"] == {"c3": "15", "c5": "12", "c6": "15", "c7": "100%", "c8": "4", "c9": "5"}
    assert linked(answer) == {f"{LISTS}{row}-{c}" for row in ("certificate", "fighter", "total") for c in ("c3", "c5")}
    assert "Số lấy từ sổ khen thưởng, chưa lưu" in answer.content.decode()
    assert SummaryForm.objects.count() == 0


def test_a_member_of_the_cluster_sees_no_figure_before_it_is_saved_and_no_link_after(world, client_for, inter, book):
    client = client_for(world.lan)
    before = client.get(address(inter))
    exported = read_sheet(F03, client.get(address(inter, "export")).content, "x.xlsx")

    assert numbers(before) == exported.cells == {}
    assert "Một cách hiểu" not in before.content.decode()
    save_summary(inter, "03", version=0, cells=BOOK, by=world.hanh, at=make.NOW)
    after = client.get(address(inter))
    assert numbers(after)["certificate"]["c3"] == "12"
    assert linked(after) == set()


def test_the_sheet_holds_what_the_page_shows(world, client_for, inter, book):
    content = client_for(world.do).get(address(inter, "export")).content

    read = read_sheet(F03, content, "x.xlsx").cells
    assert read == {row: BOOK[row] for row in ("certificate", "fighter")}


def test_a_broken_equation_of_the_book_is_named_with_both_values(world, client_for, inter, book):
    book["certificate"]["c6"] = Decimal(11)

    faults = client_for(world.do).get(address(inter)).context["found"].faults

    assert [(f.where, f.equation, f.given, f.due) for f in faults] == [
        ("Bằng khen", "6 + 10 + 14 + 16 = 3", "11", "12")
    ]


def test_the_form_to_type_begins_with_the_book(world, client_for, inter, book):
    draft = client_for(world.hanh).get(address(inter, "edit")).context["draft"]

    assert draft.form.initial["certificate__c3"] == 12
    assert draft.form.initial["version"] == 0


def test_filling_shows_each_cell_first_writes_what_was_shown_and_only_once(world, client_for, inter, book):
    typed = {"certificate": {"c3": Decimal(10), "c4": Decimal(2)}, "flag": {"c8": Decimal(1)}}
    save_summary(inter, "03", version=0, cells=typed, by=world.hanh, at=make.NOW)
    client = client_for(world.hanh)

    page = client.get(address(inter, "fill"))
    send = {"version": 1, "seen": page.context["seen"]}
    assert told(page.context["changes"])[:2] == [("Bằng khen, cột 3", "10", "12"), ("Bằng khen, cột 5", "", "9")]
    assert SummaryForm.objects.get().version == 1
    assert [client.post(address(inter, "fill"), send).status_code for _ in range(2)] == [302, 302]

    saved = SummaryForm.objects.get()
    assert saved.version == 2
    assert saved.cells["certificate"] == {"c3": "12", "c4": "2", "c5": "9", "c6": "12", "c8": "4", "c9": "5"}
    assert saved.cells["flag"] == {"c8": "1"}
    assert JournalEntry.objects.filter(act="cluster.summary-fill").count() == 1


def test_a_book_or_form_that_moved_on_is_shown_again_before_anything_is_written(world, client_for, inter, book):
    client = client_for(world.hanh)
    send = {"version": 0, "seen": client.get(address(inter, "fill")).context["seen"]}

    book["certificate"]["c3"] = Decimal(13)
    moved = client.post(address(inter, "fill"), send)
    save_summary(inter, "03", version=0, cells={"certificate": {"c4": Decimal(1)}}, by=world.thang, at=make.NOW)
    clash = client.post(address(inter, "fill"), {"version": 0, "seen": moved.context["seen"]})

    assert (moved.status_code, clash.status_code) == (422, 422)
    assert "Sổ hoặc biểu vừa thay đổi" in moved.content.decode()
    assert "vừa được người khác lưu" in clash.content.decode()
    assert SummaryForm.objects.get().cells == {"certificate": {"c4": "1"}}


def test_editors_are_told_where_a_saved_form_and_the_book_differ(world, client_for, inter, book):
    save_summary(inter, "03", version=0, cells=BOOK | {"flag": {"c3": Decimal(4)}}, by=world.hanh, at=make.NOW)

    def differing(person):
        return told(client_for(person).get(address(inter)).context["differing"])

    assert differing(world.hanh) == [("Cờ thi đua cấp tỉnh, cột 3", "4", "0")]
    assert differing(world.do) == differing(world.lan) == []


def test_the_print_of_unsaved_figures_is_a_draft_and_that_of_saved_ones_is_not(
    world, client_for, inter, book, monkeypatch
):
    monkeypatch.setattr(summaries, "render_page", lambda html, style: html.encode())
    client = client_for(world.hanh)

    before = client.get(address(inter, "print")).content.decode()
    save_summary(inter, "03", version=0, cells=BOOK, by=world.hanh, at=make.NOW)
    after = client.get(address(inter, "print")).content.decode()

    assert ("DỰ THẢO" in before, "<td>15</td>" in before) == (True, True)  # 12 + 3 of the total row
    assert ("DỰ THẢO" in after, "<td>15</td>" in after) == (False, True)
