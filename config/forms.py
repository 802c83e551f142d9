"""Input of the pages that stand above all apps."""

from django import forms

from config.desk import GROUPS


class DutyFilterForm(forms.Form):
    nhom = forms.ChoiceField(label="Nhóm", choices=[("", "Tất cả"), *GROUPS], required=False)
