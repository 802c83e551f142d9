"""Unit plans in the global search: found by the unit's name and the year, never by the words of a draft."""

from core.search import Hit, searches
from plans.models.unit_plans import UnitPlan
from plans.permissions.filings import is_inside

GENERAL = frozenset({"ke", "hoach", "nam"})  # “kế hoạch năm 2022 sở tư pháp”: these words are said of every plan


@searches("Kế hoạch đơn vị", "send")
def unit_plans(user, folded, limit):
    """The newest years first, within what the person may see."""
    found = UnitPlan.objects.visible_to(user).select_related("unit", "round")
    for word in folded.split():
        if word.isdigit() and len(word) == 4:
            found = found.for_year(int(word))
        elif word not in GENERAL:
            found = found.filter(unit__folded__contains=word)
    hits = []
    for plan in found.order_by("-round__year", "unit__position", "unit__sort_key", "pk")[:limit]:
        label = plan.get_state_display() if is_inside(user, plan) else plan.outside_state.label
        hits.append(Hit(f"Kế hoạch năm {plan.round.year}, {plan.unit.label}", plan.get_absolute_url(), label))
    return hits
