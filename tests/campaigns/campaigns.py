"""Campaigns in every state, reached through the services as people reach them."""

import datetime

from django.utils import timezone

from campaigns.enums import CampaignMethod, Launcher
from campaigns.services import campaigns as services

DAY = datetime.date
NAME = "Thi đua xây dựng cơ quan văn hóa"
PARTS = ("results", "effects", "limits", "causes", "lessons")


def moment(day, hour=9, *, month=3, year=2022):
    """A local moment of March 2022, unless said otherwise."""
    return timezone.make_aware(datetime.datetime(year, month, day, hour))


HELD = DAY(2022, 3, 4)
TOTAL = {"label": "Số mô hình mới", "measure": "mô hình", "kind": "integer", "direction": "up", "target": 12,
         "roll_up": "sum"}  # fmt: skip


def written(**changes):
    """What a complete campaign of the province says."""
    return {
        "name": NAME,
        "method": CampaignMethod.THEMATIC,
        "launcher": Launcher.PROVINCE,
        "launched_by": "UBND tỉnh Điện Biên",
        "launch_paper": "Kế hoạch 45/KH-UBND ngày 01/3/2022",
        "starts_on": DAY(2022, 3, 1),
        "ends_on": DAY(2025, 12, 31),
        "goals": "- Mỗi cơ quan có một mô hình",
        "criteria_collective": "- Thực hiện quy chế",
        "criteria_person": "- Chấp hành kỷ luật",
        "indicators": [TOTAL],
    } | changes


def draft(world, **changes):
    return services.create_campaign(by=world.hanh, at=moment(1), **written(**changes))


def own_draft(world, unit, officer, **changes):
    """A unit's own, drafted by its officer."""
    values = written(unit=unit, **{"name": f"Thi đua của {unit}"} | changes)
    for name in ("launcher", "launched_by"):
        values.pop(name)
    return services.create_campaign(by=officer, at=moment(1), launcher=Launcher.UNIT, **values)


def launched(world, **changes):
    campaign = draft(world, **changes)
    services.take_campaign_step(campaign, "launch", by=world.thang, at=moment(2))
    return campaign


def own_launched(world, unit, officer, head, **changes):
    campaign = own_draft(world, unit, officer, **changes)
    services.take_campaign_step(campaign, "launch", by=head, at=moment(2))
    return campaign


def sum_up(campaign, kind, *, by, held_on=HELD, at=None, **changes):
    """The words of a sơ kết (interim) or tổng kết (final), not yet concluded."""
    values = {name: f"Phần {name}" for name in PARTS} | {"held_on": held_on} | changes
    saved = campaign.summaries.filter(kind=kind, concluded_at=None).first()
    version = saved.version if saved else 0
    return services.save_summary(campaign, kind, version=version, by=by, at=at or moment(5), **values)


def closed(world, *, honours=(), **changes):
    campaign = launched(world, **changes)
    sum_up(campaign, "final", by=world.hanh)
    if honours:
        services.name_honours(campaign, version=campaign.version, rows=honours, by=world.hanh, at=moment(5))
    services.take_campaign_step(campaign, "close", by=world.thang, at=moment(6))
    return campaign


def honour(unit, name="Phòng Bổ trợ tư pháp", **changes):
    return {
        "object": "collective", "name": name, "title": "", "unit": unit, "achievement": "Ba mô hình hay", "source": None,
    } | changes  # fmt: skip
