"""A field for each typed cell of a summary form, and the confirmation of an imported sheet."""

import decimal

from django import forms

from clusters.rules.summaries import NUMBERS
from core.text import BadValue, parse_number
from plans.forms.drafts import Draft
from plans.forms.filings import CleanLine
from plans.queries.reports import number_words

MOST = decimal.Decimal(9_999_999)


def checked(column, number):
    """A number of this column as Decimal; raises BadValue with a sentence."""
    if number < 0:
        raise BadValue("Không ghi số âm.")
    if number > MOST:
        raise BadValue("Số quá lớn.")
    if column.kind == "count" and number != number.to_integral_value():
        raise BadValue("Cột này là số lượng, ghi số nguyên.")
    if number != number.quantize(decimal.Decimal("0.001")):
        raise BadValue("Ghi tối đa ba chữ số thập phân.")
    return number


class CellField(CleanLine):
    """A number written in the Vietnamese way; cleans to a Decimal or None."""

    def __init__(self, column, **more):
        super().__init__(required=False, max_length=20, **more)
        self.column = column
        self.widget.attrs |= {
            "inputmode": "numeric" if column.kind == "count" else "decimal",
            "class": "form-control cell",
        }

    def prepare_value(self, value):
        return number_words(value) if isinstance(value, decimal.Decimal) else value

    def clean(self, value):
        try:
            read = parse_number(super().clean(value))
            return checked(self.column, read.value) if read else None
        except BadValue as problem:
            raise forms.ValidationError(str(problem)) from problem


def words(label):
    """One line of text in a cell."""
    return CleanLine(
        label=label, required=False, max_length=200, widget=forms.TextInput(attrs={"class": "form-control cell-words"})
    )


def part(row, name):
    return f"{row.key}__{name}"


class SummaryEntryForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    press = forms.ChoiceField(choices=[("save", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args, summary, **kwargs):
        super().__init__(*args, **kwargs)
        for row in summary.rows:
            called = row.label or f"Dòng {row.ordinal}"
            if row.free:
                self.fields[part(row, "label")] = words(f"{called}: nội dung")
            for column in summary.typed(row):
                label = f"{called}, {column.words}"
                if column.kind in NUMBERS:
                    self.fields[part(row, column.key)] = CellField(column, label=label)
                else:
                    self.fields[part(row, column.key)] = words(label)


class SummaryDraft(Draft):
    """A form that two people may be filling in at once; every cell is a part of its own. record: `queries.summaries.Shown`."""

    form_class = SummaryEntryForm

    def read(self):
        parts = {}
        for row in self.record.form.rows:
            given = self.record.cells.get(row.key, {})
            if row.free:
                parts[part(row, "label")] = given.get("label", "")
            for column in self.record.form.typed(row):
                value = given.get(column.key, "")
                if column.kind in NUMBERS:
                    value = decimal.Decimal(value) if value else None
                parts[part(row, column.key)] = value
        return parts

    def make_form(self, data, files, initial):
        return self.form_class(data, files, initial=initial, summary=self.record.form)

    def gather(self, parts):
        cells = {}
        for name, value in parts.items():
            row, _, column = name.partition("__")
            cells.setdefault(row, {})[column] = value
        return cells

    def words(self, name, value):
        return number_words(value) if isinstance(value, decimal.Decimal) else value or ""

    def grid(self):
        """(line, [(column, bound field or None, words)]) with what is computed from what is saved."""
        rows = []
        for line in self.record.lines:
            cells = []
            for column in self.record.form.columns:
                name = part(line.row, "label" if column.kind == "label" else column.key)
                cells.append((column, self.form[name] if name in self.form.fields else None))
            rows.append((line, cells))
        return rows


class SheetConfirmForm(forms.Form):
    """What was read of an uploaded sheet, signed; nothing is written before it comes back."""

    act = forms.ChoiceField(choices=[("apply", ""), ("discard", "")])
    parcel = forms.CharField(widget=forms.HiddenInput, max_length=60_000)


class FillForm(forms.Form):
    """What was shown of the books: the version of the form it was compared with, and a mark of the cells."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
