"""The shape of what people type about campaigns: filters, the campaign itself with its indicators, summaries, the best."""

import decimal

from django import forms

from campaigns.enums import (
    CampaignKind,
    CampaignMethod,
    Direction,
    HonourObject,
    Launcher,
    Standing,
)
from campaigns.models import Campaign, CampaignSummary
from campaigns.queries.campaigns import SECTIONS, indicators_of
from core.text import BadValue, clean, parse_number
from plans.enums import IndicatorKind, RollUp
from plans.forms.activities import task_label
from plans.forms.drafts import Draft, Table
from plans.forms.filings import NOT_A_DATE, TOO_LONG, CleanLine, CleanText, line
from plans.forms.reports import LARGEST
from plans.models import PlanTask
from plans.queries.reports import number_words
from units.models import Unit

MAX_INDICATORS, MAX_HONOURS = 40, 100
LAUNCHERS = [(value, label) for value, label in Launcher.choices if value != Launcher.UNIT]
TABS = ("noi-dung", "tham-gia", "ket-qua", "tieu-bieu", "van-ban", "lich-su")


class CampaignFilter(forms.Form):
    """Anything unknown falls back to everything, so an old address still opens."""

    muc = forms.ChoiceField(choices=[(key, label) for key, (label, _) in SECTIONS.items()], required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *CampaignKind.choices], required=False)
    method = forms.ChoiceField(
        label="Hình thức", choices=[("", "Mọi hình thức"), *CampaignMethod.choices], required=False
    )
    launcher = forms.ChoiceField(
        label="Cấp phát động", choices=[("", "Mọi cấp phát động"), *Launcher.choices], required=False
    )
    nam = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, required=False)
    q = CleanLine(label="Lọc theo tên, cơ quan, văn bản", required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)

    def wanted(self):
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.base_fields}


class TabForm(forms.Form):
    tab = forms.ChoiceField(choices=[(key, key) for key in TABS], required=False)

    def chosen(self):
        return (self.is_valid() and self.cleaned_data["tab"]) or TABS[0]


