"""The layout of NĐ 30/2020, Phụ lục I, measured in the finished PDF."""

import pytest

from core.documents import render_pdf
from core.documents.pdf import FAMILY
from tests.core import papers
from tests.core.pdf_words import find, opened, page_count, runs

A4 = (210, 297)


@pytest.fixture(scope="module")
def plan():
    return render_pdf(papers.plan())


def close(value, wanted, within=0.3):
    return abs(value - wanted) <= within


def size_mm(content, page):
    box = opened(content).pages[page].mediabox
    return round(float(box.width) * 25.4 / 72), round(float(box.height) * 25.4 / 72)


# Page ----------------------------------------------------------------------------------------------------------------
def test_pages_are_a4_upright_and_the_turned_annex_lies(plan):
    sizes = [size_mm(plan, page) for page in range(page_count(plan))]

    turned = sizes.index((297, 210))
    assert set(sizes[:turned]) == {A4}
    assert set(sizes[turned:]) == {(297, 210)}


def test_text_keeps_the_margins_of_the_decree(plan):
    for page in range(page_count(plan)):
        wide, high = size_mm(plan, page)
        body = [run for run in runs(plan, page) if run.y > 19]
        # the first line of each page stands below 20 mm, so its letters (at most 14 pt high) begin at 20 mm or lower
        assert min(run.y - run.size * 0.9 * 25.4 / 72 for run in body) >= 20
        assert max(run.y for run in body) <= high - 20
        assert min(run.x for run in body) >= 30
        assert max(run.right for run in body) <= wide - 15 + 0.5


# Page numbers --------------------------------------------------------------------------------------------------------
def numbers_above(content):
    """What stands in the top margin of each page."""
    found = []
    for page in range(page_count(content)):
        wide, _high = size_mm(content, page)
        top = [run for run in runs(content, page) if run.y < 19]
        for run in top:
            # centred between the margins 30 and 15 mm
            assert close(run.middle, (30 + wide - 15) / 2, within=0.5)
            assert run.size == pytest.approx(14, abs=0.05)
            assert 10 <= run.y <= 19
        found.append("".join(run.text for run in top))
    return found


def test_numbers_start_on_page_two_and_each_annex_starts_again(plan):
    assert numbers_above(plan) == ["", "2", "3", "4", "", "2", "3", "4", "", "2", "3", "4"]


def test_a_paper_of_one_page_has_no_number():
    assert numbers_above(render_pdf(papers.official_letter())) == [""]


def test_a_turned_table_keeps_the_running_numbers():
    table = papers.Table(papers.COLUMNS, papers.rows(2), papers.WIDTHS, landscape=True)
    blocks = [papers.Paragraph("Trước bảng."), table, papers.Paragraph("Sau bảng")]

    content = render_pdf(papers.plan(blocks=blocks, annexes=[]))

    assert [size_mm(content, page) for page in range(page_count(content))] == [A4, (297, 210), A4]
    assert numbers_above(content) == ["", "2", "3"]


# Fonts ---------------------------------------------------------------------------------------------------------------
def test_only_our_four_faces_are_used_and_embedded(plan):
    names = set()
    for page in opened(plan).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            names.add(font["/BaseFont"].split("+")[1])
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor

    family = FAMILY.replace(" ", "-")
    assert names == {family, f"{family}-Bold", f"{family}-Italic", f"{family}-Bold-Italic"}


SLOTS = [
    # start of the words, size in pt, bold, italic
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, True, False),
    ("Độc lập - Tự do - Hạnh phúc", 14, True, False),
    ("ỦY BAN NHÂN DÂN", 13, True, False),
    ("Số: 102/KH-UBND", 13, False, False),
    ("Điện Biên, ngày 14 tháng 01 năm 2022", 14, False, True),
    ("KẾ HOẠCH", 14, True, False),
    ("Công tác thi đua, khen thưởng năm 2022", 14, True, False),
    ("Căn cứ Luật", 14, False, True),
    ("I. MỤC ĐÍCH", 14, True, False),
    ("Phát động và đẩy mạnh", 14, False, False),
]


@pytest.mark.parametrize(("start", "size", "bold", "italic"), SLOTS)
def test_each_slot_has_the_size_and_style_of_the_decree(plan, start, size, bold, italic):
    run = find(plan, 0, start)

    assert (round(run.size, 1), run.bold, run.italic) == (size, bold, italic)


