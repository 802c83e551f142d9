"""Recipients and what was given to them, as far as a reader may see it.

The record knows the latest name, title and workplace, perhaps from a line of another unit. So whoever does not read every
line is shown, and finds, what the lines they may read say.
"""

import dataclasses
import itertools

from awards.registry.models import Grant, GrantChange, Merge, Recipient
from awards.registry.permissions import can_keep, reads_all
from awards.registry.queries.grants import of_unit


@dataclasses.dataclass(slots=True)
class Shown:
    """A recipient as one reader knows them. `honours`: the lines they may see, the newest decision first."""

    recipient: Recipient
    name: str
    title: str
    workplace: str
    unit: object
    is_enterprise: bool
    honours: list

    @property
    def place(self):
        """“Giám đốc, Sở Tư pháp”: what is known of title and workplace, or the unit."""
        where = self.workplace or (self.unit.name if self.unit else "")
        return ", ".join(filter(None, (self.title, where)))


def found(user, wanted):
    """Visible recipients, without merged records, that fit kind, unit (with what lies under it) and words."""
    rows = Recipient.objects.visible_to(user).alive()
    if wanted.get("kind"):
        rows = rows.filter(kind=wanted["kind"])
    lines = Grant.objects.visible_to(user)
    if wanted.get("unit"):
        rows = rows.filter(pk__in=lines.filter(of_unit(wanted["unit"])).values("recipient"))
    words = wanted.get("words", "")
    if words and reads_all(user):
        rows = rows.search(words)
    elif words:  # of the lines alone: what the record says besides is not theirs to find, nor to miss
        rows = rows.filter(pk__in=lines.search(words).values("recipient"))
    return rows.select_related("unit").in_order()


def shown(user, recipients):
    """list of Shown for some recipients, in their order; one statement for all their lines."""
    recipients = list(recipients)
    rows = Grant.objects.visible_to(user).filter(recipient__in=[one.pk for one in recipients])
    rows = rows.select_related("decision", "unit").in_order()
    by_recipient = {one.pk: [] for one in recipients}
    for row in rows:
        by_recipient[row.recipient_id].append(row)
    return [_known(user, one, by_recipient[one.pk]) for one in recipients]


def _known(user, recipient, honours):
    newest = honours[0] if honours else None
    source = recipient if reads_all(user) or newest is None else newest
    return Shown(recipient, source.name, source.title, source.workplace, source.unit, source.is_enterprise, honours)


def by_year(honours):
    """[(year, lines)] of lines that stand in the order of their decisions."""
    groups = itertools.groupby(honours, key=lambda grant: grant.decision.decided_on.year)
    return [(year, list(rows)) for year, rows in groups]


def changes_of(honours):
    """dict line id → its corrections and revocation, the newest first."""
    found = {}
    for change in GrantChange.objects.filter(grant__in=[one.pk for one in honours]).order_by("-at", "-pk"):
        found.setdefault(change.grant_id, []).append(change)
    return found


def merges_into(user, recipient):
    """The merges that made other records part of this one and were not taken back, the newest first.

    Only those that brought a line this reader may see: others speak of somebody known from drafts alone.
    """
    found = Merge.objects.filter(kept=recipient, undone_at=None).select_related("gone", "by").order_by("-at", "-pk")
    if can_keep(user):
        return list(found)
    mine = set(Grant.objects.visible_to(user).filter(recipient=recipient).values_list("pk", flat=True))
    return [trace for trace in found if mine.intersection(trace.grants)]
