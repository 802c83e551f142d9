"""Campaigns on the stage: the province's own, running and as a draft, and each department's own in both states."""

import datetime

from campaigns.models import Registration
from campaigns.services import campaigns as services
from campaigns.services import rounds
from core import files
from tests.campaigns import campaigns as make
from tests.core import uploads
from tests.factories import registrations, units
from units.enums import UnitKind

DAY = datetime.date


def build(stage):
    world = stage.world
    stage.campaign_draft = make.draft(world, name="Phong trào DỰ-THẢO-8804")
    stage.campaign = make.launched(world)
    make.sum_up(stage.campaign, "interim", by=world.hanh)
    services.take_campaign_step(stage.campaign, "review", by=world.thang, at=make.moment(6))
    stage.campaign_summary = stage.campaign.summaries.get()
    make.sum_up(stage.campaign, "final", by=world.hanh, results="Kết quả DỰ-THẢO-8804")
    files.store(uploads.upload("phong-trao.pdf", uploads.pdf()), owner=stage.campaign, by=world.hanh, at=make.moment(6))
    for side in stage.sides.values():
        who = (world, side.unit, side.officer)
        side.own_campaign_draft = make.own_draft(*who, name=f"Thi đua {side.draft_mark}")
        side.own_campaign = make.own_launched(*who, side.head, name=f"Thi đua {side.mark}", ends_on=DAY(2022, 3, 31))
        side.own_campaign_handed = make.own_draft(*who, name=f"Thi đua trình {side.draft_mark}")
        services.take_campaign_step(side.own_campaign_handed, "hand-up", by=side.officer, at=make.moment(6))
        _asked_of_a_division(side)
        make.sum_up(side.own_campaign, "interim", by=side.officer, results=side.draft_mark)
        row = make.honour(side.unit, side.mark)
        services.name_honours(
            side.own_campaign, version=side.own_campaign.version, rows=[row], by=side.head, at=make.moment(6)
        )
        side.own_campaign_file = files.store(
            uploads.upload("rieng.pdf", uploads.pdf()), owner=side.own_campaign, by=side.officer, at=make.moment(6)
        )


def _asked_of_a_division(side):
    """A division below the department files its registration in the department's own campaign."""
    ((division, officer, head),) = units.staffed(side.unit, 1, UnitKind.DIVISION)
    side.own_round = rounds.open_registrations(
        side.own_campaign, [division], year=2022, due_date=DAY(2022, 3, 31), before=False, opens_on=DAY(2022, 3, 1),
        by=side.head, at=make.moment(6),
    )  # fmt: skip
    filing = Registration.objects.named().get(round=side.own_round)
    side.own_filed = registrations.filed(
        filing, by=officer, head=head, at=make.moment(6), numbers=(), measures=side.mark
    )
