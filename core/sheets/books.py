"""Workbooks as plain grids: cleaned text, real dates and numbers, legacy fonts decoded; .xlsx, .xls and CSV alike."""

import csv
import dataclasses
import datetime
import hashlib
import io
import os
import re
import struct
import warnings
import zipfile
from xml.etree import ElementTree

import openpyxl
import python_calamine
import xlrd
from openpyxl.cell.rich_text import CellRichText, TextBlock

from core import charmaps
from core.errors import Refused
from core.sheets.guard import SAVE_AGAIN, kind_of
from core.text import clean_lines

MAX_CELLS = 3_000_000
_LEGACY_FONT = re.compile(rb'(?:val|name)="(?:\.vn|vni-)', re.IGNORECASE)
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})(\d{1,7})"')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c\s([^>]*?\bt="e"[^>]*)>(.*?)</(?:\w+:)?c>', re.DOTALL)
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)><(?:\w+:)?f\b[^>]*?(?:/>|>[^<]*</(?:\w+:)?f>)(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?"
    rb"</(?:\w+:)?c>"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s([^>]*?\bhidden="(?:1|true)"[^>]*)>')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# What the reading libraries raise on damaged files; a file that was never a workbook is refused before.
_DAMAGED = (
    python_calamine.CalamineError,
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    zipfile.BadZipFile,
    ElementTree.ParseError,
    struct.error,
    csv.Error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: None, str (cleaned, lines kept), int, float, bool, date, datetime or time; and its font."""

    value: object = None
    font: str = ""


@dataclasses.dataclass(slots=True)
class Sheet:
    """One sheet as a grid of values from A1 on. Rows and columns count from 0 inside; people see `row + 1`, `letter`.

    `fonts` names the font of each cell that was typed in a legacy one; `merges` are (top, left, bottom, right);
    `errors` holds cells showing #N/A and the like, `uncalculated` formulas whose result was never stored.
    """

    name: str
    rows: list = dataclasses.field(default_factory=list)
    merges: list = dataclasses.field(default_factory=list)
    hidden_columns: set = dataclasses.field(default_factory=set)
    hidden_rows: set = dataclasses.field(default_factory=set)
    fonts: dict = dataclasses.field(default_factory=dict)
    errors: dict = dataclasses.field(default_factory=dict)
    uncalculated: set = dataclasses.field(default_factory=set)

    def value(self, row, column):
        if row < len(self.rows) and column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def cell(self, row, column):
        return Cell(self.value(row, column), self.fonts.get((row, column), ""))

    @property
    def width(self):
        return max(map(len, self.rows), default=0)

    @property
    def is_empty(self):
        return not any(value is not None for row in self.rows for value in row)


@dataclasses.dataclass(slots=True)
class Book:
    """A workbook read whole: its visible sheets, the names of the hidden ones, and the hash of the bytes."""

    name: str
    kind: str
    sha256: str
    sheets: list
    hidden_sheets: list = dataclasses.field(default_factory=list)

    @property
    def legacy_fonts(self):
        """Names of the TCVN3 and VNI fonts that were decoded."""
        return sorted({font for sheet in self.sheets for font in sheet.fonts.values()})


def read_book(content, name):
    """Read a workbook from its bytes. The type is told by the content, never by the name.

    Raises Refused with a sentence for people: empty, not a workbook, HTML in disguise, macros, a password, damaged,
    too large, or unpacking to too much.
    """
    kind = kind_of(content, name)
    try:
        sheets, hidden = {"xlsx": _read_xlsx, "xls": _read_xls, "csv": _read_csv}[kind](content)
    except Refused:
        raise
    except _DAMAGED as error:
        raise Refused(f"Tệp bị hỏng, không đọc được. {SAVE_AGAIN}") from error
    if all(sheet.is_empty for sheet in sheets):
        raise Refused("Tệp không có dòng dữ liệu nào. Hãy chọn lại tệp.")
    return Book(name, kind, hashlib.sha256(content).hexdigest(), sheets, hidden)


def letter(column):
    """Column 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters):
    number = 0
    for character in letters:
        number = number * 26 + (character if isinstance(character, int) else ord(character)) - 64
    return number - 1


# .xlsx --------------------------------------------------------------------------------------------------------------
def _read_xlsx(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = _sheet_parts(archive)
        shared = [archive.read(p) for p in ("xl/styles.xml", "xl/sharedStrings.xml") if p in archive.namelist()]
        parts = {name: archive.read(path) for name, path, visible in listed if visible}
    sheets = {name: _facts(name, xml) for name, xml in parts.items()}
    if any(_LEGACY_FONT.search(xml) for xml in [*shared, *parts.values()]):
        _fill_with_fonts(sheets, content)
    else:
        _fill_fast(sheets, content)
    for sheet in sheets.values():
        for (row, column), shown in sheet.errors.items():
            while len(sheet.rows) <= row:
                sheet.rows.append([])
            sheet.rows[row] += [None] * (column + 1 - len(sheet.rows[row]))
            sheet.rows[row][column] = shown
    return list(sheets.values()), [name for name, _, visible in listed if not visible]


def _sheet_parts(archive):
    """(name, part, visible) of each worksheet, in the order of the tabs."""
    related = {
        r.get("Id"): (r.get("Target"), r.get("Type", ""))
        for r in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    listed = []
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] != "sheet":
            continue
        reference = next((v for k, v in element.items() if k == _RELATED or k.endswith("}id")), None)
        target, kind = related[reference]
        if kind.endswith("/worksheet"):
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            listed.append((element.get("name"), path, element.get("state", "visible") == "visible"))
    return listed


def _facts(name, xml):
    """What the fast reader does not tell: merges, hidden rows and columns, error cells; and the true size, checked."""
    sheet = Sheet(name)
    last_row = last_column = -1
    widths = {}
    for letters, row in _CELL.findall(xml):
        if letters not in widths:
            widths[letters] = column_number(letters)
        last_row, last_column = max(last_row, int(row) - 1), max(last_column, widths[letters])
    if (last_row + 1) * (last_column + 1) > MAX_CELLS:
        raise Refused(
            f"Trang “{name}” quá lớn (đến ô {letter(last_column)}{last_row + 1}). "
            "Hãy xóa các dòng, cột thừa ở cuối trang hoặc tách tệp."
        )
    for attributes in _HIDDEN_COLUMN.findall(xml):
        found = dict(re.findall(rb'(\w+)="([^"]*)"', attributes))
        if found.get(b"hidden") in (b"1", b"true"):
            first, last = int(found[b"min"]), int(found[b"max"])
            sheet.hidden_columns.update(range(first - 1, min(last, last_column + 1)))
    for attributes in _HIDDEN_ROW.findall(xml):
        if found := re.search(rb'\br="(\d+)"', attributes):
            sheet.hidden_rows.add(int(found[1]) - 1)
    for left, top, right, bottom in _MERGED.findall(xml):
        sheet.merges.append((int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)))
    for attributes, inside in _ERROR_CELL.findall(xml):
        place, shown = _REFERENCE.search(attributes), _VALUE.search(inside)
        if place and shown:
            sheet.errors[_place(place)] = shown[1].decode("ascii", "replace")
    for attributes in _UNCALCULATED.findall(xml):
        if place := _REFERENCE.search(attributes):
            sheet.uncalculated.add(_place(place))
    return sheet


def _place(found):
    return int(found[2]) - 1, column_number(found[1])


def _fill_fast(sheets, content):
    book = python_calamine.CalamineWorkbook.from_object(io.BytesIO(content))
    for name, sheet in sheets.items():
        grid = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheet.rows = [[_tidy(value) for value in row] for row in grid]


def _fill_with_fonts(sheets, content):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of extensions that hold no cell values
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
    for name, sheet in sheets.items():
        for r, row in enumerate(book[name].iter_rows()):
            values = []
            for c, cell in enumerate(row):
                value = cell.value
                if isinstance(value, str | CellRichText):
                    font = cell.font.name or ""
                    value = _decoded(sheet, (r, c), [(str(part), _run_font(part) or font) for part in _runs(value)])
                values.append(_tidy(value))
            sheet.rows.append(values)
        _drop_blank_end(sheet.rows)


def _runs(value):
    return value if isinstance(value, CellRichText) else [value]


def _run_font(part):
    return part.font.rFont if isinstance(part, TextBlock) and part.font else None


def _decoded(sheet, place, runs):
    """The text of all runs, each decoded by its own font; remembers the legacy font of the cell."""
    for _, font in runs:
        if charmaps.charset_of(font):
            sheet.fonts[place] = font
    return "".join(charmaps.decode(text, font) for text, font in runs)


# .xls ---------------------------------------------------------------------------------------------------------------
def _read_xls(content):
    try:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123  xlrd writes its log to a file object
            book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=nowhere)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Refused("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lên lại.") from error
        raise
    sheets, hidden = [], []
    for source in book.sheets():
        if source.visibility:
            hidden.append(source.name)
            continue
        if source.nrows * source.ncols > MAX_CELLS:
            raise Refused(f"Trang “{source.name}” quá lớn. Hãy xóa các dòng, cột thừa ở cuối trang hoặc tách tệp.")
        sheets.append(_xls_sheet(book, source))
    return sheets, hidden


