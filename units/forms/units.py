"""Units and their events."""

from django import forms

from units.enums import UnitKind
from units.forms.fields import DayField, LineField, UnitField, UnitsField, filter_select
from units.services.units import NewUnit

KINDS = [("", "Chọn loại"), *UnitKind.choices]


class UnitFilterForm(forms.Form):
    """Filters of the list and the tree; nonsense in the address is left out, not an error page."""

    q = LineField(required=False, max_length=100, label="Tìm theo tên")
    kind = forms.ChoiceField(
        required=False, choices=[("", "Mọi loại"), *UnitKind.choices], label="Loại đơn vị", widget=filter_select()
    )
    on = DayField(required=False, label="Ngày")

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitField(
            on=on, required=False, label="Trực thuộc", empty_label="Mọi đơn vị cấp trên", widget=filter_select()
        )
        parents = self.fields["parent"].queryset.filter(children__isnull=False)
        self.fields["parent"].queryset = parents.distinct()


class ShapeForm(forms.Form):
    """What a unit is called and which kind it is."""

    name = LineField(label="Tên đầy đủ", max_length=200)
    short_name = LineField(
        label="Tên gọn", max_length=120, required=False, help_text="Dùng trong bảng, ví dụ Ban TĐKT."
    )
    kind = forms.ChoiceField(label="Loại", choices=KINDS)
    symbol = LineField(
        label="Ký hiệu văn bản", max_length=30, required=False, help_text="Phần cơ quan trong ký hiệu, ví dụ STP."
    )
    code = LineField(label="Mã", max_length=30, required=False, help_text="Mã hành chính hoặc mã do tỉnh đặt.")


class OtherNamesMixin(forms.Form):
    other_names = forms.CharField(
        label="Cách viết khác",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một cách viết; tìm kiếm và nhập Excel nhận cả những cách này.",
    )

    def clean_other_names(self):
        return [line.strip() for line in self.cleaned_data["other_names"].splitlines() if line.strip()]


class DocumentMixin(forms.Form):
    on = DayField(label="Có hiệu lực từ ngày")
    document = LineField(
        label="Văn bản làm căn cứ",
        max_length=200,
        help_text="Số, ký hiệu, ngày: Nghị quyết 1661/NQ-UBTVQH15 ngày 16/6/2025.",
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def event(self):
        return {k: self.cleaned_data[k] for k in ("on", "document", "note")}


class NewUnitForm(OtherNamesMixin, ShapeForm):
    on = DayField(label="Hoạt động từ ngày")
    document = LineField(label="Văn bản thành lập", max_length=200, required=False)

    field_order = ["name", "short_name", "kind", "parent", "symbol", "code", "other_names", "on", "document"]

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitField(on=on, label="Đơn vị cấp trên", required=False)
        self.order_fields(self.field_order)

    def clean(self):
        data = super().clean()
        if data.get("kind") and data["kind"] != UnitKind.PROVINCE and not data.get("parent"):
            self.add_error("parent", "Hãy chọn đơn vị cấp trên.")
        return data

    def new_unit(self):
        data = self.cleaned_data
        shape = {k: data[k] for k in ("name", "short_name", "kind", "symbol", "code", "parent")}
        return NewUnit(**shape, other_names=tuple(data["other_names"]))


class CorrectUnitForm(OtherNamesMixin, ShapeForm):
    reason = LineField(label="Lý do sửa", max_length=200, help_text="Ví dụ: gõ sai dấu so với Nghị quyết.")

    def changes(self):
        return {k: v for k, v in self.cleaned_data.items() if k != "reason"}


class RenameForm(DocumentMixin, ShapeForm):
    field_order = ["name", "short_name", "kind", "symbol", "code", "on", "document", "note"]

    def act(self):
        return {k: self.cleaned_data[k] for k in ("name", "short_name", "kind", "symbol", "code")}


class MoveForm(DocumentMixin):
    field_order = ["parent", "on", "document", "note"]

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitField(on=on, label="Chuyển về trực thuộc")
        self.order_fields(self.field_order)

    def act(self):
        return {"parent": self.cleaned_data["parent"]}


class DissolveForm(DocumentMixin):
    def act(self):
        return {}


class MergeForm(DocumentMixin):
    """The other units that end, and the unit that takes them in; new units come by the formset beside it."""

    field_order = ["others", "receiver", "on", "document", "note"]

    def __init__(self, *args, on, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.unit = unit
        self.fields["others"] = UnitsField(
            on=on,
            label="Cùng hợp nhất với",
            required=False,
            widget=forms.SelectMultiple(attrs={"size": 10}),
            help_text="Giữ Ctrl để chọn nhiều đơn vị.",
        )
        self.fields["receiver"] = UnitField(
            on=on,
            label="Sáp nhập vào đơn vị đang có",
            required=False,
            empty_label="Không, thành lập đơn vị mới",
            help_text="Đơn vị này tiếp tục hoạt động và nhận các đơn vị kia.",
        )
        self.order_fields(self.field_order)


class SplitForm(DocumentMixin):
    ends = forms.ChoiceField(
        label="Cách làm",
        choices=[("chia", "Chia: đơn vị này kết thúc"), ("tach", "Tách: đơn vị này tiếp tục hoạt động")],
        widget=forms.RadioSelect,
        initial="chia",
    )
    field_order = ["ends", "on", "document", "note"]


class SuccessorForm(forms.Form):
    name = LineField(label="Tên đơn vị mới", max_length=200)
    kind = forms.ChoiceField(label="Loại", choices=KINDS)
    symbol = LineField(label="Ký hiệu", max_length=30, required=False)
    code = LineField(label="Mã", max_length=30, required=False)

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"] = UnitField(on=on, label="Trực thuộc", required=False, empty_label="Như đơn vị cũ")

    def new_unit(self, default_parent):
        data = self.cleaned_data
        return NewUnit(
            name=data["name"],
            kind=data["kind"],
            symbol=data["symbol"],
            code=data["code"],
            parent=data["parent"] or default_parent,
        )


SuccessorForms = forms.formset_factory(SuccessorForm, extra=3, max_num=20)
