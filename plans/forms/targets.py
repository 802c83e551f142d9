"""The shape of what people type about target registration."""

from django import forms

from plans.enums import TitleObject
from plans.forms.drafts import Draft, Table
from plans.forms.filings import NOT_A_DATE, FilesField, OpenRoundForm, line
from plans.queries.targets import GoalLine, TitleLine, suggested_titles

MAX_LINES = 60


class RegistrationForm(forms.Form):
    """The paper's number and date, and files; titles and targets are rows of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    number = line("Số", 11)
    symbol = line("Ký hiệu", 30, help_text="Ví dụ ĐK-STP.")
    signed_on = forms.DateField(label="Ngày ký", required=False, error_messages={"invalid": NOT_A_DATE})
    files = FilesField(label="Tệp đăng ký", required=False)
    press = forms.ChoiceField(
        choices=[(name, "") for name in ("save", "title", "goal", "submit", "stay")],
        required=False,
        widget=forms.HiddenInput,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("number") and not cleaned.get("symbol") and "symbol" not in self.errors:
            self.add_error("symbol", "Đã ghi số thì ghi cả ký hiệu, ví dụ ĐK-STP.")
        return cleaned


class TitleForm(forms.Form):
    name = line("Danh hiệu, hình thức khen thưởng", 200)
    object = forms.ChoiceField(label="Đối tượng", choices=[("", "Chọn"), *TitleObject.choices], required=False)
    quantity = forms.IntegerField(
        label="Số lượng",
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Số lượng là số nguyên, ví dụ 3.",
            "min_value": "Số lượng từ 1 trở lên.",
            "max_value": "Số lượng quá lớn.",
        },
    )
    note = line("Ghi chú", 300)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("DELETE"):
            return cleaned
        given = {name: cleaned.get(name) for name in ("name", "object", "quantity", "note")}
        if any(given.values()):
            if not given["name"] and "name" not in self.errors:
                self.add_error("name", "Hãy ghi tên danh hiệu, hoặc đánh dấu bỏ dòng này.")
            if not given["object"] and "object" not in self.errors:
                self.add_error("object", "Chọn tập thể hoặc cá nhân.")
            if given["quantity"] is None and "quantity" not in self.errors:
                self.add_error("quantity", "Hãy ghi số lượng.")
        return cleaned


class GoalForm(forms.Form):
    content = line("Nội dung chỉ tiêu", 500)
    measure = line("Đơn vị tính", 40)
    value = line("Mức đăng ký", 100)
    due = line("Thời hạn", 100)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("DELETE"):
            return cleaned
        given = {name: cleaned.get(name) for name in ("content", "measure", "value", "due")}
        if any(given.values()):
            if not given["content"] and "content" not in self.errors:
                self.add_error("content", "Hãy ghi nội dung chỉ tiêu, hoặc đánh dấu bỏ dòng này.")
            if not given["value"] and "value" not in self.errors:
                self.add_error("value", "Hãy ghi mức đăng ký.")
        return cleaned


class BaseRows(forms.BaseFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Bỏ dòng này"

    def rows(self):
        """The filled rows in order, as `services.filings.save_draft` takes them."""
        names = list(self.form.base_fields)
        return [
            {name: form.cleaned_data.get(name) for name in names}
            for form in self.forms
            if form.cleaned_data.get(names[0]) and not form.cleaned_data.get("DELETE")
        ]


def rows_of(form):
    """Rows of this form, the last one empty."""
    return forms.formset_factory(form, formset=BaseRows, extra=1, max_num=MAX_LINES, validate_max=True, can_delete=True)


TitleFormSet = rows_of(TitleForm)
GoalFormSet = rows_of(GoalForm)


class RegistrationDraft(Draft):
    form_class = RegistrationForm
    tables = {
        "titles": Table(TitleFormSet, "danh-hieu", "Danh hiệu", "title", lambda row: TitleLine(**row).line),
        "goals": Table(GoalFormSet, "chi-tieu", "Chỉ tiêu", "goal", lambda row: GoalLine(**row).line),
    }

    def context(self):
        return {"suggested": suggested_titles()}


class OpenTargetsForm(OpenRoundForm):
    """The year's registration: until when, for which kinds of unit. A round that is open keeps its dates."""

    due_date = forms.DateField(label="Hạn gửi", error_messages={"invalid": NOT_A_DATE})
    before = forms.BooleanField(label="Gửi trước ngày này (ngày cuối cùng là ngày hôm trước)", required=False)
    opens_on = forms.DateField(label="Nhận đăng ký từ ngày", error_messages={"invalid": NOT_A_DATE})

    def __init__(self, *args, opened, **kwargs):
        super().__init__(*args, **kwargs)
        if opened:
            for name in ("due_date", "before", "opens_on"):
                del self.fields[name]
        self.order_fields(["opens_on", "due_date", "before", "kinds"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("due_date") and cleaned.get("opens_on") and cleaned["opens_on"] > cleaned["due_date"]:
            self.add_error("due_date", "Hạn gửi phải sau ngày bắt đầu nhận đăng ký.")
        return cleaned
