"""What people ask of the page of duplicates, and how they merge."""

from django import forms

from awards.law.enums import RecipientKind
from awards.registry.models import Recipient
from awards.registry.queries.duplicates import FAR, NEAR

TWO = "Hãy chọn đúng hai hồ sơ còn dùng để so sánh."


class DuplicateFilter(forms.Form):
    q = forms.CharField(required=False, max_length=100)
    kind = forms.ChoiceField(required=False, choices=[("", "Mọi đối tượng"), *RecipientKind.choices])
    muc = forms.ChoiceField(required=False, choices=[("", "Tất cả"), (NEAR, "Gần nhau"), (FAR, "Khác đơn vị")])
    page = forms.IntegerField(required=False, min_value=1)


class PairForm(forms.Form):
    """Which two records are looked at."""

    ho_so = forms.ModelMultipleChoiceField(
        queryset=Recipient.objects.none(),
        error_messages=dict.fromkeys(("required", "invalid_choice", "invalid_pk_value", "invalid_list"), TWO),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ho_so"].queryset = Recipient.objects.alive().select_related("unit", "body").order_by("pk")

    def clean_ho_so(self):
        chosen = list(self.cleaned_data["ho_so"])
        if len(chosen) != 2:
            raise forms.ValidationError(TWO)
        if chosen[0].kind != chosen[1].kind:
            raise forms.ValidationError("Chỉ gộp hai hồ sơ của cùng một loại đối tượng.")
        return chosen


class MergeForm(forms.Form):
    """Which of the two stays, and why they are one."""

    kept = forms.ChoiceField(label="Hồ sơ giữ lại", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Lý do gộp", max_length=500, strip=True, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Cần nêu lý do gộp."},
    )  # fmt: skip

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = {str(member.recipient.pk): member.recipient for member in pair}
        self.fields["kept"].choices = [
            (key, f"{member.recipient.name} (hồ sơ {key}, {len(member.honours)} khen thưởng)")
            for key, member in zip(self.pair, pair, strict=True)
        ]

    def chosen(self):
        """(kept, gone)."""
        kept = self.pair[self.cleaned_data["kept"]]
        return kept, next(one for one in self.pair.values() if one.pk != kept.pk)
