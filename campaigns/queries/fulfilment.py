"""The campaigns that fulfil a task of the plan, for the page of that task (seed row I.2)."""

from campaigns.models import Campaign
from plans.queries.fulfilment import Fulfilment, fulfils


@fulfils("Phong trào")
def campaigns(task, user):
    found = Campaign.objects.visible_to(user).filter(task=task).in_order()
    return [Fulfilment(each.name, each.get_absolute_url(), each.get_state_display()) for each in found]
