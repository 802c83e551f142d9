"""Whom closed campaigns named as best: what the award rooms will read. Nothing here grants anything."""

from campaigns.enums import CampaignState
from campaigns.models import CampaignHonour


def honours_for_awards(year):
    """The honours of campaigns closed in the year, with campaign and unit: by closing day, then in the order named."""
    closed = CampaignHonour.objects.filter(campaign__state=CampaignState.CLOSED, campaign__closed_on__year=year)
    return closed.select_related("campaign", "unit").order_by("campaign__closed_on", "campaign_id", "position", "pk")
