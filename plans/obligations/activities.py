"""What an activity asks of people: the team goes there, the standing body brings the result."""

from core.obligations import Duty, provides
from plans.enums import ActivityState
from plans.models.activities import Activity
from units.queries import standing_body_ids


@provides("plans.activity", "Tham gia kiểm tra, tập huấn, hội nghị")
def activities_to_join(*, on, person=None):
    """Announced activities that have not begun, for the team members with an account; due on the first day."""
    person_id = getattr(person, "pk", person)
    found = Activity.objects.filter(state=ActivityState.ANNOUNCED, starts_on__gte=on)
    if person_id is not None:
        found = found.filter(team__user_id=person_id)
    for activity in found.prefetch_related("team").distinct().in_order():
        people = tuple(sorted({m.user_id for m in activity.team.all() if m.user_id}))
        if people:
            yield Duty(
                key=f"plans.activity:{activity.pk}",
                kind="plans.activity",
                title=f"{activity.get_kind_display()}: {activity.title}",
                due_on=activity.starts_on,
                people=people,
                url=activity.get_absolute_url(),
                detail=activity.place,
            )


@provides("plans.activity-result", "Kết quả kiểm tra, tập huấn, hội nghị")
def activity_results(*, on, person=None):
    """Activities that began and are not closed: the standing body owes the result by the day it set, else the end."""
    person_id = getattr(person, "pk", person)
    staff = tuple(standing_body_ids(on))
    if person_id is not None and person_id not in staff:
        return
    running = (ActivityState.ANNOUNCED, ActivityState.HELD)
    for activity in Activity.objects.filter(state__in=running, starts_on__lte=on).in_order():
        yield Duty(
            key=f"plans.activity-result:{activity.pk}",
            kind="plans.activity-result",
            title=f"Ghi kết quả: {activity.title}",
            due_on=activity.result_due_on or activity.ends_on,
            people=staff,
            url=activity.get_absolute_url(),
            detail=activity.get_kind_display(),
        )
