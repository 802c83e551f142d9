"""Workbooks as Excel 97 wrote them (.xls), for the proofs of reading them."""

import datetime
import io
import struct

import xlwt
from xlwt.CompoundDoc import XlsDoc

FILEPASS = struct.pack("<HHHHH", 0x2F, 6, 0, 0x1234, 0x5678)


def xls(rows, *, fonts=None, merges=(), hidden_columns=(), hidden_rows=(), hidden_sheets=(), encrypted=False):
    """The bytes of a workbook. `fonts` is {(row, column): font}, `merges` (top, bottom, left, right)."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Trang 1")
    date = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            style = date if isinstance(value, datetime.date) else xlwt.XFStyle()
            if font := (fonts or {}).get((r, c)):
                style.font.name = font
            if value == "#N/A":
                sheet.row(r).set_cell_error(c, 0x2A)
            elif value is not None:
                sheet.write(r, c, value, style)
    for top, bottom, left, right in merges:
        sheet.merge(top, bottom, left, right)
    for column in hidden_columns:
        sheet.col(column).hidden = True
    for row in hidden_rows:
        sheet.row(row).hidden = True
    for name in hidden_sheets:
        book.add_sheet(name).visibility = 1
    buffer = io.BytesIO()
    if encrypted:
        stream = book.get_biff_data()
        after_start = 4 + struct.unpack("<H", stream[2:4])[0]
        XlsDoc().save(buffer, stream[:after_start] + FILEPASS + stream[after_start:])
    else:
        book.save(buffer)
    return buffer.getvalue()
