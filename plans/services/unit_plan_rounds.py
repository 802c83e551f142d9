"""What the standing body does with a whole round: open it, move its deadline, remind those who owe."""

import dataclasses

from django.db import IntegrityError, transaction

from core import journal
from core.errors import Refused
from plans.enums import PlanState
from plans.models.unit_plans import OPEN, Extension, UnitPlan, UnitPlanReminder, UnitPlanRound
from plans.notices import unit_plans as notices
from plans.permissions.unit_plans import can_review

journal.name_acts(
    {
        "plans.unit-plan-open": "Mở đợt nộp kế hoạch đơn vị",
        "plans.unit-plan-extend": "Gia hạn nộp kế hoạch đơn vị",
        "plans.unit-plan-remind": "Nhắc nộp kế hoạch đơn vị",
    }
)


def _only_reviewers(by):
    if not can_review(by):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng được làm việc này.")


@transaction.atomic
def open_round(plan, duty, units, *, by, at, opens_on=None):
    """Open the round a duty of the annual plan asks for: one missing plan per owing unit.

    Safe to repeat: an existing round and existing plans stay as they are, only new units are added. Nobody is told
    here; the reminders begin with the next day of the schedule. Returns the round.
    """
    _only_reviewers(by)
    if plan.state == PlanState.DRAFT:
        raise Refused("Kế hoạch của tỉnh chưa ban hành nên chưa mở được đợt nộp. Hãy ban hành kế hoạch trước.")
    collected, _ = UnitPlanRound.objects.get_or_create(
        year=plan.year,
        defaults={
            "plan": plan,
            "duty": duty,
            "title": f"Kế hoạch thi đua, khen thưởng năm {plan.year} của các đơn vị",
            "section": duty.section,
            "due_date": duty.due_date,
            "before": duty.before,
            "opens_on": opens_on or plan.signed_on or duty.due_date,
            "opened_by": by,
            "opened_at": at,
        },
    )
    have = set(collected.unit_plans.values_list("unit_id", flat=True))
    UnitPlan.objects.bulk_create(
        [
            UnitPlan(round=collected, unit=unit, due_on=collected.deadline.last_day, updated_at=at)
            for unit in units
            if unit.pk not in have
        ]
    )
    added = sum(unit.pk not in have for unit in units)
    if added:
        journal.record("plans.unit-plan-open", by=by, at=at, subject=collected, detail={"units": added})
    return collected


@transaction.atomic
def extend(collected, *, unit, new_due_on, reason, by, at):
    """Move the last good day for one unit, or for all when `unit` is None, and tell those who have not filed.

    A unit that already has a later day of its own keeps it. Reminders follow the new day by themselves, because their
    key carries it. Returns the Extension.
    """
    _only_reviewers(by)
    if not reason.strip():
        raise Refused("Cần nêu lý do gia hạn.")
    plans = collected.unit_plans.filter(due_on__lt=new_due_on)
    if unit is not None:
        plans = plans.filter(unit=unit)
        old = collected.unit_plans.filter(unit=unit).values_list("due_on", flat=True).first()
        if old is None:
            raise Refused("Đơn vị này không thuộc đợt nộp.")
    else:
        old = collected.deadline.last_day
    if new_due_on <= old:
        raise Refused(f"Hạn mới phải sau hạn hiện nay, ngày {old:%d/%m/%Y}.")
    concerned = list(plans.filter(state__in=OPEN).select_related("unit", "round").order_by("pk"))
    made = Extension.objects.create(
        round=collected, unit=unit, old_due_on=old, new_due_on=new_due_on, reason=reason.strip(), by=by, at=at
    )
    if unit is None:
        UnitPlanRound.objects.filter(pk=collected.pk).update(due_date=new_due_on, before=False)
        collected.due_date, collected.before = new_due_on, False
    plans.update(due_on=new_due_on)
    for unit_plan in concerned:
        unit_plan.due_on, unit_plan.round = new_due_on, collected
    notices.extended(concerned, made, by=by, at=at)
    detail = {"unit": str(unit) if unit else "", "from": old, "to": new_due_on, "reason": made.reason}
    journal.record("plans.unit-plan-extend", by=by, at=at, subject=collected, detail=detail)
    return made


@dataclasses.dataclass(frozen=True, slots=True)
class Reminded:
    """What a reminder by hand did, or would do: rows (plan, people) to be told, and rows (plan, why not) skipped."""

    sent: tuple
    skipped: tuple


def plan_reminders(plans, *, on):
    """Who would be told about which plan today; nothing is sent. The preview shows exactly this."""
    plans = list(plans)
    people = notices.people_to_remind(plans, on=on)
    today = set(UnitPlanReminder.objects.filter(unit_plan__in=plans, day=on).values_list("unit_plan_id", flat=True))
    sent, skipped = [], []
    for unit_plan in plans:
        if unit_plan.state not in OPEN:
            skipped.append((unit_plan, "đã gửi kế hoạch"))
        elif unit_plan.pk in today:
            skipped.append((unit_plan, "hôm nay đã nhắc"))
        elif not people[unit_plan.pk]:
            skipped.append((unit_plan, "chưa có cán bộ thi đua hoặc thủ trưởng"))
        else:
            sent.append((unit_plan, people[unit_plan.pk]))
    return Reminded(tuple(sent), tuple(skipped))


@transaction.atomic
def remind(plans, *, by, at, on):
    """Remind the people of these plans by hand; a person gets at most one such message per plan and day."""
    _only_reviewers(by)
    planned = plan_reminders(plans, on=on)
    sent, skipped = [], list(planned.skipped)
    for unit_plan, people in planned.sent:
        try:
            with transaction.atomic():
                UnitPlanReminder.objects.create(unit_plan=unit_plan, day=on, by=by, at=at)
        except IntegrityError:
            skipped.append((unit_plan, "hôm nay đã nhắc"))
            continue
        notices.reminded(unit_plan, people, on=on, at=at)
        sent.append((unit_plan, people))
    if sent:
        detail = {"units": [str(unit_plan.unit) for unit_plan, _ in sent]}
        journal.record("plans.unit-plan-remind", by=by, at=at, subject=sent[0][0].round, detail=detail)
    return Reminded(tuple(sent), tuple(skipped))
