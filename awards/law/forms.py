"""The day the catalogue is shown for."""

from django import forms

from units.forms.fields import DayField


class CatalogueForm(forms.Form):
    ngay = DayField(label="Áp dụng cho ngày", required=False)
