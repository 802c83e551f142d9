"""The words somebody searches by."""

from django import forms

from core.text import clean


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Từ cần tìm",
        required=False,
        max_length=100,
        error_messages={"max_length": "Từ cần tìm dài quá 100 chữ. Hãy bớt đi vài từ."},
    )

    def clean_q(self):
        return clean(self.cleaned_data["q"])
