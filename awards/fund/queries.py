"""Reads of funds: sums per purpose, the book with its running balance."""

import dataclasses
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum
from django.urls import reverse

from awards.fund.enums import COLUMN, SPENDING, Purpose
from awards.fund.models import Fund, FundEntry
from awards.fund.rules import Facts, rate, rate_words
from awards.registry.models import Decision
from clusters.enums import SummaryCode
from clusters.queries.supplies import Supply, supplies
from core.sheets.fields import shown_number
from core.text import fold
from units.enums import Role, UnitKind
from units.models import Unit
from units.rights import rights_of


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


# Biểu mẫu số 05 ---------------------------------------------------------------------------------------------------------
MILLION, FINEST = Decimal(1_000_000), Decimal("0.001")
CITIES = frozenset({UnitKind.DISTRICT, UnitKind.TOWN, UnitKind.CITY})
COMMUNES = frozenset({UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP})
PROVINCES = frozenset({UnitKind.PROVINCE, UnitKind.PROVINCE_COMMITTEE})
LEVELS = {  # key → (words of the row, kinds of units); the published form names no rows, these are ours
    "tinh": ("Quỹ của tỉnh", PROVINCES),
    "so": ("Quỹ của các sở, ban, ngành, đơn vị", frozenset(UnitKind) - PROVINCES - CITIES - COMMUNES),
    "huyen": ("Quỹ của các huyện, thị xã, thành phố", CITIES),
    "xa": ("Quỹ của các xã, phường, thị trấn", COMMUNES),
}


@supplies(SummaryCode.F05)
def funds_of_the_province(year):
    """Biểu 05: a row for each level that has a fund, in million đồng with at most three decimals, half up.

    Struck lines do not count. The share of the budget and the balance carried over are known of a row only when they are
    known of each of its funds; two queries.
    """
    found, every = Supply(), totals(year)
    place, rounded = f"{reverse('awards:fund-list')}?nam={year}", False
    levels = [(key, words, [one for one in every if one.unit.kind in kinds]) for key, (words, kinds) in LEVELS.items()]
    for number, (key, words, mine) in enumerate((level for level in levels if level[2]), 1):
        row = f"row-{number}"
        amounts = {f"c{COLUMN[purpose]}": sum(one.sums[purpose] for one in mine) for purpose in Purpose}
        for name, said in (("budget", "chi ngân sách thường xuyên"), ("carried", "số dư năm trước chuyển sang")):
            values = [getattr(one, name) for one in mine]
            if None in values:
                found.notes.append(f"{words}: {values.count(None)}/{len(values)} quỹ chưa ghi {said}.")
            else:
                amounts[name] = sum(values)
        found.cells[row] = {"label": words} | {column: _millions(amount) for column, amount in amounts.items()}
        rounded = rounded or any(amount % 1000 for amount in amounts.values())
        url = mine[0].fund.get_absolute_url() if len(mine) == 1 else f"{place}&cap={key}"
        found.links.update({(row, column): url for column in amounts})
    found.links.update({("total", f"c{number}"): place for number in COLUMN.values()})
    if rounded:
        found.notes.append("Có số lẻ hơn nghìn đồng: số trong biểu đã làm tròn đến ba chữ số thập phân.")
    return found


def _millions(amount):
    """Đồng as million đồng, three decimals, half up."""
    return (amount / MILLION).quantize(FINEST, ROUND_HALF_UP)


FORM_05 = {
    Purpose.SET_ASIDE: "Tổng số đã trích trong năm",
    Purpose.STATE_AWARDS: "Khen cấp Nhà nước",
    Purpose.PROVINCE_AWARDS: "Khen cấp tỉnh",
    Purpose.OTHER_AWARDS: "Khen hình thức khác",
    Purpose.EMULATION_WORK: "Công tác thi đua, tuyên truyền",
    Purpose.OBJECTS: "Mua sắm hiện vật",
    Purpose.OTHER: "Chi khác",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """One column of Biểu mẫu số 05: its number as printed, its label, what stands there in words; `amount` in đồng, None
    for the rate."""

    number: str
    label: str
    words: str
    amount: int | None = None

    @property
    def zero(self):
        return self.amount == 0


def form_05(totals):
    """Columns 3 to 11 of one fund, in the order of the form. Column 5 is computed, never typed."""
    share = rate(totals.set_aside, totals.budget)
    cells = [_cell(Purpose.SET_ASIDE, totals)]
    cells.append(Cell("4", "Tỷ lệ trích trên chi ngân sách thường xuyên", rate_words(share) or "–"))
    cells.append(Cell("5", "Đã chi: tổng số", shown_number(totals.spent), totals.spent))
    return cells + [_cell(purpose, totals) for purpose in SPENDING]


def _cell(purpose, totals):
    amount = totals.sums[purpose]
    return Cell(COLUMN[purpose], FORM_05[purpose], shown_number(amount), amount)


# One fund ---------------------------------------------------------------------------------------------------------------
PLACES = PROVINCES | CITIES | COMMUNES  # their funds are set aside in a budget


@dataclasses.dataclass(frozen=True, slots=True)
class BookLine:
    """One line of the book with the balance after it, in đồng; a struck line moves nothing."""

    entry: FundEntry
    balance: int


def book(fund):
    """[BookLine] in order of day, from the carried balance on; one query."""
    lines, balance = [], fund.carried or 0
    for entry in fund.entries.select_related("by", "struck_by", "decision").in_order():
        if entry.struck_at is None:
            balance += entry.amount if entry.is_income else -entry.amount
        entry.fund = fund
        lines.append(BookLine(entry, balance))
    return lines


def totals_of_fund(fund):
    (found,) = totals_of(Fund.objects.filter(pk=fund.pk))
    return found


def left_before(unit, year):
    """Balance in đồng at the end of the year before, below nothing when more was spent; None without such a fund."""
    found = totals_of(Fund.objects.filter(unit=unit, year=year - 1))
    return found[0].balance if found else None


def facts_of(totals, *, highland):
    """What the checks of `rules` look at. highland: the installation's province is one of mountains or far away."""
    fund = totals.fund
    return Facts(
        year=fund.year,
        set_aside=totals.set_aside,
        spent=totals.spent,
        organising=totals.sums[Purpose.EMULATION_WORK],
        carried=fund.carried,
        budget=fund.budget,
        by_budget=fund.unit.kind in PLACES,
        highland=highland,
        left_before=left_before(fund.unit, fund.year),
    )


def years_of(user):
    """Years in which this person may see a fund, the newest first."""
    return list(Fund.objects.visible_to(user).order_by("-year").values_list("year", flat=True).distinct())


def units_to_open(user, *, on):
    """Units this person may open a fund for: all for the standing body, an accountant's own."""
    units = Unit.objects.in_force(on).select_related("parent").in_order()
    rights = rights_of(user)
    return units if rights.is_standing_body else units.filter(pk__in=rights.unit_ids(Role.ACCOUNTANT))


def decisions_named(user, number, symbol, *, on=None):
    """Entered decisions this person may open with that number and symbol (in whatever letters), of that day if given."""
    found = Decision.objects.visible_to(user).entered().filter(number=number)
    found = found.filter(decided_on=on) if on else found
    return [decision for decision in found.in_order()[:100] if fold(decision.symbol) == fold(symbol)]


def open_decisions(user, lines):
    """Ids of the decisions named in these lines that this person may open: the others are not spoken of."""
    named = {line.entry.decision_id for line in lines if line.entry.decision_id}
    return set(Decision.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
