"""A summary form as a sheet: one line per row under its column numbers, as `resources/summaries.py` reads it again."""

from clusters.queries.summaries import table_rows
from core.sheets import Column

KINDS = {"count": "integer", "amount": "number", "sum": "number"}


def columns(form):
    """Labels with their group; a share is written as text, with its percent sign, so nobody reads it a hundredfold."""
    return [
        Column(c.key, f"{c.group}: {c.label}" if c.group else c.label, kind=KINDS.get(c.kind, "text"))
        for c in form.printed
    ]


def sheet_rows(found):
    """The line of column numbers, then the rows; numbers as numbers."""
    rows = [{column.key: column.number for column in found.form.printed}]
    for line, cells in table_rows(found):
        row = {}
        for column, words, _ in cells:
            value = line.values.get(column.key)
            row[column.key] = float(value) if column.kind in KINDS and value is not None else words
        rows.append(row)
    return rows
