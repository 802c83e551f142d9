"""A year's target registration, and registrations in every state, reached through the services."""

import datetime

from plans.models import TargetRegistration
from plans.services import filings as steps
from plans.services import targets as services
from tests.factories import unit_plans as plans
from tests.factories.reports import annual_plan

TITLES = (
    {"name": "Tập thể lao động xuất sắc", "object": "collective", "quantity": 2, "note": ""},
    {"name": "Chiến sĩ thi đua cơ sở", "object": "person", "quantity": 5, "note": ""},
)
GOALS = ({"content": "Giảm tỷ lệ hộ nghèo", "measure": "%", "value": "4,5", "due": "Quý IV"},)
moment = plans.moment


def season(world, *units, year=2022):
    """The year's round for these units (Sở Tư pháp and Sở Y tế when none is named), opened by staff."""
    return services.open_round(
        annual_plan(year),
        list(units) or [world.stp, world.syt],
        due_date=datetime.date(year, 3, 15),
        before=True,
        opens_on=datetime.date(year, 2, 1),
        by=world.hanh,
        at=moment(1, month=2, year=year),
    )


def filing_of(unit, year=2022):
    return TargetRegistration.objects.select_related("unit", "round").get(unit=unit, round__year=year)


def draft(registration, *, by, at=None, titles=TITLES, goals=GOALS):
    values = {"titles": titles, "goals": goals}
    steps.save_draft(registration, version=registration.version, values=values, by=by, at=at or moment(2))
    return registration


def awaiting(registration, *, by, at=None, **values):
    draft(registration, by=by, at=at, **values)
    steps.submit(registration, by=by, at=at or moment(2))
    return registration


def filed(registration, *, by, head, at=None, **values):
    awaiting(registration, by=by, at=at, **values)
    steps.confirm(registration, by=head, at=at or moment(2))
    return registration


def in_state(registration, state, *, by, head, staff):
    """The registration in one of the six states."""
    if state == "missing":
        return registration
    if state in ("draft", "awaiting"):
        return {"draft": draft, "awaiting": awaiting}[state](registration, by=by)
    filed(registration, by=by, head=head)
    if state == "returned":
        steps.give_back(registration, reason="Thiếu chỉ tiêu", by=staff, at=moment(3))
    if state == "accepted":
        steps.accept(registration, by=staff, at=moment(3))
    return registration
