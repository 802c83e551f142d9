"""Fields that several forms share."""

import datetime

from django import forms

from core import text
from units.models import Unit, User


def filter_select():
    """The control of a filter; it stands in a row without a label of its own beside it."""
    return forms.Select(attrs={"class": "form-select"})


class DayField(forms.DateField):
    """A day as people write it: 08/03/2022."""

    default_error_messages = {"invalid": "Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2022."}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%d/%m/%Y"))
        super().__init__(input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"], **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and not datetime.date(1945, 1, 1) <= day <= datetime.date(2100, 12, 31):
            raise forms.ValidationError("Hãy kiểm tra lại năm: ngày này quá xa.")
        return day


class LineField(forms.CharField):
    """One line of tidy text: NFC, single spaces, Đ instead of the Icelandic Ð."""

    def to_python(self, value):
        return text.clean(super().to_python(value) or "")


class UnitField(forms.ModelChoiceField):
    """A unit in force, listed in the order of the tree; one of two with the same name says where it belongs."""

    def __init__(self, *, on, **kwargs):
        units = Unit.objects.in_force(on).select_related("parent").in_order()
        kwargs.setdefault("empty_label", "Chọn đơn vị")
        kwargs.setdefault("error_messages", {"invalid_choice": "Hãy chọn một đơn vị đang hoạt động."})
        super().__init__(queryset=units, **kwargs)

    def label_from_instance(self, unit):
        return place_words(unit)


class UnitsField(forms.ModelMultipleChoiceField):
    def __init__(self, *, on, **kwargs):
        super().__init__(queryset=Unit.objects.in_force(on).select_related("parent").in_order(), **kwargs)

    def label_from_instance(self, unit):
        return place_words(unit)


def place_words(unit):
    """“Xã Mường Nhé, UBND huyện Mường Nhé”: communes repeat names, so they say where they lie."""
    if unit.parent_id and unit.kind in ("commune", "ward", "township", "school"):
        return f"{unit.label}, {unit.parent.label}"
    return unit.label


class PersonField(forms.CharField):
    """A person by sign-in name or by full name; two of one name must be told apart by sign-in name."""

    def __init__(self, *, among=None, **kwargs):
        self.among = among if among is not None else User.objects.all()
        kwargs.setdefault("help_text", "Họ và tên, hoặc tên đăng nhập nếu có người trùng tên.")
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return value.username if isinstance(value, User) else value

    def clean(self, value):
        words = text.clean(super().clean(value))
        if not words:
            return None
        people = self.among.filter(is_active=True)
        if exact := people.filter(username=words.lower()).first():
            return exact
        wanted = text.fold(words)
        found = [p for p in people.search(wanted).in_order()[:50] if text.fold(p.full_name) == wanted]
        found = found or list(people.search(wanted).in_order()[:6])
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(f"Không tìm thấy ai tên “{words}” đang có tài khoản.")
        names = "; ".join(f"{p.full_name} ({p.username})" for p in found[:5])
        raise forms.ValidationError(f"Có nhiều người phù hợp: {names}. Hãy ghi tên đăng nhập.")
