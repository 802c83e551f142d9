"""Accounts and posts."""

from django import forms

from units.enums import Role
from units.forms.fields import DayField, LineField, PersonField, UnitField, filter_select
from units.permissions import roles_to_give

STATES = [
    ("active", "Đang hoạt động"),
    ("stopped", "Đã ngừng"),
    ("first-password", "Chưa đổi mật khẩu lần đầu"),
    ("no-post", "Chưa có phân công"),
]


class PeopleFilterForm(forms.Form):
    q = LineField(required=False, max_length=100, label="Tìm theo tên")
    role = forms.ChoiceField(
        required=False, choices=[("", "Mọi vai trò"), *Role.choices], label="Vai trò", widget=filter_select()
    )
    state = forms.ChoiceField(
        required=False, choices=[("", "Mọi trạng thái"), *STATES], label="Trạng thái", widget=filter_select()
    )

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"] = UnitField(
            on=on, required=False, label="Đơn vị", empty_label="Mọi đơn vị", widget=filter_select()
        )


class RightsFilterForm(forms.Form):
    on = DayField(required=False, label="Ngày")
    q = LineField(required=False, max_length=100, label="Tìm theo tên người")
    role = forms.ChoiceField(
        required=False, choices=[("", "Mọi vai trò"), *Role.choices], label="Vai trò", widget=filter_select()
    )


class AccountForm(forms.Form):
    full_name = LineField(label="Họ và tên", max_length=120)
    email = forms.EmailField(label="Thư điện tử", required=False, max_length=200)
    phone = LineField(label="Điện thoại", required=False, max_length=30)


class NewAccountForm(AccountForm):
    username = LineField(
        label="Tên đăng nhập",
        max_length=60,
        required=False,
        help_text="Để trống: phần mềm đặt theo tên, ví dụ Lò Thị Minh Hạnh thành hanhltm.",
    )
    field_order = ["full_name", "username", "email", "phone"]


class ReasonForm(forms.Form):
    reason = LineField(label="Lý do", max_length=200)


class PostForm(forms.Form):
    """Role, unit and term for one person; only roles the signed-in person may give are on offer."""

    role = forms.ChoiceField(label="Vai trò")
    title = LineField(
        label="Chức vụ", max_length=120, required=False, help_text="Như trong văn bản, ví dụ Phó Giám đốc."
    )
    starts_on = DayField(label="Từ ngày")
    ends_on = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu không định trước.")
    field_order = ["person", "unit", "role", "title", "starts_on", "ends_on"]

    def __init__(self, *args, by, on, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", "Chọn vai trò"), *((r.value, r.label) for r in roles_to_give(by))]
        self.fields["unit"] = UnitField(on=on, label="Đơn vị")
        if person is None:
            self.fields["person"] = PersonField(label="Người")
        self.order_fields(self.field_order)


class EndPostForm(forms.Form):
    last_day = DayField(label="Ngày cuối giữ vai trò")
    reason = LineField(label="Lý do", max_length=200, help_text="Ví dụ: chuyển công tác theo Quyết định 15/QĐ-SNV.")


class HandOverForm(forms.Form):
    person = PersonField(label="Bàn giao cho")
    starts_on = DayField(label="Người mới nhận từ ngày", help_text="Người cũ giữ vai trò đến hết ngày hôm trước.")
    title = LineField(label="Chức vụ của người mới", max_length=120, required=False)
    reason = LineField(label="Lý do", max_length=200)


class SecurityForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Vai trò bắt buộc xác thực hai bước",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class ProfileForm(forms.Form):
    email = forms.EmailField(label="Thư điện tử", required=False, max_length=200)
    phone = LineField(label="Điện thoại", required=False, max_length=30)
