"""The shape of what people type about unit plans."""

from django import forms

from core.text import clean, clean_lines
from plans.enums import Quarter
from plans.models.unit_plans import UnitPlan
from plans.queries.unit_plans import KIND_GROUPS, LISTS

NOT_A_DATE = "Ngày không có trong lịch hoặc viết sai. Hãy viết ngày/tháng/năm, ví dụ 05/03/2022."
TOO_LONG = "Nội dung dài %(show_value)d ký tự, nhiều nhất là %(limit_value)d. Hãy rút gọn hoặc đính kèm tệp."
MAX_TASKS = 150


def line(label, length, **more):
    """One line of text, cleaned to composed Unicode."""
    more.setdefault("required", False)
    return CleanLine(label=label, max_length=length, **more)


class CleanLine(forms.CharField):
    def to_python(self, value):
        return clean(super().to_python(value))


class CleanText(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value):
        return clean_lines(super().to_python(value))


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Zero or more uploaded files; cleans to a list."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class DraftForm(forms.Form):
    """The unit's plan as the officer writes it. `press` says which button was used."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = line("Trích yếu", 300, help_text="Ví dụ: Kế hoạch công tác thi đua, khen thưởng năm 2022.")
    number = line("Số", 11)
    symbol = line("Ký hiệu", 30, help_text="Ví dụ KH-STP.")
    signed_on = forms.DateField(label="Ngày ban hành", required=False, error_messages={"invalid": NOT_A_DATE})
    body = CleanText(
        label="Nội dung chính",
        required=False,
        max_length=60_000,
        error_messages={"max_length": TOO_LONG},
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="Mỗi dòng là một đoạn. Đầu dòng “# ” là đề mục, “- ” là gạch đầu dòng; **chữ** là chữ đậm.",
    )
    files = FilesField(label="Tệp kế hoạch", required=False)
    press = forms.ChoiceField(
        choices=[("save", ""), ("row", ""), ("submit", ""), ("stay", "")], required=False, widget=forms.HiddenInput
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("number") and not cleaned.get("symbol") and "symbol" not in self.errors:
            self.add_error("symbol", "Đã ghi số thì ghi cả ký hiệu, ví dụ KH-STP.")
        return cleaned


class TaskForm(forms.Form):
    quarter = forms.TypedChoiceField(
        label="Quý",
        choices=[("", "Thường xuyên"), *Quarter.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    text = CleanText(label="Nhiệm vụ", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    lead = line("Người, bộ phận chủ trì", 200)
    due_on = forms.DateField(label="Hạn", required=False, error_messages={"invalid": NOT_A_DATE})

    def clean(self):
        cleaned = super().clean()
        others = cleaned.get("lead") or cleaned.get("due_on") or cleaned.get("quarter")
        if others and not cleaned.get("text") and not self.errors and not cleaned.get("DELETE"):
            self.add_error("text", "Hãy ghi nội dung nhiệm vụ, hoặc đánh dấu bỏ dòng này.")
        return cleaned


class BaseTaskFormSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"

    def rows(self):
        """The filled rows in order, as `services.save_draft` takes them."""
        return [
            {name: form.cleaned_data.get(name) for name in ("quarter", "text", "lead", "due_on")}
            for form in self.forms
            if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")
        ]


TaskFormSet = forms.formset_factory(
    TaskForm, formset=BaseTaskFormSet, extra=1, max_num=MAX_TASKS, validate_max=True, can_delete=True
)


class KeepForm(forms.Form):
    """After a clash: which of the two values stays, field by field."""

    def __init__(self, *args, fields=(), **kwargs):
        super().__init__(*args, **kwargs)
        for name in fields:
            self.fields[f"keep_{name}"] = forms.ChoiceField(
                choices=[("mine", "Bản của tôi"), ("theirs", "Bản đang lưu")], required=False
            )

    def theirs(self, name):
        return self.cleaned_data.get(f"keep_{name}") == "theirs"


class AutosaveForm(forms.Form):
    version = forms.IntegerField(min_value=0)
    title = line("Trích yếu", 300)
    body = CleanText(required=False, max_length=60_000)


class ReasonForm(forms.Form):
    reason = CleanText(
        label="Lý do",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Cần nêu lý do để đơn vị biết phải sửa gì."},
    )


class CommentForm(forms.Form):
    text = CleanText(
        label="Ý kiến",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi ý kiến trước khi gửi."},
    )


class ExtendForm(forms.Form):
    new_due_on = forms.DateField(
        label="Hạn mới, tính đến hết ngày",
        error_messages={"invalid": NOT_A_DATE, "required": "Hãy ghi ngày cuối cùng còn nhận."},
    )
    reason = CleanText(
        label="Lý do gia hạn",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Cần nêu lý do gia hạn."},
    )


class TabForm(forms.Form):
    tab = forms.ChoiceField(choices=[(key, key) for key in ("noi-dung", "ho-so", "y-kien", "lich-su")], required=False)

    def chosen(self):
        return (self.is_valid() and self.cleaned_data["tab"]) or "noi-dung"


class BoardFilter(forms.Form):
    """The board's list: which states, which kind of unit, which words. Anything unknown falls back to the default."""

    muc = forms.ChoiceField(choices=[(key, label) for key, (label, _) in LISTS.items()], required=False)
    loai = forms.ChoiceField(
        label="Loại đơn vị",
        choices=[("", "Mọi loại đơn vị"), *((key, label) for key, label, _ in KIND_GROUPS)],
        required=False,
    )
    q = CleanLine(label="Lọc theo tên đơn vị hoặc cán bộ", required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)

    def chosen(self, default="chua-gui"):
        """(list key, kind key, words, page number)."""
        self.is_valid()
        kept = self.cleaned_data
        return kept.get("muc") or default, kept.get("loai") or "", kept.get("q") or "", kept.get("page") or 1


