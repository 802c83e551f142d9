"""The seed plan in the shapes offices keep it in: text, Word (with a head table, a row cut in two, tracked changes), Excel."""

import io
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plans import reading

SEED = Path(__file__).parents[2] / "plans/data/ke-hoach-102-ubnd-2022.txt"
HEAD = ("Số TT", "Nhiệm vụ cụ thể", "Đơn vị chủ trì tham mưu", "Đơn vị phối hợp")
GROUPS = {
    1: ("I", "Nhiệm vụ thực hiện trong quý I"),
    2: ("II", "Nhiệm vụ thực hiện trong quý II"),
    3: ("III", "Nhiệm vụ thực hiện trong quý III"),
    4: ("IV", "Nhiệm vụ thực hiện trong quý IV"),
    None: ("V", "Nhiệm vụ thực hiện thường xuyên trong năm 2022"),
}


def seed_bytes():
    return SEED.read_bytes()


def seed():
    return reading.read(seed_bytes(), SEED.name)


def table_rows(draft, *, cut=False):
    """Rows of four cells; `cut`: task I.6 and III.1 stand in two rows, as a page break leaves them."""
    for quarter in (1, 2, 3, 4, None):
        yield (*GROUPS[quarter], "", "")
        for task in draft.tasks_of(quarter):
            text, rest = task.text, ""
            if cut and (quarter, task.ordinal) in {(1, "6"), (3, "1")}:
                words = text.split()
                text, rest = " ".join(words[:20]), " ".join(words[20:])
            yield (task.ordinal, text, task.lead, task.coordinators)
            if rest:
                yield ("", rest, "", "")


def seed_docx(*, tracked=False, number="102"):
    """The plan as Word files look: borderless head table, body, a real table in two parts, signature table."""
    draft, document = seed(), docx.Document()
    head = document.add_table(rows=2, cols=2)
    head.cell(0, 0).text = "ỦY BAN NHÂN DÂN\nTỈNH ĐIỆN BIÊN"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head.cell(1, 0).text = f"Số: {number}/KH-UBND"
    head.cell(1, 1).text = "Điện Biên, ngày 14 tháng 01 năm 2022"
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph(draft.header.subject)
    for index, base in enumerate(draft.header.legal_bases):
        document.add_paragraph(f"{base if index == 0 else f'Căn cứ {base}'};")
    for block in draft.blocks:
        if block.kind == "tasks":
            _word_table(document, list(table_rows(draft, cut=True)))
        else:
            document.add_paragraph(block.text)
    if tracked:
        _track(document.add_paragraph("Đoạn thêm "), inserted="được giữ", deleted="bị bỏ")
    foot = document.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n" + "\n".join(f"- {entry}" for entry in draft.header.distribution)
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Thành Đô"
    return _saved(document)


def _word_table(document, rows):
    """Two tables as after a page break, the second without a head; group rows merged across."""
    half = 12
    for part, chunk in enumerate((rows[:half], rows[half:])):
        table = document.add_table(rows=0, cols=4)
        if part == 0:
            for cell, text in zip(table.add_row().cells, HEAD, strict=True):
                cell.text = text
        for row in chunk:
            cells = table.add_row().cells
            if row[0] in {"I", "II", "III", "IV", "V"} and not row[2]:
                cells[0].text = row[0]
                cells[1].merge(cells[3]).text = row[1]
                continue
            for cell, text in zip(cells, row, strict=True):
                cell.text = text


def _track(paragraph, *, inserted, deleted):
    for tag, name, text in (("w:ins", "w:t", inserted), ("w:del", "w:delText", deleted)):
        change, run, node = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(name)
        change.set(qn("w:id"), "1")
        change.set(qn("w:author"), "Lan")
        node.text = text
        run.append(node)
        change.append(run)
        paragraph._p.append(change)


def seed_xlsx():
    """The plan's table as a sheet: title, head, numbering row, quarter rows merged, a lead merged over two tasks."""
    draft, book = seed(), openpyxl.Workbook()
    sheet = book.active
    sheet.append(["KẾ HOẠCH CÔNG TÁC THI ĐUA, KHEN THƯỞNG NĂM 2022"])
    sheet.append([])
    sheet.append(list(HEAD))
    sheet.append([1, 2, 3, 4])
    for row in table_rows(draft):
        sheet.append([int(row[0]) if row[0].isdecimal() else row[0] or None, *(cell or None for cell in row[1:])])
        if row[0] in {"I", "II", "III", "IV", "V"} and not row[2]:
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=2, end_column=4)
    sheet.merge_cells("C6:C7")
    return _saved(book)


def tiny_text(*, rows="1\tLàm báo cáo\tSở Tư pháp\tSở Y tế", before="", after="", day="14", month="01", year="2022"):
    """A plan of a few lines, to change one thing at a time."""
    return (
        f"Số: 7/KH-UBND\nĐiện Biên, ngày {day} tháng {month} năm {year}\n\nKẾ HOẠCH\nCông tác năm {year}\n\n"
        f"{before}\nSố TT\tNhiệm vụ cụ thể\tĐơn vị chủ trì\tĐơn vị phối hợp\n"
        f"I\tNhiệm vụ thực hiện trong quý I\t\t\n{rows}\n\nIV. TỔ CHỨC THỰC HIỆN\n\n{after}\n"
        "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Thành Đô\n"
    ).encode()


def _saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
