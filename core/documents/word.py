"""A paper as DOCX: the same words, sizes and margins as the PDF, in “Times New Roman”, which Word has."""

import io

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from core.documents import layout
from core.documents.lines import width
from core.documents.paper import DRAFT, MOTTO, NATION
from core.documents.pdf import annex_heads, head, party_rows

FONT = "Times New Roman"
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def render_docx(paper):
    """The paper as DOCX bytes."""
    document = Document()
    _defaults(document)
    _properties(document, paper)
    section = document.sections[0]
    _page(section, landscape=paper.landscape)
    _page_number(section, draft=paper.draft)
    _head(document, paper)
    _title(document, paper)
    _addressees(document, paper)
    for line in paper.base_lines:
        _text(document, line, italic=True)
    _blocks(document, paper.body, paper, landscape=paper.landscape)
    _parties(document, paper)
    _foot(document, paper)
    for annex, said in zip(paper.annexes, annex_heads(paper), strict=True):
        _annex(document, annex, said, paper)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# Document and pages --------------------------------------------------------------------------------------------------
def _defaults(document):
    """Times New Roman 14, Vietnamese, no space after; the empty paragraph of the template goes away."""
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(layout.BODY)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.widow_control = True


def _properties(document, paper):
    said = document.core_properties
    said.title, said.author, said.language = paper.title_for_readers[:255], paper.issuer_in_text[:255], "vi-VN"
    said.comments, said.keywords = "", ""


def _page(section, *, landscape):
    wide, high = layout.PAGE_WIDTH, layout.PAGE_HEIGHT
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(high), Mm(wide)) if landscape else (Mm(wide), Mm(high))
    section.top_margin, section.bottom_margin = Mm(layout.MARGIN_TOP), Mm(layout.MARGIN_BOTTOM)
    section.left_margin, section.right_margin = Mm(layout.MARGIN_LEFT), Mm(layout.MARGIN_RIGHT)
    section.header_distance = section.footer_distance = Mm(layout.PAGE_NUMBER_FROM_TOP)


def _page_number(section, *, draft, first=True, restart=False):
    """The number in the middle of the top margin, not on the first page of the paper or of an annex."""
    section.different_first_page_header_footer = first
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN["left"]
    usable = section.page_width - section.left_margin - section.right_margin
    stops = paragraph.paragraph_format.tab_stops
    paragraph.style.paragraph_format.tab_stops.clear_all()
    stops.add_tab_stop(usable // 2, WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(usable, WD_TAB_ALIGNMENT.RIGHT)
    _run(paragraph, "\t", layout.PAGE_NUMBER)
    _field(paragraph, "PAGE", layout.PAGE_NUMBER)
    if draft:
        _run(paragraph, f"\t{DRAFT}", layout.MOTTO, bold=True)
    if first:
        section.first_page_header.is_linked_to_previous = False
        opening = section.first_page_header.paragraphs[0]
        opening.alignment = ALIGN["right"]
        if draft:
            _run(opening, DRAFT, layout.MOTTO, bold=True)
    if restart:
        kind = section._sectPr.find(qn("w:pgNumType"))
        if kind is None:
            kind = OxmlElement("w:pgNumType")
            section._sectPr.insert_element_before(kind, "w:cols", "w:vAlign", "w:titlePg", "w:docGrid")
        kind.set(qn("w:start"), "1")


def _field(paragraph, instruction, size):
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("text", "2"), ("end", "")):
        run = _run(paragraph, "", size)
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = text
            run._r.append(code)


def _section(document, paper, *, landscape, first=False, restart=False):
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, landscape=landscape)
    kind = section._sectPr.find(qn("w:pgNumType"))
    if kind is not None:
        section._sectPr.remove(kind)
    _page_number(section, draft=paper.draft, first=first, restart=restart)
    return section


