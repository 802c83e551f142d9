"""What people type into a score sheet: fields per line and stage, and what the page showed when they began."""

import decimal
import json
import re

from django import forms

from clusters.enums import CriterionKind, MilestoneKind
from clusters.rules import entries
from core.text import BadValue, parse_number
from plans.forms.filings import CleanLine, CleanText, FilesField
from units.forms.fields import DayField

K = CriterionKind
PLACES = {"plan": 4, "actual": 4, "points": 2}
PRESSES = ("stay", "save", "submit", "compute")
FORMS_LABELS = {"applies": "Không áp dụng"}


class FigureField(CleanLine):
    """A number in the Vietnamese way of writing; cleans to a Decimal (an int for counts) or None."""

    def __init__(self, name, **more):
        super().__init__(required=False, max_length=40, **more)
        self.name = name
        self.widget.attrs["inputmode"] = "numeric" if name == "times" else "decimal"

    def prepare_value(self, value):
        return entries.words(self.name, value) if isinstance(value, decimal.Decimal | int) else value

    def clean(self, value):
        try:
            read = parse_number(super().clean(value))
        except BadValue as problem:
            raise forms.ValidationError(str(problem)) from problem
        if read is None:
            return None
        number = read.value
        if self.name == "times":
            if number != number.to_integral_value():
                raise forms.ValidationError("Số lần là số nguyên, ví dụ 2.")
            return int(min(max(number, -1), entries.MOST_TIMES + 1))
        places = PLACES[self.name]
        if abs(number) > 10 * entries.LARGEST:
            raise forms.ValidationError("Số quá lớn; hãy kiểm tra lại đơn vị tính.")
        if number != round(number, places):
            raise forms.ValidationError(f"Hãy ghi nhiều nhất {places} chữ số sau dấu phẩy.")
        return number


class BaseField(forms.CharField):
    """What the page showed, as JSON: dict “field_line” → text; comes back as dict line id → dict field → value."""

    widget = forms.HiddenInput

    def clean(self, value):
        try:
            read = json.loads(super().clean(value))
            found = {}
            for name, text in read.items():
                field, _, pk = name.rpartition("_")
                found.setdefault(int(pk), {})[field] = unpacked(field, text)
        except (ValueError, AttributeError, TypeError, decimal.InvalidOperation) as broken:
            raise forms.ValidationError("Trang đã cũ. Hãy tải lại trang rồi làm lại.") from broken
        return found


