"""One indicator of a campaign with a unit's figure for it: what it registers, what it reports."""

import dataclasses
import decimal

from campaigns.enums import Direction
from campaigns.queries.shares import share_of
from plans.enums import IndicatorKind
from plans.queries.reports import number_words

FIGURE_FIELDS = ("indicator_id", "number", "text", "note")  # what is typed for one indicator


def indicators_of(campaign):
    """The campaign's indicators, in order."""
    return list(campaign.indicators.order_by("position", "pk"))


def figure_words(kind, number, text=""):
    """A figure as people read it: 65,2% or 1.490; "" for none."""
    if kind == IndicatorKind.TEXT:
        return text
    return f"{number_words(number)}%" if kind == IndicatorKind.PERCENT and number is not None else number_words(number)


@dataclasses.dataclass(frozen=True, slots=True)
class FigureLine:
    """number: of a registration the target, of a report the result. target, last: beside a result, what the unit had
    registered for the year and reported the period before; None where it had not."""

    position: int
    label: str
    measure: str
    kind: str
    direction: str
    number: decimal.Decimal | None = None
    text: str = ""
    note: str = ""
    target: decimal.Decimal | None = None
    last: decimal.Decimal | None = None

    @property
    def words(self):
        return figure_words(self.kind, self.number, self.text)

    @property
    def target_words(self):
        return figure_words(self.kind, self.target)

    @property
    def last_words(self):
        return figure_words(self.kind, self.last)

    @property
    def direction_label(self):
        return Direction(self.direction).label

    @property
    def is_text(self):
        return self.kind == IndicatorKind.TEXT

    @property
    def share(self):
        return share_of(self.target, self.number, self.direction)

    @property
    def line(self):
        measure = f" {self.measure}" if self.measure and self.words and self.kind != IndicatorKind.PERCENT else ""
        parts = [f"{self.position}. {self.label}: {self.words or '(trống)'}{measure}", self.note]
        return " · ".join(part for part in parts if part)


NUMBERS = ("number", "target", "last")


def lines_of(campaign, given, *, targets=None, last=None):
    """A line per indicator. given: the stored figures; targets, last: dict indicator id → Decimal."""
    by_indicator = {figure.indicator_id: figure for figure in given}
    found = []
    for indicator in indicators_of(campaign):
        shared = {name: getattr(indicator, name) for name in ("position", "label", "measure", "kind", "direction")}
        if figure := by_indicator.get(indicator.pk):
            shared |= {name: getattr(figure, name) for name in ("number", "text", "note")}
        found.append(
            FigureLine(**shared, target=(targets or {}).get(indicator.pk), last=(last or {}).get(indicator.pk))
        )
    return tuple(found)


def dump_lines(lines):
    """As JSON; numbers as text, so that nothing is rounded."""
    kept = [dataclasses.asdict(line) for line in lines]
    for line in kept:
        line |= {name: None if line[name] is None else str(line[name]) for name in NUMBERS}
    return kept


def parse_lines(kept):
    """From JSON."""
    return tuple(
        FigureLine(**line | {name: None if line[name] is None else decimal.Decimal(line[name]) for name in NUMBERS})
        for line in kept
    )
