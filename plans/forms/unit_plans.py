"""The shape of what people type about unit plans."""

from django import forms

from plans.enums import Quarter
from plans.forms.drafts import Draft, Table
from plans.forms.filings import NOT_A_DATE, TOO_LONG, CleanText, FilesField, line
from plans.queries.unit_plans import TaskLine

MAX_TASKS = 150


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
        """The filled rows in order, as `services.filings.save_draft` takes them."""
        return [
            {name: form.cleaned_data.get(name) for name in ("quarter", "text", "lead", "due_on")}
            for form in self.forms
            if form.cleaned_data.get("text") and not form.cleaned_data.get("DELETE")
        ]


TaskFormSet = forms.formset_factory(
    TaskForm, formset=BaseTaskFormSet, extra=1, max_num=MAX_TASKS, validate_max=True, can_delete=True
)


class UnitPlanDraft(Draft):
    form_class = DraftForm
    tables = {"tasks": Table(TaskFormSet, "tasks", "Nhiệm vụ", "row", lambda row: TaskLine(**row).line)}

    def start(self):
        """A plan nobody has written yet begins with the usual title and the unit's symbol."""
        found = super().start()
        if not self.record.version:
            unit, year = self.record.unit, self.record.round.year
            found["symbol"] = found["symbol"] or f"KH-{unit.symbol}" * bool(unit.symbol)
            found["title"] = found["title"] or f"Kế hoạch công tác thi đua, khen thưởng năm {year}"
        return found


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
