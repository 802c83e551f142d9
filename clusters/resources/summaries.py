"""A summary form made by hand in Excel: read by its line of column numbers, never written before it is confirmed.

Sheets in circulation differ in head and merged cells, but carry the line 1, 2, 3, … under the header; that line says where
the columns are. Rows are known by their words. What stands in computed cells is compared, not taken.
"""

import dataclasses
import decimal
import io
import re
import zipfile

import openpyxl

from clusters.forms.summaries import checked
from core.errors import Refused
from core.sheets import read_book
from core.sheets.books import letter
from core.text import BadValue, clean, fold, parse_number

TOTALS = ("cong", "tong cong", "tong so", "tong")
FOOT = re.compile(r"^(chu tich|nguoi lap|tm\.|kt\.|.*ngay .* thang .* nam)")


@dataclasses.dataclass(slots=True)
class Reading:
    """cells: what would be typed. written: {(row key, column key): Decimal} of computed cells. problems stop, notes do not."""

    sheet_name: str
    cells: dict = dataclasses.field(default_factory=dict)
    written: dict = dataclasses.field(default_factory=dict)
    problems: list = dataclasses.field(default_factory=list)
    notes: list = dataclasses.field(default_factory=list)


def read_sheet(form, content, name):
    """The first sheet with a line of column numbers, as a `Reading`. Raises Refused when there is none."""
    book = read_book(content, name)
    shares = _percent_cells(content) if book.kind == "xlsx" else None
    for sheet in book.sheets:
        if found := _numbering(form, sheet):
            return _read(form, sheet, *found, (shares or {}).get(sheet.name, set()) if shares is not None else None)
    raise Refused(
        f"Không tìm thấy dòng số cột (1, 2, 3, … {form.printed[-1].number}) dưới tiêu đề. Hãy thêm dòng này vào tệp, hoặc "
        "dùng tệp xuất ra từ trang này."
    )


def _numbering(form, sheet):
    """(row, {column key: place}) of the line of column numbers; the first two may be blank or letters."""
    wanted = [column.number for column in form.printed]
    for index, row in enumerate(sheet.rows):
        marks = {_mark(value): place for place, value in reversed(list(enumerate(row))) if value is not None}
        if not all(number in marks for number in wanted[2:]):
            continue
        first = marks[wanted[2]]
        marks.setdefault("1", max(first - 2, 0))
        marks.setdefault("2", max(first - 1, 0))
        return index, {column.key: marks[column.number] for column in form.printed}
    return None


def _mark(value):
    text = clean(str(value)).strip("()[]. ")
    return text.removesuffix(".0").partition("=")[0].strip()


def _read(form, sheet, start, places, shares):
    reading, taken = Reading(sheet.name), set()
    named = {fold(row.label): row for row in form.rows if row.label and not row.total}
    total = next(row for row in form.rows if row.total)
    free = iter([row for row in form.rows if row.free])
    label_column = next(column for column in form.columns if column.kind == "label")
    for index in range(start + 1, len(sheet.rows)):
        words = clean(str(sheet.value(index, places[label_column.key]) or ""))
        filled = any(sheet.value(index, places[c.key]) is not None for c in form.printed[2:])
        said = fold(words) or fold(clean(str(sheet.value(index, places["c1"]) or "")))
        if not said and not filled:
            continue
        if FOOT.match(said) and not filled:
            break
        if said in TOTALS:
            _take(form, sheet, index, places, total, reading, shares)
            break
        row = (
            named.get(said) or named.get(_plain(said)) or _ending(named, said) or (next(free, None) if words else None)
        )
        if row is None or row.key in taken:
            if filled:
                why = "lặp lại" if row else "không có trong biểu"
                reading.problems.append(f"Dòng {index + 1}: “{words or said}” {why}. Hãy sửa tên hoặc bỏ dòng này.")
            continue
        taken.add(row.key)
        if row.free:
            reading.cells.setdefault(row.key, {})["label"] = words
        _take(form, sheet, index, places, row, reading, shares)
    if not taken:
        reading.problems.append("Không nhận ra dòng nào của biểu dưới dòng số cột.")
    return reading


def _plain(said):
    """Without a leading ordinal or dash: “- hạng Nhì”, “3. Cờ thi đua”."""
    return re.sub(r"^[\d.)\-–…+ ]+", "", said).strip()


def _ending(named, said):
    """“hạng Nhì” stands for the one row that ends so."""
    tail = _plain(said)
    found = [row for label, row in named.items() if tail and len(tail) > 5 and label.endswith(tail)]
    return found[0] if len(found) == 1 else None


def _take(form, sheet, index, places, row, reading, shares):
    for column in form.printed:
        place = places[column.key]
        value = sheet.value(index, place)
        if value is None or column.kind in ("ordinal", "label"):
            continue
        if column.kind == "text":
            if not row.total:
                reading.cells.setdefault(row.key, {})[column.key] = clean(str(value))[:200]
            continue
        where = f"Ô {letter(place)}{index + 1} ({row.label or 'dòng ' + row.ordinal}, {column.words})"
        try:
            number = _number(value, column, (index, place), shares)
            if number is not None and column in form.typed(row):
                reading.cells.setdefault(row.key, {})[column.key] = checked(column, number)
            elif number is not None:
                reading.written[row.key, column.key] = number
        except BadValue as problem:
            reading.problems.append(f"{where}: {problem}")


def _number(value, column, place, shares):
    """The number as printed: a cell shown as a percentage holds a hundredth of what people read."""
    if not isinstance(value, str | int | float | decimal.Decimal):
        raise BadValue(f"“{value}” không phải là số.")
    if isinstance(value, str) and value.strip() in ("-", "–", "—"):
        return None
    read = parse_number(value)
    if read is None:
        return None
    if column.kind == "ratio" and not isinstance(value, str):
        as_share = place in shares if shares is not None else abs(read.value) <= 1  # .xls does not say how it is shown
        return read.value * 100 if as_share else read.value
    return read.value


def _percent_cells(content):
    """{sheet name: {(row, column)}} of the cells an .xlsx shows as a percentage; nothing where that cannot be read."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError):
        return {}
    return {
        sheet.title: {
            (cell.row - 1, cell.column - 1)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and "%" in (cell.number_format or "")
        }
        for sheet in book.worksheets
    }
