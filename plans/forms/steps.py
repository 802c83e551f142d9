"""Forms of a step: a press of a button, or one file."""

from django import forms


class EmptyForm(forms.Form):
    """A confirmed step: the press itself is the input."""


class UploadForm(forms.Form):
    file = forms.FileField(label="Tệp", max_length=255, allow_empty_file=True)
