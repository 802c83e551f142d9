"""The shape of what is typed about a fund. Amounts are whole đồng, written the Vietnamese way."""

import re
import uuid

from django import forms

from awards.fund import queries
from awards.fund.enums import Purpose
from core.sheets.fields import shown_number
from core.text import clean
from units.forms.fields import DayField, LineField, UnitField, place_words

HOW = "Hãy ghi đủ số đồng, bằng chữ số, ví dụ 1.500.000."
LARGEST = 10**15 - 1  # đồng: more than any budget; beyond it a figure was typed twice
_AMOUNT = re.compile(r"(\d+|\d{1,3}([. ]\d{3})+)( ?(đồng|đ|vnđ|vnd))?", re.IGNORECASE)
_DECISION = re.compile(r"(?:quyết định )?(?:số )?(\S+?)\s?/\s?(\S+?)(?:,? ngày (\S+))?", re.IGNORECASE)


class AmountField(forms.CharField):
    """Whole đồng: “1.500.000”, “1 500 000” or “1500000”; “1,5 triệu” is refused with a sentence that says how."""

    def __init__(self, *, least=1, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))
        super().__init__(**kwargs)
        self.least = least

    def prepare_value(self, value):
        return shown_number(value) if isinstance(value, int) else value

    def clean(self, value):
        words = clean(super().clean(value) or "")
        if not words:
            return None
        if not _AMOUNT.fullmatch(words):
            raise forms.ValidationError(HOW)
        amount = int("".join(filter(str.isdigit, words)))
        if amount > LARGEST:
            raise forms.ValidationError("Số tiền quá lớn. Hãy kiểm tra lại các chữ số.")
        if amount < self.least:
            raise forms.ValidationError("Số tiền phải lớn hơn 0.")
        return amount


class FundFilter(forms.Form):
    nam = forms.IntegerField(required=False, min_value=2000, max_value=2100)
    cap = forms.ChoiceField(
        required=False, choices=[("", ""), *((key, words) for key, (words, _) in queries.LEVELS.items())]
    )


class ChooseForm(forms.Form):
    """Whose fund of which year is to be opened."""

    unit = forms.ModelChoiceField(queryset=None, label="Đơn vị", empty_label="Chọn đơn vị")
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].label_from_instance = place_words


class FundForm(forms.Form):
    """What a fund rests on. units: who may be chosen to keep the book, None where that is not asked."""

    budget = AmountField(
        label="Chi ngân sách thường xuyên của năm",
        required=False,
        help_text="Số đồng theo dự toán được giao; để tính tỷ lệ trích.",
    )
    carried = AmountField(label="Số dư năm trước chuyển sang", least=0, required=False, help_text="Số đồng.")
    note = LineField(label="Ghi chú", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, on, asks_keeper, **kwargs):
        super().__init__(*args, **kwargs)
        self.asks_keeper = asks_keeper
        if asks_keeper:
            self.fields["keeper"] = UnitField(
                on=on,
                label="Đơn vị giữ sổ",
                help_text="Kế toán của đơn vị này ghi sổ. Quỹ của tỉnh thường giữ tại Sở Nội vụ.",
            )

    @property
    def values(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class EntryForm(forms.Form):
    """One line of the book. With `reader` (somebody who may open decisions) a line may name a decision."""

    on = DayField(label="Ngày")
    purpose = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại"), *Purpose.choices])
    amount = AmountField(label="Số tiền (đồng)", help_text="Ví dụ 1.500.000.")
    content = LineField(label="Nội dung", max_length=300)
    paper = LineField(
        label="Chứng từ, văn bản", max_length=200, required=False, help_text="Số, ngày phiếu thu, phiếu chi."
    )
    press = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, year, reader=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.reader = year, reader
        self.initial.setdefault("press", uuid.uuid4())
        if reader is not None:
            self.fields["decision"] = LineField(
                label="Trả theo quyết định",
                max_length=100,
                required=False,
                help_text="Quyết định trong sổ khen thưởng, ví dụ 2871/QĐ-UBND.",
            )

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on.year != self.year:
            raise forms.ValidationError(f"Ngày này không thuộc năm {self.year} của quỹ.")
        return on

    def clean_decision(self):
        words = self.cleaned_data["decision"]
        if not words:
            return None
        said = _DECISION.fullmatch(words)
        if not said:
            raise forms.ValidationError("Hãy ghi số và ký hiệu, ví dụ 2871/QĐ-UBND.")
        day = DayField(required=False).clean(said[3] or "")
        found = queries.decisions_named(self.reader, said[1], said[2], on=day)
        if not found:
            raise forms.ValidationError("Không có quyết định này trong sổ khen thưởng.")
        if len(found) > 1:
            days = "; ".join(f"{one.decided_on:%d/%m/%Y}" for one in found)
            raise forms.ValidationError(f"Có nhiều quyết định cùng số, ký hiệu, ngày {days}. Hãy ghi thêm “ngày …”.")
        return found[0]


class StrikeForm(forms.Form):
    reason = LineField(label="Lý do gạch bỏ", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AgainForm(forms.Form):
    """The struck line that is written again."""

    dong = forms.IntegerField(required=False)
