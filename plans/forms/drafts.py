"""What somebody types about one record that two people may be writing at once: one form, and tables of rows beside it.

The content falls into parts, each kept or exchanged as a whole: every field of the form, and every table.
"""

import dataclasses
import datetime
from collections.abc import Callable

from plans.forms.filings import KeepForm
from plans.queries.filings import stored

AROUND = ("version", "press", "files")  # fields of a form that are no content


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind. prefix: of their fields; press: the button that asks for one more; line: a row in words."""

    formset: type
    prefix: str
    label: str
    press: str
    line: Callable


class Draft:
    """A draft as saved, or with `data` as typed over what is saved.

    A kind names its `form_class` and its `tables` (name of the part → `Table`). Where parts are finer than what is
    saved, it says how to spread and gather them.
    """

    form_class = None
    tables = {}

    def __init__(self, record, data=None, files=None):
        self.record = record
        self.saved = self.spread(self.read())
        self.form = self.make_form(data, files, initial=None if data is not None else self.start())
        press = self.form["press"].value() if data is not None else ""
        self.longer = press in {table.press for table in self.tables.values()}
        self.rows = {
            name: table.formset(
                _one_more(table, data) if press == table.press else data,
                prefix=table.prefix,
                initial=self.saved[name] if data is None else None,
            )
            for name, table in self.tables.items()
        }

    # What a kind may say otherwise
    def read(self):
        """What is saved, as the service takes it."""
        return stored(self.record)

    def make_form(self, data, files, initial):
        return self.form_class(data, files, initial=initial)

    def start(self):
        """What the form begins with."""
        return self.saved | {"version": self.record.version}

    def spread(self, values):
        """The parts of what is saved."""
        return values

    def gather(self, parts):
        """What the service takes, from parts."""
        return parts

    def words(self, name, value):
        """A field as people read it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value or "")

    def context(self):
        """What the page needs besides the draft."""
        return {}

    # What was typed
    @property
    def labels(self):
        """dict part → label, in the order of the page."""
        fields = {name: field.label for name, field in self.form.fields.items() if name not in AROUND}
        return fields | {name: table.label for name, table in self.tables.items()}

    @property
    def version(self):
        """The version it was typed over, or None."""
        return self.form.cleaned_data.get("version")

    def is_valid(self):
        return self.form.is_valid() & all(rows.is_valid() for rows in self.rows.values())

    def _sent(self, name):
        """A page that does not show a part does not empty it."""
        if name in self.tables:
            return f"{self.tables[name].prefix}-TOTAL_FORMS" in self.form.data
        bound = self.form[name]
        return not bound.field.widget.value_omitted_from_data(self.form.data, {}, bound.html_name)

    def typed(self):
        """dict part → value, of all that was sent and makes sense; call after `is_valid`."""
        fields = {name: value for name, value in self.form.cleaned_data.items() if name not in AROUND}
        tables = {name: rows.rows() for name, rows in self.rows.items() if rows.is_valid()}
        return {name: value for name, value in (fields | tables).items() if self._sent(name)}

    def unclear(self):
        """Labels of the parts that were sent and make no sense yet."""
        typed = self.typed()
        return [label for name, label in self.labels.items() if self._sent(name) and name not in typed]

    def values(self):
        """What to save: typed over saved, and where the clash page was answered “Bản đang lưu”, the saved."""
        keep = KeepForm(self.form.data, fields=self.labels)
        keep.is_valid()
        mine = {name: value for name, value in self.typed().items() if not keep.theirs(name)}
        return self.gather(self.saved | mine)

    def differing(self):
        """The parts in which typed and saved read differently: name, label, mine, theirs."""
        typed = self.typed()
        rows = [
            {"name": name, "label": label} | dict(zip(("mine", "theirs"), self._pair(name, typed[name]), strict=True))
            for name, label in self.labels.items()
            if name in typed
        ]
        return [row for row in rows if row["mine"] != row["theirs"]]

    def _pair(self, name, mine):
        """(mine, theirs) in words; of tables only the rows the other has not, each with its place."""
        theirs = self.saved[name]
        if name not in self.tables:
            return self.words(name, mine), self.words(name, theirs)
        lines = [[self.tables[name].line(row) for row in rows] for rows in (mine, theirs)]
        return _apart(*lines), _apart(*reversed(lines))

    def over(self, record):
        """The same words, typed over what is saved now; nothing of it differs when one press came twice."""
        data = self.form.data.copy()
        data.setlist("version", [str(record.version)])
        again = type(self)(record, data)
        again.is_valid()
        return again


def _apart(lines, others):
    """The lines the others have not, and how many they have; all of them when only the order differs."""
    if lines != others and sorted(lines) == sorted(others):
        others = []
    own = [f"{place}. {line}" for place, line in enumerate(lines, 1) if line not in others]
    shared = len(lines) - len(own)
    return "\n".join([*own, f"({'và ' * bool(own)}{shared} dòng giống nhau)"] if shared else own)


def _one_more(table, data):
    """The same rows with one empty row more; nothing typed is lost."""
    data = data.copy()
    count = table.formset(data, prefix=table.prefix).total_form_count()
    data.setlist(f"{table.prefix}-TOTAL_FORMS", [str(count + 1)])
    return data