# Head ----------------------------------------------------------------------------------------------------------------
def _head(document, paper):
    text = layout.text_width(paper.landscape)
    left, right = _pair(document, text, layout.HEAD_LEFT, layout.HEAD_RIGHT)
    said = head(paper)
    if said["parent_organ"]:
        _centred(left, said["parent_organ"], layout.ORGAN)
    _centred(left, said["organ"], layout.ORGAN, bold=True)
    room = text * layout.HEAD_LEFT
    _rule(left, said["organ"], layout.ORGAN, room, share=layout.SHORT_RULE)
    _centred(right, (NATION,), layout.NATION, bold=True)
    _centred(right, (MOTTO,), layout.MOTTO, bold=True)
    _rule(right, (MOTTO,), layout.MOTTO, text * layout.HEAD_RIGHT, share=1)
    if paper.number_line:
        _centred(left, (paper.number_line,), layout.NUMBER, before=8)
    if said["letter_subject"]:
        _centred(left, said["letter_subject"], layout.LETTER_SUBJECT, before=6)
    if paper.urgency:
        _urgency(left, paper, room)
    if paper.place_line:
        # level with the number: as many lines stand above it on the left as on the right
        above = len(said["parent_organ"]) + len(said["organ"]) - 2
        _centred(right, (paper.place_line,), layout.PLACE, italic=True, before=max(0, 8 + above * layout.ORGAN * 1.15))
    for cell in (left, right):
        _drop_first(cell)


def _urgency(cell, paper, room):
    """The khẩn box: a bordered paragraph as wide as the decree says, its words in the middle of 8 mm."""
    wide, high = layout.URGENCY_BOX[paper.urgency]
    paragraph = _centred(cell, (str(paper.urgency),), 13, bold=True, before=8)
    side = Mm((room - wide) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = Mm(high)
    _border(paragraph, ("top", "left", "bottom", "right"), eighths=8)


def _title(document, paper):
    if paper.is_letter:
        return
    _centred(document, (paper.kind_line,), layout.KIND, bold=True, before=16)
    if paper.subject:
        subject, text = head(paper)["subject"], layout.text_width(paper.landscape)
        _centred(document, subject, layout.SUBJECT, bold=True)
        _rule(document, subject, layout.SUBJECT, text, share=layout.SHORT_RULE)


def _addressees(document, paper):
    lines = paper.addressee_lines
    if len(lines) == 1:
        paragraph = _centred(document, (f"Kính gửi: {lines[0]}",), layout.BODY, before=14)
        paragraph.paragraph_format.space_after = Pt(6)
    elif lines:
        opening = _paragraph(document, before=14)
        opening.paragraph_format.left_indent = Mm(32)
        _run(opening, "Kính gửi:", layout.BODY)
        for line in lines:
            paragraph = _paragraph(document)
            paragraph.paragraph_format.left_indent = Mm(51)
            paragraph.paragraph_format.first_line_indent = Mm(-3)
            _run(paragraph, line, layout.BODY)


# Body ----------------------------------------------------------------------------------------------------------------
def _blocks(document, blocks, paper, *, landscape):
    turned = landscape
    for place, block in enumerate(blocks):
        wanted = landscape or (block.shape == "table" and block.landscape)
        if wanted != turned:
            _section(document, paper, landscape=wanted)
            turned = wanted
        if block.shape == "table":
            after = blocks[place + 1 : place + 2]
            ending = bool(after and after[0].shape == "paragraph" and after[0].is_ending)
            _table(document, block, layout.text_width(turned), ending=ending)
        elif block.shape == "heading":
            _heading(document, block)
        elif block.shape == "item":
            _text(document, f"{block.marker} {block.text}" if block.marker else block.text)
        else:
            _text(document, block.text, lead=block.lead, italic=block.italic, bold=block.bold, centred=block.centred)
    if turned != landscape:
        _section(document, paper, landscape=landscape)


def _text(document, text, *, lead="", italic=False, bold=False, centred=False):
    paragraph = _paragraph(document, align="center" if centred else "justify", before=layout.PARAGRAPH_SPACE)
    paragraph.paragraph_format.line_spacing = layout.LINE_SPACING
    if not centred:
        paragraph.paragraph_format.first_line_indent = Mm(layout.FIRST_LINE)
    if lead:
        _run(paragraph, f"{lead} ", layout.BODY, bold=True)
    _run(paragraph, text, layout.BODY, italic=italic, bold=bold)
    return paragraph


def _heading(document, block):
    paragraph = _text(document, block.text, bold=True, italic=block.level >= 3, centred=block.level == 0)
    if block.level:
        paragraph.alignment = ALIGN["left"]
    paragraph.paragraph_format.keep_with_next = True
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), str(min(block.level, 8)))
    paragraph._p.get_or_add_pPr().append(level)


