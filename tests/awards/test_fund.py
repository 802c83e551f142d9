"""The fund: its book, its sums, its ceilings, who keeps it."""

import datetime
import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from awards.fund import queries, rules, services
from awards.fund.documents import book_paper, millions
from awards.fund.enums import Purpose
from awards.fund.forms import HOW, AmountField
from awards.fund.models import Fund, FundEntry
from awards.fund.permissions import can_keep
from core.documents import Table
from core.errors import Refused, Stale
from core.models import JournalEntry
from core.sheets.books import read_book
from tests.factories import awards as make
from tests.factories import cast
from tests.factories import units as make_units
from tests.factories.unit_plans import moment
from units.enums import Role

pytestmark = pytest.mark.django_db
DAY = datetime.date
NOW = moment(8)


def opened(world, *, unit=None, keeper=None, year=2022, by=None, **more):
    """A fund of the province kept at Sở Nội vụ, where another is not asked for."""
    unit = unit or world.province
    keeper = keeper or (world.snv if unit == world.province else unit)
    return services.open_fund(unit=unit, keeper=keeper, year=year, by=by or world.hanh, at=NOW, **more)


def wrote(fund, purpose, amount, *, by, on=None, press=None, **more):
    more.setdefault("content", f"{purpose} {amount}")
    return services.add_entry(
        fund, press=press or uuid.uuid4(), on=on or DAY(fund.year, 2, 1), purpose=purpose, amount=amount, by=by, at=NOW,
        **more,
    )  # fmt: skip


# Sums -------------------------------------------------------------------------------------------------------------------
def test_totals_add_per_purpose_without_struck_lines(world, django_assert_num_queries):
    fund = opened(world, carried=5, budget=1000)
    for purpose, amount in (("set-aside", 10), ("set-aside", 7), ("objects", 4), ("other", 2)):
        wrote(fund, purpose, amount, by=world.ke)
    services.strike_entry(wrote(fund, "objects", 100, by=world.ke), reason="Nhầm", by=world.ke, at=NOW)
    opened(world, unit=world.stp)
    opened(world, unit=world.stp, year=2021)

    with django_assert_num_queries(2):
        first, second = queries.totals(2022)

    assert (first.unit, first.budget, first.carried) == (world.province, 1000, 5)
    assert first.sums == {**dict.fromkeys(Purpose, 0), Purpose.SET_ASIDE: 17, Purpose.OBJECTS: 4, Purpose.OTHER: 2}
    assert (first.set_aside, first.spent, first.balance) == (17, 6, 16)
    assert (second.unit, second.sums, second.balance) == (world.stp, dict.fromkeys(Purpose, 0), 0)


def test_the_book_runs_in_order_of_day_and_struck_lines_move_nothing(world, django_assert_num_queries):
    fund = opened(world, carried=1_000)
    wrote(fund, "objects", 300, by=world.ke, on=DAY(2022, 2, 3))
    wrote(fund, "set-aside", 5_000, by=world.ke, on=DAY(2022, 1, 4))
    struck = wrote(fund, "other", 900, by=world.ke, on=DAY(2022, 1, 20))
    wrote(fund, "state-awards", 5_800, by=world.ke, on=DAY(2022, 2, 4))
    services.strike_entry(struck, reason="Ghi hai lần", by=world.ke, at=NOW)
    fund = Fund.objects.get()

    with django_assert_num_queries(1):
        lines = queries.book(fund)

    assert [(line.entry.amount, line.balance) for line in lines] == [
        (5_000, 6_000), (900, 6_000), (300, 5_700), (5_800, -100),
    ]  # fmt: skip
    assert queries.totals_of_fund(fund).balance == -100


