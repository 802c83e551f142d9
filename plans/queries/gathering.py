"""Which units' words stand in the draft of the province's report, and which were sent or changed after it was gathered."""

import dataclasses
import hashlib
from collections import defaultdict

from plans.models.reports import UnitReport


@dataclasses.dataclass(frozen=True, slots=True)
class Later:
    """A unit's words that the draft does not hold: dict number of the heading → text.

    `again`: the draft holds what the unit had sent before.
    """

    report: UnitReport
    again: bool
    texts: dict


def _words_of(facts):
    """dict report → {number of the heading: text}, of the reports that were sent and say something."""
    found = defaultdict(dict)
    for index, (_, told) in enumerate(facts.sections):
        for report, text in told:
            found[report][index] = text.strip()
    return found


def _mark(texts):
    return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()[:16]


def standing(facts):
    """dict report id → mark of its words: what a draft holds that is gathered now."""
    return {report.pk: _mark(texts) for report, texts in _words_of(facts).items()}


def later(facts, gathered):
    """What was sent or changed since a draft was gathered; `gathered` as `standing` gave it then."""
    return [
        Later(report, report.pk in gathered, texts)
        for report, texts in _words_of(facts).items()
        if gathered.get(report.pk) != _mark(texts)
    ]
