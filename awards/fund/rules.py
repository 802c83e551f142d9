"""What the book of a fund should not exceed: pure checks over `Facts`, limits from the data beside this file."""

import csv
import dataclasses
import datetime
import functools
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

from awards.law.rules import UNVERIFIED
from core.findings import unknown, warning
from core.sheets.fields import shown_number

DATA = Path(__file__).resolve().parent / "data"
RATE, ORGANISING = "fund_rate_pct", "organising_pct"
HIGHLAND, OTHER, ANY = "highland", "other", "any"


@dataclasses.dataclass(frozen=True, slots=True)
class Limit:
    """A share in percent that holds from a day to a day (None: open), with the article it stands in and how well known."""

    code: str
    place: str
    percent: Decimal
    valid_from: datetime.date
    valid_to: datetime.date | None
    article: str
    evidence: str

    @property
    def is_verified(self):
        return self.evidence not in UNVERIFIED

    @property
    def citation(self):
        return self.article if self.is_verified else f"{self.article} (chưa kiểm chứng)"

    @property
    def words(self):
        """ "1,5%"."""
        return f"{shown_number(self.percent.normalize() if self.percent % 1 else self.percent.to_integral_value())}%"

    def of(self, amount):
        """The largest whole amount in đồng within this share of `amount`."""
        return int(amount * Fraction(self.percent) / 100)


@functools.cache
def limits():
    with (DATA / "limits.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Limit(
                row["code"],
                row["place"],
                Decimal(row["percent"]),
                datetime.date.fromisoformat(row["valid_from"]),
                datetime.date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                row["article"],
                row["evidence"],
            )
            for row in csv.DictReader(file)
        )


def limit(code, place, *, on):
    """The limit in force on a day, None when none is known."""
    fitting = (one for one in limits() if one.code == code and one.place == place)
    return next((one for one in fitting if one.valid_from <= on and (one.valid_to is None or on <= one.valid_to)), None)


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """Of one fund in one year, in đồng. `carried`, `budget`, `left_before` (last year's balance) are None when unknown.

    by_budget: the fund is set aside from budget spending (province, district, commune), not from a payroll.
    """

    year: int
    set_aside: int
    spent: int
    organising: int
    carried: int | None
    budget: int | None
    by_budget: bool = True
    highland: bool = True
    left_before: int | None = None


def rate_limit(facts):
    """A fund is set aside in the budget of its year, so the law of 1 January judges it, also where it changed in between."""
    place = HIGHLAND if facts.highland else OTHER
    return limit(RATE, place, on=datetime.date(facts.year, 1, 1)) if facts.by_budget else None


def organising_limit(facts):
    """Spending runs through the year: the law of its last day judges the sum."""
    return limit(ORGANISING, ANY, on=datetime.date(facts.year, 12, 31))


def rate(set_aside, budget):
    """Column 4 of Biểu mẫu số 05, percent as a Fraction; None without the budget."""
    return Fraction(set_aside * 100, budget) if budget else None


def rate_words(share):
    """ "1,25%": two decimals, halves up; "" for None."""
    if share is None:
        return ""
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    return f"{exact.quantize(Decimal('0.01'), ROUND_HALF_UP)}%".replace(".", ",")


def findings(facts):
    """What deserves a second look, each with its article. Nothing here stops anybody."""
    checks = (_spent(facts), _carried(facts), _rate(facts), _organising(facts))
    return [finding for finding in checks if finding]


def money(amount):
    """ "1.500.000 đồng"."""
    return f"{shown_number(amount)} đồng"


def _spent(facts):
    there = facts.set_aside + (facts.carried or 0)
    if facts.spent <= there:
        return None
    base = "số đã trích và số dư năm trước" if facts.carried is not None else "số đã trích (chưa ghi số dư năm trước)"
    more = money(facts.spent - there)
    return warning("spent", f"Đã chi {money(facts.spent)}, nhiều hơn {base} {more}.", "Biểu mẫu số 05")


def _carried(facts):
    if facts.left_before is None or max(facts.left_before, 0) == (facts.carried or 0):
        return None
    said = money(facts.carried) if facts.carried is not None else "chưa ghi"
    return warning("carried", f"Số dư chuyển sang {said}; sổ năm {facts.year - 1} còn {money(facts.left_before)}.")


def _rate(facts):
    top = rate_limit(facts)
    if top is None:
        return None
    if not facts.budget:
        return unknown(
            "budget", "Chưa ghi chi ngân sách thường xuyên của năm nên chưa tính được tỷ lệ trích.", top.citation
        )
    share = rate(facts.set_aside, facts.budget)
    if share <= Fraction(top.percent):
        return None
    more = money(facts.set_aside - top.of(facts.budget))
    return warning(
        "rate",
        f"Tỷ lệ trích {rate_words(share)} vượt mức tối đa {top.words} chi ngân sách thường xuyên, thừa {more}.",
        top.citation,
    )


def _organising(facts):
    """The share is of the whole fund of the year, what was carried included; read the other way (of what was set aside
    this year only) it would be reached sooner."""
    top, whole = organising_limit(facts), facts.set_aside + (facts.carried or 0)
    if top is None or facts.organising * 100 <= whole * Fraction(top.percent):
        return None
    more = money(facts.organising - top.of(whole))
    return warning(
        "organising",
        f"Chi công tác thi đua, tuyên truyền vượt mức tối đa {top.words} của quỹ, thừa {more}.",
        top.citation,
    )
