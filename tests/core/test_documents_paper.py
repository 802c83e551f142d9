"""What a paper says, before anything is drawn."""

import datetime

import pytest

from core.documents import Annex, Heading, ListItem, Paper, Paragraph, Signature, Table, letter, notation
from core.documents.lines import balanced, organ_lines, reference_lines, width
from core.documents.paper import in_text
from tests.core import papers

NUMBERS = [
    ("102", "KH-UBND", "102/KH-UBND"),
    ("2", "BB-STP", "02/BB-STP"),
    (9, "BB-STP", "09/BB-STP"),
    ("10", "TTr-SNV-TĐKT", "10/TTr-SNV-TĐKT"),
    (" 7 ", "UBND-KGVX", "07/UBND-KGVX"),
    ("12a", "KH-UBND", "12a/KH-UBND"),
]


@pytest.mark.parametrize(("number", "symbol", "printed"), NUMBERS)
def test_a_number_below_ten_gets_a_leading_zero(number, symbol, printed):
    assert notation(number, symbol) == printed


DAYS = [
    (datetime.date(2022, 1, 14), "Điện Biên, ngày 14 tháng 01 năm 2022"),
    (datetime.date(2022, 3, 5), "Điện Biên, ngày 05 tháng 3 năm 2022"),
    (datetime.date(2022, 2, 28), "Điện Biên, ngày 28 tháng 02 năm 2022"),
    (datetime.date(2022, 12, 9), "Điện Biên, ngày 09 tháng 12 năm 2022"),
    (None, "Điện Biên, ngày       tháng       năm"),
]


@pytest.mark.parametrize(("day", "line"), DAYS)
def test_days_below_ten_and_months_one_and_two_get_a_zero(day, line):
    assert papers.plan(date=day).place_line == line


def test_a_missing_number_leaves_room():
    paper = papers.plan(number="")

    assert paper.number_line == "Số:          /KH-UBND"
    assert paper.notation == ""


def test_minutes_have_no_place_and_date():
    assert papers.minutes(place="Điện Biên", date=datetime.date(2022, 9, 26)).place_line == ""


def test_bases_end_with_semicolons_and_the_last_with_a_full_stop():
    assert papers.plan().base_lines == (
        "Căn cứ Luật Thi đua, Khen thưởng ngày 26 tháng 11 năm 2003;",
        "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
    )


def test_distribution_is_marked_alike_however_it_was_typed():
    assert papers.plan().distribution_lines == (
        "- Ban Thi đua - Khen thưởng Trung ương;",
        "- Thường trực Tỉnh ủy;",
        "- Lãnh đạo UBND tỉnh;",
        "- Các sở, ban, ngành, đoàn thể tỉnh;",
        "- Lưu: VT, KSTT.",
    )


def test_one_addressee_stands_alone_and_several_are_listed():
    assert papers.official_letter().addressee_lines == ("Các sở, ban, ngành, đoàn thể tỉnh",)
    assert papers.submission().addressee_lines == (
        "- Ủy ban nhân dân tỉnh Điện Biên;",
        "- Sở Nội vụ (Ban Thi đua - Khen thưởng).",
    )


ENDS = [
    ([Paragraph("Nội dung.")], [Paragraph("Nội dung./.")]),
    ([ListItem("việc sau cùng;")], [ListItem("việc sau cùng./.")]),
    ([Paragraph("Đã xong./.")], [Paragraph("Đã xong./.")]),
    ([Heading("I. MỤC")], [Heading("I. MỤC"), Paragraph("./.")]),
    ([Table(("A",), [("1",)])], [Table(("A",), [("1",)]), Paragraph("./.")]),
    ([], []),
]


@pytest.mark.parametrize(("blocks", "closed"), ENDS)
def test_the_body_ends_with_the_mark_once(blocks, closed):
    assert list(papers.plan(blocks=blocks).body) == closed
    assert list(papers.plan(blocks=blocks, ends=False).body) == blocks


def test_one_annex_has_no_number_and_two_have_roman_ones():
    one, two = papers.submission(), papers.plan()

    assert one.annex_label(0) == "Phụ lục"
    assert [two.annex_label(index) for index in (0, 1)] == ["Phụ lục I", "Phụ lục II"]
    assert one.annex_reference == "(Kèm theo Tờ trình số 07/TTr-STP ngày 05 tháng 3 năm 2022 của Sở Tư pháp)"
    assert Annex("Danh sách").body == ()


