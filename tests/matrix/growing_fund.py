"""Many funds of one year, and one with many lines, some struck out, some paying for a decision."""

import datetime
import uuid

from awards.fund.enums import Purpose
from awards.fund.models import Fund, FundEntry
from tests.factories import awards as make
from tests.factories.unit_plans import moment
from units.models import Unit

NOW, PURPOSES = moment(8), list(Purpose)


def begin(world):
    """(fund of the department, a line of it); one of its lines pays for a decision."""
    fund = Fund.objects.create(unit=world.stp, keeper=world.stp, year=2022, carried=5, updated_at=NOW)
    one = make.person("Lò Văn Quỹ", by=world.hanh, unit=world.stp)
    decision = make.entered("9100", (one, "BK_TINH"), by=world.hanh)
    return fund, FundEntry.objects.create(**_line(world, fund, 0, decision=decision))


def grow(world, fund, start, stop):
    """Call after the units have grown."""
    numbers = range(start, stop)
    decision = fund.entries.exclude(decision=None).order_by("pk")[0].decision
    FundEntry.objects.bulk_create(
        FundEntry(**_line(world, fund, n, decision=decision if n % 3 else None)) for n in numbers
    )
    known = Fund.objects.values("unit")
    units = Unit.objects.exclude(pk__in=known).in_order()[: stop - start]
    made = Fund.objects.bulk_create(Fund(unit=one, keeper=one, year=2022, updated_at=NOW) for one in units)
    FundEntry.objects.bulk_create(FundEntry(**_line(world, one, n)) for n, one in enumerate(made))
    Fund.objects.bulk_create(
        Fund(unit=world.syt, keeper=world.syt, year=2100 + n, updated_at=NOW) for n in numbers if n < 60
    )


def _line(world, fund, n, decision=None):
    struck = {"struck_at": NOW, "struck_by": world.ke, "struck_because": "Nhầm"} if n % 4 == 1 else {}
    return {
        "fund": fund, "on": datetime.date(2022, 1, n % 28 + 1), "purpose": PURPOSES[n % len(PURPOSES)], "amount": n + 1,
        "content": f"Khoản {n}", "press": uuid.uuid4(), "by": world.ke, "at": NOW, "decision": decision, **struck,
    }  # fmt: skip
