"""A cluster, its year, its days, its steps."""

from django import forms

from clusters.enums import ClusterKind, ClusterLevel, ClusterWork, MilestoneKind
from plans.forms.activities import task_label
from plans.models import PlanTask
from units.forms.fields import DayField, LineField

YEARS = {"min_value": 2000, "max_value": 2100}


class ClusterFilter(forms.Form):
    nam = forms.IntegerField(label="Năm", required=False, **YEARS)
    q = LineField(label="Lọc theo tên", required=False, max_length=100)


class ClusterForm(forms.Form):
    name = LineField(label="Tên cụm, khối", max_length=200, help_text="Ví dụ: Khối thi đua các cơ quan nội chính.")
    kind = forms.ChoiceField(label="Loại", choices=ClusterKind, initial=ClusterKind.BLOC)
    level = forms.ChoiceField(label="Phạm vi", choices=ClusterLevel, initial=ClusterLevel.PROVINCE)
    year = forms.IntegerField(label="Năm đầu tiên", **YEARS)


class YearForm(forms.Form):
    """The parameters of one year: five days with “trước ngày” or not, what they rest on, how many proposals."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    basis = LineField(
        label="Căn cứ của các mốc",
        required=False,
        max_length=300,
        help_text="Số, ký hiệu văn bản của tỉnh hoặc của cụm, khối. Để trống: các mốc được ghi là tham số mẫu.",
    )
    flags = forms.IntegerField(
        label="Số Cờ thi đua được đề nghị",
        required=False,
        min_value=0,
        max_value=99,
        help_text="Để trống: chưa có quy định.",
    )
    certificates = forms.IntegerField(
        label="Số Bằng khen được đề nghị",
        required=False,
        min_value=0,
        max_value=99,
        help_text="Để trống: chưa có quy định.",
    )
    note = LineField(label="Ghi chú", required=False, max_length=500)

    def __init__(self, *args, year, milestones, **kwargs):
        initial = {name: getattr(year, name) for name in ("version", "basis", "flags", "certificates", "note")}
        for milestone in milestones:
            initial[milestone.kind] = milestone.due_date
            initial[f"{milestone.kind}_before"] = milestone.before
        super().__init__(*args, initial=initial, **kwargs)
        for kind in MilestoneKind:
            self.fields[kind.value] = DayField(label=kind.label, required=False)
            self.fields[f"{kind.value}_before"] = forms.BooleanField(label="Trước ngày này", required=False)

    def clean(self):
        cleaned = super().clean()
        given = [(kind, cleaned[kind]) for kind in MilestoneKind.values if cleaned.get(kind)]
        for (first, earlier), (second, later) in zip(given, given[1:], strict=False):
            if later < earlier:
                label = MilestoneKind(first).label.lower()
                self.add_error(second, f"Phải bằng hoặc sau mốc {label} ({earlier:%d/%m/%Y}).")
        return cleaned

    def days(self):
        """dict kind → (date or None, before)."""
        data = self.cleaned_data
        return {kind: (data[kind], data[f"{kind}_before"]) for kind in MilestoneKind.values}

    def pairs(self):
        """[(day field, before field)] in the order of the year, for the page."""
        return [(self[kind], self[f"{kind}_before"]) for kind in MilestoneKind.values]


class MilestoneForm(forms.Form):
    done_on = DayField(label="Ngày thực hiện", required=False, help_text="Để trống: ghi lại là chưa thực hiện.")
    place = LineField(label="Địa điểm", required=False, max_length=200)
    paper = LineField(
        label="Văn bản", required=False, max_length=200, help_text="Số, ký hiệu bản giao ước, biên bản, báo cáo."
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class OpenForm(forms.Form):
    """Which clusters get their next year; all of those on offer to begin with."""

    clusters = forms.TypedMultipleChoiceField(
        label="Cụm, khối",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một cụm, khối."},
    )

    def __init__(self, *args, befores, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clusters"].choices = [(before.pk, before.cluster.name) for before in befores]
        self.fields["clusters"].initial = [before.pk for before in befores]


class TasksForm(forms.Form):
    """For each kind of work and each level the task of an annual plan it is done for. linked: dict (level, work) → id."""

    def __init__(self, *args, linked, **kwargs):
        super().__init__(*args, **kwargs)
        tasks = list(PlanTask.objects.select_related("plan").order_by("-plan__year", "position", "pk"))
        choices = [("", "Không gắn"), *((task.pk, task_label(task)) for task in tasks)]
        known = {task.pk: task for task in tasks}
        for level in ClusterLevel:
            for work in ClusterWork:
                self.fields[f"{level}_{work}"] = forms.TypedChoiceField(
                    label=work.label,
                    choices=choices,
                    coerce=lambda value: known[int(value)],
                    empty_value=None,
                    required=False,
                    initial=linked.get((level, work), ""),
                    error_messages={"invalid_choice": "Hãy chọn một nhiệm vụ trong danh sách."},
                )

    def groups(self):
        """[(level in words, its fields)] for the page."""
        return [
            (level.label, [self[f"{level}_{work}"] for work in ClusterWork])
            for level in (ClusterLevel.PROVINCE, ClusterLevel.INTER)
        ]

    def links(self):
        """dict (level, work) → task or None."""
        return {(level, work): self.cleaned_data[f"{level}_{work}"] for level in ClusterLevel for work in ClusterWork}
