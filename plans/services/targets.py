"""Opening a year's registration, the province's own with it. Drafts and steps are those of every filing."""

from django.db import transaction

from core.errors import Refused
from plans.enums import PlanState
from plans.models.targets import TargetRegistration, TargetRound
from plans.queries.targets import TARGETS
from plans.services.filing_rounds import add_units, only_reviewers
from plans.services.filings import name_acts

name_acts(TARGETS)


@transaction.atomic
def open_round(plan, units, *, due_date, before, opens_on, by, at):
    """Open the year's registration: one missing registration per unit. Safe to repeat: only new units are added."""
    only_reviewers(by)
    if plan.state == PlanState.DRAFT:
        raise Refused("Kế hoạch của tỉnh chưa ban hành nên chưa mở được đợt đăng ký. Hãy ban hành kế hoạch trước.")
    collected, _ = TargetRound.objects.get_or_create(
        year=plan.year,
        defaults={
            "plan": plan,
            "title": f"Đăng ký danh hiệu và chỉ tiêu thi đua năm {plan.year}",
            "due_date": due_date,
            "before": before,
            "opens_on": opens_on,
            "opened_by": by,
            "opened_at": at,
        },
    )
    add_units(collected, units, by=by, at=at)
    return collected


@transaction.atomic
def start_for_province(collected, province, *, by, at):
    """The province's own registration with the Government, one a year; an existing one is given back."""
    only_reviewers(by)
    registration, _ = TargetRegistration.objects.get_or_create(
        round=collected,
        government=True,
        defaults={"unit": province, "due_on": collected.deadline.last_day, "updated_at": at},
    )
    return registration
