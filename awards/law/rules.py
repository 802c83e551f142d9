"""The catalogue of awards and the rule sets, as pure look-ups over the data beside this file.

`find(code)` is one `Award`; `in_force(day)` those that could be given on a day; `rule_set(day)` the state of the law that
judges a day. Unknown codes raise KeyError: a code in the database is always one of the catalogue.
"""

import csv
import dataclasses
import datetime
import functools
from pathlib import Path

from awards.law.enums import AwardKind, Level, RecipientKind
from core.text import fold

DATA = Path(__file__).resolve().parent / "data"
UNVERIFIED = frozenset({"S", "M"})
SETS = {"RS-2017": "2017", "RS-2024": "2024", "RS-2025": "2025"}  # the column of deciders of each enabled set


@dataclasses.dataclass(frozen=True, slots=True)
class RuleSet:
    """One state of the law. `valid_to` is the last day, inclusive; None is open."""

    code: str
    valid_from: datetime.date
    valid_to: datetime.date | None
    basis: str
    enabled: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Award:
    """One title or form. `deciders`: {rule set code: who decides}, only sets in which it exists; `state`: form, title or ""."""

    code: str
    name: str
    short: str
    aliases: tuple
    kind: str
    subjects: frozenset
    level: str
    state: str
    cadence: str
    deciders: dict
    article: str
    evidence: dict

    @property
    def kind_label(self):
        return AwardKind(self.kind).label

    @property
    def level_label(self):
        return Level(self.level).label

    @property
    def subject_labels(self):
        return [kind.label for kind in RecipientKind if kind in self.subjects]

    @property
    def label(self):
        return self.short or self.name

    @property
    def is_yearly(self):
        """Given again every year to whoever earns it; the others are given once, or once in many years."""
        return self.cadence.startswith("năm")

    @property
    def cadence_words(self):
        return f"hằng {self.cadence}" if self.is_yearly else self.cadence

    def decider(self, rules):
        """Who decides under this rule set, "" where the award does not exist."""
        return self.deciders.get(rules.code, "")

    def grade(self, rules):
        """V, Vq, S or M: how well what is said of this rule set is known."""
        return self.evidence["2017" if rules.code == "RS-2017" else "later"]

    def is_verified(self, rules):
        return self.grade(rules) not in UNVERIFIED


@functools.cache
def rule_sets():
    """All rule sets, the oldest first."""
    with (DATA / "rule_sets.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            RuleSet(
                row["code"],
                datetime.date.fromisoformat(row["valid_from"]),
                datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                row["basis"],
                row["enabled"] == "yes",
            )
            for row in csv.DictReader(file)
        )


def rule_set(day):
    """The enabled rule set that judges a day; the first one for days before it, the last enabled one for days after."""
    enabled = [one for one in rule_sets() if one.enabled]
    return next((one for one in reversed(enabled) if one.valid_from <= day), enabled[0])


def unloaded(day):
    """The rule set known to be in force on the day whose text has not been loaded, or None."""
    return next((one for one in reversed(rule_sets()) if not one.enabled and one.valid_from <= day), None)


def awaits_newer_law(day):
    """Is the day under a rule set whose text has not been loaded?"""
    return unloaded(day) is not None


@functools.cache
def catalogue():
    """dict code → Award, in the order of the law."""
    with (DATA / "awards.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: _award(row) for row in csv.DictReader(file)}


def _award(row):
    deciders, last = {}, ""
    for code, year in SETS.items():
        said = row[f"decider_{year}"]
        last = last if said == "=" else said
        if last:
            deciders[code] = last
    return Award(
        code=row["code"],
        name=row["name"],
        short=row["short"],
        aliases=tuple(filter(None, row["aliases"].split(";"))),
        kind=row["kind"],
        subjects=frozenset(row["subjects"].split()),
        level=row["level"],
        state=row["state"],
        cadence=row["cadence"],
        deciders=deciders,
        article=row["article"],
        evidence={"2017": row["evidence_2017"], "later": row["evidence_later"]},
    )


def find(code):
    """The award of this code; KeyError when there is none."""
    return catalogue()[code]


def in_force(day):
    """The awards that could be given on a day, in the order of the law."""
    rules = rule_set(day)
    return [award for award in catalogue().values() if award.decider(rules)]


@functools.cache
def by_words():
    """dict folded name, short name, alias or code → Award, for reading lists people typed."""
    found = {}
    for award in catalogue().values():
        for words in (award.code, award.code.replace("_", ""), award.name, award.short, *award.aliases):
            if words:
                found.setdefault(fold(words), award)
    return found


def choices(*, level=None):
    """(code, name) pairs for forms, titles first as the law has them."""
    return [(one.code, one.name) for one in catalogue().values() if level in (None, one.level)]