def test_the_columns_are_those_of_the_form(world):
    fund = opened(world, budget=1_000_000)
    amounts = {"set-aside": 12_345, "state-awards": 1, "province-awards": 20, "other-awards": 300}
    amounts |= {"emulation-work": 4_000, "objects": 50_000, "other": 600_000}
    for purpose, amount in amounts.items():
        wrote(fund, purpose, amount, by=world.ke)

    cells = queries.form_05(queries.totals_of_fund(fund))

    assert [(cell.number, cell.words) for cell in cells] == [
        ("3", "12.345"), ("4", "1,23%"), ("5", "654.321"), ("6", "1"), ("7", "20"), ("8", "300"), ("9", "4.000"),
        ("10", "50.000"), ("11", "600.000"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("set_aside", "budget", "words"),
    [(15, 1000, "1,50%"), (1, 8000, "0,01%"), (1, 3, "33,33%"), (0, 5, "0,00%"), (5, None, "")],
)
def test_the_rate_is_exact_and_rounded_half_up(set_aside, budget, words):
    assert rules.rate_words(rules.rate(set_aside, budget)) == words


# Amounts ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.500.000", 1_500_000), ("1 500 000", 1_500_000), ("1500000", 1_500_000), (" 1.500.000 đồng ", 1_500_000),
        ("250.000đ", 250_000), ("1.500", 1_500), ("7", 7),
    ],
)  # fmt: skip
def test_amounts_are_read_the_vietnamese_way(typed, amount):
    assert AmountField().clean(typed) == amount


@pytest.mark.parametrize(
    "typed", ["1,5 triệu", "1.5", "1,500,000", "1.50.000", "-5", "5 nghìn", "1.500,5", "x", "1..500"]
)
def test_other_spellings_are_refused_with_a_sentence_that_says_how(typed):
    with pytest.raises(Exception, match=HOW.replace(".", r"\.")):
        AmountField().clean(typed)


def test_nothing_and_too_much_are_refused():
    for typed, message in (("0", "lớn hơn 0"), ("9" * 16, "quá lớn")):
        with pytest.raises(Exception, match=message):
            AmountField().clean(typed)
    assert AmountField(least=0).clean("0") == 0


# Keeping ----------------------------------------------------------------------------------------------------------------
def test_exactly_the_keeping_units_accountant_and_the_standing_body_keep(world):
    """Neither the unit's officer and head, nor the accountant of another unit or of a unit above."""
    above = make_units.person("above", "Kế Toán Trên")
    make_units.post(above, world.tuangiao, Role.ACCOUNTANT, starts_on=DAY(2021, 1, 1))
    own = make_units.person("own", "Kế Toán Xã")
    make_units.post(own, world.commune, Role.ACCOUNTANT, starts_on=DAY(2021, 1, 1))
    fund = opened(world, unit=world.commune)
    of_province = opened(world)

    assert [name for name, one in world.people.items() if can_keep(one, fund)] == ["hanh", "thang"]
    assert (can_keep(own, fund), can_keep(above, fund)) == (True, False)
    assert [name for name, one in world.people.items() if can_keep(one, of_province)] == ["hanh", "thang", "ke"]
    with pytest.raises(Refused):
        wrote(fund, "other", 5, by=above)


def test_who_sees_which_fund(world):
    opened(world)
    opened(world, unit=world.stp)
    opened(world, unit=world.commune)
    seen = {
        name: {fund.unit.name for fund in Fund.objects.visible_to(one).select_related("unit").in_order()}
        for name, one in world.people.items()
    }
    everything = {"Tỉnh Điện Biên", "Sở Tư pháp", "UBND xã Quài Cang"}

    assert {name for name, found in seen.items() if found == everything} == {"hanh", "thang", "do", "ha"}
    assert seen["lan"] == seen["binh"] == {"Sở Tư pháp"}
    assert seen["ke"] == {"Tỉnh Điện Biên"}  # kept at Sở Nội vụ
    assert {n for n, found in seen.items() if not found} == {"hoa", "dung", "tuan", "van", "admin", "root", "stranger"}


def test_a_year_has_one_fund(world):
    opened(world)

    with pytest.raises(Refused, match="đã có quỹ năm 2022"):
        opened(world)


