"""What stands out in cross-scoring: a score far from what the others gave, and two who favour each other. Pure.

The limits are ours, to draw a reader's eye; no rule names them, and nothing is counted by them.
"""

import dataclasses
from fractions import Fraction
from statistics import median

OUTLIER_PERCENT = 10  # of the base: further than this from the middle of what the others gave the same member
FAVOUR_PERCENT = 5  # of the base: each gives the other at least so much more than the middle of the others
OUTLIER_OTHERS = 3  # the middle of fewer others is pulled by a single one of them
FAVOUR_OTHERS = 2  # with fewer there is no middle at all


@dataclasses.dataclass(frozen=True, slots=True)
class Outlier:
    giver: int
    taker: int
    distance: Fraction  # points above (positive) or below the middle of the others


@dataclasses.dataclass(frozen=True, slots=True)
class Favour:
    first: int
    second: int
    to_second: Fraction  # points the first gives the second above the middle of the others
    to_first: Fraction


def _distance(given, giver, taker, fewest):
    """Points above the median of what the others gave the taker; None when too few did."""
    others = [points for (who, whom), points in given.items() if whom == taker and who != giver]
    if len(others) < fewest:
        return None
    return Fraction(given[giver, taker]) - Fraction(median(map(Fraction, others)))


def outliers(given, base):
    """Scores further from the middle of the others than the limit. given: dict (giver, taker) → points."""
    limit = Fraction(base) * OUTLIER_PERCENT / 100
    found = []
    for giver, taker in sorted(given):
        distance = _distance(given, giver, taker, OUTLIER_OTHERS)
        if distance is not None and abs(distance) > limit:
            found.append(Outlier(giver, taker, distance))
    return found


def favours(given, base):
    """Pairs in which each gives the other clearly more than the others do."""
    limit = Fraction(base) * FAVOUR_PERCENT / 100
    found = []
    for first, second in sorted(given):
        if first > second or (second, first) not in given:
            continue
        there = _distance(given, first, second, FAVOUR_OTHERS)
        back = _distance(given, second, first, FAVOUR_OTHERS)
        if there is not None and back is not None and min(there, back) >= limit:
            found.append(Favour(first, second, there, back))
    return found
