"""Filings in the global search: found by the unit's name and the year, never by the words of a draft."""

from core.search import Hit, searches
from plans.permissions.filings import is_inside


def provide_search(kind, label, icon, *, general):
    """Register the search of one kind; `general` are folded words said of every filing of it."""

    @searches(label, icon)
    def find(user, folded, limit):
        """The newest years first, within what the person may see."""
        found = kind.model.objects.visible_to(user).select_related("unit", "round")
        for word in folded.split():
            if word.isdigit() and len(word) == 4:
                found = found.for_year(int(word))
            elif word not in general:
                found = found.filter(unit__folded__contains=word)
        hits = []
        for filing in found.order_by("-round__year", "unit__position", "unit__sort_key", "pk")[:limit]:
            state = filing.get_state_display() if is_inside(user, filing) else filing.outside_label
            what = filing.what[0].upper() + filing.what[1:]
            hits.append(Hit(f"{what}, {filing.unit.label}", filing.get_absolute_url(), state))
        return hits

    return find
