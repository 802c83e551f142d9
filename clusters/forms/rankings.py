"""Input around a ranking: which row is explained, who is proposed, the word that publishes."""

from django import forms

from clusters.enums import ProposalKind
from core.text import fold

WORD = "CÔNG BỐ"


class ShownForm(forms.Form):
    """What of a ranking is shown: a member's row, a version that was opened again."""

    vi = forms.IntegerField(required=False, min_value=1)
    lan = forms.IntegerField(required=False, min_value=1)

    def __init__(self, data):
        super().__init__({"vi": data.get("don-vi"), "lan": data.get("lan")})


class ProposalsForm(forms.Form):
    """One choice per member that has a place; barred ones are not offered."""

    beyond = forms.BooleanField(label="Vẫn đề nghị nhiều hơn số được giao", required=False)

    def __init__(self, *args, members, chosen, **kwargs):
        super().__init__(*args, **kwargs)
        self.members = members
        for pk, name in members:
            self.fields[f"m{pk}"] = forms.ChoiceField(
                label=f"Đề nghị cho {name}",
                choices=[("", "Không đề nghị"), *ProposalKind.choices],
                required=False,
                initial=chosen.get(pk, ""),
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": "Hãy chọn trong danh sách."},
            )

    def of_kind(self, kind):
        """Ids of the members chosen for this kind."""
        return [pk for pk, _ in self.members if self.cleaned_data[f"m{pk}"] == kind]


class PublishForm(forms.Form):
    """The word typed by hand; capitals and marks do not matter."""

    word = forms.CharField(
        label=f"Gõ {WORD} để xác nhận",
        max_length=30,
        error_messages={"required": f"Cần gõ {WORD} để xác nhận."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def clean_word(self):
        if fold(self.cleaned_data["word"]) != fold(WORD):
            raise forms.ValidationError(f"Chưa đúng chữ xác nhận. Hãy gõ {WORD}.")
        return self.cleaned_data["word"]
