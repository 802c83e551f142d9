"""One search over everything: each app registers what it lets people find.

    @searches("Đơn vị", "building-community")
    def units(user, folded, limit): ...

The function starts from `visible_to(user)`, looks for every word of `folded` (already folded by `core.text.fold`) and
returns at most `limit` hits, the best first. So nobody finds what they may not open, with or without diacritics.
"""

import dataclasses
from functools import reduce
from operator import or_

from django.db.models import Q

from core.text import fold

SHORTEST = 2  # one letter finds half the province
KINDS = {}  # label -> Kind


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: its name, one line of facts, its page."""

    title: str
    url: str
    meta: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    label: str
    icon: str
    find: object


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The hits of one kind; `more` says that there are others beyond the limit."""

    label: str
    icon: str
    hits: tuple[Hit, ...]
    more: bool


def every_word(folded, *columns):
    """Q: every word, already folded, stands in one of the columns (`folded` where none is named); no word, no condition."""
    found = Q()
    for word in folded.split():
        found &= reduce(or_, (Q(**{f"{column}__contains": word}) for column in columns or ("folded",)))
    return found


def searches(label, icon):
    """Register `find(user, folded, limit) -> list[Hit]` under a heading."""

    def register(find):
        if label in KINDS and KINDS[label].find.__qualname__ != find.__qualname__:
            raise ValueError(f"two searches under “{label}”")
        KINDS[label] = Kind(label, icon, find)
        return find

    return register


def search(user, words, *, limit):
    """What this person may see and every word of `words` occurs in, by kind: units and people before papers.

    Apps register from the upper floor down, so the order is turned round. Too short words find nothing. One row more
    than shown is asked for, so that `more` needs no count.
    """
    folded = fold(words)
    if len(folded) < SHORTEST:
        return []
    found = []
    for kind in reversed(KINDS.values()):
        hits = list(kind.find(user, folded, limit + 1))
        if hits:
            found.append(Found(kind.label, kind.icon, tuple(hits[:limit]), len(hits) > limit))
    return found
