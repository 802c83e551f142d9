"""Registrations and reports that wait for this person's answer: the province's for the standing body, a unit's own for it."""

from django.db.models import Q

from campaigns.queries.registrations import REGISTRATIONS
from campaigns.queries.results import CAMPAIGN_REPORTS
from plans.enums import FilingState
from plans.models.filings import UNIT_ROLES
from units.rights import rights_of

KINDS = (REGISTRATIONS, CAMPAIGN_REPORTS)


def answers(user):
    """May something wait for this person? Of officers and heads only those of a unit with a campaign of its own find any."""
    rights = rights_of(user)
    return rights.is_standing_body or rights.holds(*UNIT_ROLES)


def _waiting(kind, user):
    rights = rights_of(user)
    receiver = kind.model.receiver
    mine = Q(**{f"{receiver}__in": rights.unit_ids(*UNIT_ROLES)})
    if rights.is_standing_body:
        mine |= Q(**{f"{receiver}__isnull": True})
    return kind.model.objects.of_units().in_states({FilingState.FILED}).filter(mine)


def waiting_count(user):
    """How many rows `waiting_for` gives, in one query."""
    first, second = (_waiting(kind, user).order_by().values("pk") for kind in KINDS)
    return first.union(second, all=True).count()


def waiting_for(user):
    """All of them, the longest waiting first."""
    found = [filing for kind in KINDS for filing in _waiting(kind, user).named()]
    return sorted(found, key=lambda filing: (filing.filed_at, filing.round_id, filing.pk))
