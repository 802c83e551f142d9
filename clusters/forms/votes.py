"""Input around a peer vote: opening, the ballot, closing."""

from django import forms

from core.forms.notices import WRONG_DATE


class OpenVoteForm(forms.Form):
    seats = forms.IntegerField(
        label="Mỗi phiếu chọn nhiều nhất",
        min_value=1,
        max_value=500,
        help_text="Số đơn vị, ví dụ bằng tổng số cờ và bằng khen được đề nghị.",
        error_messages={
            "required": "Cần ghi mỗi phiếu chọn nhiều nhất bao nhiêu đơn vị.",
            "invalid": "Số đơn vị phải là số nguyên, ví dụ 3.",
            "min_value": "Mỗi phiếu chọn ít nhất 1 đơn vị.",
            "max_value": "Số đơn vị quá lớn.",
        },
    )
    due_on = forms.DateField(
        label="Bỏ phiếu đến hết ngày",
        help_text="Hết ngày này đợt bỏ phiếu không tự đóng; thủ trưởng chưa bỏ phiếu được nhắc.",
        error_messages={"required": "Cần ghi ngày cuối bỏ phiếu.", "invalid": WRONG_DATE},
    )


class BallotForm(forms.Form):
    """The names chosen. `sure`: pressed on the page that asks again."""

    choices = forms.TypedMultipleChoiceField(
        label="Chọn đơn vị",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Phiếu có đơn vị không còn trong danh sách. Hãy chọn lại."},
    )
    step = forms.ChoiceField(choices=[("ask", ""), ("back", ""), ("cast", "")], required=False)

    def __init__(self, *args, candidates, seats, **kwargs):
        super().__init__(*args, **kwargs)
        self.seats = seats
        self.names = {candidate.pk: name for candidate, name in candidates}
        self.fields["choices"].choices = list(self.names.items())

    def clean_choices(self):
        chosen = self.cleaned_data["choices"]
        if len(chosen) > self.seats:
            raise forms.ValidationError(
                f"Phiếu chọn nhiều nhất {self.seats} đơn vị, quý vị đang chọn {len(chosen)}. "
                f"Hãy bỏ bớt {len(chosen) - self.seats} đơn vị."
            )
        return chosen

    def chosen(self):
        """[(id, name)] in the order of the ballot."""
        chosen = set(self.cleaned_data["choices"])
        return [(pk, name) for pk, name in self.names.items() if pk in chosen]


class WhichVoterForm(forms.Form):
    """For which member, where a person heads several."""

    phieu = forms.IntegerField(required=False, min_value=1)
