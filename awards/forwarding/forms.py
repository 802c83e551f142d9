"""The shape of what is typed about letters to the State level."""

from django import forms

from awards.forwarding.enums import Outcome
from awards.law.enums import Cause, Level, PersonClass, RecipientKind
from awards.law.rules import choices
from awards.registry.models import Recipient
from awards.registry.queries.figures import figures
from units.forms.fields import DayField, LineField, UnitField

DRAFTS = "draft"
ANSWERS = [(one.value, one.label) for one in Outcome if one != Outcome.WAITING]


class ForwardingFilter(forms.Form):
    """years: those on offer. `show`: letters ("" or drafts), or the lines with one outcome."""

    year = forms.TypedChoiceField(label="Năm", coerce=int, empty_value=None, required=False)
    show = forms.ChoiceField(choices=[("", "Tờ trình"), (DRAFTS, "Đang nhập"), *Outcome.choices], required=False)
    figure = forms.TypedChoiceField(required=False, empty_value=None)  # the cell of a summary form a link came from
    q = forms.CharField(label="Lọc theo tên, số, nội dung", required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args, years, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in years)]
        submitted = figures(submitted=True)
        self.fields["figure"].choices = [("", ""), *((key, one.words) for key, one in submitted.items())]
        self.fields["figure"].coerce = submitted.get


class HeadForm(forms.Form):
    """The head of a letter as its paper has it; `version` is that of the page."""

    number = LineField(label="Số", max_length=11)
    symbol = LineField(label="Ký hiệu", max_length=30, help_text="Ví dụ: TTr-UBND.")
    dated = DayField(label="Ngày tờ trình")
    addressee = LineField(
        label="Nơi nhận", max_length=200, help_text="Ví dụ: Thủ tướng Chính phủ; Ban TĐKT Trung ương."
    )
    subject = LineField(label="Trích yếu", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def head(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PickForm(forms.Form):
    """Words to look a recipient up by, or the one that was chosen."""

    q = forms.CharField(label="Tìm trong sổ khen thưởng", required=False, max_length=100)
    chosen = forms.ModelChoiceField(Recipient.objects.alive(), required=False)


class LineForm(forms.Form):
    """One proposed award. With a `recipient` the record is known; without one, kind and name say who it is."""

    kind = forms.ChoiceField(label="Đối tượng", choices=RecipientKind.choices)
    name = LineField(label="Họ và tên, tên tập thể, hộ", max_length=200)
    birth_year = forms.IntegerField(
        label="Năm sinh", min_value=1900, max_value=2100, required=False, help_text="Để phân biệt người trùng tên."
    )
    title = LineField(label="Chức vụ", max_length=200, required=False)
    workplace = LineField(label="Nơi công tác, địa chỉ", max_length=300, required=False)
    award = forms.ChoiceField(label="Danh hiệu, hình thức đề nghị")
    cause = forms.ChoiceField(label="Loại hình", choices=[("", "Chọn loại hình"), *Cause.choices])
    person_class = forms.ChoiceField(
        label="Phân loại cá nhân",
        choices=[("", "Chưa phân loại"), *PersonClass.choices],
        required=False,
        help_text="Theo biểu thống kê ngành; chỉ cho cá nhân.",
    )
    is_enterprise = forms.BooleanField(label="Doanh nghiệp, doanh nhân", required=False)
    period = LineField(label="Thời gian thành tích", max_length=60, required=False, help_text="Ví dụ: 2016-2020.")
    achievement = LineField(
        label="Thành tích", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, recipient=None, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.recipient = recipient
        self.fields["award"].choices = [("", "Chọn danh hiệu, hình thức"), *choices(level=Level.STATE)]
        self.fields["unit"] = UnitField(
            on=on, label="Đơn vị", required=False, help_text="Đơn vị mà cá nhân, tập thể thuộc về."
        )
        self.fields["unit"].empty_label = "Chưa gắn đơn vị"
        if recipient is not None:
            del self.fields["kind"], self.fields["birth_year"]

    def clean(self):
        cleaned = super().clean()
        kind = self.recipient.kind if self.recipient else cleaned.get("kind")
        if kind != RecipientKind.INDIVIDUAL and cleaned.get("person_class"):
            self.add_error("person_class", "Chỉ phân loại cá nhân; hãy bỏ chọn ở đây.")
        return cleaned

    @property
    def line(self):
        """The fields of the line itself."""
        return {k: v for k, v in self.cleaned_data.items() if k not in ("kind", "birth_year", "version")}

    @property
    def identity(self):
        """What is known of a new recipient."""
        known = self.cleaned_data
        names = ("kind", "name", "title", "workplace", "unit", "is_enterprise")
        return {name: known[name] for name in names} | {"birth_year": known["birth_year"] or None}


class GrantField(forms.ModelChoiceField):
    def label_from_instance(self, grant):
        return f"{grant.decision} ngày {grant.decision.decided_on:%d/%m/%Y}, {grant.decision.decider}"


class AnswerForm(forms.Form):
    """The answer to one line. grants: lines of entered decisions that may be it."""

    outcome = forms.ChoiceField(label="Kết quả", choices=ANSWERS, widget=forms.RadioSelect)
    grant = GrantField(
        queryset=None,
        label="Quyết định trong sổ",
        required=False,
        empty_label="Chưa nhập quyết định; ghi văn bản bên dưới",
        help_text="Chọn quyết định thì số và ngày lấy theo quyết định.",
    )
    answer = LineField(label="Văn bản trả lời", max_length=200, required=False, help_text="Số, ký hiệu, cơ quan ký.")
    answered_on = DayField(label="Ngày văn bản", required=False)
    reason = LineField(
        label="Lý do",
        max_length=500,
        required=False,
        help_text="Bắt buộc khi không được tặng hoặc rút đề nghị.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, grants, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["grant"].queryset = grants
        self.has_grants = bool(grants)
        if not self.has_grants:
            del self.fields["grant"]

    def clean(self):
        cleaned = super().clean()
        outcome, grant = cleaned.get("outcome"), cleaned.get("grant")
        if grant and outcome != Outcome.GRANTED:
            self.add_error("grant", "Chỉ chọn quyết định khi kết quả là đã có quyết định.")
        if not outcome or grant:
            return cleaned
        if not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "Cần ghi văn bản trả lời.")
        if not cleaned.get("answered_on") and "answered_on" not in self.errors:
            self.add_error("answered_on", "Cần ghi ngày của văn bản.")
        if outcome != Outcome.GRANTED and not cleaned.get("reason"):
            self.add_error("reason", "Cần ghi lý do.")
        return cleaned


class ReasonForm(forms.Form):
    reason = LineField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
