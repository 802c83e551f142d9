"""The text of a plan or an outline."""

from django import forms

from plans.forms.drafts import Draft
from plans.forms.filings import CleanText, line


class PaperForm(forms.Form):
    """press: save, or put the model text in place of what stands there, without saving."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    title = line("Trích yếu", 300, required=True)
    content = CleanText(
        label="Nội dung",
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="“# ” mở một mục, “- ” một gạch đầu dòng.",
    )
    press = forms.ChoiceField(choices=[("save", ""), ("model", "")], required=False, widget=forms.HiddenInput)


class PaperDraft(Draft):
    form_class = PaperForm

    def read(self):
        return {"title": self.record.title, "content": self.record.content}
