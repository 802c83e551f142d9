"""Input of the schedule of reminders."""

from django import forms

from core import obligations
from core.models.notices import Audience
from core.models.reminders import ReminderRule

BEFORE, ON, AFTER = "before", "on", "after"


class KindForm(forms.Form):
    """Which schedule: the common one (empty) or that of one kind of duty."""

    kind = forms.CharField(required=False, max_length=60)

    def clean_kind(self):
        kind = self.cleaned_data["kind"]
        if kind and kind not in obligations.PROVIDERS:
            raise forms.ValidationError("Không có loại việc này. Hãy chọn lại từ danh sách.")
        return kind


class RuleForm(forms.ModelForm):
    """One step, in words people use: so many days before or after the last good day."""

    side = forms.ChoiceField(
        label="Lúc nhắc",
        choices=[(BEFORE, "Trước ngày cuối còn hạn"), (ON, "Đúng ngày cuối còn hạn"), (AFTER, "Sau khi quá hạn")],
    )
    days = forms.IntegerField(
        label="Số ngày",
        required=False,
        min_value=1,
        max_value=365,
        help_text="Để trống khi nhắc đúng ngày cuối.",
        error_messages={
            "invalid": "Số ngày phải là số nguyên, ví dụ 7.",
            "min_value": "Số ngày phải từ 1 trở lên; muốn nhắc đúng ngày cuối thì chọn ở ô trên.",
            "max_value": "Số ngày không quá 365.",
        },
    )

    class Meta:
        model = ReminderRule
        fields = ["audience", "every", "is_active"]
        labels = {"every": "Lặp lại, cách số ngày"}
        help_texts = {"every": "Chỉ cho lời nhắc từ ngày cuối trở đi. Để trống: nhắc một lần."}
        error_messages = {"every": {"invalid": "Số ngày phải là số nguyên, ví dụ 7."}}

    field_order = ["audience", "side", "days", "every", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = Audience.choices
        offset = self.instance.offset
        if offset is not None:
            self.fields["side"].initial = BEFORE if offset < 0 else ON if offset == 0 else AFTER
            self.fields["days"].initial = abs(offset) or None

    def clean(self):
        cleaned = super().clean()
        side, days = cleaned.get("side"), cleaned.get("days")
        if "days" in self.errors or not side:
            return cleaned
        if side == ON:
            offset = 0
        elif not days:
            self.add_error("days", "Cần ghi số ngày.")
            return cleaned
        else:
            offset = -days if side == BEFORE else days
        if cleaned.get("every") is not None and offset < 0:
            self.add_error("every", "Lời nhắc trước hạn không lặp lại. Hãy để trống ô này hoặc thêm từng bước nhắc.")
        if cleaned.get("every") == 0:
            self.add_error("every", "Phải cách nhau ít nhất 1 ngày.")
        same = ReminderRule.objects.filter(kind=self.instance.kind, audience=cleaned.get("audience"), offset=offset)
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error(None, "Đã có bước nhắc này cho cùng người nhận.")
        self.instance.offset = offset
        return cleaned


class PreviewForm(forms.Form):
    """How far to look ahead."""

    days = forms.TypedChoiceField(
        label="Khoảng thời gian",
        choices=[(7, "7 ngày tới"), (14, "14 ngày tới"), (30, "30 ngày tới"), (60, "60 ngày tới")],
        coerce=int,
        required=False,
        empty_value=14,
    )