def _xls_sheet(book, source):
    sheet = Sheet(source.name)
    sheet.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_columns = {c for c, info in source.colinfo_map.items() if info.hidden and c < source.ncols}
    sheet.hidden_rows = {r for r, info in source.rowinfo_map.items() if info.hidden}
    legacy = {i for i, font in enumerate(book.font_list) if charmaps.charset_of(font.name)}
    for r in range(source.nrows):
        values = []
        for c, cell in enumerate(source.row(r)):
            value = cell.value
            if cell.ctype == xlrd.XL_CELL_DATE:
                value = xlrd.xldate_as_datetime(value, book.datemode)
            elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                value = bool(value)
            elif cell.ctype == xlrd.XL_CELL_ERROR:
                value = sheet.errors[r, c] = xlrd.error_text_from_code.get(value, "#N/A")
            elif cell.ctype == xlrd.XL_CELL_TEXT and legacy:
                value = _decoded(sheet, (r, c), _xls_runs(book, source, r, c, value))
            values.append(_tidy(value))
        sheet.rows.append(values)
    _drop_blank_end(sheet.rows)
    return sheet


def _xls_runs(book, source, row, column, text):
    """The text cut where its font changes: [(piece, font name)]."""
    cell_font = book.xf_list[source.cell_xf_index(row, column)].font_index
    cuts = [(0, cell_font), *source.rich_text_runlist_map.get((row, column), [])]
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    return [(text[start:end], book.font_list[font].name) for (start, font), end in zip(cuts, ends, strict=True)]


