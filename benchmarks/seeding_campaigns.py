"""Campaigns in which every owing unit registers and reports each half year. Bulk rows, no services."""

import datetime

from django.core.management import call_command
from django.utils import timezone

from benchmarks.seeding import filings
from campaigns.enums import RoundKind
from campaigns.models import (
    Campaign,
    CampaignIndicator,
    CampaignReport,
    RegisteredTarget,
    Registration,
    RegistrationRound,
    ReportedFigure,
    ResultRound,
)
from plans.enums import IndicatorKind

ASKING = 6  # of the catalogue's campaigns ask units
INDICATORS = 8


def seed(units, staff):
    """Load the catalogue, and rounds of registration and report for some of it; returns the first of those."""
    call_command("load_campaigns", verbosity=0)
    asking = list(Campaign.objects.order_by("pk")[:ASKING])
    CampaignIndicator.objects.filter(campaign__in=asking).delete()
    indicators = CampaignIndicator.objects.bulk_create(
        CampaignIndicator(campaign=one, position=n, label=f"Chỉ tiêu {n}", measure="%", kind=IndicatorKind.DECIMAL)
        for one in asking
        for n in range(1, INDICATORS + 1)
    )
    day, at = datetime.date(2022, 3, 20), timezone.now()
    shared = {"due_date": day, "opens_on": datetime.date(2022, 2, 1), "opened_by": staff, "opened_at": at, "year": 2022}
    for campaign in asking:
        mine = [one for one in indicators if one.campaign_id == campaign.pk]
        registering = RegistrationRound.objects.create(campaign=campaign, title="Đăng ký", **shared)
        RegisteredTarget.objects.bulk_create(
            (
                RegisteredTarget(registration=filing, indicator=indicator, number=90)
                for filing in filings(Registration, registering, units)
                for indicator in mine
            ),
            batch_size=2000,
        )
        reporting = ResultRound.objects.create(
            campaign=campaign,
            title="Báo cáo",
            kind=RoundKind.PERIOD,
            period_from=datetime.date(2022, 1, 1),
            period_to=datetime.date(2022, 2, 28),
            **shared,
        )
        ReportedFigure.objects.bulk_create(
            (
                ReportedFigure(report=filing, indicator=indicator, number=80)
                for filing in filings(CampaignReport, reporting, units)
                for indicator in mine
            ),
            batch_size=2000,
        )
    return asking[0]
