"""Reads over the province's plans: the year page, the desk, counts. Lists cost the same queries at 3 and 300 tasks."""

import dataclasses
import datetime

from django.db.models import Count, Q

from core.text import fold
from plans.enums import OPEN_TASKS, PlanState, Quarter, TaskState
from plans.models import AnnualPlan, PlanTask
from plans.models.annual import SOON
from units.enums import Role
from units.rights import rights_of


@dataclasses.dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as lists show it on a day: with whether it is late, and how it looks."""

    task: PlanTask
    on: datetime.date

    @property
    def late(self):
        return self.task.is_late(self.on)

    @property
    def soon(self):
        return self.task.is_due_soon(self.on)

    @property
    def look(self):
        """State to show: late is computed, everything else is the task's own."""
        return "late" if self.late else self.task.state

    @property
    def word(self):
        return "Trễ hạn" if self.late else self.task.get_state_display()

    @property
    def meta(self):
        """The small words beside the state: how late, how far, or the resulting paper."""
        if self.late:
            return f"trễ {(self.on - self.task.due_on).days} ngày"
        return self.task.result or self.task.progress_note


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """The tasks of a quarter, or the standing ones (quarter None)."""

    quarter: int | None
    rows: list

    @property
    def label(self):
        return Quarter(self.quarter).label if self.quarter else "Thường xuyên"

    @property
    def key(self):
        return str(self.quarter or "tx")

    @property
    def done(self):
        return sum(1 for row in self.rows if row.task.state == TaskState.DONE)


def filtered(plan, wanted, *, on):
    """The plan's tasks that match the filter (state, quarter, lead, q as `PlanFilter.wanted` gives them)."""
    tasks = plan.tasks.all()
    state, quarter = wanted.get("state"), wanted.get("quarter")
    if state == "late":
        tasks = tasks.late(on)
    elif state == "soon":
        tasks = tasks.due_soon(on)
    elif state == "doing" or state == "waiting":
        tasks = tasks.filter(state=state).exclude(due_on__lt=on)
    elif state:
        tasks = tasks.filter(state=state)
    if quarter == "tx":
        tasks = tasks.filter(quarter=None)
    elif quarter:
        tasks = tasks.filter(quarter=int(quarter))
    if wanted.get("lead"):
        tasks = tasks.filter(lead=wanted["lead"])
    if words := fold(wanted.get("q", "")):
        tasks = tasks.search(words)
    return tasks.order_by("position", "pk")


def rows_of(tasks, *, on):
    return [TaskRow(task, on) for task in tasks]


def grouped(rows):
    """Rows by quarter, I to IV and then the standing ones; quarters without rows are left out."""
    by_quarter = {}
    for row in rows:
        by_quarter.setdefault(row.task.quarter, []).append(row)
    return [Group(quarter, by_quarter[quarter]) for quarter in (1, 2, 3, 4, None) if quarter in by_quarter]


def counts(rows):
    """How many tasks the filter's choices would show: keys "", late, soon, doing, done, waiting, dropped."""
    found = dict.fromkeys(("", "late", "soon", "doing", "done", "waiting", "dropped"), 0)
    for row in rows:
        found[""] += 1
        found[row.look] += 1
        if row.soon:
            found["soon"] += 1
    return found


def leads(rows):
    """The lead units as printed, most tasks first."""
    found = {}
    for row in rows:
        if row.task.lead:
            found[row.task.lead] = found.get(row.task.lead, 0) + 1
    return sorted(found, key=lambda lead: (-found[lead], lead))


def plans_with_counts(user, *, on):
    """The plans this person may read, newest first, with how many tasks are there, done and late. One query."""
    late = Q(tasks__state__in=OPEN_TASKS, tasks__due_on__lt=on)
    return (
        AnnualPlan.objects.visible_to(user)
        .annotate(
            task_count=Count("tasks"),
            done_count=Count("tasks", filter=Q(tasks__state=TaskState.DONE)),
            late_count=Count("tasks", filter=late),
        )
        .order_by("-year", "pk")
    )


def tasks_of(user):
    """Unfinished tasks of issued plans that this person must see to: the standing body the ones it leads or nobody
    leads; officer and head of a unit the ones their unit leads.
    """
    rights = rights_of(user)
    tasks = PlanTask.objects.filter(plan__state=PlanState.ISSUED).unfinished()
    own = rights.unit_ids(Role.OFFICER, Role.HEAD)
    if rights.is_standing_body:
        mine = Q(lead_units=None) | Q(lead_units__in=standing_unit_ids(rights)) | Q(lead_units__in=own)
    elif own:
        mine = Q(lead_units__in=own)
    else:
        return tasks.none()
    return tasks.filter(pk__in=tasks.filter(mine).values("pk"))


def standing_unit_ids(rights):
    """The units of the standing body among this person's posts, and what they stand under (Ban TĐKT → Sở Nội vụ)."""
    ids = set()
    for path in rights.paths(Role.STAFF, Role.LEAD):
        ids.update(int(part) for part in path.strip("/").split("/")[1:] if part)
    return sorted(ids) or list(rights.unit_ids(Role.STAFF, Role.LEAD))


def desk_tasks(user, on):
    """For the desk: this person's tasks that are late or due within a fortnight, the most late first, as TaskRow."""
    tasks = tasks_of(user).filter(due_on__lte=on + SOON).select_related("plan").order_by("due_on", "position", "pk")
    return rows_of(tasks, on=on)


def quarter_on(plan, on):
    """The quarter of the plan's year the day lies in, or None."""
    return (on.month - 1) // 3 + 1 if on.year == plan.year else None