def test_an_accountant_opens_only_the_own_units_and_keeps_it_there(world):
    fund = services.open_fund(unit=world.snv, year=2022, by=world.ke, at=NOW)

    assert fund.keeper == world.snv
    for wrong in ({"unit": world.stp}, {"unit": world.snv, "keeper": world.stp}, {"unit": world.province}):
        with pytest.raises(Refused):
            services.open_fund(year=2021, by=world.ke, at=NOW, **wrong)
    with pytest.raises(Refused, match="đổi đơn vị giữ sổ"):
        services.update_fund(fund, version=0, keeper=world.stp, by=world.ke, at=NOW)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (DAY(2021, 12, 31), "không thuộc năm 2022"),
        (DAY(2023, 1, 1), "không thuộc năm 2022"),
        (DAY(2022, 3, 9), "chưa đến"),
    ],
)
def test_a_day_outside_the_year_or_to_come_is_a_sentence(world, day, message):
    with pytest.raises(Refused, match=message):
        wrote(opened(world), "other", 5, by=world.ke, on=day)
    assert not FundEntry.objects.exists()


@pytest.mark.parametrize("day", [DAY(2022, 1, 1), DAY(2022, 3, 8)])
def test_the_first_day_and_today_are_days_of_the_year(world, day):
    assert wrote(opened(world), "other", 5, by=world.ke, on=day).on == day


def test_a_double_click_is_one_line(world):
    fund, press = opened(world), uuid.uuid4()

    first = wrote(fund, "other", 5, by=world.ke, press=press)
    second = wrote(fund, "other", 5, by=world.ke, press=press)

    assert (first, FundEntry.objects.count()) == (second, 1)
    assert JournalEntry.objects.filter(act="fund.entry-add").count() == 1
    with pytest.raises(Refused, match="quỹ khác"):
        wrote(opened(world, unit=world.stp), "other", 5, by=world.hanh, press=press)


def test_a_line_is_struck_once_and_with_a_reason(world):
    entry = wrote(opened(world), "other", 5, by=world.ke)
    seen = FundEntry.objects.get()

    with pytest.raises(Refused, match="lý do"):
        services.strike_entry(entry, reason="  ", by=world.ke, at=NOW)
    services.strike_entry(entry, reason="Nhầm số", by=world.ke, at=NOW)
    with pytest.raises(Stale, match="đã được gạch bỏ"):
        services.strike_entry(seen, reason="Lần nữa", by=world.hanh, at=NOW)
    assert FundEntry.objects.values_list("struck_because", "struck_by").get() == ("Nhầm số", world.ke.pk)


def test_a_line_may_pay_for_an_entered_decision_only(world):
    fund = opened(world)
    draft = make.decision("1", by=world.hanh)
    entered = make.entered("2", (make.person("Lò Thị Thử", by=world.hanh), "BK_TINH"), by=world.hanh)

    with pytest.raises(Refused, match="chưa vào sổ"):
        wrote(fund, "province-awards", 5, by=world.hanh, decision=draft)
    assert wrote(fund, "province-awards", 5, by=world.hanh, decision=entered).decision == entered


# Pages ------------------------------------------------------------------------------------------------------------------
def text(response):
    return " ".join(response.content.decode().split())


def typed(**more):
    known = {
        "on": "01/02/2022", "purpose": "other", "amount": "1.500.000", "content": "Mua khung", "paper": "PC 01",
        "press": str(uuid.uuid4()),
    }  # fmt: skip
    return {**known, **more}


