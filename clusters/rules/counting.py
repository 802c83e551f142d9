"""A score table and the scores of one sheet become counted lines and a total. Pure: it reads attributes, no database.

Binds `scoring` (the arithmetic) to the kinds of criteria. Exact (Fraction) until the total; see `scoring` for the edges.
"""

import dataclasses
from fractions import Fraction

from clusters.enums import CriterionKind
from clusters.rules import scoring
from clusters.rules.scoring import Over, Part, Total

K = CriterionKind


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One criterion as counted. `points` is what it adds (a penalty is negative); None where a person must score."""

    criterion: object
    score: object  # a LineScore or a like; None when nobody has written one
    points: Fraction | None
    over: Fraction = Fraction(0)
    applies: bool = True
    why: str = ""
    times: int = 0

    @property
    def is_open(self):
        return self.applies and self.points is None

    @property
    def bars(self):
        """A penalty that fell due and bars from suy tôn."""
        return self.criterion.bars and self.times > 0


@dataclasses.dataclass(frozen=True, slots=True)
class Component:
    """One addend of the exact score: a criterion of the base, what is over plan, other bonus, penalties, the floor."""

    key: str
    label: str
    group: str
    points: Fraction


@dataclasses.dataclass(frozen=True, slots=True)
class Count:
    """A sheet counted: its lines in the order of the table, and the printed total."""

    lines: tuple
    total: Total
    components: tuple  # of `exact`, in the order of the table

    @property
    def exact(self):
        """The total before rounding."""
        return sum((component.points for component in self.components), Fraction(0))

    @property
    def bars(self):
        return tuple(line for line in self.lines if line.bars)


def line_of(criterion, score, table):
    """One criterion with the score that counts for it, or None."""
    if criterion.kind == K.PENALTY:
        times = (score.times or 0) if score else 0
        cost = Fraction(criterion.maximum) * times
        return Line(criterion, score, -cost, why=f"{times} lần × {scoring.shown(criterion.maximum)}.", times=times)
    if criterion.kind == K.BONUS:
        given = score.points if score and score.points is not None else 0
        return Line(criterion, score, min(Fraction(criterion.maximum), max(Fraction(0), Fraction(given))))
    part = _part(criterion, score, table)
    return Line(criterion, score, part.points, part.bonus, part.applies, part.why)


def _part(criterion, score, table):
    if score is not None and not score.applies:
        return scoring.not_applicable(criterion.maximum)
    if criterion.kind in (K.HIGHER, K.LOWER):
        return _quantity(criterion, score, table)
    if criterion.kind == K.GRADED:
        return scoring.graded(criterion.maximum, score.grade if score else "", table.shares)
    return scoring.direct(criterion.maximum, score.points if score else None)


def _quantity(criterion, score, table):
    """By its figures; where a person gave points, because it cannot be computed, those."""
    if score is not None and score.points is not None:
        return dataclasses.replace(scoring.direct(criterion.maximum, score.points), why="Người chấm cho điểm.")
    compute = scoring.higher if criterion.kind == K.HIGHER else scoring.lower
    over = Over(table.over_per_percent, table.over_most) if criterion.rewards_over else None
    plan, actual = (score.plan, score.actual) if score else (None, None)
    return compute(criterion.maximum, plan=plan, actual=actual, over=over)


def count(table, criteria, scores):
    """Count a sheet. criteria: in the order of the table, each with its group; scores: dict criterion pk → score."""
    lines = tuple(line_of(criterion, scores.get(criterion.pk), table) for criterion in criteria)
    base = [line for line in lines if not line.criterion.is_extra]
    bonuses = [line.points for line in lines if line.criterion.kind == K.BONUS]
    penalties = [(line.criterion.maximum, line.times) for line in lines if line.criterion.kind == K.PENALTY]
    parts = [Part(Fraction(line.criterion.maximum), line.points, line.over, line.applies) for line in base]
    total = scoring.total(
        parts, over_most=table.over_cap, bonuses=bonuses, bonus_most=table.bonus_cap, penalties=penalties
    )
    return Count(lines, total, tuple(_components(table, base, bonuses, penalties)))


def _components(table, base, bonuses, penalties):
    for line in base:
        if line.applies:
            group = line.criterion.group
            yield Component(f"c{line.criterion.pk}", line.criterion.name, group.name, line.points or Fraction(0))
    over = min(Fraction(table.over_cap), sum((line.over for line in base if line.applies), Fraction(0)))
    bonus = sum(bonuses, Fraction(0))
    if table.bonus_cap is not None:
        bonus = max(Fraction(0), min(bonus, Fraction(table.bonus_cap) - over))
    cost = sum((Fraction(each) * times for each, times in penalties), Fraction(0))
    yield Component("over", "Vượt kế hoạch", "Điểm thưởng", over)
    yield Component("bonus", "Điểm thưởng khác", "Điểm thưởng", bonus)
    yield Component("penalty", "Điểm trừ", "Điểm trừ", -cost)
    below = sum((line.points or Fraction(0) for line in base if line.applies), Fraction(0)) + over + bonus - cost
    if below < 0:
        yield Component("floor", "Tổng điểm không dưới 0", "Điểm trừ", -below)
