"""Cross scores: what one member gave, and for readers of every unit's work all of them with what stands out."""

import hashlib

from clusters.models import CrossScore
from clusters.queries.members import rows
from clusters.rules import crosses as rules
from clusters.rules.scoring import shown


def base_of(table):
    """The most points one may give: the sum of the maxima of the base. groups and criteria are read in one query."""
    maxima = [c.maximum for g in table.groups.prefetch_related("criteria") for c in g.criteria.all() if not c.is_extra]
    return sum(maxima)


def takers_of(giver, members, *, on):
    """[(membership id, name)] of the other members staying, in the order of seats."""
    others = [m for m in members if m.left_on is None and m.pk != giver.pk]
    return [(row.membership.pk, row.name) for row in rows(sorted(others, key=lambda m: (m.seat, m.pk)), on=on)]


def given_by(giver):
    """dict taker id → CrossScore."""
    return {score.taker_id: score for score in CrossScore.objects.filter(giver=giver).order_by("pk")}


def stamp_of(given):
    """A short mark of what was given: it differs when anybody of the member saved meanwhile."""
    told = "|".join(f"{pk}:{shown(one.points)}:{one.comment}" for pk, one in sorted(given.items()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def overview(year, members, base, *, on):
    """(names, lines, outliers, favours) of all that was given in the year.

    names: dict membership id → name, in the order of seats. lines: [(giver id, name, [score or None per name])].
    """
    staying = [m for m in sorted(members, key=lambda m: (m.seat, m.pk)) if m.left_on is None]
    names = {row.membership.pk: row.name for row in rows(staying, on=on)}
    scores = CrossScore.objects.filter(year=year, giver__in=list(names), taker__in=list(names)).order_by("pk")
    found = {(score.giver_id, score.taker_id): score for score in scores}
    given = {pair: score.points for pair, score in found.items()}
    lines = [(giver, name, [found.get((giver, taker)) for taker in names]) for giver, name in names.items()]
    return names, lines, rules.outliers(given, base), rules.favours(given, base)
