"""The shape of what staff type when they ask units for registrations or reports."""

from django import forms

from campaigns.enums import RoundKind
from plans.forms.filings import NOT_A_DATE
from plans.forms.picking import PickingUnits, UnitsField, groups_field


class PageForm(forms.Form):
    page = forms.IntegerField(required=False, min_value=1)

    def number(self):
        return (self.is_valid() and self.cleaned_data["page"]) or 1


class AskForm(PickingUnits, forms.Form):
    """Which units: those that take part already, whole kinds, or single ones. `units`: those in force on the day."""

    taking_part = forms.BooleanField(required=False)
    groups = groups_field()
    units = UnitsField(label="Đơn vị")

    def __init__(self, *args, units, taking_part=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units
        self.taken = list(units.filter(pk__in=taking_part))
        if self.taken:
            self.fields["taking_part"].label = f"Mọi đơn vị đã tham gia phong trào ({len(self.taken)} đơn vị)"
        else:
            del self.fields["taking_part"]

    def clean(self):
        cleaned = super().clean()
        if "units" in cleaned:
            also = [unit.pk for unit in self.taken] if cleaned.get("taking_part") else ()
            cleaned["asked"] = list(self.picked(also=also).in_order())
            if not cleaned["asked"]:
                self.add_error(None, "Hãy chọn ít nhất một đơn vị.")
        return cleaned


class _DatedForm(AskForm):
    opens_on = forms.DateField(label="Nhận từ ngày", error_messages={"invalid": NOT_A_DATE})
    due_date = forms.DateField(label="Hạn gửi", error_messages={"invalid": NOT_A_DATE})
    before = forms.BooleanField(label="Gửi trước ngày này (ngày cuối cùng là ngày hôm trước)", required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("due_date") and cleaned.get("opens_on") and cleaned["opens_on"] > cleaned["due_date"]:
            self.add_error("due_date", "Hạn gửi phải sau ngày bắt đầu nhận.")
        return cleaned


class RegistrationRoundForm(_DatedForm):
    year = forms.IntegerField(
        label="Năm",
        min_value=2000,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Năm là số, ví dụ 2022.",
            "min_value": "Năm từ 2000 đến 2100.",
            "max_value": "Năm từ 2000 đến 2100.",
        },
    )


class ResultRoundForm(_DatedForm):
    kind = forms.ChoiceField(label="Loại báo cáo", choices=RoundKind.choices)
    period_from = forms.DateField(label="Số liệu từ ngày", error_messages={"invalid": NOT_A_DATE})
    period_to = forms.DateField(label="Số liệu đến hết ngày", error_messages={"invalid": NOT_A_DATE})

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "Ngày cuối kỳ số liệu phải bằng hoặc sau ngày đầu kỳ.")
        return cleaned