def packed(stored):
    """dict line id → Entry, as the hidden field carries it."""
    return json.dumps(
        {
            f"{field}_{pk}": _text(getattr(entry, field))
            for pk, entry in stored.items()
            for field in (*entries.FIELDS, "reason")
            if getattr(entry, field) not in (None, "")
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _text(value):
    return format(value.normalize(), "f") if isinstance(value, decimal.Decimal) else value


def unpacked(field, text):
    if field in PLACES:
        return decimal.Decimal(text)
    if field == "times":
        return int(text)
    if field == "applies":
        return bool(text)
    if field not in ("grade", "reason"):
        raise ValueError(field)
    return str(text)


class SheetForm(forms.Form):
    """The lines open to the stage: fields named `field_line`. lines: those lines; stored: dict line id → Entry.

    The hidden field is called a version, so that text restored from the browser keeps what it was typed over.
    """

    press = forms.ChoiceField(choices=[(name, "") for name in PRESSES], required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, files=None, *, lines, stored, shares, evidence=False):
        initial = {"base_version": packed(stored)}
        for pk, entry in stored.items():
            initial |= {f"{name}_{pk}": getattr(entry, name) for name in (*entries.FIELDS, "reason")}
            initial[f"applies_{pk}"] = not entry.applies
        super().__init__(data, files, initial=initial)
        self.lines, self.stored, self.evidence = lines, stored, evidence
        self.fields["base_version"] = BaseField()
        for line in lines:
            for name in entries.fields_of(line.criterion):
                self.fields[f"{name}_{line.pk}"] = self._field(name, line, shares)
            if evidence:
                self.fields[f"files_{line.pk}"] = FilesField(label=f"Minh chứng: {line.criterion}", required=False)

    def _field(self, name, line, shares):
        label = f"{FORMS_LABELS.get(name, entries.LABELS[name])}: {line.criterion}"
        if name == "reason":
            placeholder = "Giải trình" if self.evidence else "Lý do, nếu sửa"
            widget = forms.Textarea(attrs={"rows": 1, "placeholder": placeholder})
            return CleanText(label=label, required=False, max_length=2000, widget=widget)
        if name == "applies":
            return forms.BooleanField(label=label, required=False)
        if name == "grade":
            return forms.ChoiceField(
                label=label,
                choices=[("", "–"), *((grade, f"Loại {grade}") for grade in shares)],
                required=False,
                error_messages={"invalid_choice": "Bảng điểm chưa đặt tỷ lệ cho loại này. Hãy chọn loại khác."},
            )
        return FigureField(name, label=label)

    @property
    def base(self):
        """dict line id → dict field → value, every field of every line the page may have shown."""
        given = self.cleaned_data["base_version"]
        blank = entries.Entry()
        return {
            line.pk: {
                name: given.get(line.pk, {}).get(name, False if name == "applies" else getattr(blank, name))
                for name in entries.fields_of(line.criterion)
            }
            for line in self.lines
        }

    def typed(self):
        """dict line id → dict field → value, of what was sent and makes sense; a line the page had not is not there."""
        found = {}
        for line in self.lines:
            if self.add_prefix(f"reason_{line.pk}") not in self.data:
                continue
            found[line.pk] = {
                name: (not self.cleaned_data[key] if name == "applies" else self.cleaned_data[key])
                for name in entries.fields_of(line.criterion)
                if (key := f"{name}_{line.pk}") in self.cleaned_data and key not in self.errors
            }
        return found

    def uploads(self):
        """[(line, uploaded file)] of everything handed in."""
        return [(line, one) for line in self.lines for one in self.cleaned_data.get(f"files_{line.pk}") or ()]

    def fields_of(self, line):
        """dict field → bound field of one line, for the page."""
        names = [*entries.fields_of(line.criterion), "files"]
        return {name: self[f"{name}_{line.pk}"] for name in names if f"{name}_{line.pk}" in self.fields}


class OpenForm(forms.Form):
    """The last day on which members send their sheets; without one nobody is reminded."""

    due_date = DayField(
        label="Gửi phiếu tự chấm đến ngày", required=False, help_text="Để trống: chưa định ngày, không ai bị nhắc."
    )
    before = forms.BooleanField(label="Trước ngày này", required=False)

    def __init__(self, *args, year, **kwargs):
        super().__init__(*args, **kwargs)
        self.year = year

    def clean_due_date(self):
        day = self.cleaned_data["due_date"]
        if day and not self.year.year <= day.year <= self.year.year + 1:
            raise forms.ValidationError(f"Ngày gửi phải trong năm {self.year.year} hoặc {self.year.year + 1}.")
        return day

    @classmethod
    def initial_of(cls, milestones):
        """What the form begins with."""
        own = next((m for m in milestones if m.kind == MilestoneKind.SELF_SCORE), None)
        return {"due_date": own.due_date, "before": own.before} if own else {}


class SendForForm(forms.Form):
    """The paper by which a member from outside scored itself, and the paper itself where none is kept yet."""

    paper = CleanLine(
        label="Văn bản của đơn vị", max_length=200,
        help_text="Số, ký hiệu, ngày, cơ quan ký. Ví dụ: Báo cáo số 45/BC-UBND ngày 05/12/2021 của UBND tỉnh Lai Châu.",
    )  # fmt: skip
    files = FilesField(label="Tệp văn bản")

    def __init__(self, *args, has_paper, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].required = not has_paper

    def clean_paper(self):
        """Without the leading “theo” people write before a citation."""
        return re.sub(r"^theo\s+", "", self.cleaned_data["paper"], flags=re.IGNORECASE)

    def clean_files(self):
        found = self.cleaned_data["files"]
        if self.fields["files"].required and not found:
            raise forms.ValidationError("Hãy đính kèm văn bản của đơn vị.")
        return found
