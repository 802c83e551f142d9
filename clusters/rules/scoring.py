"""The arithmetic of a score sheet: quantities, grades, direct points, bonus, penalties, the total. Pure.

Model: draft guide of Hưng Yên 2021, read in a secondary source (our notes, 3.3). No rule of Điện Biên or of the nation is
known, so every amount is a parameter and pages that show a score say «chưa kiểm chứng». Numbers are Decimal or int, never
float; between the steps they stay exact (Fraction), and each result is rounded once, half up, at its end.

Edges, decided by us: a plan of 0 or none cannot be computed, a person must score; an actual of 0 where lower is better is
the maximum and the full bonus; a negative score is 0; only whole percents over plan count for the bonus; an indicator
that does not apply leaves the base, it is not scored 0.
"""

import dataclasses
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

PLACES = 2
HUNDRED = 100


@dataclasses.dataclass(frozen=True, slots=True)
class Over:
    """What exceeding the plan earns: per whole percent this share of the maximum, up to `most` of it.

    The shares are percents 0–100 of the maximum of the indicator; the cap over all indicators stands in `Base`.
    """

    per_percent: Decimal = Decimal(1)
    most: Decimal = Decimal(10)


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One scored line. `points` is None where a person must score; `bonus` is what exceeds the plan; exact, not rounded.

    applies: False takes the line and its maximum out of the base. why: the calculation in words, for the page.
    """

    maximum: Fraction
    points: Fraction | None
    bonus: Fraction = Fraction(0)
    applies: bool = True
    why: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Total:
    """The sum of a sheet, rounded. `open_lines` counts the lines a person must still score; until then it is no result."""

    base: Decimal  # the maximum of the lines that apply
    points: Decimal
    over: Decimal
    bonus: Decimal
    penalty: Decimal
    total: Decimal
    open_lines: int

    @property
    def is_complete(self):
        return self.open_lines == 0


def rounded(number, places=PLACES):
    """A Decimal with so many places, half up; the only rounding there is."""
    exact = Fraction(number)
    scaled = exact * 10**places
    whole, rest = divmod(abs(scaled.numerator), scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    signed = -whole if scaled < 0 else whole
    return (Decimal(signed) / Decimal(10) ** places).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def higher(maximum, *, plan, actual, over=None):
    """Quantitative, higher is better: min(max, max × actual ÷ plan); with `over`, whole percents over plan earn a bonus."""
    most = Fraction(maximum)
    if plan is None or actual is None or Fraction(plan) <= 0:
        return Part(most, None, why="Chưa có số kế hoạch hoặc thực hiện để tính; cần người chấm.")
    return _part(most, Fraction(actual) / Fraction(plan), over)


def lower(maximum, *, plan, actual, over=None):
    """Quantitative, lower is better (rates at the end of the year): min(max, max × plan ÷ actual).

    “Reduce by n points” is `higher` on the reduction, not this.
    """
    most = Fraction(maximum)
    if plan is None or actual is None or Fraction(plan) <= 0:
        return Part(most, None, why="Chưa có số kế hoạch hoặc thực hiện để tính; cần người chấm.")
    if Fraction(actual) <= 0:
        return Part(most, most, _bonus(most, None, over), why="Thực hiện bằng 0: điểm tối đa.")
    return _part(most, Fraction(plan) / Fraction(actual), over)


def _part(most, ratio, over):
    points = min(most, max(Fraction(0), most * ratio))
    return Part(most, points, _bonus(most, ratio, over), why=f"Đạt {shown(ratio * HUNDRED)}% kế hoạch.")


def _bonus(most, ratio, over):
    """What is over the plan, capped; ratio None means without limit."""
    if over is None:
        return Fraction(0)
    cap = most * Fraction(over.most) / HUNDRED
    if ratio is None:
        return cap
    percents = max(0, (ratio - 1) * HUNDRED // 1)
    return min(cap, most * percents * Fraction(over.per_percent) / HUNDRED)


def graded(maximum, grade, shares):
    """Qualitative: `shares` is dict grade → percent 0–100 of the maximum, set by each khối, with A = 100.

    No grade yet: a person must score. Raises ValueError for a grade the khối does not know.
    """
    most = Fraction(maximum)
    if not grade:
        return Part(most, None, why="Chưa xếp loại; cần người chấm.")
    if grade not in shares:
        raise ValueError(f"unknown grade {grade!r}")
    return Part(
        most, most * Fraction(shares[grade]) / HUNDRED, why=f"Xếp loại {grade}: {shown(shares[grade])}% điểm tối đa."
    )


def direct(maximum, points):
    """Points given by a person, kept within 0 and the maximum; None: not yet."""
    most = Fraction(maximum)
    if points is None:
        return Part(most, None, why="Chưa chấm; cần người chấm.")
    return Part(most, min(most, max(Fraction(0), Fraction(points))), why="Chấm thẳng.")


def not_applicable(maximum):
    """The line does not concern this member: out of its base."""
    return Part(Fraction(maximum), Fraction(0), applies=False, why="Không áp dụng; đưa ra khỏi điểm chuẩn.")


def total(parts, *, over_most=Decimal(20), bonuses=(), bonus_most=None, penalties=()):
    """The sheet: points + min(over_most, Σ over plan) + bonuses − penalties, never below 0, rounded once.

    bonuses: points. bonus_most: the cap on over plan and bonuses together, where there is one. penalties: pairs of
    (points, times). Lines a person must still score count nothing and are counted as open.
    """
    parts = list(parts)
    counted = [part for part in parts if part.applies]
    base = sum((part.maximum for part in counted), Fraction(0))
    points = sum((part.points for part in counted if part.points is not None), Fraction(0))
    over = min(Fraction(over_most), sum((part.bonus for part in counted), Fraction(0)))
    bonus = sum(map(Fraction, bonuses), Fraction(0))
    if bonus_most is not None:
        bonus = max(Fraction(0), min(bonus, Fraction(bonus_most) - over))
    penalty = sum((Fraction(each) * times for each, times in penalties), Fraction(0))
    return Total(
        base=rounded(base),
        points=rounded(points),
        over=rounded(over),
        bonus=rounded(bonus),
        penalty=rounded(penalty),
        total=rounded(max(Fraction(0), points + over + bonus - penalty)),
        open_lines=sum(part.points is None for part in counted),
    )


def share_of_base(result):
    """The printed total as percents of the base of the lines that apply, so that members with different bases compare.

    From the printed figures, so that anybody can check it by hand. None while a line is open or nothing applies.
    """
    if not result.is_complete or not result.base:
        return None
    return rounded(Fraction(result.total) / Fraction(result.base) * HUNDRED)


def aligned(numbers):
    """Numbers of one column in words, each with as many decimals as the one that needs most: “288,5”, “286,0”. None is ""."""
    numbers = list(numbers)
    most = max((len(shown(one).partition(",")[2]) for one in numbers if one is not None), default=0)
    words = (
        f"{rounded(one):,.{most}f}".translate(str.maketrans(",.", ".,")) if one is not None else "" for one in numbers
    )
    return list(words)


def shown(number):
    """115 as “115”, 54.5454… as “54,55”, 1000 as “1.000”."""
    words = f"{rounded(number):,f}"
    words = words.rstrip("0").rstrip(".") if "." in words else words
    return words.translate(str.maketrans(",.", ".,"))