ORGANS = [
    ("ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN", "Ủy ban nhân dân tỉnh Điện Biên"),
    ("ỦY BAN NHÂN DÂN HUYỆN MƯỜNG CHÀ", "Ủy ban nhân dân huyện Mường Chà"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ ĐIỆN BIÊN PHỦ", "Ủy ban nhân dân thành phố Điện Biên Phủ"),
    ("SỞ TƯ PHÁP", "Sở Tư pháp"),
    ("BAN THI ĐUA - KHEN THƯỞNG", "Ban Thi đua - Khen thưởng"),
    ("HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG TỈNH ĐIỆN BIÊN", "Hội đồng Thi đua - Khen thưởng tỉnh Điện Biên"),
    ("Sở Nông nghiệp và Phát triển nông thôn", "Sở Nông nghiệp và Phát triển nông thôn"),
]


@pytest.mark.parametrize(("capitals", "text"), ORGANS)
def test_capitals_become_running_text_by_the_rules_of_the_decree(capitals, text):
    assert in_text(capitals) == text


def test_a_given_issuer_wins_over_the_capitals():
    paper = papers.plan(organ="SỞ NÔNG NGHIỆP VÀ PTNT", issuer="Sở Nông nghiệp và Phát triển nông thôn")

    assert paper.issuer_in_text == "Sở Nông nghiệp và Phát triển nông thôn"


def test_signature_lines_are_capitals_and_empty_ones_are_left_out():
    assert papers.plan().signature.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert Signature("TUQ. Giám đốc", "Chánh Văn phòng", "Lò Thị Một").lines == ("TUQ. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")
    assert Signature(title="Q. Giám đốc").lines == ("Q. GIÁM ĐỐC",)


def test_points_are_lettered_in_vietnamese_order():
    assert "".join(letter(n) for n in range(1, 9)) == "abcdđegh"


BAD_TABLES = [
    {"columns": (), "rows": []},
    {"columns": ("A", "B"), "rows": [("1",)]},
    {"columns": ("A", "B"), "rows": [], "widths": (1,)},
    {"columns": ("A", "B"), "rows": [], "widths": (1, 0)},
    {"columns": ("A", "B"), "rows": [], "aligns": ("left", "middle")},
]


@pytest.mark.parametrize("said", BAD_TABLES)
def test_a_table_that_does_not_fit_is_refused_where_it_is_made(said):
    with pytest.raises(ValueError, match="a table needs|every row|widths and aligns|a width must"):
        Table(**said)


def test_cells_may_be_numbers_or_missing():
    assert Table(("A", "B"), [(1, None)]).rows == (("1", ""),)


# Line breaks of the head ---------------------------------------------------------------------------------------------
def test_organs_break_before_their_place():
    assert organ_lines("ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN", 13, 64, bold=True) == ("ỦY BAN NHÂN DÂN", "TỈNH ĐIỆN BIÊN")
    assert organ_lines("SỞ TƯ PHÁP", 13, 64, bold=True) == ("SỞ TƯ PHÁP",)
    assert organ_lines("SỞ LAO ĐỘNG -\nTHƯƠNG BINH VÀ XÃ HỘI", 13, 64) == ("SỞ LAO ĐỘNG -", "THƯƠNG BINH VÀ XÃ HỘI")


def test_lines_fit_their_room_and_lose_no_word():
    text = papers.submission().subject

    lines = balanced(text, 14, 140, bold=True)

    assert " ".join(lines) == text
    assert len(lines) == 2
    assert all(width(line, 14, bold=True) <= 140 for line in lines)
    assert max(map(len, lines)) - min(map(len, lines)) < 12


def test_annex_references_break_before_the_issuer():
    text = papers.plan().annex_reference

    assert reference_lines(text, 14, 165) == (
        "(Kèm theo Kế hoạch số 102/KH-UBND ngày 14 tháng 01 năm 2022",
        "của Ủy ban nhân dân tỉnh Điện Biên)",
    )


def test_a_paper_needs_only_its_issuer():
    paper = Paper(organ="SỞ TƯ PHÁP")

    assert (paper.number_line, paper.place_line, paper.body, paper.distribution_lines) == ("", "", (), ())
