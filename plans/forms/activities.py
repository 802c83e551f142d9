"""The shape of an activity's input."""

from django import forms

from plans.enums import ActivityKind, ActivityState
from plans.forms.picking import PickingUnits, UnitsField, groups_field
from plans.models.activities import Activity
from plans.models.annual import PlanTask
from units.enums import Role
from units.models import Unit, User

TEAM_ROLES = (Role.STAFF, Role.LEAD, Role.COUNCIL, Role.LEADER, Role.AUDITOR)


class ActivityFilter(forms.Form):
    kind = forms.ChoiceField(label="Loại", choices=[("", "Mọi loại"), *ActivityKind.choices], required=False)
    state = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Mọi trạng thái"), *ActivityState.choices], required=False
    )
    q = forms.CharField(label="Lọc theo tên, địa điểm, văn bản", required=False, max_length=100)


class ActivityForm(PickingUnits, forms.ModelForm):
    units = UnitsField(label="Đơn vị tham gia")
    groups = groups_field()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Activity
        fields = (
            "kind",
            "title",
            "task",
            "starts_on",
            "ends_on",
            "starts_at",
            "place",
            "chair",
            "plan_document",
            "result_due_on",
            "content",
        )
        widgets = {"content": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "ends_on": "Hoạt động trong một ngày: ghi cùng ngày bắt đầu.",
            "starts_at": "Ví dụ 08:00.",
            "result_due_on": "Ngày cuối cùng phải có kết luận, báo cáo; để trống thì tính ngày kết thúc.",
            "content": "Mỗi dòng một đoạn; dòng bắt đầu bằng “- ” là một ý.",
        }

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.in_force(on).in_order()
        self.fields["task"].queryset = PlanTask.objects.select_related("plan").order_by("-plan__year", "position", "pk")
        self.fields["task"].empty_label = "Không theo nhiệm vụ nào của kế hoạch năm"
        self.fields["task"].label_from_instance = task_label
        if self.instance.pk:
            self.initial.setdefault("version", self.instance.version)
            self.initial.setdefault("units", [row.unit_id for row in self.instance.concerned.all()])

    def clean(self):
        cleaned = super().clean()
        if "units" in cleaned:
            cleaned["units"] = self.picked()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.")
        if ends and cleaned.get("result_due_on") and cleaned["result_due_on"] < ends:
            self.add_error("result_due_on", "Hạn có kết quả phải bằng hoặc sau ngày kết thúc.")
        return cleaned


def people_choices(people):
    """The accounts of a team as options, read once for all rows: `people` keeps what it read."""
    return [("", "Không có tài khoản"), *((person.pk, str(person)) for person in people)]


class MemberForm(forms.Form):
    name = forms.CharField(label="Họ và tên", max_length=120, required=False)
    title = forms.CharField(label="Chức vụ, đơn vị", max_length=200, required=False)
    duty = forms.CharField(label="Nhiệm vụ trong đoàn", max_length=120, required=False)
    user = forms.ModelChoiceField(
        label="Tài khoản", queryset=User.objects.none(), required=False, empty_label="Không có tài khoản"
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people
        self.fields["user"].choices = people_choices(people)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("name") and cleaned.get("user"):
            cleaned["name"] = cleaned["user"].full_name
        if not cleaned.get("name") and (cleaned.get("title") or cleaned.get("duty")):
            self.add_error("name", "Hãy ghi họ và tên thành viên, hoặc xóa trống cả dòng.")
        return cleaned


TeamFormSet = forms.formset_factory(MemberForm, extra=3, max_num=60)


class ResultForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Activity
        fields = ("participants", "result", "result_document")
        widgets = {"result": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"result_document": "Số, ký hiệu và ngày của thông báo kết luận, báo cáo."}


class ConclusionForm(forms.Form):
    unit = forms.IntegerField(widget=forms.HiddenInput)
    on = forms.DateField(label="Ngày làm việc", required=False)
    result = forms.CharField(
        label="Kết luận", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )


ConclusionFormSet = forms.formset_factory(ConclusionForm, extra=0)


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


def task_label(task):
    quarter = task.get_quarter_display() if task.quarter else "Thường xuyên"
    return f"{task.plan.year}, {quarter}: {task.text[:90]}"


def team_people(on):
    """Accounts of those who sit in teams: the standing body, the council, leaders, the auditor; by given name."""
    holders = User.objects.filter(appointments__role__in=TEAM_ROLES, is_active=True)
    return holders.filter(appointments__starts_on__lte=on).distinct().order_by("sort_key", "pk")
