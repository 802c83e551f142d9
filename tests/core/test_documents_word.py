"""The DOCX: the same words as the PDF, the same measures, and what Word needs for long tables."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from core.documents import Paper, Paragraph, Table, render_docx, render_pdf
from tests.core import papers
from tests.core.pdf_words import compact, opened


def word(paper):
    return Document(io.BytesIO(render_docx(paper)))


def docx_texts(document):
    """Every paragraph and cell in the order of the file, without white space."""
    texts = []
    for part in document.element.body.iter(qn("w:p")):
        said = "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in part.iter(qn("w:t"), qn("w:br")))
        if said.strip():
            texts.append(compact(said))
    return texts


def pdf_text(content, *, drop):
    """All words of the PDF without white space, page numbers and whatever `drop` names per page taken out."""
    pages = []
    for number, page in enumerate(opened(content).pages, 1):
        lines = [line for line in page.extract_text().splitlines() if line.strip()]
        # the page number is the last thing drawn
        if lines[-1].strip().isdigit() and number > 1:
            lines.pop()
        pages.append(compact("".join(lines)))
    text = "".join(pages)
    for said in drop:
        text = text.replace(compact(said), "")
    return text


@pytest.mark.parametrize("name", papers.ALL)
def test_both_forms_say_the_same_words_to_the_letter(name):
    paper = papers.ALL[name]()
    header = "".join(papers.COLUMNS)  # repeated on each page of the PDF, once in the DOCX

    in_word = [text.replace(compact(header), "") for text in docx_texts(word(paper))]
    in_pdf = pdf_text(render_pdf(paper), drop=[header])

    for column in papers.COLUMNS:
        in_word = [text for text in in_word if text != compact(column)]
    # the cells of a row and the two halves of the head are drawn in the same order in both
    assert sorted(in_pdf) == sorted("".join(in_word))
    for text in in_word:
        assert text in in_pdf


def test_every_sentence_row_and_cell_is_in_both():
    paper = papers.plan()
    in_word, in_pdf = docx_texts(word(paper)), pdf_text(render_pdf(paper), drop=[])

    said = [*paper.base_lines, *paper.distribution_lines, *paper.signature.lines, paper.signature.name]
    for blocks in (paper.body, *(annex.body for annex in paper.annexes)):
        for block in blocks:
            if block.shape == "table":
                said += [*block.columns, *(cell for group, cells in block.lines for cell in (*cells, group) if cell)]
            else:
                said.append(block.text)
    assert len(said) > 300
    for text in said:
        assert compact(text) in "".join(in_word)
        assert compact(text) in in_pdf


# Measures ------------------------------------------------------------------------------------------------------------
def near(value, wanted):
    return abs(value - wanted) < Mm(0.2)


def test_pages_margins_and_fonts_are_those_of_the_decree():
    document = word(papers.plan())
    first, annex, turned = document.sections

    for section in (first, annex):
        assert near(section.page_width, Mm(210))
        assert near(section.page_height, Mm(297))
    assert near(turned.page_width, Mm(297))
    for section in document.sections:
        assert near(section.top_margin, Mm(20))
        assert near(section.bottom_margin, Mm(20))
        assert near(section.left_margin, Mm(30))
        assert near(section.right_margin, Mm(15))
    assert document.styles["Normal"].font.name == "Times New Roman"
    fonts = {node.get(qn("w:ascii")) for node in document.element.body.iter(qn("w:rFonts"))}
    assert fonts <= {"Times New Roman"}


def test_sizes_are_those_of_the_pdf():
    document = word(papers.plan())
    sizes = {}
    for paragraph in [*document.paragraphs, *(p for c in document.tables[0].rows[0].cells for p in c.paragraphs)]:
        for run in paragraph.runs:
            sizes[run.text.split("\n")[0][:24]] = (run.font.size, bool(run.bold), bool(run.italic))

    assert sizes["CỘNG HÒA XÃ HỘI CHỦ NGHĨ"] == (Pt(13), True, False)
    assert sizes["Độc lập - Tự do - Hạnh p"] == (Pt(14), True, False)
    assert sizes["ỦY BAN NHÂN DÂN"] == (Pt(13), True, False)
    assert sizes["Số: 102/KH-UBND"] == (Pt(13), False, False)
    assert sizes["Điện Biên, ngày 14 tháng"] == (Pt(14), False, True)
    assert sizes["KẾ HOẠCH"] == (Pt(14), True, False)
    assert sizes["Căn cứ Luật Thi đua, Khe"] == (Pt(14), False, True)
    assert sizes["Phát động và đẩy mạnh tr"] == (Pt(14), False, False)


def test_body_is_justified_with_first_line_and_space():
    body = next(p for p in word(papers.plan()).paragraphs if p.text.startswith("Phát động"))

    assert body.alignment == 3  # justified
    assert Mm(10) <= body.paragraph_format.first_line_indent <= Mm(12.8)
    assert body.paragraph_format.space_before >= Pt(6)


def test_page_number_is_a_field_missing_on_first_pages_and_restarting_in_annexes():
    document = word(papers.plan())

    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == ""
        codes = [node.text for node in section.header._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE"]
    starts = [section._sectPr.find(qn("w:pgNumType")) for section in document.sections]
    assert [None if start is None else start.get(qn("w:start")) for start in starts] == [None, "1", "1"]


def test_a_draft_says_so_on_first_and_later_pages():
    section = word(papers.plan(draft=True, number="")).sections[0]

    assert section.first_page_header.paragraphs[0].text == "DỰ THẢO"
    assert section.header.paragraphs[0].text.endswith("DỰ THẢO")


# Tables --------------------------------------------------------------------------------------------------------------
def test_header_rows_repeat_and_no_row_may_be_cut():
    table = word(papers.plan()).tables[1]
    rows = table._tbl.tr_lst

    assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (
        len(rows) - 1
    )
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)
    assert len(rows) == 1 + 3 + 17


def test_column_widths_follow_the_shares():
    table = word(papers.plan()).tables[1]
    widths = [int(cell.find(qn("w:tcPr")).find(qn("w:tcW")).get(qn("w:w"))) for cell in table._tbl.tr_lst[0].tc_lst]

    total = sum(papers.WIDTHS)
    for wide, share in zip(widths, papers.WIDTHS, strict=True):
        assert wide / 20 / 72 * 25.4 == pytest.approx(165 * share / total, abs=0.2)


def test_a_turned_table_gets_a_section_of_its_own_and_numbers_go_on():
    table = Table(("A", "B"), [("một", "hai")], landscape=True)
    document = word(Paper(organ="SỞ TƯ PHÁP", blocks=[Paragraph("Trước."), table, Paragraph("Sau.")]))

    assert [section.page_width > section.page_height for section in document.sections] == [False, True, False]
    assert [s.different_first_page_header_footer for s in document.sections] == [True, False, False]
    assert all(section._sectPr.find(qn("w:pgNumType")) is None for section in document.sections)


def test_properties_name_title_author_and_language():
    said = word(papers.plan()).core_properties

    assert said.title == "Kế hoạch 102/KH-UBND Công tác thi đua, khen thưởng năm 2022"
    assert said.author == "Ủy ban nhân dân tỉnh Điện Biên"
    assert said.language == "vi-VN"


ORDER = {  # parts of the schema whose order Word insists on
    "w:tblPr": ["tblStyle", "tblW", "jc", "tblInd", "tblLayout", "tblCellMar", "tblLook"],
    "w:pPr": ["pStyle", "keepNext", "pBdr", "tabs", "spacing", "ind", "jc", "outlineLvl", "sectPr"],
    "w:tcPr": ["tcW", "gridSpan"],
    "w:sectPr": ["headerReference", "type", "pgSz", "pgMar", "pgNumType", "cols", "titlePg", "docGrid"],
}


@pytest.mark.parametrize("parent", ORDER)
def test_parts_stand_in_the_order_of_the_schema(parent):
    order = ORDER[parent]
    for name in papers.ALL:
        for node in word(papers.ALL[name]()).element.body.iter(qn(parent)):
            places = [order.index(part.tag.split("}")[1]) for part in node]
            assert places == sorted(places)