FOOT = [
    ("Nơi nhận:", 12, True, True),
    ("- Lưu: VT, KSTT.", 11, False, False),
    ("TM. ỦY BAN NHÂN DÂN", 14, True, False),
    ("KT. CHỦ TỊCH", 14, True, False),
    ("PHÓ CHỦ TỊCH", 14, True, False),
    ("Vừ A Bằng", 14, True, False),
]


@pytest.mark.parametrize(("start", "size", "bold", "italic"), FOOT)
def test_the_foot_has_the_sizes_of_the_decree(plan, start, size, bold, italic):
    run = find(plan, 3, start)

    assert (round(run.size, 1), run.bold, run.italic) == (size, bold, italic)


def test_annex_heads_have_the_sizes_of_the_decree(plan):
    label, title = find(plan, 4, "Phụ lục I"), find(plan, 4, "DANH MỤC PHONG TRÀO THI ĐUA")
    reference = find(plan, 4, "(Kèm theo Kế hoạch số 102/KH-UBND ngày 14 tháng 01 năm 2022")

    assert [(round(r.size), r.bold, r.italic) for r in (label, title, reference)] == [
        (14, True, False),
        (14, True, False),
        (14, False, True),
    ]
    assert find(plan, 8, "Phụ lục II").text == "Phụ lục II"


# Places --------------------------------------------------------------------------------------------------------------
def test_head_stands_in_two_halves_and_number_level_with_date(plan):
    organ, nation = find(plan, 0, "ỦY BAN NHÂN DÂN"), find(plan, 0, "CỘNG HÒA")
    number, place = find(plan, 0, "Số:"), find(plan, 0, "Điện Biên, ngày")

    assert organ.right < nation.x
    assert close(organ.y, nation.y, within=0.1)
    assert close(number.y, place.y, within=0.6)  # 13 and 14 pt on one row
    assert close(organ.middle, number.middle, within=0.5)
    assert close(nation.middle, place.middle, within=1)


def test_title_is_in_the_middle_of_the_text(plan):
    assert close(find(plan, 0, "KẾ HOẠCH").middle, 112.5)
    assert close(find(plan, 0, "Công tác thi đua").middle, 112.5)


def test_first_lines_are_indented_and_others_are_not(plan):
    first, second = find(plan, 0, "Phát động và đẩy mạnh"), find(plan, 0, "các lĩnh vực của đời sống")

    assert 10 <= first.x - 30 <= 12.8
    assert close(second.x, 30)


def test_paragraphs_are_at_least_six_points_apart(plan):
    page = runs(plan, 0)
    last = next(run for run in page if run.text.startswith("2022."))
    before = next(run for run in page if run.text.startswith("phục khó khăn"))
    following = next(run for run in page if run.text.startswith("- Thực hiện tốt"))
    line = last.y - before.y

    assert (following.y - last.y - line) / 25.4 * 72 >= 5.9
    assert 1.0 <= line / 25.4 * 72 / (14 * 1.15) <= 1.5


def test_secretary_signs_on_the_left_and_chair_on_the_right():
    content = render_pdf(papers.minutes())
    secretary, chair = find(content, 0, "THƯ KÝ"), find(content, 0, "CHỦ TỌA")

    assert close(secretary.y, chair.y, within=0.1)
    assert secretary.right < 112 < chair.x
    assert [run.text for run in runs(content, 0) if "ngày 26 tháng 9" in run.text and run.italic] == []


def test_the_subject_of_a_letter_stands_under_its_number():
    content = render_pdf(papers.official_letter())
    number, about = find(content, 0, "Số: 238/SNV-TĐKT"), find(content, 0, "V/v đôn đốc")

    assert about.y > number.y + 6 * 25.4 / 72
    assert round(about.size, 1) == 12
    assert not about.bold
    assert close(about.middle, number.middle, within=0.5)


def rules(content, page):
    """Lengths in mm of the horizontal rules drawn on a page without tables, from left to right by their left end."""
    tokens = opened(content).pages[page].get_contents().get_data().decode("latin-1").split()
    ends = set()
    for at, token in enumerate(tokens):
        if token == "l" and tokens[at - 3] == "m" and tokens[at - 1] == tokens[at - 4]:
            ends.add(tuple(sorted(round(float(tokens[at - back]) * 0.75 * 25.4 / 72, 2) for back in (2, 5))))
    return [right - left for left, right in sorted(ends)]


