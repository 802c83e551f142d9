"""The shape of what is typed to issue the province's registration."""

from django import forms

from plans.forms.filings import NOT_A_DATE, line


class ProvincePaperForm(forms.Form):
    """Number, day and signer of the paper. Number and names may stay blank and be written by hand."""

    number = line("Số", 11)
    symbol = line("Ký hiệu", 30)
    dated_on = forms.DateField(label="Ngày", required=False, error_messages={"invalid": NOT_A_DATE})
    on_behalf = line("Quyền hạn ký", 120, help_text="Ví dụ KT. CHỦ TỊCH; để trống khi người đứng đầu ký.")
    signer_title = line("Chức vụ người ký", 120)
    signer_name = line("Người ký", 50)
    press = forms.ChoiceField(
        choices=[("pdf", ""), ("docx", ""), ("issue", "")], required=False, widget=forms.HiddenInput
    )