# CSV ----------------------------------------------------------------------------------------------------------------
def _read_csv(content):
    text = _decoded_bytes(content)
    first, _, rest = text.partition("\n")
    if found := re.fullmatch(r'"?sep=(.)"?', first.strip()):
        delimiter, text = found[1], rest
    else:
        delimiter = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows = [[_tidy(_unguarded(value)) for value in row] for row in lines]
    if sum(map(len, rows)) > MAX_CELLS:
        raise Refused("Tệp quá lớn. Hãy tách thành nhiều tệp nhỏ hơn.")
    _drop_blank_end(rows)
    return [Sheet("CSV", rows)], []


def _unguarded(value):
    """Without what spreadsheets and our own export put around a text to keep it text: ="0321" and '=1+1."""
    if found := re.fullmatch(r'="([^"]*)"', value):
        return found[1]
    return value[1:] if re.match(r"'[=+\-@\t\r]", value) else value


def _decoded_bytes(content):
    """UTF-8, UTF-16 (with or without a mark) or the Vietnamese Windows code page."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    if b"\x00" in content[:200]:
        return content.decode("utf-16-le" if content[1:2] == b"\x00" else "utf-16-be")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258")


def _delimiter(text):
    """The separator that cuts the first lines most often and most evenly."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def evenness(mark):
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=mark)]
        usual = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(usual) * usual, sum(counts))

    return max(";,\t|", key=evenness)


# Values -------------------------------------------------------------------------------------------------------------
def _tidy(value):
    """Clean text, whole numbers as int, midnight as a date; None for blank."""
    if isinstance(value, str):
        return clean_lines(value) or None
    if isinstance(value, float):
        return int(value) if value == int(value) and abs(value) < 1e15 else value
    if isinstance(value, datetime.datetime) and value.time() == datetime.time.min:
        return value.date()
    return value


def _drop_blank_end(rows):
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
