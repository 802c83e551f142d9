"""A campaign in which ever more units take part, and ever more campaigns in which the department does."""

import datetime

from campaigns.models import (
    CampaignReport,
    CampaignReportComment,
    RegisteredTarget,
    Registration,
    RegistrationComment,
    RegistrationRound,
    ReportCandidate,
    ReportedFigure,
    ResultRound,
)
from plans.enums import FilingState
from tests.factories import campaign_reports, registrations
from tests.factories import campaigns as make
from units.models import Unit

NOW = make.moment(8)
STATES = list(FilingState)


def begin(world):
    """The department's own registration and report, returned for correction."""
    found = []
    for factory in (registrations, campaign_reports):
        factory.season(world)
        filing = factory.filing_of(world.stp)
        found.append(factory.in_state(filing, "returned", by=world.lan, head=world.binh, staff=world.hanh))
    return found


def grow(world, own_registration, own_report, start, stop):
    """Rows number `start` to `stop`, for the units below the department that are not asked yet."""
    numbers = range(start, stop)
    for own, model, comment in (
        (own_registration, Registration, RegistrationComment),
        (own_report, CampaignReport, CampaignReportComment),
    ):
        asked = model.objects.filter(round=own.round).values("unit")
        units = list(Unit.objects.filter(parent=world.stp).exclude(pk__in=asked).order_by("pk"))
        made = model.objects.bulk_create(_filing(model, own.round, unit, STATES[n % 6]) for n, unit in enumerate(units))
        _say(own, [one for one in made if one.state in (FilingState.FILED, FilingState.ACCEPTED)])
        comment.objects.bulk_create(comment(filing=own, text=f"Ý kiến {n}", by=world.lan, at=NOW) for n in numbers)
    others = [make.campaign(f"Phong trào số {n}", indicators=()) for n in numbers]
    due = {"due_date": datetime.date(2022, 6, 20), "opens_on": datetime.date(2022, 6, 1)}
    shared = due | {"year": 2022, "opened_by": world.hanh, "opened_at": NOW, "title": "Đợt"}
    first = RegistrationRound.objects.bulk_create(RegistrationRound(campaign=one, **shared) for one in others)
    period = {"period_from": datetime.date(2022, 1, 1), "period_to": datetime.date(2022, 5, 31), "kind": "period"}
    second = ResultRound.objects.bulk_create(ResultRound(campaign=one, **period, **shared) for one in others)
    for model, rounds in ((Registration, first), (CampaignReport, second)):
        model.objects.bulk_create(_filing(model, one, world.stp, FilingState.ACCEPTED) for one in rounds)


def _filing(model, collected, unit, state):
    filed = state in (FilingState.FILED, FilingState.ACCEPTED, FilingState.RETURNED)
    moments = {"first_filed_at": NOW, "filed_at": NOW} if filed else {}
    return model(
        round=collected,
        unit=unit,
        state=state,
        due_on=collected.deadline.last_day,
        updated_at=NOW,
        version=1,
        **moments,
    )


def _say(own, sent):
    numeric = [one for one in own.round.campaign.indicators.all() if one.kind != "text"]
    if isinstance(own, Registration):
        RegisteredTarget.objects.bulk_create(
            RegisteredTarget(registration=one, indicator=indicator, number=5) for one in sent for indicator in numeric
        )
        return
    ReportedFigure.objects.bulk_create(
        ReportedFigure(report=one, indicator=indicator, number=4) for one in sent for indicator in numeric
    )
    ReportCandidate.objects.bulk_create(
        ReportCandidate(report=one, position=1, object="person", name="Người", achievement="Gương mẫu") for one in sent
    )
