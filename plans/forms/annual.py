"""The shape of a plan's input: header, body, tasks, duties. The review of a reading and the edit page share these."""

import re

from django import forms
from django.conf import settings
from django.forms import formset_factory
from django.utils.datastructures import MultiValueDict

from core.text import clean, clean_lines
from plans.enums import Quarter
from plans.reading import Block, DraftDuty, DraftTask, PlanDraft, PlanHeader
from plans.reading.parser import block_kind

TABLE_MARK = "[Bảng nhiệm vụ]"
MAX_TASKS = 300


class LinesField(forms.CharField):
    """One entry per line; gives a list."""

    def __init__(self, rows=4, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        return [clean(line) for line in super().to_python(value).splitlines() if clean(line)]

    def validate(self, value):
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value):
        """Length limits make no sense for a list."""


class CleanField(forms.CharField):
    """One line of tidy Vietnamese text."""

    def to_python(self, value):
        return clean(super().to_python(value))


class CleanTextField(forms.CharField):
    def __init__(self, rows=2, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value):
        return clean(super().to_python(value))


class HeaderForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    year = forms.IntegerField(label="Năm", min_value=2000, max_value=2100)
    number = CleanField(label="Số", max_length=11, required=False, help_text="Để trống khi chưa cấp số.")
    symbol = CleanField(label="Ký hiệu", max_length=30, required=False, initial="KH-UBND")
    place = CleanField(label="Địa danh", max_length=60, required=False)
    signed_on = forms.DateField(label="Ngày ký", required=False)
    subject = CleanField(label="Trích yếu", max_length=500)
    authority = CleanField(label="Quyền hạn ký", max_length=120, required=False)
    signer_title = LinesField(
        label="Chức vụ người ký", rows=2, required=False, help_text="Ký thay: dòng KT. trước, chức vụ sau."
    )
    signer_name = CleanField(label="Người ký", max_length=120, required=False)
    legal_bases = LinesField(label="Căn cứ", rows=5, required=False, help_text="Mỗi dòng một căn cứ.")
    distribution = LinesField(label="Nơi nhận", rows=8, required=False, help_text="Mỗi dòng một nơi nhận.")
    body = forms.CharField(
        label="Nội dung",
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=f"Mỗi dòng một đoạn. Dòng “{TABLE_MARK}” giữ chỗ của bảng nhiệm vụ.",
    )

    def clean_number(self):
        number = self.cleaned_data["number"]
        if number and not re.fullmatch(r"\d{1,6}[a-zA-Z]?", number):
            raise forms.ValidationError("Chỉ ghi phần số, ví dụ 102; phần /KH-UBND ghi ở ô ký hiệu.")
        return number

    def clean_signer_title(self):
        title = "\n".join(self.cleaned_data["signer_title"])
        if len(title) > 120:
            raise forms.ValidationError("Chức vụ dài quá 120 ký tự.")
        return title

    def clean_body(self):
        lines = [line for line in clean_lines(self.cleaned_data["body"]).splitlines() if line]
        if lines.count(TABLE_MARK) > 1:
            raise forms.ValidationError(f"Chỉ để một dòng “{TABLE_MARK}”.")
        blocks = []
        for line in lines:
            kind, level = ("tasks", 0) if line == TABLE_MARK else block_kind(line)
            blocks.append(Block(kind, "" if kind == "tasks" else line, level))
        if TABLE_MARK not in lines:
            blocks.append(Block("tasks"))
        return blocks


