"""Lists of awards as spreadsheets, looked at and brought in."""

import io

import openpyxl

from core.sheets.imports import apply_import, look_at, start_import
from tests.factories import awards as make

AT = make.BEFORE


def xlsx(rows):
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def shown(resource, rows):
    """[(outcome, {column: (state, text, message)}, message)] of the preview."""
    _, found = look_at(resource, xlsx(rows), "danh sách.xlsx")
    return [
        (
            row.outcome,
            {label: cell[:2] + cell[3:] for label, cell in zip(found.columns, row.cells, strict=True)},
            row.message,
        )
        for row in found.rows
    ]


def bring(resource, rows, by, name="danh sách.xlsx"):
    """Upload and confirm; returns the counts."""
    found = start_import(resource, xlsx(rows), name, by=by, at=AT)
    return apply_import(found, type(resource)(**resource.context), by=by, at=AT)


def said(*values):
    return dict(zip(("error", "warning", "new", "changed", "same", "all"), values, strict=True))
