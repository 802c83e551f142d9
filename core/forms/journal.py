"""Filters of the journal."""

from django import forms

from core import journal
from core.forms.notices import WRONG_DATE


class JournalFilter(forms.Form):
    act = forms.ChoiceField(label="Việc", required=False)
    q = forms.CharField(label="Người hoặc đối tượng", required=False, max_length=100)
    first = forms.DateField(label="Từ ngày", required=False, error_messages={"invalid": WRONG_DATE})
    last = forms.DateField(label="Đến ngày", required=False, error_messages={"invalid": WRONG_DATE})

    def __init__(self, *args, whole, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [("", "Mọi việc"), *journal.acts(whole=whole).items()]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and first > last:
            self.add_error("last", "Đến ngày phải không sớm hơn từ ngày.")
        return cleaned
