"""What the global search finds in the book of awards: people, collectives and decisions this reader may see."""

from awards.registry.models import Decision
from awards.registry.queries.recipients import found, shown
from core.search import Hit, searches


@searches("Quyết định khen thưởng", "rubber-stamp")
def decisions(user, folded, limit):
    rows = Decision.objects.visible_to(user).search(folded).in_order()[:limit]
    return [
        Hit(str(one), one.get_absolute_url(), f"{one.decided_on:%d/%m/%Y}, {one.decider}: {one.subject}"[:160])
        for one in rows
    ]


@searches("Người, tập thể được khen", "award")
def recipients(user, folded, limit):
    rows = shown(user, found(user, {"words": folded})[:limit])
    return [
        Hit(
            one.name,
            one.recipient.get_absolute_url(),
            one.place or one.recipient.get_kind_display(),
        )
        for one in rows
    ]
