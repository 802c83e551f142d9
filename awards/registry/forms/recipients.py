"""The shape of what is known of a recipient. An ID number is typed to recognise somebody; it is never kept nor shown."""

from django import forms

from awards.law.enums import RecipientKind
from awards.registry.forms.fields import PlaceField, units_of_reader, units_on
from awards.registry.models import Recipient
from awards.registry.services.recipients import FIELDS
from plans.models.filings import UNIT_ROLES
from units.forms.fields import DayField, LineField, filter_select

FIRST_YEAR = 1850


class IdNumberField(forms.CharField):
    """CMND of 9 figures or CCCD, định danh of 12; spaces and dots between them do not matter."""

    def to_python(self, value):
        figures = "".join(filter(str.isdigit, super().to_python(value) or ""))
        if (value or "").strip() and len(figures) not in (9, 12):
            raise forms.ValidationError("Số định danh có 12 chữ số (chứng minh nhân dân cũ: 9).")
        return figures


def id_number_field():
    return IdNumberField(
        label="Số định danh cá nhân", required=False, max_length=20,
        help_text="Chỉ dùng để nhận ra cùng một người; hệ thống không lưu và không hiện lại số này.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-unkept": True}),
    )  # fmt: skip


def check_births(form, *, on):
    """Birthday and birth year agree and lie in the past."""
    born_on, year = form.cleaned_data.get("born_on"), form.cleaned_data.get("birth_year")
    if born_on and born_on > on:
        form.add_error("born_on", "Ngày sinh chưa đến. Hãy kiểm tra lại.")
    if year and not FIRST_YEAR <= year <= on.year:
        form.add_error("birth_year", "Năm sinh không hợp lý. Hãy kiểm tra lại.")
    elif born_on and year and born_on.year != year:
        form.add_error("birth_year", f"Năm sinh khác ngày sinh {born_on:%d/%m/%Y}. Hãy để trống hoặc sửa lại.")


class RecipientFilter(forms.Form):
    unit = PlaceField(label="Đơn vị", required=False, empty_label="Mọi đơn vị", widget=filter_select())
    kind = forms.ChoiceField(
        label="Đối tượng", choices=[("", "Mọi đối tượng"), *RecipientKind.choices], required=False,
        widget=filter_select(),
    )  # fmt: skip
    q = forms.CharField(label="Tìm theo tên, chức vụ, nơi công tác", required=False, max_length=100)
    page = forms.IntegerField(required=False, min_value=1)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_of_reader(user, UNIT_ROLES)


class RecipientForm(forms.ModelForm):
    """A record, its kind apart: that decides which lists it stands in. Carries the version of the page."""

    OF_PERSONS = ("gender", "born_on", "birth_year", "title", "id_number", "forget_number")
    name = LineField(label="Tên", max_length=200)
    title = LineField(label="Chức vụ", max_length=200, required=False)
    workplace = LineField(label="Nơi công tác, địa chỉ", max_length=300, required=False)
    born_on = DayField(label="Ngày sinh", required=False)
    unit = PlaceField(label="Đơn vị", required=False)
    body = PlaceField(label="Chính là đơn vị", required=False, empty_label="Không phải đơn vị trong hệ thống")
    id_number = id_number_field()
    forget_number = forms.BooleanField(label="Bỏ số định danh đã ghi (ghi nhầm người)", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Recipient
        fields = tuple(name for name in FIELDS if name != "kind")

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        one = self.instance
        for name in ("unit", "body"):
            self.fields[name].queryset = units_on(on, also=[one.unit_id, one.body_id])
        self.fields["birth_year"].label = "Năm sinh"
        for name in self.OF_PERSONS if one.kind != RecipientKind.INDIVIDUAL else ():
            del self.fields[name]
        if one.kind != RecipientKind.COLLECTIVE:
            del self.fields["body"]
        if "forget_number" in self.fields and not one.id_digest:
            del self.fields["forget_number"]
        self.initial.setdefault("version", one.version)

    def clean(self):
        found = super().clean()
        if self.instance.kind == RecipientKind.INDIVIDUAL:
            check_births(self, on=self.on)
            if found.get("forget_number") and found.get("id_number"):
                self.add_error("forget_number", "Hoặc bỏ số cũ, hoặc ghi số mới; không làm cả hai.")
        return found

    def validate_unique(self):
        """The service tells of a unit or number that is another record's."""

    def values(self):
        """dict of the fields of the record as typed."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}

    def number(self):
        """None: leave what is known; "": forget it; figures: the new number."""
        if self.cleaned_data.get("forget_number"):
            return ""
        return self.cleaned_data.get("id_number") or None
