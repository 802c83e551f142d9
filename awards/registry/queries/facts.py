"""What the book of awards offers beside a criterion of a score sheet: what the unit itself was given."""

from collections import defaultdict

from awards.law.rules import find
from awards.registry.models import Grant
from clusters.enums import FactKind
from clusters.queries.facts import YEARS_BACK, Fact, offers
from core.words import short_date


@offers(FactKind.AWARDS)
def awards_of_units(user, unit_ids, year, *, on):
    """Awards that stand, given to the units themselves by decisions of the year and the few before, the newest first.

    dict unit id → [Fact] of the lines this reader may see; one query.
    """
    lines = (
        Grant.objects.visible_to(user)
        .standing()
        .filter(
            recipient__body__in=unit_ids,
            decision__decided_on__year__gte=year - YEARS_BACK,
            decision__decided_on__year__lte=year,
        )
    )
    facts = defaultdict(list)
    for line in lines.select_related("decision", "recipient").in_order():
        decision = line.decision
        text = f"{find(line.award).name} ({decision} ngày {short_date(decision.decided_on)})."
        facts[line.recipient.body_id].append(Fact(text, decision.get_absolute_url()))
    return facts
