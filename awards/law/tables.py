"""The catalogue as a page shows it: kinds, levels, and each award under the rule set of a day."""

import dataclasses

from awards.law.enums import AwardKind, Level
from awards.law.rules import Award, catalogue


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One award under one rule set. `is_verified` is False where nobody has read the article itself yet."""

    award: Award
    decider: str
    is_verified: bool


def sections(rules):
    """[(kind, [(level, rows)])] of the awards that exist under the rule set, in the order of the law."""
    rows = [Row(one, one.decider(rules), one.is_verified(rules)) for one in catalogue().values() if one.decider(rules)]
    return [
        (kind, [(level, found) for level in reversed(Level) if (found := _of(rows, kind, level))]) for kind in AwardKind
    ]


def _of(rows, kind, level):
    return [row for row in rows if row.award.kind == kind and row.award.level == level]


def absent(rules):
    """The awards that do not exist under the rule set."""
    return [one for one in catalogue().values() if not one.decider(rules)]
