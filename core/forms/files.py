"""Input around files."""

from django import forms


class RemoveFileForm(forms.Form):
    """A yes; the page names the file."""
