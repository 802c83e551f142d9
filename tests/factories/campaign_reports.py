"""Reports on a campaign, in every state, reached through the services."""

import datetime

from campaigns.enums import RoundKind
from campaigns.models import CampaignReport
from campaigns.services import rounds
from plans.services import filings as steps
from tests.factories import campaigns as make

moment = make.moment
NUMBERS = (3, "150.5", "4.0", 8)
CANDIDATES = (
    {"object": "collective", "name": "Phòng Tổng hợp", "title": "Sở Tư pháp", "achievement": "Dẫn đầu phong trào"},
    {"object": "person", "name": "Lù Văn Pản", "title": "Trưởng bản", "achievement": "Hiến 200 m2 đất làm đường"},
)


def season(world, *units, year=2022, campaign=None, kind=RoundKind.PERIOD):
    """The year's collection for these units (Sở Tư pháp and Sở Y tế when none is named), opened by staff."""
    return rounds.open_reports(
        campaign or make.the_campaign(),
        list(units) or [world.stp, world.syt],
        kind=kind,
        period_from=datetime.date(year, 1, 1),
        period_to=datetime.date(year, 2, 28),
        due_date=datetime.date(year, 3, 15),
        before=True,
        opens_on=datetime.date(year, 3, 1),
        by=world.hanh,
        at=moment(1, year=year),
    )


def filing_of(unit, year=2022):
    return CampaignReport.objects.named().get(unit=unit, round__year=year)


def draft(report, *, by, at=None, numbers=NUMBERS, text="", words="Đã vận động nhân dân", candidates=CANDIDATES):
    values = {
        "figures": make.figures(report.round.campaign, numbers, text),
        "sections": [words, "", "", ""],
        "candidates": list(candidates),
    }
    steps.save_draft(report, version=report.version, values=values, by=by, at=at or moment(2))
    return report


def awaiting(report, *, by, at=None, **values):
    draft(report, by=by, at=at, **values)
    steps.submit(report, by=by, at=at or moment(2))
    return report


def filed(report, *, by, head, at=None, **values):
    awaiting(report, by=by, at=at, **values)
    steps.confirm(report, by=head, at=at or moment(2))
    return report


def in_state(report, state, *, by, head, staff):
    """The report in one of the six states."""
    return make.walk(report, state, draft, by=by, head=head, staff=staff)
