"""What an import would do, cell by cell, before anything is written."""

import collections
import dataclasses
import gzip
import hashlib
import json
from typing import NamedTuple

OUTCOMES = {"error": "Có lỗi", "warning": "Cần xem", "new": "Thêm mới", "changed": "Thay đổi", "same": "Không đổi"}


class PreviewCell(NamedTuple):
    """`state`: new, changed (then `old` says from what), same, warning or error; `message` says why, or what to know."""

    state: str
    text: str
    old: str = ""
    message: str = ""


class PreviewRow(NamedTuple):
    """One row of the file and what would become of it: error, new, changed or same."""

    number: int
    group: str
    outcome: str
    cells: list
    message: str = ""
    warns: bool = False


@dataclasses.dataclass(slots=True)
class ImportPreview:
    """All rows, and what people must know: `problems` are sentences "Dòng 7, cột “Mã”: …"."""

    columns: list
    rows: list
    notes: list
    sheet_name: str
    header_row: int

    @property
    def counts(self):
        found = collections.Counter(row.outcome for row in self.rows)
        return {
            "error": found["error"],
            "warning": sum(row.warns for row in self.rows),
            "new": found["new"],
            "changed": found["changed"],
            "same": found["same"],
            "all": len(self.rows),
        }

    @property
    def ok(self):
        """Whether it may be applied: no row in error, and something to write."""
        counts = self.counts
        return not counts["error"] and bool(counts["new"] + counts["changed"])

    def select(self, outcome):
        """The rows of one outcome; all of them, those in error first, for any other word."""
        if outcome == "warning":
            return [row for row in self.rows if row.warns]
        if outcome in OUTCOMES:
            return [row for row in self.rows if row.outcome == outcome]
        return sorted(self.rows, key=lambda row: (row.outcome != "error", not row.warns, row.number))

    @property
    def problems(self):
        """Every error and doubt as a sentence that names row and column."""
        return [sentence for row in self.rows for sentence in problems_of(row, self.columns)]

    # Keeping ----------------------------------------------------------------------------------------------------
    def packed(self):
        """As compressed bytes, for the draft; the same preview always gives the same bytes."""
        plain = {
            "columns": self.columns,
            "notes": self.notes,
            "sheet": self.sheet_name,
            "header": self.header_row,
            "rows": self.rows,
        }
        return gzip.compress(json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), 5, mtime=0)

    @classmethod
    def unpacked(cls, content):
        plain = json.loads(gzip.decompress(content))
        rows = [PreviewRow(*row[:3], list(map(PreviewCell._make, row[3])), *row[4:]) for row in plain["rows"]]
        return cls(plain["columns"], rows, plain["notes"], plain["sheet"], plain["header"])


def preview(resource, table):
    """Examine the table with the resource; nothing is written."""
    keys = [key for key in resource.fields if key in table.places]
    labels = [resource.fields[key].label for key in keys]
    rows = [_row(resource, keys, entry) for entry in resource.examine(table)]
    return ImportPreview(labels, rows, table.notes, table.sheet_name, table.header_row)


def digest(packed):
    return hashlib.sha256(packed).hexdigest()


def problems_of(row, columns):
    said = [f"Dòng {row.number}: {row.message}"] if row.message else []
    return said + [
        f"Dòng {row.number}, cột “{label}”: {cell.message}"
        for label, cell in zip(columns, row.cells, strict=True)
        if cell.message and cell.state in ("error", "warning")
    ]


def _row(resource, keys, entry):
    cells = [_cell(resource.fields[key], key, entry) for key in keys]
    message = entry.errors.get(None) or entry.doubts.get(None) or entry.told.get(None, "")
    return PreviewRow(entry.number, entry.group, entry.outcome, cells, message, bool(entry.doubts) and not entry.errors)


def _cell(field, key, entry):
    if key in entry.errors:
        return PreviewCell("error", _as_written(entry.raw.get(key)), message=entry.errors[key])
    if key in entry.changed:
        old, new = (field.widget.render(value) for value in entry.changed[key])
    else:
        old, new = "", field.widget.render(entry.values[key] if entry.new else entry.before.get(key))
    if key in entry.doubts:
        return PreviewCell("warning", new, old, entry.doubts[key])
    state = "changed" if key in entry.changed else "new" if entry.new and new else "same"
    return PreviewCell(state, new, old, entry.told.get(key, ""))


def _as_written(value):
    return "" if value is None else str(value)
