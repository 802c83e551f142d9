"""The shape of what people type about report rounds and unit reports."""

import decimal

from django import forms

from core.text import BadValue, parse_number
from plans.enums import IndicatorKind, ReportKind, RollUp
from plans.forms.drafts import Draft, Table
from plans.forms.filings import NOT_A_DATE, TOO_LONG, CleanLine, CleanText, FilesField, line
from plans.forms.gathered import GatheredField
from plans.models import PlanTask
from plans.queries.reports import indicators_of, last_period, number_words

MAX_INDICATORS = 80
LARGEST = decimal.Decimal("99999999999999")


class NumberField(CleanLine):
    """A number written in the Vietnamese way, for one indicator; cleans to a Decimal or None."""

    def __init__(self, indicator, **more):
        super().__init__(label=indicator.label, required=False, max_length=40, **more)
        self.indicator = indicator
        self.widget.attrs["inputmode"] = "text" if indicator.negative else "decimal"

    def prepare_value(self, value):
        return number_words(value) if isinstance(value, decimal.Decimal) else value

    def clean(self, value):
        text = super().clean(value)
        try:
            read = parse_number(text)
        except BadValue as problem:
            raise forms.ValidationError(str(problem)) from problem
        if read is None:
            return None
        self._check(read.value)
        return read.value

    def _check(self, number):
        kind = self.indicator.kind
        if number < 0 and not (self.indicator.negative and kind != IndicatorKind.PERCENT):
            raise forms.ValidationError("Chỉ tiêu này không thể là số âm.")
        if kind == IndicatorKind.PERCENT and number > 100:
            raise forms.ValidationError("Tỷ lệ từ 0 đến 100. Hãy ghi như 65,2.")
        if kind == IndicatorKind.INTEGER and number != number.to_integral_value():
            raise forms.ValidationError("Chỉ tiêu này là số nguyên. Hãy ghi số không có phần thập phân.")
        if abs(number) > LARGEST or number != number.quantize(decimal.Decimal("0.0001")):
            raise forms.ValidationError("Số quá lớn hoặc có quá bốn chữ số thập phân.")


