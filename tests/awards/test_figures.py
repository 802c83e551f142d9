"""Biểu 01 and 03 from the book of awards, counted by hand: what counts, what does not, and what is said of it."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from awards.registry.models import Decision, Grant
from awards.registry.queries import figures
from awards.registry.services import decisions
from clusters.rules.summaries import faults, forms, lines_of
from tests.factories import awards as make
from tests.factories import clusters

pytestmark = pytest.mark.django_db
PAPER = {"paper": "15/QĐ-UBND", "dated": datetime.date(2022, 1, 10)}
STATE = {"level": "state", "decider": "Chủ tịch nước"}
LEADER, WORKER = {"person_class": "department-leader"}, {"person_class": "direct-worker"}


@pytest.fixture
def people(world):
    """Ten people, five collectives, two households, by number."""
    by = world.hanh
    return {
        **{f"p{n}": make.person(f"Người Thử {n}", by=by, unit=world.stp) for n in range(10)},
        **{f"c{n}": make.collective(f"Tập thể Thử {n}", by=by, unit=world.stp) for n in range(5)},
        **{f"h{n}": make.recipients.create_recipient(kind="household", name=f"Hộ Thử {n}", by=by, at=make.BEFORE)
           for n in range(2)},
    }  # fmt: skip


@pytest.fixture
def enter(world, people):
    """enter("1", ("p1", "BK_TINH", {…}), on=…): an entered decision."""

    def made(number, *lines, **more):
        return make.entered(number, *((people[who], *rest) for who, *rest in lines), by=world.hanh, **more)

    return made


def nonzero(cells):
    return {row: kept for row, each in cells.items() if (kept := {key: int(n) for key, n in each.items() if n})}


def province(year=2021):
    return nonzero(figures.cells_of("03", figures.counted(year)))


def state(year=2021):
    return nonzero(figures.cells_of("01", figures.counted(year)))


def broken(code, cells):
    given = {row: {key: str(n) for key, n in each.items()} for row, each in cells.items()}
    return [(f.where, f.equation, f.given, f.due) for f in faults(forms()[code], lines_of(forms()[code], given))]


def notes(code, year=2021):
    return figures.notes_of(code, figures.counted(year))


# Biểu 03 ------------------------------------------------------------------------------------------------------------------
def test_form_03_counted_by_hand(enter):
    enter(
        "1",
        ("p0", "BK_TINH", LEADER),
        ("p1", "BK_TINH", WORKER),
        ("p2", "BK_TINH", {"person_class": "entrepreneur", "is_enterprise": True}),
        ("p3", "BK_TINH", WORKER | {"cause": "exceptional"}),
        ("p4", "BK_TINH", {"person_class": "other-leader", "cause": "thematic"}),
        ("c0", "BK_TINH"),
        ("c1", "BK_TINH", {"is_enterprise": True, "cause": "thematic"}),
        ("c2", "BK_TINH", {"cause": "external"}),
    )
    enter("2", ("p0", "CSTDT", LEADER | {"cause": ""}), ("p1", "CSTDT", WORKER))
    enter("3", ("c0", "CO_TINH"), ("c1", "CO_TINH", {"is_enterprise": True, "cause": "thematic"}))

    # Certificates: 5 persons + 3 collectives = 8, of them p2 and c1 of enterprises = 2.
    # Công trạng p0, p1, p2, c0 = 4: managing p0 and the doanh nhân p2 = 2, not managing p1 = 1.
    # Chuyên đề, đột xuất p3, p4, c1 = 3: p4 managing, p3 not. Đối ngoại c2. 4 + 3 + 1 + 0 = 8.
    assert province() == {
        "certificate": {"c3": 8, "c4": 2, "c5": 5, "c6": 4, "c8": 2, "c9": 1, "c10": 3, "c12": 1, "c13": 1, "c14": 1},
        "fighter": {"c3": 2, "c5": 2, "c6": 2, "c8": 1, "c9": 1},  # p0 without a cause is công trạng
        "flag": {"c3": 2, "c4": 1, "c10": 1},
    }
    assert broken("03", province()) == notes("03") == []
    assert "c6" not in figures.cells_of("03", figures.counted(2021))["flag"]  # unknown, not nought


def test_only_what_stands_in_the_year_of_the_decision_counts(world, enter, people):
    enter("1", ("p0", "BK_TINH", LEADER), on=datetime.date(2021, 1, 1))
    enter("2", ("p1", "BK_TINH", LEADER), on=datetime.date(2021, 12, 31))
    enter("3", ("p2", "BK_TINH", LEADER), on=datetime.date(2020, 12, 31))
    enter("4", ("p3", "BK_TINH", LEADER), on=datetime.date(2022, 1, 1))
    revoked = enter("5", ("p4", "BK_TINH", LEADER), on=datetime.date(2021, 5, 1)).grants.get()
    decisions.revoke_grant(revoked, **PAPER, reason="Kê khai sai", by=world.hanh, at=make.BEFORE)
    annulled = enter("6", ("p5", "BK_TINH", LEADER), on=datetime.date(2021, 5, 2))
    decisions.take_decision_step(annulled, "annul", reason="Sai", by=world.hanh, at=make.BEFORE, **PAPER)
    draft = make.decision("7", by=world.hanh, on=datetime.date(2021, 5, 3))
    make.grant(draft, people["p6"], by=world.hanh)

    assert [province(year).get("certificate", {}).get("c3", 0) for year in (2020, 2021, 2022)] == [1, 2, 1]


def test_what_no_column_holds_is_said_and_breaks_the_equation_with_both_values(enter):
    enter(
        "1",
        ("p0", "BK_TINH", LEADER),
        ("p1", "BK_TINH"),
        ("p2", "BK_TINH", WORKER | {"cause": "dedication"}),
        ("p3", "BK_TINH", WORKER | {"cause": ""}),
        ("h0", "BK_TINH"),
        ("h1", "BK_TINH"),
    )

    assert province()["certificate"] == {"c3": 6, "c5": 4, "c6": 4, "c8": 1}  # công trạng: p0, p1, h0, h1
    assert broken("03", province())[0] == ("Bằng khen", "6 + 10 + 14 + 16 = 3", "4", "6")
    assert notes("03") == [
        "Bằng khen: 1 cá nhân chưa phân loại lãnh đạo hay không, nên không có trong cột 8, 9, 12, 13.",
        "Bằng khen: 1 chưa ghi loại hình.",
        "Bằng khen: 1 loại hình “Quá trình cống hiến”, biểu không có cột.",
        "Bằng khen: 2 hộ gia đình, tính trong tổng số, không tính là cá nhân.",
    ]


# Biểu 01 ------------------------------------------------------------------------------------------------------------------
def test_form_01_counted_by_hand(enter):
    enter(
        "1",
        ("p0", "HCLD3", LEADER),
        ("p1", "HCLD3", WORKER | {"cause": "exceptional"}),
        ("c0", "HCLD2"),
        ("c1", "HCDL1", {"is_enterprise": True}),
        ("p2", "HCLD1", LEADER | {"cause": "dedication"}),
        ("c2", "HC_HN", {"cause": "external"}),
        ("p3", "HC_KC", {"cause": "resistance"}),
        ("h0", "HC_KC", {"cause": "resistance"}),
        ("p4", "BMVNAH", {"cause": "dedication"}),
        ("p5", "TTUT", WORKER),
        ("p6", "HCH_CSVV1", {"cause": "service"}),
        ("p7", "BK_TTG", {"person_class": "entrepreneur"}),
        ("c3", "CO_CP", {"cause": ""}),
        ("p8", "CSTDTQ", LEADER | {"cause": ""}),
        ("c4", "BK_BO"),
        **STATE,
    )

    assert state() == {
        # tập thể c0, c1, c2 = 3; cá nhân p0, p1, p2 = 3; công trạng c0 + c1 = 2, p0; đột xuất p1; đối ngoại c2; cống hiến p2
        "orders": {"c5": 3, "c6": 3, "c7": 2, "c8": 1, "c12": 1, "c14": 1, "c16": 1, "c18": 1},
        "order-independence": {"c5": 1, "c7": 1, "c18": 1},
        "order-labour-1": {"c6": 1, "c16": 1},
        "order-labour-2": {"c5": 1, "c7": 1},
        "order-labour-3": {"c6": 2, "c8": 1, "c12": 1},
        "titles": {"c6": 2, "c9": 1, "c16": 1},
        "heroic-mother": {"c6": 1, "c16": 1},
        "doctor-merit": {"c6": 1, "c9": 1},
        "government-flag": {"c5": 1, "c7": 1},
        "pm-certificate": {"c6": 1, "c8": 1, "c19": 1},  # a doanh nhân is lãnh đạo, quản lý and of an enterprise
        "national-fighter": {"c6": 1, "c8": 1},
        "resistance": {"c6": 1, "c17": 2},  # the household is in the column that makes no difference
    }
    assert broken("01", state()) == []
    assert notes("01") == [
        "Huân, Huy chương kháng chiến: 1 hộ gia đình, không tính là tập thể, cá nhân.",
        "Huy chương Chiến sĩ vẻ vang hạng Nhất: 1, biểu không có dòng.",
    ]


# The list behind a number ---------------------------------------------------------------------------------------------------
def test_every_number_is_the_length_of_the_list_behind_it(enter):
    enter("1", ("p0", "BK_TINH", LEADER), ("p1", "BK_TINH", {"cause": "thematic"}), ("h0", "BK_TINH"))
    enter("2", ("p2", "CSTDT", {"cause": "", "person_class": "entrepreneur"}), ("c0", "CO_TINH"))
    enter("3", ("p3", "HCLD3", WORKER), ("c1", "CO_CP", {"cause": ""}), ("p4", "TTUT"), **STATE)
    groups = figures.counted(2021)
    asked = figures.figures()

    for code in ("01", "03"):
        for row, cells in figures.cells_of(code, groups).items():
            for column, count in cells.items():
                one = asked[f"{code}.{row}.{column}"]
                assert (one.key, figures.standing_of(2021).filter(one.q()).count()) == (one.key, count)
    total = asked["03.total.c6"]  # công trạng p0, h0 and p2; the flag is not split
    assert (figures.standing_of(2021).filter(total.q()).count(), total.words) == (
        3, "Biểu mẫu số 03: Tổng cộng, cột 6",
    )  # fmt: skip


def test_the_page_of_a_form_leads_to_lists_as_long_as_its_numbers(world, client_for, enter):
    inter = clusters.running(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster", year=2021)
    lines = [(f"p{n}", "BK_TINH", LEADER if n < 2 else WORKER) for n in range(5)]
    enter("1", *lines, ("h0", "BK_TINH"), ("c0", "CO_TINH"))
    enter("2", ("p0", "BK_TINH", LEADER), on=datetime.date(2020, 5, 1))
    client = client_for(world.do)

    rows = client.get(reverse("clusters:summary-detail", args=[inter.pk, "03"])).context["rows"]

    numbers = {(line.row.key, column.key): (words, url) for line, cells in rows for column, words, url in cells if url}
    assert {place: words for place, (words, _) in numbers.items()} == {
        ("certificate", "c3"): "6", ("certificate", "c5"): "5", ("certificate", "c6"): "6", ("certificate", "c8"): "2",
        ("certificate", "c9"): "3", ("flag", "c3"): "1", ("total", "c3"): "7", ("total", "c5"): "5",
        ("total", "c6"): "6", ("total", "c8"): "2", ("total", "c9"): "3",
    }  # fmt: skip
    for place in (("certificate", "c8"), ("flag", "c3"), ("total", "c3")):
        words, url = numbers[place]
        assert (place, len(client.get(url).context["rows"].object_list)) == (place, int(words))
    assert "Biểu mẫu số 03: Bằng khen, cột 8" in client.get(numbers["certificate", "c8"][1]).content.decode()


def test_counting_takes_one_query_whatever_there_is(enter, django_assert_num_queries):
    enter("1", ("p0", "BK_TINH"), ("p1", "BK_TINH"), ("c0", "CO_TINH"))

    with django_assert_num_queries(1):
        found = figures.cells_of("03", figures.counted(2021))
    assert found["certificate"]["c3"] == Decimal(2)
    assert (Grant.objects.count(), Decision.objects.count()) == (3, 1)


# Submitted to the State level -----------------------------------------------------------------------------------------------
def test_columns_3_and_4_count_what_was_submitted_beside_what_was_decided(world, client_for, people, enter):
    inter = clusters.running(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster", year=2021)
    day = datetime.date(2021, 6, 1)
    given = {
        "10": [("p0", "HCLD3"), ("p1", "HCLD3"), ("c0", "HCLD2"), ("p2", "BK_TTG"), ("h0", "BK_TTG")],
        "11": [("p3", "TTUT")],
    }
    for number, lines in given.items():
        make.letter(number, *((people[who], award) for who, award in lines), by=world.hanh, on=day)
    make.letter("12", (people["p4"], "BK_TTG"), by=world.hanh, on=day, state="draft")
    make.letter("13", (people["p5"], "BK_TTG"), by=world.hanh, on=datetime.date(2022, 1, 5))
    enter("1", ("p0", "HCLD3", LEADER), **STATE)
    client = client_for(world.do)

    answer = client.get(reverse("clusters:summary-detail", args=[inter.pk, "01"]))

    shown = {
        line.row.key: {
            column.key: words for column, words, _ in cells if column.key in ("c3", "c4", "c5", "c6") and words
        }
        for line, cells in answer.context["rows"]
    }
    assert {row: cells for row, cells in shown.items() if cells} == {
        "orders": {"c3": "1", "c4": "2", "c6": "1"},
        "order-labour-2": {"c3": "1"},
        "order-labour-3": {"c4": "2", "c6": "1"},
        "titles": {"c4": "1"},
        "doctor-merit": {"c4": "1"},
        "pm-certificate": {"c4": "1"},  # the household is neither
        "total": {"c3": "1", "c4": "4", "c6": "1"},  # 2 + 1 + 1, the rows below the six kinds not again
    }
    links = {
        (line.row.key, column.key): url for line, cells in answer.context["rows"] for column, _, url in cells if url
    }
    for place, count in ((("orders", "c4"), 2), (("total", "c4"), 4), (("orders", "c6"), 1)):
        assert (place, len(client.get(links[place]).context["rows"].object_list)) == (place, count)