def _table(document, block, text, *, ending=False):
    if block.caption:
        caption = _centred(document, (block.caption,), layout.BODY, bold=True, before=8)
        caption.paragraph_format.keep_with_next = True
    else:
        _gap(document)
    widths = [Mm(text * share) for share in block.shares]
    table = document.add_table(rows=0, cols=len(widths))
    table.style = "Table Grid"
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    _no_indent(table)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = wide
    header = _row(table, block.columns, widths, ("center",) * len(widths), bold=True)
    repeated = OxmlElement("w:tblHeader")
    header.get_or_add_trPr().append(repeated)
    for number, (group, cells) in enumerate(block.lines, 1):
        if cells:
            # the “./.” after the table must not open a page
            _row(table, cells, widths, block.aligns, keep=ending and number == len(block.lines))
        else:
            _row(table, (group,), (sum(widths),), ("left",), bold=True, span=len(widths), keep=True)


def _row(table, cells, widths, aligns, *, bold=False, span=1, keep=False):
    """One row that no page cuts, written as XML: python-docx walks the whole table for every cell."""
    row = OxmlElement("w:tr")
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for text, wide, align in zip(cells, widths, aligns, strict=True):
        cell = OxmlElement("w:tc")
        said = cell.get_or_add_tcPr()
        size = OxmlElement("w:tcW")
        size.set(qn("w:w"), str(int(wide / 635)))
        size.set(qn("w:type"), "dxa")
        said.append(size)
        if span > 1:
            over = OxmlElement("w:gridSpan")
            over.set(qn("w:val"), str(span))
            said.append(over)
        paragraph = OxmlElement("w:p")
        cell.append(paragraph)
        row.append(cell)
        filled = WordParagraph(paragraph, table)
        filled.alignment = ALIGN[align]
        filled.paragraph_format.space_before = filled.paragraph_format.space_after = Pt(2)
        if keep:
            filled.paragraph_format.keep_with_next = True
        _run(filled, text, layout.TABLE, bold=bold)
    table._tbl.append(row)
    return row


# Foot and annexes ----------------------------------------------------------------------------------------------------
def _parties(document, paper):
    """The boxes of those who sign first, two in a row."""
    text = layout.text_width(paper.landscape)
    for row in party_rows(paper, text):
        _gap(document)
        cells = _pair(document, text, 0.5, 0.5)
        for cell, (signature, lines) in zip(cells, row, strict=False):
            _signature(cell, signature, lines, room=layout.PARTY_SPACE)
            _drop_first(cell)


def _foot(document, paper):
    if not (paper.signature or paper.countersignature or paper.distribution_lines or paper.drafter):
        return
    for paragraph in document.paragraphs[-1:]:
        paragraph.paragraph_format.keep_with_next = True
    _gap(document, keep=True)
    text, said = layout.text_width(paper.landscape), head(paper)
    left, right = _pair(document, text, layout.FOOT_LEFT, layout.FOOT_RIGHT)
    if paper.countersignature:
        _signature(left, paper.countersignature, said["countersignature"])
    else:
        _distribution(left, paper)
    if paper.signature:
        room = layout.PARTY_SPACE if paper.parties else layout.SIGNING_SPACE
        _signature(right, paper.signature, said["signature"], room=room)
    for cell in (left, right):
        _drop_first(cell)
    if paper.countersignature:
        _distribution(document, paper)


