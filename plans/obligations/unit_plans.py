"""Who still owes something about unit plans: the unit its plan, the head a confirmation, the standing body an answer.

“Trước ngày 15/3”: due_on is the last good day, 14/3. An extension moves due_on and with it every reminder's key.
"""

from django.utils import timezone

from core.days import add_working_days
from core.models.notices import Audience
from core.obligations import Duty, provides
from plans.enums import UnitPlanState as S
from plans.models.unit_plans import OPEN, UNIT_ROLES, UnitPlan
from plans.queries.unit_plans import board_url, duty_key
from units.enums import Role
from units.models import Appointment
from units.queries import leads_ids, people_with, standing_body_ids

REVIEW_WORKING_DAYS = 3  # the standing body's own rule: receive or return within three working days


def _open_plans(states, *, on, person):
    """Plans of open rounds in these states; with a person, only of the units where they hold a post."""
    plans = UnitPlan.objects.in_states(states).filter(round__opens_on__lte=on).select_related("unit", "round")
    if person is not None:
        posts = Appointment.objects.current(on).filter(user=person, role__in=UNIT_ROLES)
        plans = plans.filter(unit__in=posts.values("unit"))
    return list(plans.in_order())


@provides("plans.unit-plan", "Kế hoạch đơn vị phải nộp")
def unit_plans_to_file(*, on, person=None):
    """Officers whose unit has not sent its plan, or must correct a returned one.

    A plan that waits for the unit's head is still owed by the unit: it stays in the summary of the leads, who must not
    learn where inside the unit it lies, but nobody is asked here; the head is asked by `unit_plans_to_confirm`.
    """
    plans = _open_plans(OPEN, on=on, person=person)
    unit_ids = [p.unit_id for p in plans]
    officers, heads = people_with(Role.OFFICER, unit_ids, on), people_with(Role.HEAD, unit_ids, on)
    leads = tuple(leads_ids(on)) if plans else ()
    for plan in plans:
        returned, waits = plan.state == S.RETURNED, plan.state == S.AWAITING
        yield Duty(
            key=duty_key(plan),
            kind="plans.unit-plan",
            title=f"{'Sửa kế hoạch bị trả lại' if returned else 'Kế hoạch thi đua, khen thưởng'} năm {plan.round.year}",
            due_on=plan.due_on,
            before=plan.deadline.before,
            people=() if waits else tuple(officers.get(plan.unit_id) or heads.get(plan.unit_id, ())),
            heads=() if waits else tuple(heads.get(plan.unit_id, ())),
            leads=leads,
            url=plan.get_absolute_url(),
            unit=plan.unit,
            detail=plan.returned_reason if returned else "",
            board=board_url(plan.round.year, "chua-gui"),
        )


@provides("plans.unit-plan-confirm", "Kế hoạch đơn vị chờ thủ trưởng xác nhận")
def unit_plans_to_confirm(*, on, person=None):
    """Heads with a plan on their desk."""
    plans = _open_plans({S.AWAITING}, on=on, person=person)
    heads = people_with(Role.HEAD, [p.unit_id for p in plans], on)
    for plan in plans:
        yield Duty(
            key=f"plans.unit-plan-confirm:{plan.round.year}:{plan.unit_id}",
            kind="plans.unit-plan-confirm",
            title=f"Xác nhận kế hoạch thi đua, khen thưởng năm {plan.round.year}",
            due_on=plan.due_on,
            before=plan.deadline.before,
            people=tuple(heads.get(plan.unit_id, ())),
            url=plan.get_absolute_url(),
            unit=plan.unit,
        )


# A queue stands on the desk; only what is late is worth a message, once, and the lead hears when it stays so.
REVIEW_STEPS = ((Audience.PEOPLE, 1, None), (Audience.LEADS, 7, 7))


@provides("plans.unit-plan-review", "Kế hoạch đơn vị chờ tiếp nhận", delivery="daily", steps=REVIEW_STEPS)
def unit_plans_to_review(*, on, person=None):
    """The standing body answers a filed plan within three working days."""
    people, leads = tuple(standing_body_ids(on)), tuple(leads_ids(on))
    if person is not None and getattr(person, "pk", person) not in people:
        return
    for plan in UnitPlan.objects.in_states({S.FILED}).select_related("unit", "round").in_order():
        filed_on = timezone.localdate(plan.filed_at)
        yield Duty(
            key=f"plans.unit-plan-review:{plan.pk}:{filed_on:%Y%m%d}:{plan.returned_count}",
            kind="plans.unit-plan-review",
            title=f"Tiếp nhận kế hoạch năm {plan.round.year}",
            due_on=add_working_days(filed_on, REVIEW_WORKING_DAYS),
            people=people,
            leads=leads,
            url=plan.get_absolute_url(),
            unit=plan.unit,
            board=board_url(plan.round.year, "da-nop"),
        )
