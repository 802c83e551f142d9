"""The fund: its book, its sums, its ceilings, who keeps it."""

import datetime
import uuid

import pytest

from awards.fund import queries
from awards.fund.enums import Purpose
from awards.fund.models import Fund, FundEntry
from tests.factories.unit_plans import moment

pytestmark = pytest.mark.django_db
DAY = datetime.date
NOW = moment(8)


def test_totals_add_per_purpose_without_struck_lines(world, django_assert_num_queries):
    fund = Fund.objects.create(unit=world.province, keeper=world.snv, year=2022, carried=5, budget=1000, updated_at=NOW)
    Fund.objects.create(unit=world.stp, keeper=world.stp, year=2022, updated_at=NOW)
    Fund.objects.create(unit=world.stp, keeper=world.stp, year=2021, updated_at=NOW)
    for purpose, amount, struck in (
        ("set-aside", 10, {}),
        ("set-aside", 7, {}),
        ("objects", 4, {}),
        ("objects", 100, {"struck_at": NOW, "struck_by": world.ke, "struck_because": "Nhầm"}),
        ("other", 2, {}),
    ):
        FundEntry.objects.create(
            fund=fund, on=DAY(2022, 2, 1), purpose=purpose, amount=amount, content="x", press=uuid.uuid4(), by=world.ke,
            at=NOW, **struck,
        )  # fmt: skip

    with django_assert_num_queries(2):
        first, second = queries.totals(2022)

    assert (first.unit, first.budget, first.carried) == (world.province, 1000, 5)
    assert first.sums == {**dict.fromkeys(Purpose, 0), Purpose.SET_ASIDE: 17, Purpose.OBJECTS: 4, Purpose.OTHER: 2}
    assert (first.set_aside, first.spent, first.balance) == (17, 6, 16)
    assert (second.unit, second.sums, second.balance) == (world.stp, dict.fromkeys(Purpose, 0), 0)
