"""Roles and seats of the members, adding by search, leaving, following."""

from django import forms

from clusters.enums import MemberRole
from clusters.models.members import MOST_DEPUTIES
from units.forms.fields import DayField, LineField
from units.models import Unit


class RolesForm(forms.Form):
    """One role and one seat for each member who stays."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, year, members, **kwargs):
        super().__init__(*args, **kwargs)
        self.year, self.members = year, members
        self.fields["version"].initial = year.version
        words = {MemberRole.MEMBER: "Thành viên", MemberRole.HEAD: "Trưởng", MemberRole.DEPUTY: "Phó"}
        for member in members:
            self.fields[f"role_{member.pk}"] = forms.ChoiceField(
                label=f"Vai trò của {member}",
                choices=[(value, words[value]) for value in (MemberRole.MEMBER, MemberRole.HEAD, MemberRole.DEPUTY)],
                initial=member.role,
                required=False,
            )
            self.fields[f"seat_{member.pk}"] = forms.IntegerField(
                label=f"Thứ tự của {member}", min_value=1, max_value=999, initial=member.seat, required=False
            )

    def clean(self):
        cleaned = super().clean()
        roles = [cleaned.get(f"role_{member.pk}") for member in self.members]
        noun = self.year.cluster.noun
        if roles.count(MemberRole.HEAD) > 1:
            self.add_error(None, f"Mỗi {noun} chỉ có một trưởng. Hãy để lại một đơn vị.")
        if roles.count(MemberRole.DEPUTY) > MOST_DEPUTIES:
            self.add_error(None, f"Mỗi {noun} có tối đa {MOST_DEPUTIES} phó.")
        return cleaned

    def roles(self):
        """dict membership id → (role, seat); a cell the page did not have leaves what is stored."""
        data = self.cleaned_data
        return {m.pk: (data.get(f"role_{m.pk}") or m.role, data.get(f"seat_{m.pk}") or m.seat) for m in self.members}

    def cells(self, member):
        return self[f"role_{member.pk}"], self[f"seat_{member.pk}"]


class FindForm(forms.Form):
    q = LineField(label="Tìm đơn vị", required=False, max_length=100)


class AddForm(forms.Form):
    """A unit of ours by its number, or the name of another province."""

    unit = forms.ModelChoiceField(queryset=Unit.objects.none(), required=False, widget=forms.HiddenInput)
    outside = LineField(
        label="Tên đơn vị ngoài tỉnh", required=False, max_length=200, help_text="Ví dụ: Tỉnh Lai Châu."
    )
    joined_on = DayField(label="Từ ngày")

    def __init__(self, *args, on, inter, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.in_force(on).in_order()
        if not inter:
            del self.fields["outside"]

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("unit") and not cleaned.get("outside"):
            raise forms.ValidationError("Hãy chọn một đơn vị đang hoạt động.")
        return cleaned


class LeaveForm(forms.Form):
    left_on = DayField(label="Ngày cuối cùng là thành viên")
    reason = LineField(
        label="Lý do rời",
        max_length=300,
        help_text="Ví dụ: chuyển sang khối khác, sáp nhập. Mọi việc đã làm vẫn được giữ.",
    )


class FollowerForm(forms.Form):
    person = forms.ModelChoiceField(
        label="Thành viên Hội đồng",
        queryset=None,
        empty_label="Chọn người",
        error_messages={"invalid_choice": "Hãy chọn một thành viên Hội đồng."},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
