"""Biểu mẫu số 05 from the books of the funds, added by hand: rows by level, rounding, what is said of what is missing."""

import datetime
import uuid
from decimal import Decimal as D

import pytest
from django.urls import reverse

from awards.fund import queries, services
from clusters.rules.summaries import faults, forms, lines_of
from tests.factories import clusters
from tests.factories.unit_plans import moment

pytestmark = pytest.mark.django_db
NOW = moment(8)


@pytest.fixture
def opened(world):
    """opened(unit, {purpose: đồng}, …): a fund of 2021 with these lines."""

    def made(unit, lines, *, year=2021, **more):
        fund = services.open_fund(unit=unit, keeper=world.snv, year=year, by=world.hanh, at=NOW, **more)
        day = datetime.date(year, 2, 1)
        for purpose, amount in lines.items():
            services.add_entry(fund, press=uuid.uuid4(), on=day, purpose=purpose, amount=amount, content="Theo chứng từ",
                               by=world.hanh, at=NOW)  # fmt: skip
        return fund

    return made


def test_a_row_for_each_level_that_has_a_fund_added_by_hand(world, opened, django_assert_num_queries):
    opened(
        world.province,
        {
            "set-aside": 5_000_000_000,
            "state-awards": 300_000_000,
            "province-awards": 1_250_500_000,
            "objects": 40_000_000,
        },
        budget=500_000_000_000,
        carried=100_000_000,
    )
    opened(world.stp, {"set-aside": 60_000_000, "other-awards": 12_345_678}, budget=6_000_000_000, carried=0)
    opened(world.syt, {"set-aside": 40_000_000, "emulation-work": 500_500, "other": 1_000_000}, budget=4_000_000_000)
    opened(world.stp, {"set-aside": 1_000_000}, year=2020)

    with django_assert_num_queries(2):
        found = queries.funds_of_the_province(2021)

    cells = {row: {column: value for column, value in each.items() if value} for row, each in found.cells.items()}
    assert cells == {
        "row-1": {
            "label": "Quỹ của tỉnh", "c3": D(5000), "c6": D(300), "c7": D("1250.5"), "c10": D(40), "budget": D(500_000),
            "carried": D(100),
        },
        # 60 + 40 = 100; 12,345678 → 12,346; 0,5005 → 0,501 (half up); 6000 + 4000 = 10 000
        "row-2": {
            "label": "Quỹ của các sở, ban, ngành, đơn vị", "c3": D(100), "c8": D("12.346"), "c9": D("0.501"), "c11": D(1),
            "budget": D(10_000),
        },
    }  # fmt: skip
    assert found.notes == [
        "Quỹ của các sở, ban, ngành, đơn vị: 1/2 quỹ chưa ghi số dư năm trước chuyển sang.",
        "Có số lẻ hơn nghìn đồng: số trong biểu đã làm tròn đến ba chữ số thập phân.",
    ]


def test_more_spent_than_there_is_breaks_the_equation_with_both_values(world, opened):
    opened(world.province, {"set-aside": 100_000_000, "objects": 130_000_000}, carried=29_500_000)

    cells = queries.funds_of_the_province(2021).cells

    given = {row: {key: str(value) for key, value in each.items()} for row, each in cells.items()}
    (fault, _) = faults(forms()["05"], lines_of(forms()["05"], given))  # of the row and of the total
    assert (fault.equation, fault.given, fault.due) == ("5 ≤ 3 + số dư năm trước chuyển sang", "130", "129,5")


def test_the_page_shows_them_and_each_number_leads_to_its_funds(world, client_for, opened):
    inter = clusters.running(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster", year=2021)
    province = opened(world.province, {"set-aside": 5_000_000_000}, budget=500_000_000_000)
    for unit in (world.stp, world.syt):
        opened(unit, {"set-aside": 10_000_500}, budget=1_000_000_000)
    client = client_for(world.do)

    answer = client.get(reverse("clusters:summary-detail", args=[inter.pk, "05"]))

    words = [
        [said for column, said, _ in cells if column.key in ("c2", "c3", "c4")] for _, cells in answer.context["rows"]
    ]
    assert words == [
        ["Quỹ của tỉnh", "5.000", "1%"],
        ["Quỹ của các sở, ban, ngành, đơn vị", "20,001", "1%"],
        ["Tổng cộng", "5.020,001", "1%"],  # 5020,001 : 502 000
    ]
    links = [url for _, cells in answer.context["rows"] for _, _, url in cells if url]
    assert links[0] == province.get_absolute_url()
    assert [len(client.get(url).context["rows"]) for url in links[1:]] == [2, 3]


def test_a_unit_sees_no_figure_of_the_others(world, client_for, opened):
    inter = clusters.running(world, "Cụm", world.province, world.stp, level="inter", kind="cluster", year=2021)
    opened(world.syt, {"set-aside": 10_000_500})

    answer = client_for(world.lan).get(reverse("clusters:summary-detail", args=[inter.pk, "05"]))

    assert answer.context["found"].cells == {}
    assert "10,001" not in answer.content.decode()
