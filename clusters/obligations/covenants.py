"""While a covenant is open for signing, the head of each member that has not signed owes the signature."""

from clusters.enums import ClusterYearState, CovenantState, MilestoneKind
from clusters.models import Covenant, Membership, Milestone, Signature
from clusters.queries.members import successors_of
from core.obligations import Duty, provides
from units.enums import Role
from units.queries import people_with, standing_body_ids


@provides("clusters.covenant", "Ký giao ước thi đua", discreet=True)
def signatures_due(*, on, person=None):
    """Due on the day of the covenant, where one is set. A unit nobody heads owes nothing here: it is signed on paper."""
    found = Covenant.objects.filter(
        state=CovenantState.SIGNING,
        year__state=ClusterYearState.RUNNING,
        year__milestones__kind=MilestoneKind.COVENANT,
        year__milestones__due_date__isnull=False,
    )
    open_ones = {one.year_id: one for one in found.select_related("year__cluster").order_by("pk")}
    if not open_ones:
        return
    set_days = Milestone.objects.filter(kind=MilestoneKind.COVENANT, year__in=open_ones)
    days = {milestone.year_id: milestone for milestone in set_days.order_by("pk")}
    signed = Signature.objects.filter(covenant__in=open_ones.values(), void_at__isnull=True).values("membership")
    waiting = Membership.objects.staying().filter(year__in=open_ones, unit__isnull=False).exclude(pk__in=signed)
    waiting = list(waiting.select_related("unit").order_by("year", "seat", "pk"))
    after = successors_of([one.unit for one in waiting], on)
    acting = {one.pk: [unit.pk for unit in after.get(one.unit_id, ())] or [one.unit_id] for one in waiting}
    heads = people_with(Role.HEAD, sorted({pk for units in acting.values() for pk in units}), on)
    standing = tuple(standing_body_ids(on))
    person_id = getattr(person, "pk", person)
    for one in waiting:
        people = tuple(dict.fromkeys(head for unit_id in acting[one.pk] for head in heads[unit_id]))
        if not people or (person_id is not None and person_id not in people):
            continue
        covenant, milestone = open_ones[one.year_id], days[one.year_id]
        yield Duty(
            key=f"clusters.covenant:{one.year_id}:{one.pk}",
            kind="clusters.covenant",
            title=f"Ký giao ước thi đua: {covenant.year}",
            due_on=milestone.deadline.last_day,
            before=milestone.before,
            people=people,
            leads=standing,
            url=covenant.get_absolute_url(),
            unit=one.unit,
        )