def test_the_accountant_writes_strikes_and_writes_again(world, client_for):
    fund, client = opened(world, carried=2_000_000), client_for(world.ke)
    add = reverse("awards:fund-entry-add", args=[fund.pk])

    assert "decision" not in client.get(add).context["form"].fields  # an accountant opens no decision
    sent = typed()
    assert client.post(add, sent).status_code == client.post(add, sent).status_code == 302
    entry = FundEntry.objects.get()
    strike = reverse("awards:fund-entry-strike", args=[fund.pk, entry.pk])
    assert client.post(strike, {"reason": ""}).status_code == 422
    assert client.post(strike, {"reason": "Nhầm số"}).status_code == 302
    again = client.get(f"{add}?dong={entry.pk}").context["form"].initial

    page = text(client.get(fund.get_absolute_url()))
    assert (again["amount"], again["content"], again["press"] == entry.press) == (1_500_000, "Mua khung", False)
    assert "<del>Mua khung</del>" in page
    assert "Còn <b>2.000.000 đồng</b>" in page


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"amount": "1,5 triệu"}, "amount"),
        ({"on": "31/12/2021"}, "on"),
        ({"purpose": "khac"}, "purpose"),
        ({"content": " "}, "content"),
        ({"press": "x"}, "press"),
    ],
)
def test_wrong_input_is_told_beside_its_field(world, client_for, more, field):
    fund = opened(world)

    refused = client_for(world.ke).post(reverse("awards:fund-entry-add", args=[fund.pk]), typed(**more))

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]


def test_a_decision_is_named_by_number_and_only_readers_are_told(world, client_for):
    lo = make.person("Lò Thị Thử", by=world.hanh)
    decision = make.entered("2871", (lo, "BK_TINH"), by=world.hanh)
    fund = opened(world)
    add = reverse("awards:fund-entry-add", args=[fund.pk])
    client = client_for(world.hanh)

    assert client.post(add, typed(decision="2872/QĐ-UBND")).status_code == 422
    assert client.post(add, typed(decision="2871/qđ-ubnd ngày 20/12/2021")).status_code == 302
    assert FundEntry.objects.get().decision == decision
    assert "2871/QĐ-UBND" in text(client.get(fund.get_absolute_url()))
    for address in (fund.get_absolute_url(), reverse("awards:fund-export", args=[fund.pk])):
        answer = client_for(world.ke).get(address)
        said = answer.content if "html" in answer["Content-Type"] else str(cells(answer)).encode()
        assert b"2871" not in said


def cells(response):
    return [list(row) for row in read_book(response.content, "so.xlsx").sheets[0].rows]


def test_two_same_numbers_ask_for_the_day(world, client_for):
    lo = make.person("Lò Thị Thử", by=world.hanh)
    for year in (2020, 2021):
        make.entered("2871", (lo, "BK_TINH"), by=world.hanh, on=DAY(year, 12, 20))
    add = reverse("awards:fund-entry-add", args=[opened(world).pk])

    refused = client_for(world.hanh).post(add, typed(decision="2871/QĐ-UBND"))

    assert refused.context["form"].errors["decision"] == [
        "Có nhiều quyết định cùng số, ký hiệu, ngày 20/12/2021; 20/12/2020. Hãy ghi thêm “ngày …”."
    ]


def test_last_years_balance_is_proposed(world, client_for):
    before = opened(world, unit=world.snv, year=2021, by=world.ke, carried=100)
    wrote(before, "set-aside", 1_000, by=world.ke)
    wrote(before, "other", 300, by=world.ke)
    client, address = client_for(world.ke), reverse("awards:fund-open")

    assert client.get(address).context["form"].initial["carried"] == 800  # one unit, this year
    sent = {"carried": "800", "budget": "1.000.000"}
    assert client.post(f"{address}?unit={world.snv.pk}&year=2022", sent).status_code == 302
    assert Fund.objects.get(year=2022).carried == 800
    twice = client.post(f"{address}?unit={world.snv.pk}&year=2022", sent)
    assert twice.status_code == 422
    assert client.post(f"{address}?unit={world.stp.pk}&year=2022", sent).status_code == 422
    assert Fund.objects.count() == 2


