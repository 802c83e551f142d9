"""Opening the year's collection of unit plans. What happens to it later is the same for every round of filings."""

from django.db import transaction

from core.errors import Refused
from plans.enums import PlanState
from plans.models.unit_plans import UnitPlanRound
from plans.queries.unit_plans import UNIT_PLANS
from plans.services.filing_rounds import add_units, only_reviewers
from plans.services.filings import name_acts

name_acts(UNIT_PLANS)


@transaction.atomic
def open_round(plan, duty, units, *, by, at, opens_on=None):
    """Open the round a duty of the annual plan asks for: one missing plan per owing unit.

    Safe to repeat: an existing round and existing plans stay as they are, only new units are added. Nobody is told
    here; the reminders begin with the next day of the schedule. Returns the round.
    """
    only_reviewers(by)
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
    add_units(collected, units, by=by, at=at)
    return collected
