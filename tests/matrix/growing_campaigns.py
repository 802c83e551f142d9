"""Campaigns with `count` of everything their pages show: campaigns in each state, indicators, those who answer, the best."""

import datetime

from campaigns.enums import CampaignMethod, CampaignScope, CampaignState, Launcher
from campaigns.models import Campaign, CampaignHonour, CampaignIndicator, CampaignSummary
from core import documents
from core.models import IssuedDocument
from core.text import fold, sort_key
from tests.campaigns import campaigns as make

NOW = make.moment(8)
STATES = (CampaignState.LAUNCHED, CampaignState.REVIEWED, CampaignState.CLOSED, CampaignState.DRAFT)


def begin(world):
    """The campaign whose pages are asked, run by the province, with something of everything."""
    campaign = make.launched(world)
    make.sum_up(campaign, "interim", by=world.hanh)
    return campaign


def grow(world, campaign, task, start, stop):
    """Rows number `start` to `stop`; the task is fulfilled by all of them. Few end soon, so that few are owed."""
    numbers = range(start, stop)
    made = Campaign.objects.bulk_create(_campaign(world, campaign, task, n) for n in numbers)
    CampaignIndicator.objects.bulk_create(
        CampaignIndicator(campaign=campaign, position=10 + n, label=f"Chỉ tiêu {n}") for n in numbers
    )
    CampaignHonour.objects.bulk_create(
        CampaignHonour(
            campaign=campaign, position=n, object="person", name=f"Lò Văn {n}", unit=world.stp, achievement="Tốt"
        )
        for n in numbers
    )
    summaries = CampaignSummary.objects.bulk_create(
        CampaignSummary(campaign=campaign, kind="interim", results="Tốt", concluded_at=NOW, updated_at=NOW)
        for _ in numbers
    )
    kind = documents.issuing.ContentType.objects.get_for_model(CampaignSummary)
    IssuedDocument.objects.bulk_create(
        IssuedDocument(
            subject_type=kind, subject_id=summary.pk, title="Báo cáo", organ="UBND", pages=1, issued_by=world.hanh,
            issued_at=NOW,
        )
        for summary in summaries
    )  # fmt: skip
    return made


def _campaign(world, campaign, task, n):
    own = n % 8 == 4
    name = f"Phong trào lớn số {n}"
    return Campaign(
        name=name,
        folded=fold(name),
        sort_key=sort_key(name),
        method=CampaignMethod.REGULAR,
        scope=CampaignScope.UNIT if own else CampaignScope.PROVINCE,
        launcher=Launcher.UNIT if own else Launcher.PROVINCE,
        unit=world.stp if own else None,
        parent=campaign,
        task=task,
        state=STATES[n % len(STATES)],
        starts_on=datetime.date(2022, 1, 1),
        ends_on=datetime.date(2022, 12, 31),
        closed_on=datetime.date(2022, 3, 1) if n % len(STATES) == 2 else None,
        updated_at=NOW,
    )
