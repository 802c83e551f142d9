"""Registration for a campaign, in every state, reached through the services."""

import datetime

from campaigns.models import Registration
from campaigns.services import rounds
from plans.services import filings as steps
from tests.factories import campaigns as make

moment = make.moment
NUMBERS = (4, "120.5", "4.2", 10)


def season(world, *units, year=2022, campaign=None):
    """The year's round for these units (Sở Tư pháp and Sở Y tế when none is named), opened by staff."""
    return rounds.open_registrations(
        campaign or make.the_campaign(),
        list(units) or [world.stp, world.syt],
        year=year,
        due_date=datetime.date(year, 3, 15),
        before=True,
        opens_on=datetime.date(year, 2, 1),
        by=world.hanh,
        at=moment(1, month=2, year=year),
    )


def filing_of(unit, year=2022):
    return Registration.objects.named().get(unit=unit, round__year=year)


def draft(registration, *, by, at=None, numbers=NUMBERS, text="", measures="Giao chỉ tiêu cho từng phòng"):
    values = {"targets": make.figures(registration.round.campaign, numbers, text), "measures": measures}
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
    return make.walk(registration, state, draft, by=by, head=head, staff=staff)
