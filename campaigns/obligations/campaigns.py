"""What a running campaign asks of whoever runs it: the sơ kết by the day that was set, the tổng kết when its time is over."""

import datetime

from django.utils import timezone

from campaigns.enums import CampaignState
from campaigns.models import Campaign
from core.days import add_working_days
from core.models import Transition
from core.models.notices import Audience
from core.obligations import Duty, provides
from units.enums import Role
from units.queries import people_with, standing_body_ids

LOOK_WORKING_DAYS = 3  # the product's own measure: a head answers a draft within three working days
AHEAD = datetime.timedelta(days=31)  # a closing is prepared in the last month, not years before


@provides("campaigns.review", "Sơ kết phong trào")
def reviews(*, on, person=None):
    """Running campaigns with a day for the sơ kết that is not concluded yet; due on that day."""
    owed = Campaign.objects.running().filter(review_due_on__isnull=False)
    yield from _duties(owed, "campaigns.review", "Sơ kết", "review_due_on", on=on, person=person)


@provides("campaigns.close", "Tổng kết phong trào")
def closings(*, on, person=None):
    """Running campaigns whose last day is over or within a month; due on the last day, for no paper sets another."""
    owed = Campaign.objects.running().filter(ends_on__lte=on + AHEAD)
    yield from _duties(owed, "campaigns.close", "Tổng kết", "ends_on", on=on, person=person)


@provides("campaigns.look", "Dự thảo phong trào chờ thủ trưởng", steps=((Audience.PEOPLE, 1, 7),), discreet=True)
def drafts_to_look_at(*, on, person=None):
    """A unit's draft that its officer handed to the head, until it is launched or handed back. The unit's own affair."""
    person_id = getattr(person, "pk", person)
    found = list(Campaign.objects.filter(state=CampaignState.AWAITING).select_related("unit").order_by("pk"))
    if not found:
        return
    heads = people_with(Role.HEAD, {campaign.unit_id for campaign in found}, on)
    for campaign in found:
        people = tuple(heads[campaign.unit_id])
        if person_id is not None and person_id not in people:
            continue
        handed = Transition.objects.of(campaign).filter(action="hand-up").values_list("at", flat=True).first()
        yield Duty(
            key=f"campaigns.look:{campaign.pk}:{handed:%Y%m%d%H%M%S}",
            kind="campaigns.look",
            title="Xem, phát động phong trào của đơn vị",
            due_on=add_working_days(timezone.localdate(handed), LOOK_WORKING_DAYS),
            people=people,
            url=campaign.get_absolute_url(),
            unit=campaign.unit,
            detail=campaign.name,
        )


def _duties(campaigns, kind, word, day, *, on, person):
    """The standing body's, and each unit's own for its officer, with its head told when it grows late."""
    person_id = getattr(person, "pk", person)
    found = list(campaigns.select_related("unit").order_by(day, "pk"))
    if not found:
        return
    staff = tuple(standing_body_ids(on))
    units = {campaign.unit_id for campaign in found if campaign.unit_id}
    officers, heads = ({}, {}) if not units else (people_with(role, units, on) for role in (Role.OFFICER, Role.HEAD))
    for campaign in found:
        people = tuple(officers[campaign.unit_id] or heads[campaign.unit_id]) if campaign.unit_id else staff
        if person_id is not None and person_id not in people:
            continue
        yield Duty(
            key=f"{kind}:{campaign.pk}",
            kind=kind,
            # titles leave by mail: a unit's own campaign is named in the detail only
            title=f"{word} phong trào của đơn vị" if campaign.unit_id else f"{word}: {campaign.name}",
            due_on=getattr(campaign, day),
            people=people,
            heads=tuple(heads[campaign.unit_id]) if campaign.unit_id else (),
            url=campaign.get_absolute_url(),
            unit=campaign.unit or "",
            detail=campaign.name if campaign.unit_id else campaign.get_kind_display(),
        )
