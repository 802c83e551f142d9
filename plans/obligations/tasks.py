"""Dated tasks of the issued plan, owed by their lead units; the standing body owes those it leads or nobody leads."""

from core.obligations import Duty, provides
from plans.enums import PlanState
from plans.models import PlanTask
from units.enums import Role
from units.queries import leads_ids, people_with, standing_body_ids


@provides("plans.task", "Nhiệm vụ trong kế hoạch năm")
def open_tasks(*, on, person=None):
    """Unfinished tasks with a date. Eight queries, whatever their number.

    A task led by a unit with officers is theirs, and their heads hear when it grows late; a task led by the standing
    body, or by a unit without any account, is the standing body's.
    """
    person_id = getattr(person, "pk", person)
    tasks = list(
        PlanTask.objects.filter(plan__state=PlanState.ISSUED, due_on__isnull=False)
        .unfinished()
        .select_related("plan")
        .prefetch_related("lead_units")
        .order_by("due_on", "position", "pk")
    )
    if not tasks:
        return
    unit_ids = {unit.pk for task in tasks for unit in task.lead_units.all()}
    officers = people_with(Role.OFFICER, unit_ids, on)
    heads = people_with(Role.HEAD, unit_ids, on)
    standing = people_with(Role.STAFF, unit_ids, on), people_with(Role.LEAD, unit_ids, on)
    staff, leads = tuple(standing_body_ids(on)), tuple(leads_ids(on))
    for task in tasks:
        units = list(task.lead_units.all())
        ours = any(by_unit.get(unit.pk) for by_unit in standing for unit in units)
        people = staff if ours else _of(officers, units) or staff
        if person_id is not None and person_id not in people:
            continue
        yield Duty(
            key=f"plans.task:{task.pk}",
            kind="plans.task",
            title=f"Nhiệm vụ {task.number if task.ordinal else task.get_quarter_display()}: {task.short}",
            due_on=task.due_on,
            people=people,
            heads=() if ours else _of(heads, units),
            leads=leads,
            url=task.get_absolute_url(),
            unit=units[0] if units else "",
            detail=task.lead,
            board=task.plan.get_absolute_url(),
        )


def _of(by_unit, units):
    return tuple(sorted({person for unit in units for person in by_unit.get(unit.pk, ())}))
