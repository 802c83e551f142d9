"""From the bytes of a file to numbered lines: the one shape the parser knows, whatever the format was."""

import dataclasses
import io
import zipfile

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from core.errors import Refused
from core.sheets import read_book
from core.text import clean
from plans.reading.columns import is_header_row

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 150
OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line or table row: its number in the document (from 1) and its cells; a plain line has one cell."""

    no: int
    cells: tuple[str, ...]

    @property
    def text(self):
        return " ".join(cell for cell in self.cells if cell)

    @property
    def is_row(self):
        return len(self.cells) > 1

    @property
    def is_blank(self):
        return not any(self.cells)


@dataclasses.dataclass(frozen=True, slots=True)
class Source:
    lines: list[Line]
    tracked_changes: int = 0


def read_lines(content, name):
    """Lines of a .txt, .docx or .xlsx file. Raises Refused with a sentence for everything else."""
    if not content.strip():
        raise Refused("Tệp rỗng. Hãy chọn tệp kế hoạch có nội dung.")
    ending = name.rsplit(".", 1)[-1].casefold() if "." in name else ""
    if ending in {"docm", "xlsm", "dotm", "xltm"}:
        raise Refused("Tệp có macro nên không được nhận. Hãy lưu lại thành .docx hoặc .xlsx rồi nạp lại.")
    if ending == "txt":
        return Source(_text_lines(content))
    if ending == "docx":
        return _docx_lines(content)
    if ending == "xlsx":
        return Source(_xlsx_lines(content, name))
    if ending in {"doc", "xls"}:
        raise Refused(
            f"Tệp .{ending} là định dạng cũ. Hãy mở bằng Word hoặc Excel, lưu lại thành .{ending}x rồi nạp lại."
        )
    raise Refused("Chỉ đọc được kế hoạch từ tệp .txt, .docx hoặc .xlsx. Hãy lưu lại theo một trong các định dạng này.")


def _decode(content):
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("Tệp văn bản không theo mã Unicode (UTF-8). Hãy lưu lại với mã UTF-8 rồi nạp lại.") from None
    if "\x00" in text:
        raise Refused("Tệp này không phải tệp văn bản. Hãy nạp tệp .txt, .docx hoặc .xlsx.")
    return text


def _text_lines(content):
    text = _decode(content)
    if text.lstrip()[:15].casefold().startswith(("<!doctype", "<html")):
        raise Refused("Đây là trang web (HTML), không phải văn bản kế hoạch. Hãy nạp tệp .txt, .docx hoặc .xlsx.")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return [Line(no, _cells(raw)) for no, raw in enumerate(text.split("\n"), start=1)]


def _cells(raw):
    """The cells of a line; tabs after the only words of a line make no row."""
    cells = tuple(clean(cell) for cell in raw.split("\t"))
    return cells if any(cells[1:]) else cells[:1]


# DOCX ------------------------------------------------------------------------------------------------------------
def _open_zip(content, member):
    if content.lstrip()[:1] == b"<":
        raise Refused("Tệp mang tên .docx nhưng thật ra là trang web (HTML). Hãy mở bằng Word và lưu lại thành .docx.")
    if content.startswith(OLE_SIGNATURE):
        raise Refused("Tệp có mật khẩu hoặc là tệp .doc cũ đổi tên. Hãy bỏ mật khẩu và lưu lại thành .docx.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError):
        raise Refused("Tệp .docx bị hỏng hoặc không phải tệp Word. Hãy mở bằng Word và lưu lại.") from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > MAX_UNPACKED or (unpacked > 20 * 1024 * 1024 and unpacked / packed > MAX_RATIO):
        raise Refused("Tệp nén bất thường (bung ra quá lớn) nên không được mở.")
    names = {entry.filename for entry in entries}
    if any(each.casefold().endswith("vbaproject.bin") for each in names):
        raise Refused("Tệp có macro nên không được nhận. Hãy lưu lại thành .docx không có macro.")
    if member not in names:
        raise Refused("Tệp mang tên .docx nhưng không phải tệp Word. Hãy chọn đúng tệp.")


DROPPED = {qn("w:del"), qn("w:moveFrom")}
KEPT_CHANGES = {qn("w:ins"), qn("w:moveTo"), *DROPPED}


def _paragraph_text(element):
    """Text as it stands after accepting tracked changes: insertions kept, deletions left out."""
    parts = []

    def walk(node):
        for child in node:
            if child.tag in DROPPED:
                continue
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag in {qn("w:tab")} and node.tag == qn("w:r"):
                parts.append("\t")
            elif child.tag in {qn("w:br"), qn("w:cr")}:
                parts.append("\n")
            elif child.tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif child.tag not in {qn("w:pPr"), qn("w:rPr")}:
                walk(child)

    walk(element)
    return "".join(parts)


def _cell_paragraphs(cell):
    texts = []
    for paragraph in cell._tc.iter(qn("w:p")):
        texts.extend(clean(part.replace("\t", " ")) for part in _paragraph_text(paragraph).split("\n"))
    return [text for text in texts if text]


def _row_cells(row):
    """The row's cells without the copies python-docx gives for cells merged sideways."""
    cells, seen = [], None
    for cell in row.cells:
        if cell._tc is seen:
            cells.append("")
            continue
        seen = cell._tc
        cells.append(" ".join(_cell_paragraphs(cell)))
    return cells


def _docx_lines(content):
    _open_zip(content, "word/document.xml")
    try:
        document = docx.Document(io.BytesIO(content))
    except Exception as error:
        raise Refused("Tệp Word bị hỏng, không mở được. Hãy mở bằng Word và lưu lại thành tệp mới.") from error
    rows, in_tasks, width = [], False, 0
    for part in document.iter_inner_content():
        if isinstance(part, Paragraph):
            for text in _paragraph_text(part._p).split("\n"):
                rows.append((clean(text.replace("\t", " ")),))
        elif isinstance(part, Table):
            table = [_row_cells(row) for row in part.rows]
            if any(is_header_row(cells) for cells in table):
                in_tasks, width = True, len(part.columns)
            elif not (in_tasks and len(part.columns) == width):
                for row in part.rows:
                    seen = None
                    for cell in row.cells:
                        if cell._tc is not seen:
                            rows.extend((text,) for text in _cell_paragraphs(cell))
                        seen = cell._tc
                continue
            rows.extend(tuple(cells) for cells in table)
    body = document.element.body
    changes = sum(1 for node in body.iter() if node.tag in KEPT_CHANGES)
    return Source([Line(no, cells) for no, cells in enumerate(rows, start=1)], changes)


# XLSX ------------------------------------------------------------------------------------------------------------
def _xlsx_lines(content, name):
    """The first sheet that holds a table of tasks, otherwise the first one."""
    grids = [_grid(sheet) for sheet in read_book(content, name).sheets]
    chosen = next((grid for grid in grids if any(is_header_row(row) for row in grid)), grids[0])
    lines = []
    for no, row in enumerate(chosen, start=1):
        filled = [value for value in row if value]
        lines.append(Line(no, (filled[0],) if len(filled) == 1 else tuple(row)))
    return lines


def _grid(sheet):
    """Cells as clean text; a cell merged downwards counts for each of its rows (one lead unit beside many tasks)."""
    grid = [[_said(value) for value in row] for row in sheet.rows]
    for top, left, bottom, _ in sheet.merges:
        for row in range(top + 1, min(bottom + 1, len(grid))):
            if top < len(grid) and left < len(grid[top]) and left < len(grid[row]) and not grid[row][left]:
                grid[row][left] = grid[top][left]
    return grid


def _said(value):
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else clean(value)
