"""Rounds of registrations or reports over all campaigns, as a person may know of them."""

from django.db.models import Count, Q

from plans.models.filings import SENT


def asked_of(campaign, units):
    """Those of the units that may be asked in the campaign: all below the province; in a unit's own those below it."""
    if campaign.unit_id is None:
        return units.filter(parent__isnull=False)
    return units.filter(path__startswith=campaign.unit.path).exclude(pk=campaign.unit_id)


def rounds_of(kind, user):
    """The rounds in which this person may know of a unit, newest first; and dict round id → (units, how many sent)."""
    mine = kind.model.objects.visible_to(user).of_units().order_by()
    counted = mine.values_list("round").annotate(units=Count("pk"), sent=Count("pk", filter=Q(state__in=SENT)))
    numbers = {pk: (units, sent) for pk, units, sent in counted.order_by("round")}
    return kind.rounds().filter(pk__in=numbers), numbers