def test_rules_are_a_third_to_half_below_organ_and_title_and_full_below_the_motto():
    content = render_pdf(papers.official_letter(kind="THÔNG BÁO", urgency=papers.Urgency.NONE))
    organ, motto, subject = (find(content, 0, start) for start in ("SỞ NỘI VỤ", "Độc lập", "đôn đốc gửi"))

    below_organ, below_subject, below_motto = rules(content, 0)

    assert 1 / 3 <= below_organ / (organ.right - organ.x) <= 1 / 2
    assert 1 / 3 <= below_subject / (subject.right - subject.x) <= 1 / 2
    assert close(below_motto, motto.right - motto.x)


def boxes(content, page):
    """(width, height) in mm of the rectangles drawn on a page."""
    tokens = opened(content).pages[page].get_contents().get_data().decode("latin-1").split()
    sides = [(float(tokens[at - 2]), float(tokens[at - 1])) for at, token in enumerate(tokens) if token == "re"]
    return [tuple(round(side * 0.75 * 25.4 / 72, 1) for side in pair) for pair in sides]


BOXES = [(papers.Urgency.URGENT, 20), (papers.Urgency.VERY_URGENT, 40), (papers.Urgency.EXPRESS, 30)]


@pytest.mark.parametrize(("urgency", "wide"), BOXES)
def test_urgency_boxes_are_as_wide_as_the_decree_says(urgency, wide):
    content = render_pdf(papers.official_letter(urgency=urgency))
    word, about = find(content, 0, urgency), find(content, 0, "thi đua, khen thưởng năm 2022")

    assert boxes(content, 0).count((wide, 8.0)) == 1
    assert (round(word.size), word.bold) == (13, True)
    assert close(word.middle, find(content, 0, "Số:").middle, within=0.5)
    assert word.y > about.y


# Tables --------------------------------------------------------------------------------------------------------------
def test_every_page_of_a_table_begins_with_its_header_and_no_row_is_cut():
    count = 60
    table = papers.Table(papers.COLUMNS, papers.rows(count), papers.WIDTHS)
    content = render_pdf(papers.plan(blocks=[table], annexes=[]))
    pages = [runs(content, page) for page in range(page_count(content))]

    carrying = [page for page in pages if any(run.text.startswith("Nhiệm vụ thứ") for run in page)]
    assert len(carrying) > 3
    for page in carrying:
        assert len([run for run in page if run.text == "Nhiệm vụ cụ thể"]) == 1
        # a row begins with “Nhiệm vụ thứ n” and ends with “(đợt n)”: both on the same page
        assert len([r for r in page if r.text.startswith("Nhiệm vụ thứ")]) == len([r for r in page if "(đợt" in r.text])
    assert sum(run.text.startswith("Nhiệm vụ thứ") for page in pages for run in page) == count


def test_the_ending_never_stands_alone_on_a_page(plan):
    for page in range(page_count(plan)):
        texts = [run.text for run in runs(plan, page) if run.y > 19]
        assert texts != ["./."]


# Reading -------------------------------------------------------------------------------------------------------------
def test_file_is_tagged_titled_and_in_vietnamese(plan):
    reader = opened(plan)
    root = reader.trailer["/Root"]

    assert root["/Lang"] == "vi"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  a PDF boolean object
    assert "/StructTreeRoot" in root
    assert reader.metadata.title == "Kế hoạch 102/KH-UBND Công tác thi đua, khen thưởng năm 2022"
    assert reader.metadata.author == "Ủy ban nhân dân tỉnh Điện Biên"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_a_draft_says_so_on_every_page():
    content = render_pdf(papers.plan(draft=True, number="", date=None))

    for page in range(page_count(content)):
        assert [run.text for run in runs(content, page) if run.text == "DỰ THẢO"] == ["DỰ THẢO"]
    assert [r.text for r in runs(render_pdf(papers.minutes()), 0) if r.text == "DỰ THẢO"] == []


def test_those_who_sign_first_stand_two_in_a_row_above_the_last_one():
    drawn = runs(render_pdf(papers.pact()), 0)
    found = {run.text.strip(): run for run in drawn}
    first, second, third = (found[name] for name in ("PHÓ KHỐI", "THANH TRA TỈNH", "TÒA ÁN NHÂN DÂN TỈNH"))
    last = found["Giàng A Năm"]

    assert first.y == second.y and first.middle < second.middle
    assert first.y < third.y < last.y
    assert abs(third.middle - first.middle) < 1
