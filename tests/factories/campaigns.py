"""A campaign of the province with indicators of every sort, launched; what registrations and reports share."""

import datetime
from decimal import Decimal

from campaigns.enums import CampaignKind, CampaignMethod, CampaignScope, CampaignState, Launcher, Standing
from campaigns.models import Campaign, CampaignIndicator
from core.text import fold, sort_key
from plans.services import filings as steps
from tests.factories import unit_plans as plans

moment = plans.moment
NAME = "Chung sức xây dựng nông thôn mới"
INDICATORS = (  # label, measure, kind, direction, roll-up
    ("Số xã đạt chuẩn", "xã", "integer", "up", "sum"),
    ("Tiền vận động", "triệu đồng", "decimal", "up", "sum"),
    ("Tỷ lệ hộ nghèo", "%", "percent", "down", "none"),
    ("Mô hình nổi bật", "", "text", "up", "none"),
    ("Số vụ vi phạm", "vụ", "integer", "down", "sum"),
)


def campaign(name=NAME, *, state=CampaignState.LAUNCHED, indicators=INDICATORS, **fields):
    """One of the province, from 1/1/2021 to 31/12/2025."""
    values = {
        "kind": CampaignKind.MOVEMENT,
        "method": CampaignMethod.THEMATIC,
        "scope": CampaignScope.PROVINCE,
        "launcher": Launcher.PROVINCE,
        "launched_by": "Chủ tịch UBND tỉnh",
        "launched_on": datetime.date(2021, 1, 4),
        "starts_on": datetime.date(2021, 1, 1),
        "ends_on": datetime.date(2025, 12, 31),
        "name_standing": Standing.VERIFIED,
        "launch_standing": Standing.VERIFIED,
        "folded": fold(name),
        "sort_key": sort_key(name),
        "updated_at": moment(4, month=1, year=2021),
    }
    made = Campaign.objects.create(name=name, state=state, **values | fields)
    CampaignIndicator.objects.bulk_create(
        CampaignIndicator(
            campaign=made, position=place, label=label, measure=measure, kind=kind, direction=way, roll_up=roll_up
        )
        for place, (label, measure, kind, way, roll_up) in enumerate(indicators, 1)
    )
    return made


def the_campaign():
    """The one of most proofs, made when first asked for."""
    return Campaign.objects.filter(name=NAME).first() or campaign()


def figures(of, numbers, text=""):
    """Rows as `save_draft` takes them: the numbers of the indicators in order (None leaves one out), then the words."""
    indicators = list(of.indicators.order_by("position"))
    numeric = [one for one in indicators if one.kind != "text"]
    rows = [
        {"indicator_id": one.pk, "number": Decimal(str(number)), "text": "", "note": ""}
        for one, number in zip(numeric, numbers, strict=False)
        if number is not None
    ]
    if text:
        words = next(one for one in indicators if one.kind == "text")
        rows.append({"indicator_id": words.pk, "number": None, "text": text, "note": ""})
    return rows


def walk(filing, state, draft, *, by, head, staff):
    """The filing in one of the six states."""
    if state == "missing":
        return filing
    draft(filing, by=by)
    if state == "draft":
        return filing
    steps.submit(filing, by=by, at=moment(2))
    if state == "awaiting":
        return filing
    steps.confirm(filing, by=head, at=moment(2))
    if state == "returned":
        steps.give_back(filing, reason="Thiếu chỉ tiêu", by=staff, at=moment(3))
    if state == "accepted":
        steps.accept(filing, by=staff, at=moment(3))
    return filing
