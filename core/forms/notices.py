"""Input of the pages of notices and deliveries."""

from django import forms

from core.models.notices import Delivery, NoticeState
from core.notices import kinds
from core.notices.registry import default_delivery

WRONG_DATE = "Ngày phải có dạng ngày/tháng/năm, ví dụ 08/03/2022."


class NoticeFilter(forms.Form):
    show = forms.ChoiceField(label="Hiện", required=False, choices=[("", "Tất cả"), ("unread", "Chưa đọc")])


class ChoicesForm(forms.Form):
    """One choice per kind of message; the fields are named after the kinds."""

    def __init__(self, data=None, *, chosen):
        super().__init__(data)
        self.kinds = kinds()
        for kind, label in self.kinds.items():
            self.fields[kind] = forms.ChoiceField(
                label=label,
                choices=Delivery.choices,
                initial=chosen.get(kind, default_delivery(kind)),
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": "Hãy chọn một cách nhận trong danh sách."},
            )

    def choices(self):
        return {kind: self.cleaned_data[kind] for kind in self.kinds}


class DeliveryFilter(forms.Form):
    state = forms.ChoiceField(
        label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *NoticeState.choices]
    )
    kind = forms.ChoiceField(label="Loại", required=False)
    day = forms.DateField(label="Ngày tạo", required=False, error_messages={"invalid": WRONG_DATE})
    q = forms.CharField(label="Người nhận hoặc tiêu đề", required=False, max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Mọi loại"), *kinds().items()]


class MailboxFilter(forms.Form):
    q = forms.CharField(label="Người nhận hoặc tiêu đề", required=False, max_length=100)
