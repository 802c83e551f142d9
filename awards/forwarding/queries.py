"""Reads of letters to the State level."""

import dataclasses

from django.db.models import Count

from awards.forwarding.enums import ForwardingState
from awards.forwarding.models import Forwarded


@dataclasses.dataclass(frozen=True, slots=True)
class Counted:
    """How many lines share award (a code of the catalogue), kind of recipient, cause, class of person and enterprise."""

    award: str
    kind: str
    cause: str
    person_class: str
    is_enterprise: bool
    count: int


def counted(year):
    """[Counted] over the lines of sent letters dated in that calendar year, whatever the answer; one query.

    Province-wide: only for those who read every unit's work.
    """
    keys = ("award", "kind", "cause", "person_class", "is_enterprise")
    lines = Forwarded.objects.filter(forwarding__state=ForwardingState.SENT, forwarding__dated__year=year)
    rows = lines.order_by().values(*keys).annotate(count=Count("pk")).order_by(*keys)
    return [Counted(**row) for row in rows]