def _distribution(where, paper):
    if paper.distribution_lines:
        opening = _paragraph(where)
        _run(opening, "Nơi nhận:", layout.DISTRIBUTION_HEAD, bold=True, italic=True)
        for line in paper.distribution_lines:
            paragraph = _paragraph(where)
            paragraph.paragraph_format.left_indent = Mm(2.2)
            paragraph.paragraph_format.first_line_indent = Mm(-2.2)
            _run(paragraph, line, layout.DISTRIBUTION)
    if paper.drafter:
        _run(_paragraph(where, before=6), paper.drafter, layout.DRAFTER)


def _signature(cell, signature, lines, *, room=layout.SIGNING_SPACE):
    for line in lines:
        _centred(cell, (line,), layout.SIGNATURE, bold=True)
    if signature.note:
        _centred(cell, (signature.note,), layout.SIGNATURE, italic=True)
    if signature.name:
        _centred(cell, (signature.name,), layout.SIGNATURE, bold=True, before=room * 72 / 25.4)


def _annex(document, annex, said, paper):
    _section(document, paper, landscape=annex.landscape, first=True, restart=True)
    _centred(document, (said["label"],), layout.ANNEX_LABEL, bold=True)
    _centred(document, said["title"], layout.ANNEX_TITLE, bold=True)
    reference = _centred(document, said["reference"], layout.ANNEX_REFERENCE, italic=True)
    reference.paragraph_format.space_after = Pt(12)
    _blocks(document, annex.body, paper, landscape=annex.landscape)


# Small parts ---------------------------------------------------------------------------------------------------------
def _pair(where, text, left, right):
    """Two cells without rules, kept on one page; (left, right)."""
    table = where.add_table(rows=1, cols=2)
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
    _no_indent(table, padding=0)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for column, cell, share in zip(table.columns, table.rows[0].cells, (left, right), strict=True):
        column.width = cell.width = Mm(text * share)
    return table.rows[0].cells


def _no_indent(table, *, padding=layout.CELL_PADDING):
    """The table's edge, not its text, stands at the margin; cells get the padding of the PDF, in mm."""
    said = table._tbl.tblPr
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), "0")
    indent.set(qn("w:type"), "dxa")
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), str(round(padding * 56.7)))
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    said.find(qn("w:tblLayout")).addprevious(indent)
    said.find(qn("w:tblLayout")).addnext(margins)


def _paragraph(where, *, align="left", before=0):
    paragraph = where.add_paragraph()
    paragraph.alignment = ALIGN[align]
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _centred(where, lines, size, *, bold=False, italic=False, before=0):
    paragraph = _paragraph(where, align="center", before=before)
    _run(paragraph, "\n".join(lines), size, bold=bold, italic=italic)
    return paragraph


def _run(paragraph, text, size, *, bold=False, italic=False):
    run = paragraph.add_run(text)  # a line break in the text becomes one in the run
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return run


def _rule(where, lines, size, room, *, share):
    """A rule below centred lines: the upper border of a low paragraph, indented until it is as long as wanted."""
    long = max(width(line, size, bold=True) for line in lines) * share
    paragraph = _paragraph(where, before=1)
    side = Mm(max(0, (room - long) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.line_spacing = Pt(3)
    _border(paragraph, ("top",), eighths=round(layout.RULE * 8))


def _border(paragraph, sides, *, eighths):
    borders = OxmlElement("w:pBdr")
    for side in sides:
        edge = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "0"), ("color", "000000")):
            edge.set(qn(f"w:{name}"), value)
        borders.append(edge)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _gap(document, *, keep=False):
    """A low empty paragraph: Word needs one between two tables."""
    paragraph = _paragraph(document, before=2)
    paragraph.paragraph_format.line_spacing = Pt(8)
    paragraph.paragraph_format.keep_with_next = keep


def _drop_first(cell):
    """The empty paragraph each new cell begins with, when others follow it."""
    first, *rest = cell.paragraphs
    if rest:
        first._p.getparent().remove(first._p)
