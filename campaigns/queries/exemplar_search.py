"""Exemplars for the global search: the visible ones, by what every reader of them may know."""

from campaigns.models import Exemplar
from core.search import Hit, searches


@searches("Điển hình tiên tiến", "user-check")
def exemplars(user, folded, limit):
    found = Exemplar.objects.visible_to(user).search(folded).select_related("unit").in_order()[:limit]
    return [
        Hit(
            exemplar.name,
            exemplar.get_absolute_url(),
            f"{exemplar.get_object_display()}, {exemplar.unit.label}, {exemplar.get_state_display().lower()}",
        )
        for exemplar in found
    ]