class UnitReportForm(forms.Form):
    """The unit's report as the officer writes it: a field per indicator, a note beside it, a text per heading."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    files = FilesField(label="Tệp báo cáo", required=False)
    press = forms.ChoiceField(
        choices=[("save", ""), ("submit", ""), ("stay", "")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, indicators, headings, **kwargs):
        super().__init__(*args, **kwargs)
        self.indicators, self.headings = indicators, headings
        for indicator in indicators:
            name = f"value_{indicator.pk}"
            if indicator.kind == IndicatorKind.TEXT:
                self.fields[name] = line(indicator.label, 1000)
            else:
                self.fields[name] = NumberField(indicator)
            self.fields[f"note_{indicator.pk}"] = line(f"Ghi chú chỉ tiêu {indicator.position}", 300)
        for index, heading in enumerate(headings):
            self.fields[f"section_{index}"] = CleanText(
                label=heading,
                required=False,
                max_length=20_000,
                error_messages={"max_length": TOO_LONG},
                widget=forms.Textarea(attrs={"rows": 5}),
            )

    def groups(self):
        """(group, [(indicator, value field, note field)]) in order, for the table."""
        found = []
        for indicator in self.indicators:
            if not found or found[-1][0] != indicator.group:
                found.append((indicator.group, []))
            found[-1][1].append((indicator, self[f"value_{indicator.pk}"], self[f"note_{indicator.pk}"]))
        return found

    def section_fields(self):
        return [self[f"section_{index}"] for index in range(len(self.headings))]


class ReportDraft(Draft):
    """The parts are single figures, notes and texts; what is saved are rows of answers and the list of texts."""

    def __init__(self, record, *args, **kwargs):
        self.indicators = list(record.round.indicators.order_by("position", "pk"))
        self.headings = record.round.headings
        super().__init__(record, *args, **kwargs)

    def make_form(self, data, files, initial):
        return UnitReportForm(data, files, initial=initial, indicators=self.indicators, headings=self.headings)

    def spread(self, values):
        answers = {row["indicator_id"]: row for row in values["values"]}
        texts = [*values["sections"], *[""] * len(self.headings)]
        parts = {f"section_{index}": texts[index] for index in range(len(self.headings))}
        for indicator in self.indicators:
            row = answers.get(indicator.pk, {"number": None, "text": "", "note": ""})
            parts[f"value_{indicator.pk}"] = row["text"] if indicator.kind == IndicatorKind.TEXT else row["number"]
            parts[f"note_{indicator.pk}"] = row["note"]
        return parts

    def gather(self, parts):
        """Answers without figure, words and note are left out."""
        rows = []
        for indicator in self.indicators:
            value, note = parts[f"value_{indicator.pk}"], parts[f"note_{indicator.pk}"]
            number, text = (None, value) if indicator.kind == IndicatorKind.TEXT else (value, "")
            if number is not None or text or note:
                rows.append({"indicator_id": indicator.pk, "number": number, "text": text, "note": note})
        return {"sections": [parts[f"section_{index}"] for index in range(len(self.headings))], "values": rows}

    def words(self, name, value):
        return number_words(value) if isinstance(value, decimal.Decimal) else value or ""

    def context(self):
        """The table: (group, [(indicator, value field, note field, the unit's figure one year earlier)])."""
        last = last_period(self.record)
        groups = [(group, [(*row, last.get(row[0].label, "")) for row in rows]) for group, rows in self.form.groups()]
        return {"groups": groups, "show_last": bool(last)}


class RoundForm(forms.Form):
    """A report round while it is prepared."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    kind = forms.ChoiceField(label="Loại báo cáo", choices=ReportKind.choices)
    title = CleanLine(label="Tên đợt", max_length=200)
    task = forms.ModelChoiceField(
        label="Nhiệm vụ trong kế hoạch của tỉnh",
        queryset=PlanTask.objects.none(),
        required=False,
        empty_label="Không gắn với nhiệm vụ nào",
    )
    period_from = forms.DateField(label="Số liệu từ ngày", error_messages={"invalid": NOT_A_DATE})
    period_to = forms.DateField(label="Số liệu đến ngày", error_messages={"invalid": NOT_A_DATE})
    opens_on = forms.DateField(label="Nhận báo cáo từ ngày", error_messages={"invalid": NOT_A_DATE})
    due_date = forms.DateField(label="Hạn gửi", error_messages={"invalid": NOT_A_DATE})
    before = forms.BooleanField(label="Gửi trước ngày này (ngày cuối cùng là ngày hôm trước)", required=False)
    outline = CleanText(
        label="Đề cương",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Mỗi dòng là một mục; đơn vị viết lời văn dưới từng mục.",
        error_messages={"required": "Đề cương cần ít nhất một mục."},
    )
    press = forms.ChoiceField(choices=[("save", ""), ("row", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        self.plan = plan
        self.fields["task"].queryset = plan.tasks.order_by("position", "pk")

    def clean(self):
        cleaned = super().clean()
        first, last, due = cleaned.get("period_from"), cleaned.get("period_to"), cleaned.get("due_date")
        if first and last and last < first:
            self.add_error("period_to", "Ngày cuối kỳ số liệu phải sau ngày đầu kỳ.")
        if due and cleaned.get("opens_on") and cleaned["opens_on"] > due:
            self.add_error("due_date", "Hạn gửi phải sau ngày bắt đầu nhận báo cáo.")
        headings = [text for text in cleaned.get("outline", "").splitlines() if text.strip()]
        if len(headings) > 20 or any(len(text) > 200 for text in headings):
            self.add_error("outline", "Đề cương nhiều nhất 20 mục, mỗi mục nhiều nhất 200 ký tự.")
        return cleaned


class IndicatorForm(forms.Form):
    group = line("Nhóm", 120)
    label = line("Chỉ tiêu", 300)
    measure = line("Đơn vị tính", 40)
    kind = forms.ChoiceField(label="Loại", choices=IndicatorKind.choices, initial=IndicatorKind.INTEGER)
    roll_up = forms.ChoiceField(label="Tổng hợp", choices=RollUp.choices, initial=RollUp.SUM)
    part_of = forms.IntegerField(
        label="Là một phần của chỉ tiêu số",
        required=False,
        min_value=1,
        max_value=MAX_INDICATORS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    required = forms.BooleanField(label="Phải điền", required=False, initial=True)
    compared = forms.BooleanField(label="So với kỳ trước", required=False)
    negative = forms.BooleanField(label="Nhận số âm", required=False)

    def clean(self):
        cleaned = super().clean()
        if (
            not cleaned.get("label")
            and not cleaned.get("DELETE")
            and (cleaned.get("measure") or cleaned.get("part_of"))
        ):
            self.add_error("label", "Hãy ghi tên chỉ tiêu, hoặc đánh dấu bỏ dòng này.")
        if cleaned.get("kind") in (IndicatorKind.TEXT, IndicatorKind.PERCENT):
            cleaned["roll_up"] = RollUp.NONE
        return cleaned


class BaseIndicatorFormSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"

    def kept(self):
        """The forms that stay, in order."""
        return [f for f in self.forms if f.cleaned_data.get("label") and not f.cleaned_data.get("DELETE")]

    def clean(self):
        """A part names a whole that stays, is a number like itself, and is not itself a part of the part."""
        if any(self.errors):
            return
        places = {id(form): number for number, form in enumerate(self.forms, 1)}
        kept = {places[id(form)]: form for form in self.kept()}
        if not kept:
            raise forms.ValidationError("Cần ít nhất một chỉ tiêu.")
        for number, form in kept.items():
            whole = form.cleaned_data.get("part_of")
            if whole is None:
                continue
            if whole == number or whole not in kept:
                raise forms.ValidationError(
                    f"Chỉ tiêu {number} ghi là một phần của chỉ tiêu {whole}, nhưng chỉ tiêu đó không có trong bảng."
                )
            if IndicatorKind.TEXT in (form.cleaned_data["kind"], kept[whole].cleaned_data["kind"]):
                raise forms.ValidationError(f"Chỉ tiêu {number} và {whole} phải cùng là số.")

    def rows(self):
        """Dicts as `services.create_round` takes them; positions in `part_of` follow rows that were taken out."""
        places = {id(form): number for number, form in enumerate(self.forms, 1)}
        renumbered = {places[id(form)]: number for number, form in enumerate(self.kept(), 1)}
        found = []
        for form in self.kept():
            values = {name: form.cleaned_data[name] for name in IndicatorForm.base_fields}
            values["part_of"] = renumbered.get(values["part_of"])
            found.append(values)
        return found


IndicatorFormSet = forms.formset_factory(
    IndicatorForm, formset=BaseIndicatorFormSet, extra=1, max_num=MAX_INDICATORS, validate_max=True, can_delete=True
)


def _indicator_line(row):
    """One indicator in words, for comparing two versions."""
    kind, roll_up = IndicatorKind(row["kind"]).label, RollUp(row["roll_up"]).label
    marks = [
        f"nhóm {row['group']}" * bool(row["group"]),
        row["measure"],
        kind.lower(),
        f"tổng hợp: {roll_up.lower()}",
        f"một phần của chỉ tiêu {row['part_of']}" * bool(row["part_of"]),
        "" if row["required"] else "không bắt buộc",
        "so với kỳ trước" * row["compared"],
        "nhận số âm" * row["negative"],
    ]
    return f"{row['label']} ({', '.join(filter(None, marks))})"


class RoundDraft(Draft):
    """A round that is being prepared. `record`: the round, not yet saved for a new one; `begun`: its indicators then."""

    tables = {"indicators": Table(IndicatorFormSet, "chi-tieu", "Chỉ tiêu", "row", _indicator_line)}

    def __init__(self, record, *args, begun=(), **kwargs):
        self.begun = list(begun)
        super().__init__(record, *args, **kwargs)

    def make_form(self, data, files, initial):
        return RoundForm(data, plan=self.record.plan, initial=initial)

    def read(self):
        fields = {
            name: getattr(self.record, name) for name in RoundForm.base_fields if name not in ("version", "press")
        }
        return fields | {"indicators": indicators_of(self.record) if self.record.pk else self.begun}

    def words(self, name, value):
        if name == "kind":
            return ReportKind(value).label
        if name == "before":
            return "Có" if value else "Không"
        return super().words(name, value)


class StartForm(forms.Form):
    """Which kind of round to prepare, and whose indicators it begins with."""

    loai = forms.ChoiceField(choices=ReportKind.choices, required=False)
    tu = forms.ChoiceField(choices=[("goi-y", "Gợi ý"), ("dot-truoc", "Đợt trước")], required=False)
    nam = forms.IntegerField(required=False, min_value=2000, max_value=2100)

    def chosen(self):
        """(kind or "", copy the last round, year or None)."""
        self.is_valid()
        kept = self.cleaned_data
        return kept.get("loai") or "", kept.get("tu") == "dot-truoc", kept.get("nam")


class SummaryForm(forms.Form):
    """What the province's report says besides the figures: a text under each heading, prepared from the units' own."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    gathered_version = GatheredField()  # a hidden “…version” is kept with text that a lost session left behind
    number = line("Số", 11)
    symbol = line("Ký hiệu", 30)
    dated_on = forms.DateField(label="Ngày", required=False, error_messages={"invalid": NOT_A_DATE})
    opening = CleanText(label="Mở đầu", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    on_behalf = line("Quyền hạn ký", 120, help_text="Ví dụ KT. CHỦ TỊCH; để trống khi người đứng đầu ký.")
    signer_title = line("Chức vụ người ký", 120)
    signer_name = line("Người ký", 50)
    press = forms.ChoiceField(
        choices=[(name, "") for name in ("keep", "gather", "pdf", "docx", "issue")],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, headings, **kwargs):
        super().__init__(*args, **kwargs)
        self.headings = headings
        for index, heading in enumerate(headings):
            self.fields[f"section_{index}"] = CleanText(
                label=heading, required=False, max_length=200_000, widget=forms.Textarea(attrs={"rows": 8})
            )

    def section_fields(self):
        return [self[f"section_{index}"] for index in range(len(self.headings))]

    def sections(self):
        return [self.cleaned_data[f"section_{index}"] for index in range(len(self.headings))]
