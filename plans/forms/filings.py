"""The shape of what people type about filings of any kind, and the fields their drafts are built from."""

from django import forms

from core.text import clean, clean_lines
from plans.queries.filing_boards import KIND_GROUPS, LISTS

NOT_A_DATE = "Ngày không có trong lịch hoặc viết sai. Hãy viết ngày/tháng/năm, ví dụ 05/03/2022."
TOO_LONG = "Nội dung dài %(show_value)d ký tự, nhiều nhất là %(limit_value)d. Hãy rút gọn hoặc đính kèm tệp."


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
        queryset=None,
        error_messages={"required": "Hãy chọn ít nhất một đơn vị.", "invalid_choice": "Danh sách đã cũ, hãy chọn lại."},
    )

    def __init__(self, *args, filings, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ids"].queryset = filings


class VersionsForm(forms.Form):
    """Which two filings to compare, counted from 1."""

    cu = forms.IntegerField(required=False, min_value=1)
    moi = forms.IntegerField(required=False, min_value=1)

    def chosen(self, count):
        kept = self.cleaned_data if self.is_valid() else {}
        new = min(kept.get("moi") or count, count)
        return min(kept.get("cu") or max(new - 1, 1), count), new


class OpenRoundForm(forms.Form):
    """Which kinds of unit owe it; the units below the province in force on the day are counted beside each."""

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
