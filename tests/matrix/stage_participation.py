"""Registrations for one campaign and reports on it: both departments in the same four states, with marks inside."""

import datetime

from tests.factories import campaign_reports, registrations
from tests.factories import campaigns as make

NAME = "Thi đua của sân khấu"


def build(stage, years, filings):
    """`filings(stage, side, factory, kept, content)` walks one side's filings of the years into their states."""
    campaign = stage.campaign_asked = make.campaign(NAME, starts_on=datetime.date(2019, 1, 1))
    for year in years:
        registrations.season(stage.world, year=year, campaign=campaign)
        campaign_reports.season(stage.world, year=year, campaign=campaign)
    for side in stage.sides.values():
        side.registration_file = filings(
            stage, side, registrations, side.registrations, lambda mark: {"measures": mark}
        )
        side.campaign_report_file = filings(stage, side, campaign_reports, side.campaign_reports, _reported)


def _reported(mark):
    person = {"object": "person", "name": f"Người {mark}", "title": "", "achievement": "Gương mẫu"}
    return {"words": mark, "text": mark, "candidates": [person]}
