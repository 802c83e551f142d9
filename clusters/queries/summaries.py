"""Summary forms as a page shows them: rows with computed values, the equations that do not hold, and what the books say."""

import dataclasses
from fractions import Fraction

from clusters.enums import SummaryCode
from clusters.models import SummaryForm
from clusters.queries.supplies import Supply, supply_of
from clusters.rules import summaries as rules
from clusters.rules.supplies import changes, seated


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A form of a year: `saved` is None before anything was written; then `cells` are those of the books, for a reader who may
    know them. book: what the books say, on the rows of this form; None for other readers."""

    form: rules.Form
    saved: SummaryForm | None
    cells: dict
    lines: list
    faults: list
    book: Supply | None = None

    @property
    def label(self):
        return SummaryCode(self.form.code).label

    @property
    def version(self):
        return self.saved.version if self.saved else 0

    @property
    def from_book(self):
        """What is shown was never saved."""
        return self.saved is None and self.book is not None and not self.book.is_empty

    @property
    def kept(self):
        """The cells as saved, {} before."""
        return self.saved.cells if self.saved else {}

    @property
    def differing(self):
        """Cells in which the saved form and the books differ."""
        return changes(self.form, self.kept, self.book.cells) if self.saved and self.book else []

    @property
    def printed_lines(self):
        """Without the free rows nobody used."""
        return [line for line in self.lines if not (line.row.free and line.is_empty and not line.label)]

    def link(self, line, column):
        """The list a number counts, where the books say the same number; "" otherwise."""
        value = line.values.get(column.key)
        if self.book is None or not value:
            return ""
        due = self.book.cells.get(line.row.key, {}).get(column.key)
        if line.row.total:
            due = _added(self.book.cells, line.row, column.key)
        return self.book.links.get((line.row.key, column.key), "") if due is not None and value == Fraction(due) else ""


def _added(cells, row, column):
    known = [cells[key][column] for key in row.total if column in cells.get(key, {})]
    return sum(known) if known else None


def shown(year, code, *, with_books=False):
    """The form of a year. with_books: the reader may know what the books of the province count."""
    saved = SummaryForm.objects.filter(year=year, code=code).first()
    return _shown(rules.forms()[code], saved, supply_of(code, year.year) if with_books else None)


def _shown(form, saved, supply):
    kept = saved.cells if saved else {}
    book = _on_rows(form, kept, supply) if supply is not None else None
    cells = kept
    if saved is None and book is not None and not book.is_empty:
        cells = {
            row: {key: _text(value) for key, value in values.items() if value} for row, values in book.cells.items()
        }
    lines = rules.lines_of(form, cells)
    return Shown(form, saved, cells, lines, rules.faults(form, lines), book)


def _text(value):
    return value if isinstance(value, str) else format(value, "f")


def _on_rows(form, kept, supply):
    """The same supply on the rows of the form as saved; what finds no row becomes a note."""
    seats = seated(form, kept, supply.cells)
    cells = {seats[row]: values for row, values in supply.cells.items() if seats[row]}
    links = {(seats.get(row, row), column): url for (row, column), url in supply.links.items() if seats.get(row, row)}
    left = [values["label"] for row, values in supply.cells.items() if not seats[row]]
    notes = [f"“{words}”: biểu không còn dòng trống để ghi." for words in left]
    return Supply(cells, links, [*supply.notes, *notes])


def read(form, cells):
    """Cells that are not saved, as a page shows them."""
    return Shown(form, None, cells, rules.lines_of(form, cells), [])


def listed(year):
    """A `Shown` for each form of the year as saved, one query."""
    saved = {one.code: one for one in SummaryForm.objects.filter(year=year)}
    return [_shown(form, saved.get(code), None) for code, form in rules.forms().items()]


def heads(form):
    """The two header rows of a form: ([(label, columns wide, rows high)], [label]) over its printed columns."""
    top, below, columns = [], [], list(form.printed)
    place = 0
    while place < len(columns):
        column = columns[place]
        if not column.group:
            top.append((column.label, 1, 2))
            place += 1
            continue
        wide = 1
        while place + wide < len(columns) and columns[place + wide].group == column.group:
            wide += 1
        top.append((column.group, wide, 1))
        below += [one.label for one in columns[place : place + wide]]
        place += wide
    return top, below


def table_rows(found):
    """(line, [(column, words, address or "")]) of the printed columns, for page, sheet and print."""
    rows = []
    for line in found.printed_lines:
        cells = []
        for column in found.form.printed:
            given = {"ordinal": line.row.ordinal, "label": line.label}.get(column.kind, line.values.get(column.key))
            cells.append((column, rules.cell_words(column, given), found.link(line, column)))
        rows.append((line, cells))
    return rows
