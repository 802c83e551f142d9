"""Filings in the global search: found by the unit's name and the year, never by the words of a draft."""

from functools import reduce
from operator import or_

from django.db.models import Q

from core.search import Hit, searches
from plans.permissions.filings import is_inside


def provide_search(kind, label, icon, *, general, also=()):
    """Register the search of one kind. general: folded words said of every filing of it; also: further folded fields
    its words may stand in, besides the unit's name."""
    fields = [f"{field}__contains" for field in ("unit__folded", *also)]

    @searches(label, icon)
    def find(user, folded, limit):
        """The newest years first, within what the person may see."""
        found = kind.model.objects.visible_to(user).named()
        for word in folded.split():
            if word.isdigit() and len(word) == 4:
                found = found.for_year(int(word))
            elif word not in general:
                found = found.filter(reduce(or_, (Q(**{field: word}) for field in fields)))
        hits = []
        for filing in found.order_by("-round__year", "unit__position", "unit__sort_key", "pk")[:limit]:
            state = filing.get_state_display() if is_inside(user, filing) else filing.outside_label
            what = filing.what[0].upper() + filing.what[1:]
            hits.append(Hit(f"{what}, {filing.unit.label}", filing.get_absolute_url(), state))
        return hits

    return find
