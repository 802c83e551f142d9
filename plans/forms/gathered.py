"""What a draft was gathered from, carried along with its text."""

import re

from django import forms

ONE = re.compile(r"(\d{1,12}):([0-9a-f]{16})")


class GatheredField(forms.CharField):
    """Hidden; dict report id → mark of its words, written “12:0a1b… 15:…”. Anything else among them is left out."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False, max_length=20_000)

    def prepare_value(self, value):
        return " ".join(f"{pk}:{mark}" for pk, mark in value.items()) if isinstance(value, dict) else value

    def clean(self, value):
        found = (ONE.fullmatch(word) for word in super().clean(value).split())
        return {int(one[1]): one[2] for one in found if one}
