"""A figure per indicator of a campaign, typed in the Vietnamese way: one part per figure, one per note."""

import decimal

from django import forms

from campaigns.queries.figures import figure_words, indicators_of
from plans.enums import IndicatorKind
from plans.forms.drafts import Draft
from plans.forms.filings import FilesField, line
from plans.forms.reports import NumberField
from plans.queries.reports import number_words


class FiguresForm(forms.Form):
    """version and files, and per indicator the fields value_<id> and note_<id>; a kind adds its own around them."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    files = FilesField(label="Tệp kèm theo", required=False)
    press = forms.ChoiceField(
        choices=[(name, "") for name in ("save", "submit", "stay", "collective", "person")],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, indicators, **kwargs):
        super().__init__(*args, **kwargs)
        own = [name for name in self.fields if name not in FiguresForm.base_fields]
        for indicator in indicators:
            name = f"value_{indicator.pk}"
            text = indicator.kind == IndicatorKind.TEXT
            self.fields[name] = line(indicator.label, 500) if text else NumberField(indicator)
            self.fields[f"note_{indicator.pk}"] = line(f"Ghi chú chỉ tiêu {indicator.position}", 300)
        self.fields |= {name: self.fields.pop(name) for name in own}


class FiguresDraft(Draft):
    """`rows_name`: the table of figures in what is saved."""

    form_class = FiguresForm
    rows_name = ""

    def __init__(self, record, *args, **kwargs):
        self.indicators = indicators_of(record.round.campaign)
        super().__init__(record, *args, **kwargs)

    def make_form(self, data, files, initial):
        return self.form_class(data, files, initial=initial, indicators=self.indicators)

    def spread(self, values):
        given = {row["indicator_id"]: row for row in values[self.rows_name]}
        parts = {}
        for indicator in self.indicators:
            row = given.get(indicator.pk, {"number": None, "text": "", "note": ""})
            parts[f"value_{indicator.pk}"] = row["text"] if indicator.kind == IndicatorKind.TEXT else row["number"]
            parts[f"note_{indicator.pk}"] = row["note"]
        return parts

    def gather(self, parts):
        """Indicators without figure, words and note are left out: nothing typed is not 0."""
        rows = []
        for indicator in self.indicators:
            value, note = parts[f"value_{indicator.pk}"], parts[f"note_{indicator.pk}"]
            number, text = (None, value) if indicator.kind == IndicatorKind.TEXT else (value, "")
            if number is not None or text or note:
                rows.append({"indicator_id": indicator.pk, "number": number, "text": text, "note": note})
        return {self.rows_name: rows}

    def words(self, name, value):
        return number_words(value) if isinstance(value, decimal.Decimal) else value or ""

    def beside(self):
        """What stands beside each figure: (heading, dict indicator id → Decimal) columns."""
        return ()

    def context(self):
        """The table: columns beside the figure, and (indicator, value field, note field, [(heading, words)])."""
        columns = [(heading, found) for heading, found in self.beside() if found]
        rows = [
            (
                one,
                self.form[f"value_{one.pk}"],
                self.form[f"note_{one.pk}"],
                [(heading, figure_words(one.kind, found.get(one.pk))) for heading, found in columns],
            )
            for one in self.indicators
        ]
        return {"rows": rows, "columns": [heading for heading, _ in columns]}
