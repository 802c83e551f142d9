"""Opening a year's registration and drafting one. Steps, files and comments are those of every filing."""

from django.db import transaction

from core.errors import Refused
from plans.enums import PlanState
from plans.models.targets import TargetGoal, TargetRegistration, TargetRound, TargetTitle
from plans.queries.targets import TARGETS
from plans.services.filing_rounds import add_units, only_reviewers
from plans.services.filings import check_writable, claim, name_acts

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


@transaction.atomic
def save_registration(registration, *, version, titles, goals, number="", symbol="", signed_on=None, by, at):
    """Save the whole draft: `titles` dicts name, object, quantity, note; `goals` dicts content, measure, value, due.

    Raises Clash when the draft has moved past `version`; then nothing is written.
    """
    check_writable(registration, by)
    claim(registration, version=version, by=by, at=at, number=number, symbol=symbol, signed_on=signed_on)
    registration.titles.all().delete()
    registration.goals.all().delete()
    TargetTitle.objects.bulk_create(
        [TargetTitle(registration=registration, position=n, **row) for n, row in enumerate(titles, 1)]
    )
    TargetGoal.objects.bulk_create(
        [TargetGoal(registration=registration, position=n, **row) for n, row in enumerate(goals, 1)]
    )