class TaskForm(forms.Form):
    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    line = forms.IntegerField(required=False, widget=forms.HiddenInput)  # where the reader found the row
    quarter = forms.TypedChoiceField(
        label="Quý",
        choices=[*Quarter.choices, ("", "Thường xuyên")],
        coerce=int,
        empty_value=None,
        required=False,
    )
    ordinal = CleanField(label="Số", max_length=10, required=False)
    text = CleanTextField(label="Nhiệm vụ cụ thể", rows=3, max_length=4000)
    lead = CleanTextField(label="Chủ trì", max_length=300, required=False)
    coordinators = CleanTextField(label="Phối hợp", max_length=2000, required=False)
    due_on = forms.DateField(label="Hạn", required=False)
    expected = CleanField(label="Văn bản dự kiến", max_length=200, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, width in (("text", 46), ("lead", 34), ("coordinators", 34)):
            length = len(str(self[name].value() or ""))
            self.fields[name].widget.attrs["rows"] = min(12, max(2, length // width + 1))

    def clean_expected(self):
        return [part.strip() for part in self.cleaned_data["expected"].split(",") if part.strip()]

    def clean(self):
        data = super().clean()
        due, quarter = data.get("due_on"), data.get("quarter")
        year = getattr(self, "year", None)
        if due and year and due.year not in (year, year + 1):
            self.add_error("due_on", f"Hạn {due:%d/%m/%Y} không thuộc năm {year}.")
        elif due and quarter and year and due.year == year and (due.month - 1) // 3 + 1 < quarter:
            self.add_error("due_on", f"Hạn {due:%d/%m/%Y} đứng trước quý của nhiệm vụ.")
        return data


class DutyForm(forms.Form):
    section = CleanField(label="Mục", max_length=40, required=False)
    text = CleanTextField(label="Nội dung", rows=3, max_length=2000)
    addressees = CleanTextField(label="Đơn vị phải thực hiện", max_length=500, required=False)
    due_date = forms.DateField(label="Ngày ghi trong văn bản")
    before = forms.BooleanField(
        label="“Trước ngày”: ngày này đã là trễ", required=False, help_text="Bỏ chọn với “chậm nhất ngày”, “đến ngày”."
    )


TaskFormSet = formset_factory(TaskForm, extra=1, can_delete=True, max_num=MAX_TASKS, absolute_max=MAX_TASKS + 50)
DutyFormSet = formset_factory(DutyForm, extra=1, can_delete=True, max_num=30)


class PlanForms:
    """Header form, task rows and duty rows of one page, valid together."""

    def __init__(self, data=None, *, content=None, version=0, typed=None):
        header, tasks, duties = _initial(content, version) if content else ({"version": version}, [], [])
        if typed:
            header, tasks, duties = _typed(typed, version)
        self.header = HeaderForm(data, initial=header)
        self.tasks = TaskFormSet(data, initial=tasks, prefix="tasks")
        self.duties = DutyFormSet(data, initial=duties, prefix="duties")

    def is_valid(self):
        header = self.header.is_valid()
        for form in self.tasks:
            form.year = self.header.cleaned_data.get("year") if header else None
        return all([header, self.tasks.is_valid(), self.duties.is_valid()])

    @property
    def version(self):
        """The version the page was opened with, or -1 when the field was tampered with."""
        return self.header.cleaned_data.get("version", -1) if hasattr(self.header, "cleaned_data") else -1

    def content(self):
        """What the officer typed, as a draft to save."""
        data = self.header.cleaned_data
        names = [name for name in data if name not in ("version", "body")]
        header = PlanHeader(**{name: data[name] for name in names}, kind="KẾ HOẠCH")
        header.symbol = header.symbol or "KH-UBND"
        tasks = [DraftTask(**{**row, "line": row["line"] or 0}) for row in _rows(self.tasks)]
        duties = [DraftDuty(**row) for row in _rows(self.duties)]
        tasks.sort(key=lambda task: task.quarter or 5)
        return PlanDraft(header, data["body"], tasks, duties, [])


def _rows(formset):
    for form in formset:
        row = {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
        if row.get("text") and not form.cleaned_data.get("DELETE"):
            yield row


def _initial(content, version):
    header = {name: getattr(content.header, name) for name in HeaderForm.base_fields if hasattr(content.header, name)}
    header["version"] = version
    header["signer_title"] = content.header.signer_title
    header["body"] = "\n".join(TABLE_MARK if block.kind == "tasks" else block.text for block in content.blocks)
    tasks = [
        {
            **{
                name: getattr(task, name)
                for name in ("pk", "line", "ordinal", "text", "lead", "coordinators", "due_on")
            },
            "quarter": task.quarter or "",
            "expected": ", ".join(task.expected),
        }
        for task in content.tasks
    ]
    duties = [
        {name: getattr(duty, name) for name in ("section", "text", "addressees", "due_date", "before")}
        for duty in content.duties
    ]
    return header, tasks, duties


def typed_of(form_data):
    """What stands on the form right now, valid or not, as JSON-ready data."""
    return {
        name: form_data.getlist(name) for name in form_data if name not in ("csrfmiddlewaretoken", "act", "version")
    }


def content_typed(typed):
    """The content that `typed_of` kept, or None when it does not make a plan yet."""
    forms_typed = PlanForms(MultiValueDict({**typed, "version": ["0"]}))
    return forms_typed.content() if forms_typed.is_valid() else None


def _typed(typed, version):
    """Initial values from what `typed_of` kept: raw text, shown again exactly as typed."""

    def one(name):
        return (typed.get(name) or [""])[0]

    header = {name: one(name) for name in HeaderForm.base_fields if name in typed}
    header["version"] = version

    def rows(prefix, fields):
        total = one(f"{prefix}-TOTAL_FORMS")
        found = []
        for index in range(min(int(total), MAX_TASKS + 50) if total.isdecimal() else 0):
            row = {name: one(f"{prefix}-{index}-{name}") for name in fields if f"{prefix}-{index}-{name}" in typed}
            if "due_date" in fields:
                row["before"] = f"{prefix}-{index}-before" in typed
            if row.get("text") and f"{prefix}-{index}-DELETE" not in typed:
                found.append(row)
        return found

    return header, rows("tasks", TaskForm.base_fields), rows("duties", DutyForm.base_fields)


class PlanFilter(forms.Form):
    """Which tasks of a plan: by state (late and soon are computed), quarter, lead and words."""

    STATES = [
        ("", "Tất cả"),
        ("late", "Trễ hạn"),
        ("soon", "Sắp đến hạn"),
        ("doing", "Đang làm"),
        ("done", "Hoàn thành"),
        ("waiting", "Chưa đến lượt"),
        ("dropped", "Không thực hiện"),
    ]
    state = forms.ChoiceField(choices=STATES, required=False, label="Trạng thái")
    quarter = forms.ChoiceField(
        choices=[("", "Mọi quý"), *((str(q.value), q.label) for q in Quarter), ("tx", "Thường xuyên")],
        required=False,
        label="Quý",
    )
    lead = CleanField(required=False, max_length=300, label="Đơn vị chủ trì")
    q = CleanField(required=False, max_length=100, label="Lọc nhiệm vụ")

    def wanted(self):
        """The filters that make sense; an unreadable one is left out, so an old address still opens."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.base_fields}


class UploadPlanForm(forms.Form):
    file = forms.FileField(
        label="Tệp kế hoạch",
        help_text="Tệp .txt, .docx hoặc .xlsx có bảng nhiệm vụ theo quý.",
        widget=forms.ClearableFileInput(attrs={"accept": ".txt,.docx,.xlsx"}),
        allow_empty_file=True,
        max_length=255,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_FILE_MB * 1024 * 1024:
            raise forms.ValidationError(
                f"Tệp {file.size / 1024 / 1024:.0f} MB, lớn hơn mức {settings.MAX_FILE_MB} MB. "
                "Hãy bỏ ảnh hoặc phần không cần rồi nạp lại."
            )
        return file


class CloneForm(forms.Form):
    """Which text changes to take: the boxes that are left unticked keep last year's words."""

    take = forms.MultipleChoiceField(required=False)

    def __init__(self, *args, changes, **kwargs):
        super().__init__(*args, **kwargs)
        self.optional = [change.key for change in changes if not change.key.endswith(("due_on", "due_date"))]
        self.fields["take"].choices = [(key, key) for key in self.optional]

    def kept(self):
        return frozenset(self.optional) - frozenset(self.cleaned_data["take"])
