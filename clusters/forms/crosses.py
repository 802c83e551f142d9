"""What a member gives the others: points and a word for each. An empty line gives nothing and takes back nothing else."""

from decimal import Decimal

from django import forms

from clusters.rules.scoring import shown
from core.text import BadValue, parse_number
from core.text import clean as cleaned


class PointsField(forms.CharField):
    """Points as people write them, with comma or dot: 0 to the base, two decimals; None when empty."""

    def __init__(self, *, most, **more):
        super().__init__(required=False, max_length=20, **more)
        self.most = most
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value):
        return shown(value) if isinstance(value, Decimal) else value

    def clean(self, value):
        try:
            read = parse_number(super().clean(value))
        except BadValue as problem:
            raise forms.ValidationError(str(problem)) from problem
        if read is None:
            return None
        if not 0 <= read.value <= self.most:
            raise forms.ValidationError(f"Điểm từ 0 đến {shown(self.most)}.")
        if read.value != read.value.quantize(Decimal("0.01")):
            raise forms.ValidationError("Điểm có nhiều nhất hai chữ số thập phân.")
        return read.value


class CrossForm(forms.Form):
    """A pair of fields for each taker; `stamp` says what the page was filled from."""

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *args, takers, most, given, **kwargs):
        super().__init__(*args, **kwargs)
        self.takers = takers
        for pk, name in takers:
            before = given.get(pk)
            self.fields[f"points_{pk}"] = PointsField(
                most=most, label=f"Điểm cho {name}", initial=before.points if before else None
            )
            self.fields[f"comment_{pk}"] = forms.CharField(
                label=f"Nhận xét về {name}",
                required=False,
                max_length=500,
                initial=before.comment if before else "",
                error_messages={"max_length": "Nhận xét dài quá 500 chữ. Hãy viết ngắn lại."},
            )

    def clean(self):
        data = super().clean()
        for pk, name in self.takers:
            silent = data.get(f"points_{pk}") is None and f"points_{pk}" not in self.errors
            if silent and cleaned(data.get(f"comment_{pk}") or ""):
                self.add_error(f"points_{pk}", f"Đã nhận xét {name} thì cần cho điểm.")
        return data

    def lines(self):
        """[(name, points field, comment field)]"""
        return [(name, self[f"points_{pk}"], self[f"comment_{pk}"]) for pk, name in self.takers]

    def scores(self):
        """dict membership id → (points or None, comment)."""
        data = self.cleaned_data
        return {pk: (data[f"points_{pk}"], cleaned(data[f"comment_{pk}"])) for pk, _ in self.takers}
