"""The shape of a decision's input: its head, the filter of the list, what a step asks for."""

import re

from django import forms

from awards.law.enums import Level
from awards.registry.enums import DecisionState
from awards.registry.forms.fields import PlaceField, units_on
from awards.registry.models import Decision
from awards.registry.services.decisions import HEAD
from core.text import clean_lines
from units.forms.fields import DayField, LineField, filter_select

NUMBER = re.compile(r"\d{1,6}[a-zA-ZđĐ]?(-\d{1,3})?")


class DecisionFilter(forms.Form):
    """`years`: those that occur."""

    year = forms.TypedChoiceField(label="Năm", coerce=int, empty_value=None, required=False, widget=filter_select())
    level = forms.ChoiceField(
        label="Cấp", choices=[("", "Mọi cấp"), *Level.choices], required=False, widget=filter_select()
    )
    state = forms.ChoiceField(choices=[("", "Mọi trạng thái"), *DecisionState.choices], required=False)
    q = forms.CharField(label="Lọc theo số, cơ quan, người ký, trích yếu", required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in years)]

    @property
    def selects(self):
        return [self["year"], self["level"]]


class PageForm(forms.Form):
    page = forms.IntegerField(required=False, min_value=1)


class DecisionForm(forms.ModelForm):
    """The head as the paper says it. Carries the version of the page."""

    number = LineField(label="Số", max_length=11, help_text="Ví dụ: 2871")
    symbol = LineField(label="Ký hiệu", max_length=30, help_text="Ví dụ: QĐ-UBND")
    decided_on = DayField(label="Ngày ký")
    decider = LineField(
        label="Cơ quan, người quyết định", max_length=200, help_text="Ví dụ: Chủ tịch UBND tỉnh Điện Biên."
    )
    unit = PlaceField(
        label="Đơn vị ban hành", required=False, empty_label="Không phải đơn vị trong hệ thống",
        help_text="Chọn khi cơ quan ký là một đơn vị trong tỉnh.",
    )  # fmt: skip
    signer = LineField(label="Người ký", max_length=50, required=False)
    subject = LineField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Decision
        fields = HEAD

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["unit"].queryset = units_on(on, also=[self.instance.unit_id])
        self.fields["level"].choices = [("", "Chọn cấp"), *Level.choices]
        self.initial.setdefault("version", self.instance.version)

    def clean_number(self):
        number = self.cleaned_data["number"]
        if not NUMBER.fullmatch(number):
            raise forms.ValidationError("Chỉ ghi số, ví dụ 2871; phần sau dấu gạch chéo ghi ở ô Ký hiệu.")
        return number

    def clean_symbol(self):
        symbol = self.cleaned_data["symbol"].lstrip("/ ")
        if not symbol:
            raise forms.ValidationError("Hãy ghi ký hiệu, ví dụ QĐ-UBND.")
        return symbol

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > self.on:
            raise forms.ValidationError(f"Ngày ký {day:%d/%m/%Y} chưa đến. Hãy kiểm tra lại ngày.")
        return day


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_reason(self):
        return clean_lines(self.cleaned_data["reason"])


class PaperForm(ReasonForm):
    """The paper that revokes or annuls."""

    paper = LineField(
        label="Văn bản", max_length=200, help_text="Số, ký hiệu, cơ quan ký. Ví dụ: Quyết định 15/QĐ-UBND."
    )
    dated = DayField(label="Ngày văn bản")
    field_order = ("paper", "dated", "reason")