def test_a_clash_shows_both_values(world, client_for):
    fund = opened(world, carried=5)
    client, address = client_for(world.ke), reverse("awards:fund-edit", args=[fund.pk])
    services.update_fund(fund, version=0, note="Của Hạnh", carried=7, by=world.hanh, at=NOW)

    clashed = client.post(address, {"budget": "", "carried": "6", "note": "Của Kế", "version": "0"})

    assert clashed.status_code == 422
    assert clashed.context["clash"] == [
        {"label": "Số dư năm trước chuyển sang", "theirs": "7", "mine": "6"},
        {"label": "Ghi chú", "theirs": "Của Hạnh", "mine": "Của Kế"},
    ]
    again = {"budget": "", "carried": "6", "note": "Của Kế", "version": clashed.context["form"]["version"].value()}
    assert client.post(address, again).status_code == 302
    assert Fund.objects.values_list("carried", "note").get() == (6, "Của Kế")


def test_the_sheet_holds_the_book_with_its_struck_lines(world, client_for):
    fund = opened(world, carried=1_000)
    wrote(fund, "set-aside", 500, by=world.ke, content="=1+1")
    services.strike_entry(
        wrote(fund, "other", 200, by=world.ke, on=DAY(2022, 2, 2)), reason="Nhầm", by=world.ke, at=NOW
    )

    answer = client_for(world.ke).get(reverse("awards:fund-export", args=[fund.pk]))

    rows = [row for row in cells(answer) if row and str(row[0]) in ("1", "2")]
    assert [(row[3], row[6], row[7], row[8], row[10]) for row in rows] == [
        ("=1+1", 500, None, 1_500, None),
        ("other 200", None, None, None, "200 đồng, gạch bỏ: Nhầm"),
    ]
    assert JournalEntry.objects.filter(act="fund.export").count() == 1


def test_the_paper_says_the_balance_in_words(world):
    fund = opened(world, carried=1_000_000, budget=200_000_000)
    wrote(fund, "set-aside", 3_000_000, by=world.ke)
    services.strike_entry(wrote(fund, "other", 200, by=world.ke), reason="Nhầm", by=world.ke, at=NOW)
    wrote(fund, "objects", 1_500_000, by=world.ke, paper="PC 02")

    paper = book_paper(queries.totals_of_fund(fund), queries.book(fund), on=DAY(2022, 3, 8))

    form, book = [block for block in paper.blocks if isinstance(block, Table)]
    assert form.rows[0] == ("3", "1,50%", "1,5", "0", "0", "0", "0", "1,5", "0")
    assert [row[3:] for row in book.rows if isinstance(row, tuple)] == [
        ("", "", "1.000.000"), ("3.000.000", "", "4.000.000"), ("", "", ""), ("", "1.500.000", "2.500.000"),
        ("3.000.000", "1.500.000", "2.500.000"),
    ]  # fmt: skip
    assert "Số dư: 2.500.000 đồng (Hai triệu năm trăm nghìn đồng)." in [
        getattr(one, "text", "") for one in paper.blocks
    ]


@pytest.mark.parametrize(
    ("amount", "words"),
    [(46_940_000, "46,94"), (1, "0,000001"), (7_000_000_000, "7.000"), (0, "0"), (10_000_000, "10")],
)
def test_the_paper_counts_the_form_in_millions_without_rounding(amount, words):
    assert millions(amount) == words


# Two hands at once --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_accountants_strike_one_line_and_press_one_button_at_once():
    world = cast.world()
    fund = opened(world)
    entry, press, told = wrote(fund, "other", 5, by=world.ke), uuid.uuid4(), []
    start = threading.Barrier(2)

    def run(by):
        try:
            start.wait(10)
            try:
                services.strike_entry(
                    FundEntry.objects.select_related("fund").get(pk=entry.pk), reason="Nhầm", by=by, at=NOW
                )
                told.append("struck")
            except Stale:
                told.append("late")
            wrote(fund, "objects", 7, by=by, press=press)
        finally:
            connection.close()

    hands = [threading.Thread(target=run, args=(by,)) for by in (world.ke, world.hanh)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(30)

    assert sorted(told) == ["late", "struck"]
    assert sorted(FundEntry.objects.values_list("amount", flat=True)) == [5, 7]
