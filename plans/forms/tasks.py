"""The shape of what people report on a task."""

from django import forms

from plans.forms.annual import CleanField, CleanTextField


class ProgressForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    progress_note = CleanField(
        label="Tiến độ, vài chữ", max_length=300, help_text="Hiện trong bảng kế hoạch, ví dụ “9/13 khối”, “chờ ký”."
    )
    note = forms.CharField(label="Nội dung", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    due_on = forms.DateField(label="Chuyển hạn sang", required=False, help_text="Để trống nếu hạn không đổi.")


class StepForm(forms.Form):
    reason = CleanTextField(
        label="Lý do", required=False, max_length=1000, error_messages={"required": "Cần nêu lý do."}
    )
    result = CleanField(
        label="Văn bản kết quả", required=False, max_length=200, help_text="Số, ký hiệu, ví dụ 215/BC-UBND."
    )


class LinkForm(forms.Form):
    label = CleanField(label="Tên minh chứng", max_length=200)
    url = forms.CharField(
        label="Địa chỉ", max_length=500, help_text="https://… hoặc đường dẫn trong phần mềm, bắt đầu bằng /."
    )

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        if url.startswith("/") and not url.startswith("//") and "\\" not in url:
            return url
        try:
            return forms.URLField(assume_scheme="https").clean(url)
        except forms.ValidationError:
            raise forms.ValidationError(
                "Địa chỉ phải bắt đầu bằng https:// hoặc là đường dẫn trong phần mềm, bắt đầu bằng /."
            ) from None
