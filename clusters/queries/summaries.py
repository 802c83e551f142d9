"""Summary forms as a page shows them: rows with computed values, and the equations that do not hold."""

import dataclasses

from clusters.enums import SummaryCode
from clusters.models import SummaryForm
from clusters.rules import summaries as rules


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A form of a year: `saved` is None before anything was written."""

    form: rules.Form
    saved: SummaryForm | None
    lines: list
    faults: list

    @property
    def label(self):
        return SummaryCode(self.form.code).label

    @property
    def version(self):
        return self.saved.version if self.saved else 0

    @property
    def cells(self):
        return self.saved.cells if self.saved else {}

    @property
    def printed_lines(self):
        """Without the free rows nobody used."""
        return [line for line in self.lines if not (line.row.free and line.is_empty and not line.label)]


def shown(year, code):
    form = rules.forms()[code]
    saved = SummaryForm.objects.filter(year=year, code=code).first()
    lines = rules.lines_of(form, saved.cells if saved else {})
    return Shown(form, saved, lines, rules.faults(form, lines))


def listed(year):
    """A `Shown` for each form of the year, one query."""
    saved = {one.code: one for one in SummaryForm.objects.filter(year=year)}
    found = []
    for code, form in rules.forms().items():
        lines = rules.lines_of(form, saved[code].cells if code in saved else {})
        found.append(Shown(form, saved.get(code), lines, rules.faults(form, lines)))
    return found


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
    """(line, [(column, words)]) of the printed columns, for page, sheet and print."""
    rows = []
    for line in found.printed_lines:
        cells = []
        for column in found.form.printed:
            given = {"ordinal": line.row.ordinal, "label": line.label}.get(column.kind, line.values.get(column.key))
            cells.append((column, rules.cell_words(column, given)))
        rows.append((line, cells))
    return rows
