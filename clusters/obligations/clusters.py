"""The days of a running cluster: the head's people owe them, the standing body where the head has no people here.

Where nobody leads and the days rest on nothing of the province's own, they are a model of another province: nobody owes
them, and the page says so.

Registering targets with the head is each member's own; it is on the page, and no duty of the head.
"""

from clusters.enums import ClusterYearState, MemberRole, MilestoneKind
from clusters.models import Membership, Milestone
from clusters.rules.days import days_count
from core.obligations import Duty, provides
from units.enums import Role
from units.queries import people_with, standing_body_ids

DOING = {
    MilestoneKind.COVENANT: "Ký giao ước thi đua",
    MilestoneKind.MID_YEAR: "Sơ kết",
    MilestoneKind.YEAR_END: "Tổng kết",
}


@provides("clusters.milestone", "Mốc trong năm của cụm, khối")
def milestones_due(*, on, person=None):
    """Covenant, sơ kết and tổng kết of running clusters not yet recorded as done, where a day is set.

    Officers of the head unit act, its heads are told when it grows late, the standing body gets the summary. When nobody
    holds a post there, or a year with a basis has no head, the standing body acts.
    """
    found = Milestone.objects.filter(
        kind__in=DOING, done_on__isnull=True, due_date__isnull=False, year__state=ClusterYearState.RUNNING
    ).select_related("year__cluster")
    found = sorted(found.order_by("pk"), key=lambda m: (m.due_date, m.pk))
    if not found:
        return
    heading = Membership.objects.staying().filter(role=MemberRole.HEAD, year__in={m.year_id for m in found})
    heads = {m.year_id: m.unit for m in heading.select_related("unit").order_by("pk")}
    unit_ids = sorted({unit.pk for unit in heads.values() if unit})
    officers, chiefs = people_with(Role.OFFICER, unit_ids, on), people_with(Role.HEAD, unit_ids, on)
    standing = tuple(standing_body_ids(on))
    person_id = getattr(person, "pk", person)
    for milestone in found:
        year, unit = milestone.year, heads.get(milestone.year_id)
        if not days_count(year, has_head=year.pk in heads):
            continue
        unit_id = unit.pk if unit else None
        people = tuple(officers.get(unit_id) or chiefs.get(unit_id) or standing)
        if person_id is not None and person_id not in people:
            continue
        yield Duty(
            key=f"clusters.milestone:{year.pk}:{milestone.kind}",
            kind="clusters.milestone",
            title=f"{DOING[milestone.kind]}: {year}",
            due_on=milestone.deadline.last_day,
            before=milestone.before,
            people=people,
            heads=tuple(chiefs.get(unit_id, ())),
            leads=standing,
            url=year.get_absolute_url(),
            unit=unit or "",
            detail="" if year.basis else "mốc mẫu, chưa kiểm chứng",
        )
