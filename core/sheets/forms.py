"""What people send to an import page."""

from django import forms
from django.conf import settings

from core.sheets.previews import OUTCOMES


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Tệp Excel hoặc CSV",
        allow_empty_file=True,
        max_length=255,
        error_messages={"required": "Hãy chọn tệp cần nhập.", "max_length": "Tên tệp quá dài. Hãy đặt tên ngắn hơn."},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )

    def clean_file(self):
        file, limit = self.cleaned_data["file"], settings.MAX_FILE_MB
        if file.size > limit * 1024 * 1024:
            raise forms.ValidationError(f"Tệp lớn hơn {limit} MB. Hãy tách thành nhiều tệp nhỏ hơn.")
        return file


class ActForm(forms.Form):
    """Apply or discard the draft; doubts must have been looked at."""

    act = forms.ChoiceField(choices=[("apply", "Nhập"), ("discard", "Bỏ")], widget=forms.HiddenInput)
    draft = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.BooleanField(
        label="Tôi đã xem các ô cần xem lại",
        required=False,
    )

    def __init__(self, *args, doubts=0, **kwargs):
        super().__init__(*args, **kwargs)
        self.doubts = doubts
        if not doubts:
            del self.fields["seen"]

    def clean(self):
        cleaned = super().clean()
        if self.doubts and cleaned.get("act") == "apply" and not cleaned.get("seen"):
            self.add_error("seen", "Hãy xem các ô cần xem lại rồi đánh dấu vào đây.")
        return cleaned


class LookForm(forms.Form):
    """Which draft, which rows of it, which page; or which file to take away."""

    ban = forms.UUIDField(required=False)
    loc = forms.ChoiceField(choices=[("", ""), *OUTCOMES.items()], required=False)
    page = forms.IntegerField(min_value=1, required=False)
    tai = forms.ChoiceField(choices=[("", ""), ("mau", "Tệp mẫu"), ("loi", "Dòng lỗi")], required=False)