class RemindForm(forms.Form):
    ids = forms.ModelMultipleChoiceField(
        queryset=UnitPlan.objects.none(),
        error_messages={"required": "Hãy chọn ít nhất một đơn vị.", "invalid_choice": "Danh sách đã cũ, hãy chọn lại."},
    )

    def __init__(self, *args, plans, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ids"].queryset = plans


class VersionsForm(forms.Form):
    """Which two filings to compare, counted from 1."""

    cu = forms.IntegerField(required=False, min_value=1)
    moi = forms.IntegerField(required=False, min_value=1)

    def chosen(self, count):
        kept = self.cleaned_data if self.is_valid() else {}
        new = min(kept.get("moi") or count, count)
        return min(kept.get("cu") or max(new - 1, 1), count), new


class OpenRoundForm(forms.Form):
    """Which kinds of unit owe a plan; the units below the province in force on the day are counted beside each."""

    kinds = forms.MultipleChoiceField(
        label="Loại đơn vị phải nộp",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một loại đơn vị."},
    )

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [
            (key, f"{label} ({numbers[key]} đơn vị)") for key, label, _ in KIND_GROUPS if numbers.get(key)
        ]


class ReportForm(forms.Form):
    """What the summary report says besides the data. Number and names may stay blank and be written by hand."""

    number = line("Số", 11)
    symbol = line("Ký hiệu", 30, initial="BC-SNV")
    dated_on = forms.DateField(label="Ngày", required=False, error_messages={"invalid": NOT_A_DATE})
    opening = CleanText(label="Mở đầu", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    remarks = CleanText(
        label="Nhận xét, kiến nghị", required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    on_behalf = line("Quyền hạn ký", 120, help_text="Ví dụ KT. GIÁM ĐỐC; để trống khi người đứng đầu ký.")
    signer_title = line("Chức vụ người ký", 120, initial="GIÁM ĐỐC")
    signer_name = line("Người ký", 50)
    press = forms.ChoiceField(choices=[("pdf", ""), ("docx", ""), ("issue", "")], required=False)
