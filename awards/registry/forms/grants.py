"""The shape of a line's input: choosing whom, typing what, correcting it; and the filter of the book."""

from django import forms

from awards.law.enums import Cause, Level, PersonClass, RecipientKind
from awards.law.rules import find
from awards.registry.enums import GrantState
from awards.registry.forms.fields import PlaceField, award_choices, units_of_reader, units_on
from awards.registry.forms.recipients import check_births, id_number_field
from awards.registry.models import Gender, Grant, Recipient
from awards.registry.queries.figures import figures
from awards.registry.services.decisions import LINE
from plans.models.filings import UNIT_ROLES
from units.forms.fields import DayField, LineField, filter_select
from units.models import Unit

OF_PERSONS = ("title", "person_class")
NO_CAUSE = "Danh hiệu thi đua không ghi loại hình, trừ cờ tặng khi tổng kết phong trào."


class GrantFilter(forms.Form):
    year = forms.TypedChoiceField(
        label="Năm quyết định", coerce=int, empty_value=None, required=False, widget=filter_select()
    )
    level = forms.ChoiceField(
        label="Cấp", choices=[("", "Mọi cấp"), *Level.choices], required=False, widget=filter_select()
    )
    award = forms.ChoiceField(label="Danh hiệu, hình thức", required=False, widget=filter_select())
    cause = forms.ChoiceField(
        label="Loại hình", choices=[("", "Mọi loại hình"), *Cause.choices], required=False, widget=filter_select()
    )
    unit = PlaceField(label="Đơn vị", required=False, empty_label="Mọi đơn vị", widget=filter_select())
    kind = forms.ChoiceField(choices=[("", "Mọi đối tượng"), *RecipientKind.choices], required=False)
    state = forms.ChoiceField(choices=[("", "Trong sổ"), *GrantState.choices], required=False)
    figure = forms.TypedChoiceField(required=False, empty_value=None)  # the cell of a summary form a link came from
    q = forms.CharField(label="Lọc theo tên, chức vụ, nơi công tác, thành tích", required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args, years, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "Mọi năm"), *((year, f"Năm {year}") for year in years)]
        self.fields["award"].choices = award_choices(empty="Mọi danh hiệu, hình thức")
        self.fields["unit"].queryset = units_of_reader(user, UNIT_ROLES)
        self.fields["figure"].choices = [("", ""), *((key, one.words) for key, one in figures().items())]
        self.fields["figure"].coerce = figures().get

    @property
    def selects(self):
        return [self[name] for name in ("year", "level", "award", "cause", "unit")]


class ChooseForm(forms.Form):
    """Whom a new line is for: words to look for, somebody found, or a new one of a kind (perhaps a unit of the tree)."""

    q = forms.CharField(label="Tên, chức vụ, nơi công tác", required=False, max_length=100)
    nguoi = forms.ModelChoiceField(queryset=Recipient.objects.all(), required=False)
    moi = forms.ChoiceField(choices=RecipientKind.choices, required=False)
    don_vi = forms.ModelChoiceField(queryset=Unit.objects.all(), required=False)

    def clean_nguoi(self):
        """The record itself, or the one it was merged into while somebody typed the line."""
        one = self.cleaned_data["nguoi"]
        while one and one.merged_into_id:
            one = one.merged_into
        return one


class LineForm(forms.ModelForm):
    """What the paper says of one recipient. `anyway`: the person has seen the warning and means it."""

    award = forms.ChoiceField(label="Danh hiệu, hình thức khen thưởng")
    name = LineField(label="Tên trong văn bản", max_length=200)
    title = LineField(label="Chức vụ", max_length=200, required=False)
    workplace = LineField(label="Nơi công tác, địa chỉ", max_length=300, required=False)
    unit = PlaceField(
        label="Đơn vị", required=False, help_text="Cán bộ của đơn vị này và đơn vị cấp trên đọc được dòng này."
    )
    period = LineField(
        label="Thời gian thành tích", max_length=60, required=False, help_text="Ví dụ: năm 2021; 2016-2020."
    )
    achievement = LineField(
        label="Thành tích", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    anyway = forms.BooleanField(label="Tôi đã xem, vẫn ghi dòng này", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Grant
        fields = LINE

    def __init__(self, *args, kind, decision, on, also=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.decision = kind, decision
        self.fields["award"].choices = award_choices(kind=kind, day=decision.decided_on)
        self.fields["cause"].choices = [("", "Không ghi"), *Cause.choices]
        self.fields["cause"].help_text = NO_CAUSE
        self.fields["person_class"].choices = [("", "Chưa phân loại"), *PersonClass.choices]
        self.fields["unit"].queryset = units_on(decision.decided_on, on, also=[self.instance.unit_id, *also])
        if kind != RecipientKind.INDIVIDUAL:
            for name in OF_PERSONS:
                del self.fields[name]
        if kind == RecipientKind.HOUSEHOLD:
            del self.fields["is_enterprise"]
        self.initial.setdefault("version", self.instance.version)

    def validate_unique(self):
        """The service tells of a line that is there already."""

    @property
    def award_found(self):
        return find(self.cleaned_data["award"])

    def line(self):
        """The fields of the line as typed."""
        return {name: self.cleaned_data[name] for name in LINE if name in self.fields}


class NewLineForm(LineForm):
    """A line for somebody who has no record yet: what the record keeps beside the line."""

    gender = forms.ChoiceField(label="Giới tính", choices=[("", "Chưa rõ"), *Gender.choices], required=False)
    born_on = DayField(label="Ngày sinh", required=False)
    birth_year = forms.IntegerField(label="Năm sinh", required=False, min_value=1850, max_value=2150)
    id_number = id_number_field()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # records shown as perhaps the same, “12 15”
    body = PlaceField(
        label="Chính là đơn vị", required=False, empty_label="Không phải đơn vị trong hệ thống",
        help_text="Chọn khi tập thể này là một đơn vị trong hệ thống; phòng, ban, tổ thì để trống.",
    )  # fmt: skip

    def __init__(self, *args, kind, decision, on, **kwargs):
        super().__init__(*args, kind=kind, decision=decision, on=on, **kwargs)
        self.on = on
        if kind == RecipientKind.INDIVIDUAL:
            del self.fields["body"]
        else:
            for name in ("gender", "born_on", "birth_year", "id_number"):
                del self.fields[name]
            self.fields["body"].queryset = self.fields["unit"].queryset
        if kind == RecipientKind.HOUSEHOLD:
            del self.fields["body"]

    def clean(self):
        found = super().clean()
        if self.kind == RecipientKind.INDIVIDUAL:
            check_births(self, on=self.on)
        return found

    def clean_seen(self):
        return {int(key) for key in self.cleaned_data["seen"].split() if key.isdecimal() and len(key) < 19}

    def record(self):
        """The fields of the recipient's record, the latest title, workplace and unit among them."""
        names = ("name", "title", "workplace", "unit", "gender", "born_on", "birth_year", "body", "is_enterprise")
        found = {name: self.cleaned_data[name] for name in names if name in self.fields}
        return {"kind": self.kind, **found}


class CorrectForm(LineForm):
    """What a correcting paper changes, and the paper."""

    paper = LineField(
        label="Văn bản đính chính", max_length=200, help_text="Số, ký hiệu, cơ quan ký. Ví dụ: Quyết định 15/QĐ-UBND."
    )
    dated = DayField(label="Ngày văn bản")
    reason = LineField(label="Lý do đính chính", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["anyway"]