def text(label, rows, *, help_text="", length=20_000):
    return CleanText(
        label=label,
        required=False,
        max_length=length,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


def day(label, help_text=""):
    return forms.DateField(label=label, required=False, error_messages={"invalid": NOT_A_DATE}, help_text=help_text)


class NamesField(forms.CharField):
    """“Tên | văn bản” lines; cleans to [{"name", "paper"}]."""

    widget = forms.Textarea

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(f"{each['name']} | {each['paper']}".rstrip(" |") for each in value)
        return value

    def to_python(self, value):
        pairs = (row.partition("|") for row in (super().to_python(value) or "").splitlines() if row.strip())
        return [{"name": clean(name), "paper": clean(paper)} for name, _, paper in pairs]


LISTED = "Mỗi dòng một đoạn; dòng bắt đầu bằng “- ” là một ý."
OF_PROVINCE = ("kind", "launcher", "launched_by", "other_names", "source", "name_standing", "launch_standing")


class CampaignForm(forms.Form):
    """One campaign. `own_units`: the units whose own campaign this person may draft; without them it is the province's."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    name = line("Tên phong trào", 300, required=True)
    unit = forms.ModelChoiceField(label="Đơn vị phát động", queryset=Unit.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label="Loại", choices=CampaignKind.choices)
    method = forms.ChoiceField(label="Hình thức", choices=CampaignMethod.choices)
    launcher = forms.ChoiceField(label="Cấp phát động", choices=LAUNCHERS, initial=Launcher.PROVINCE)
    launched_by = line("Người, cơ quan phát động", 200)
    parent = forms.ModelChoiceField(
        label="Hưởng ứng phong trào", queryset=Campaign.objects.none(), required=False, empty_label="Không"
    )
    task = forms.ModelChoiceField(
        label="Thực hiện nhiệm vụ", queryset=PlanTask.objects.none(), required=False,
        empty_label="Không theo nhiệm vụ nào của kế hoạch năm",
    )  # fmt: skip
    launch_paper = line(
        "Văn bản phát động", 300, help_text="Số, ký hiệu, ngày. Để trống nếu sẽ phát hành văn bản ở phần mềm này."
    )
    launched_on = day("Ngày phát động")
    starts_on = day("Từ ngày")
    ends_on = day("Đến hết ngày")
    review_due_on = day("Hạn sơ kết", "Ngày cuối cùng phải có sơ kết; để trống nếu không sơ kết.")
    purpose = text("Mục đích, yêu cầu", 4)
    subjects = text("Đối tượng thi đua", 2)
    goals = text("Mục tiêu, nội dung thi đua", 7, help_text=LISTED)
    criteria_collective = text("Tiêu chí đối với tập thể", 6, help_text=LISTED)
    criteria_person = text("Tiêu chí đối với cá nhân", 6, help_text=LISTED)
    organisation = text("Tổ chức thực hiện", 5)
    other_names = NamesField(
        label="Tên khác", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng: tên | văn bản gọi tên đó.",
    )  # fmt: skip
    source = line("Nguồn", 300)
    name_standing = forms.ChoiceField(label="Tên phong trào", choices=Standing.choices)
    launch_standing = forms.ChoiceField(label="Việc phát động", choices=Standing.choices)
    note = line("Ghi chú", 500)
    press = forms.ChoiceField(choices=[("save", ""), ("row", "")], required=False, widget=forms.HiddenInput)

    def __init__(self, *args, own_units, parents, tasks, **kwargs):
        super().__init__(*args, **kwargs)
        if own_units:
            for name in (*OF_PROVINCE, "task"):
                del self.fields[name]
            self.fields["unit"].queryset = own_units
            self.fields["parent"].queryset = parents
            return
        del self.fields["unit"]
        self.fields["parent"].queryset, self.fields["task"].queryset = parents, tasks
        self.fields["task"].label_from_instance = task_label

    def clean(self):
        cleaned = super().clean()
        starts, ends, review = (cleaned.get(name) for name in ("starts_on", "ends_on", "review_due_on"))
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.")
        if starts and review and review < starts:
            self.add_error("review_due_on", "Hạn sơ kết phải sau ngày bắt đầu.")
        return cleaned


class TargetField(CleanLine):
    """A number written in the Vietnamese way; cleans to a Decimal or None."""

    def prepare_value(self, value):
        return number_words(value) if isinstance(value, decimal.Decimal) else value

    def clean(self, value):
        try:
            read = parse_number(super().clean(value))
        except BadValue as problem:
            raise forms.ValidationError(str(problem)) from problem
        if read is not None and (
            abs(read.value) > LARGEST or read.value != read.value.quantize(decimal.Decimal("0.0001"))
        ):
            raise forms.ValidationError("Số quá lớn hoặc có quá bốn chữ số thập phân.")
        return read.value if read else None


class IndicatorForm(forms.Form):
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = line("Chỉ tiêu", 300)
    measure = line("Đơn vị tính", 40)
    kind = forms.ChoiceField(label="Loại", choices=IndicatorKind.choices, initial=IndicatorKind.INTEGER)
    direction = forms.ChoiceField(label="Chiều", choices=Direction.choices, initial=Direction.UP)
    target = TargetField(label="Mục tiêu chung", required=False, max_length=40)
    roll_up = forms.ChoiceField(label="Tổng hợp", choices=RollUp.choices, initial=RollUp.SUM)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("label") and not cleaned.get("DELETE") and (cleaned.get("measure") or cleaned.get("target")):
            self.add_error("label", "Hãy ghi tên chỉ tiêu, hoặc đánh dấu bỏ dòng này.")
        if cleaned.get("kind") in (IndicatorKind.TEXT, IndicatorKind.PERCENT):
            cleaned["roll_up"] = RollUp.NONE
        if cleaned.get("kind") == IndicatorKind.TEXT and cleaned.get("target") is not None:
            self.add_error("target", "Chỉ tiêu bằng chữ không có mục tiêu bằng số.")
        return cleaned


class Rows(forms.BaseFormSet):
    """Rows of which the named field says whether there is one at all."""

    named = "label"

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"

    def rows(self):
        """Dicts of the rows that stay, in order."""
        return [
            {name: form.cleaned_data[name] for name in form.base_fields}
            for form in self.forms
            if form.cleaned_data.get(self.named) and not form.cleaned_data.get("DELETE")
        ]


IndicatorFormSet = forms.formset_factory(
    IndicatorForm, formset=Rows, extra=1, max_num=MAX_INDICATORS, validate_max=True, can_delete=True
)


def _indicator_line(row):
    """One indicator in words, for comparing two versions."""
    target = f"mục tiêu {number_words(row['target'])}" if row["target"] is not None else ""
    words = [
        row["measure"], IndicatorKind(row["kind"]).label.lower(), Direction(row["direction"]).label.lower(), target,
        f"tổng hợp: {RollUp(row['roll_up']).label.lower()}",
    ]  # fmt: skip
    return f"{row['label']} ({', '.join(filter(None, words))})"


class CampaignDraft(Draft):
    """A campaign that somebody writes. `record`: not yet saved for a new one; `choices`: what the form offers."""

    tables = {"indicators": Table(IndicatorFormSet, "chi-tieu", "Chỉ tiêu", "row", _indicator_line)}

    def __init__(self, record, *args, choices, **kwargs):
        self.choices = choices
        super().__init__(record, *args, **kwargs)

    def make_form(self, data, files, initial):
        return CampaignForm(data, initial=initial, **self.choices)

    def read(self):
        names = [name for name in CampaignForm.base_fields if name not in ("version", "press")]
        if self.choices["own_units"]:
            names = [name for name in names if name not in (*OF_PROVINCE, "task")]
        else:
            names.remove("unit")
        fields = {name: getattr(self.record, name) for name in names}
        return fields | {"indicators": indicators_of(self.record) if self.record.pk else []}

    def words(self, name, value):
        choices = dict(getattr(self.form.fields[name], "choices", ())) if name in FIXED else {}
        if name == "other_names":
            return NamesField().prepare_value(value)
        return str(choices.get(value) or super().words(name, value))

    def over(self, record):
        data = self.form.data.copy()
        data.setlist("version", [str(record.version)])
        again = type(self)(record, data, choices=self.choices)
        again.is_valid()
        return again


FIXED = ("kind", "method", "launcher", "name_standing", "launch_standing")


# Summing up ----------------------------------------------------------------------------------------------------------
class SummaryForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    held_on = day("Ngày")
    results = text("Kết quả", 7, help_text=LISTED)
    effects = text("Hiệu quả, tác động", 5)
    limits = text("Hạn chế", 4)
    causes = text("Nguyên nhân", 4)
    lessons = text("Bài học kinh nghiệm", 4)
    press = forms.ChoiceField(choices=[("save", ""), ("conclude", "")], required=False, widget=forms.HiddenInput)


class SummaryDraft(Draft):
    """A sơ kết or tổng kết that is being written; `record` is a fresh one with version 0 before the first save."""

    form_class = SummaryForm

    def read(self):
        return {name: getattr(self.record, name) for name in ("held_on", *CampaignSummary.TEXTS)}


class HonourForm(forms.Form):
    source = forms.IntegerField(widget=forms.HiddenInput, required=False)
    object = forms.ChoiceField(label="Đối tượng", choices=HonourObject.choices)
    name = line("Tên tập thể, họ và tên", 200)
    title = line("Chức vụ, nơi công tác", 200)
    unit = forms.ModelChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Chọn đơn vị"
    )
    achievement = text("Thành tích", 2, length=4000)

    def __init__(self, *args, units, labels, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].choices = labels

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("DELETE"):
            return cleaned
        if cleaned.get("name"):
            if not cleaned.get("unit"):
                self.add_error("unit", "Hãy chọn đơn vị.")
            if not cleaned.get("achievement"):
                self.add_error("achievement", "Hãy ghi thành tích.")
        elif cleaned.get("title") or cleaned.get("achievement") or cleaned.get("unit"):
            self.add_error("name", "Hãy ghi tên, hoặc đánh dấu bỏ dòng này.")
        return cleaned


class HonourRows(Rows):
    named = "name"


HonourFormSet = forms.formset_factory(
    HonourForm, formset=HonourRows, extra=1, max_num=MAX_HONOURS, validate_max=True, can_delete=True
)


class HonoursForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    take = forms.TypedMultipleChoiceField(label="Đề nghị của đơn vị", coerce=int, required=False)
    press = forms.ChoiceField(
        choices=[("save", ""), ("row", ""), ("take", "")], required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, candidates, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["take"].choices = [(each.pk, str(each)) for each in candidates]


# Papers ----------------------------------------------------------------------------------------------------------------
class PaperForm(forms.Form):
    """The few words a paper wants besides the campaign's own; number and names may stay blank and be written by hand."""

    number = line("Số", 11, help_text="Để trống thì ghi tay.")
    symbol = line("Ký hiệu", 30)
    dated_on = day("Ngày")
    authority = line("Thay mặt", 120, help_text="Ví dụ TM. ỦY BAN NHÂN DÂN; để trống nếu không có.")
    on_behalf = line("Quyền hạn ký", 120, help_text="Ví dụ KT. CHỦ TỊCH; để trống khi người đứng đầu ký.")
    signer_title = line("Chức vụ người ký", 120)
    signer_name = line("Người ký", 50)
    bases = text("Căn cứ", 3, help_text="Mỗi dòng một căn cứ; để trống nếu không ghi.", length=4000)
    distribution = text("Nơi nhận", 4, help_text="Mỗi dòng một nơi nhận.", length=2000)
    press = forms.ChoiceField(
        choices=[("pdf", ""), ("docx", ""), ("issue", "")], required=False, widget=forms.HiddenInput
    )

    def words(self):
        """What the paper takes, without the button."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "press"}
        for name in ("bases", "distribution"):
            found[name] = [row for row in found[name].splitlines() if row.strip()]
        return found


class LaunchPaperForm(PaperForm):
    kind = forms.ChoiceField(label="Loại văn bản", choices=[("CHỈ THỊ", "Chỉ thị"), ("KẾ HOẠCH", "Kế hoạch")])
    field_order = ["kind"]
