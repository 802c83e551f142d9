"""Tables out: .xlsx written in a stream, and CSV. A text never becomes a formula, a date stays a date."""

import codecs
import csv
import datetime
import decimal
import io
import itertools
import re

import xlsxwriter
from django.utils import timezone

from core.text import clean

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
LONGEST_TEXT = 32_767
MEASURED_ROWS = 200
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\]+")
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_SHAPES = {
    "text": {"text_wrap": True},
    "lines": {"text_wrap": True},
    "date": {"num_format": "dd/mm/yyyy", "align": "center"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "center"},
    "number": {"align": "right"},
    "integer": {"num_format": "#,##0", "align": "right"},
    "percent": {"num_format": "0.0%", "align": "right"},
}
MOST_PLACES = 4
_WIDTHS = {"date": 12, "moment": 17, "number": 12, "integer": 10, "percent": 10}


def export_xlsx(title, columns, rows, *, subtitle="", numbered=False):
    """The bytes of a workbook: title, header that stays in sight, one line per row.

    `columns` are `Column`s; a row is a mapping by column key or a sequence in their order, with values None, str, int,
    float, Decimal, bool (x or blank), date or datetime (aware ones in local time). `rows` may be an iterator: they are
    written one by one and not kept. `numbered` puts an STT column in front.
    """
    buffer = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": title})
        _Sheet(book, title, columns, numbered).write(subtitle, rows)
    return buffer.getvalue()


def export_csv(columns, rows):
    """The same rows as UTF-8 CSV with a byte order mark; a text a spreadsheet would run gets an apostrophe in front."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.label for column in columns])
    for row in rows:
        writer.writerow([_plain(value) for value in _values(row, columns)])
    return codecs.BOM_UTF8 + buffer.getvalue().encode()


def file_name(title, extension, *, on=None):
    """A name people can read: "Danh sách đơn vị 2022-03-08.xlsx", without what file systems refuse."""
    name = clean(_NOT_IN_NAMES.sub(" ", title))[:120].strip(" .") or "Bảng"
    return f"{name}{f' {on:%Y-%m-%d}' if on else ''}.{extension}"


class _Sheet:
    def __init__(self, book, title, columns, numbered):
        self.book, self.title, self.columns, self.offset = book, title, columns, int(numbered)
        self.sheet = book.add_worksheet(_NOT_IN_TABS.sub(" ", title)[:31].strip("' ") or "Trang 1")
        self.formats = {}
        self.places = [0] * len(columns)

    def write(self, subtitle, rows):
        rows = iter(rows)
        first = [_values(row, self.columns) for row in itertools.islice(rows, MEASURED_ROWS)]
        self._set_widths(first)
        self.places = [
            max((_places(values[place]) for values in first), default=0) for place in range(len(self.columns))
        ]
        header_row = self._write_title(subtitle)
        self._write_header(header_row)
        number = 0
        rest = (_values(row, self.columns) for row in rows)
        for number, values in enumerate(itertools.chain(first, rest), 1):
            if self.offset:
                self.sheet.write_number(header_row + number, 0, number, self._format("ordinal"))
            for place, (column, value) in enumerate(zip(self.columns, values, strict=True), self.offset):
                self._write_cell(header_row + number, place, column.kind, value)
        self.sheet.freeze_panes(header_row + 1, self.offset)
        if number:
            self.sheet.autofilter(header_row, 0, header_row + number, len(self.columns) + self.offset - 1)
        self.sheet.repeat_rows(header_row)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)

    def _set_widths(self, first):
        """Columns as wide as their first rows need, in the room a reader can take in."""
        if self.offset:
            self.sheet.set_column(0, 0, 6)
        for place, column in enumerate(self.columns):
            longest_word = max(map(len, column.label.split()), default=0)
            needed = [len(line) for values in first for line in str(values[place] or "").split("\n")]
            usual = sorted(needed)[int(len(needed) * 0.9)] if needed else 0
            width = column.width or _WIDTHS.get(column.kind) or min(max(usual * 1.1 + 2, 8), 60)
            self.sheet.set_column(place + self.offset, place + self.offset, max(width, longest_word + 3))

    def _write_title(self, subtitle):
        self.sheet.write_string(0, 0, self.title, self.book.add_format({**_FONT, "bold": True, "font_size": 14}))
        if subtitle:
            self.sheet.write_string(1, 0, subtitle, self.book.add_format({**_FONT, "italic": True}))
        return 3 if subtitle else 2

    def _write_header(self, row):
        look = {**_FONT, "bold": True, "bg_color": "#F3E9E2", "border": 1, "text_wrap": True, "align": "center"}
        look = self.book.add_format({**look, "valign": "vcenter"})
        self.sheet.set_row(row, 32)
        for place, label in enumerate(["STT"] * self.offset + [column.label for column in self.columns]):
            self.sheet.write_string(row, place, label, look)

    def _format(self, kind, quoted=False, places=None):
        """places: decimals every number of the column shows, so that they stand under one another."""
        if (kind, quoted, places) not in self.formats:
            shape = dict(_SHAPES.get(kind, {"align": "center"}))
            if places is not None:
                shape["num_format"] = f"#,##0.{'0' * places}" if places else "#,##0"
            made = self.book.add_format({**_FONT, "border": 1, **shape, "quote_prefix": quoted})
            self.formats[kind, quoted, places] = made
        return self.formats[kind, quoted, places]

    def _write_cell(self, row, place, kind, value):
        if value is None or value == "":
            self.sheet.write_blank(row, place, None, self._format(kind))
        elif isinstance(value, bool):
            self.sheet.write_string(row, place, "x" if value else "", self._format("ordinal"))
        elif isinstance(value, datetime.datetime):
            self.sheet.write_datetime(row, place, _local(value), self._format("moment"))
        elif isinstance(value, datetime.date):
            self.sheet.write_datetime(row, place, value, self._format("date"))
        elif isinstance(value, int | float | decimal.Decimal):
            kind = kind if kind in _WIDTHS else "number"
            places = max(self.places[place - self.offset], _places(value)) if kind == "number" else None
            self.sheet.write_number(row, place, value, self._format(kind, places=places))
        else:
            text = _NOT_IN_XML.sub(" ", str(value).replace("\r\n", "\n").replace("\r", "\n"))
            if len(text) > LONGEST_TEXT:
                text = text[: LONGEST_TEXT - 1] + "…"
            kind = kind if kind in ("text", "lines") else "text"
            self.sheet.write_string(row, place, text, self._format(kind, text.startswith(_ACTIVE)))


def _places(value):
    """Decimals a number needs, at most MOST_PLACES; 0 for everything else."""
    if not isinstance(value, float | decimal.Decimal):
        return 0
    exact = decimal.Decimal(str(value)).quantize(decimal.Decimal(1).scaleb(-MOST_PLACES)).normalize()
    return max(-exact.as_tuple().exponent, 0)


def _values(row, columns):
    return [row.get(column.key) for column in columns] if hasattr(row, "get") else list(row)


def _local(moment):
    """Excel knows no zones: the local wall clock."""
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, datetime.datetime):
        return f"{_local(value):%d/%m/%Y %H:%M}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float | decimal.Decimal):
        return str(value)
    text = str(value).replace("\x00", " ")
    return f"'{text}" if text.startswith(_ACTIVE) else text
