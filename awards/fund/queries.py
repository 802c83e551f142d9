"""Reads of funds: sums per purpose, the book with its running balance."""

import dataclasses

from django.db.models import Sum

from awards.fund.enums import SPENDING, Purpose
from awards.fund.models import Fund, FundEntry


@dataclasses.dataclass(frozen=True, slots=True)
class Totals:
    """One fund and its sums: `sums` is dict purpose → đồng for every purpose, struck lines left out."""

    fund: Fund
    sums: dict

    @property
    def unit(self):
        return self.fund.unit

    @property
    def budget(self):
        """Regular budget spending in đồng, None when nobody said."""
        return self.fund.budget

    @property
    def carried(self):
        """Balance from the year before in đồng, None when nobody said."""
        return self.fund.carried

    @property
    def set_aside(self):
        return self.sums[Purpose.SET_ASIDE]

    @property
    def spent(self):
        """Column 5 of Biểu mẫu số 05: the sum of columns 6 to 11."""
        return sum(self.sums[purpose] for purpose in SPENDING)

    @property
    def balance(self):
        """What is left in đồng, below nothing when more was spent."""
        return (self.carried or 0) + self.set_aside - self.spent


def totals(year):
    """[Totals] of every fund of the year in the order of the tree; two queries.

    Province-wide: only for those who read every unit's work.
    """
    return totals_of(Fund.objects.filter(year=year))


def totals_of(funds):
    """The same for a queryset of funds, in its usual order."""
    funds = list(funds.select_related("unit", "unit__parent", "keeper").in_order())
    rows = FundEntry.objects.standing().filter(fund__in=[fund.pk for fund in funds])
    sums = {fund.pk: dict.fromkeys(Purpose, 0) for fund in funds}
    for row in rows.order_by().values("fund", "purpose").annotate(amount=Sum("amount")):
        sums[row["fund"]][Purpose(row["purpose"])] = row["amount"]
    return [Totals(fund, sums[fund.pk]) for fund in funds]
