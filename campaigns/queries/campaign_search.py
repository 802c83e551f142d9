"""What the global search finds of campaigns: only those the person may read."""

from campaigns.models import Campaign
from core.search import Hit, searches


@searches("Phong trào thi đua", "send")
def campaigns(user, folded, limit):
    found = Campaign.objects.visible_to(user).search(folded).in_order()
    return [
        Hit(campaign.name, campaign.get_absolute_url(), f"{campaign.get_state_display()}, {campaign.period}")
        for campaign in found[:limit]
    ]
