"""Awards of a unit as facts beside the criteria of its score sheet: right, by year, and never wider than the book."""

import datetime

import pytest

from awards.registry.queries.facts import awards_of_units
from awards.registry.services import decisions
from clusters.enums import FactKind
from clusters.queries.facts import PROVIDERS
from tests.factories import awards as make

pytestmark = pytest.mark.django_db
ON = datetime.date(2022, 3, 8)


@pytest.fixture
def body(world):
    """The record of Sở Tư pháp itself."""
    return make.collective("Sở Tư pháp", by=world.hanh, unit=world.stp, body=world.stp)


def given(world, number, recipient, award, day, **line):
    return make.entered(number, (recipient, award, line), by=world.hanh, on=day)


def told(user, unit, year=2022):
    return [fact.text for fact in awards_of_units(user, [unit.pk], year, on=ON).get(unit.pk, [])]


def test_awards_of_the_unit_itself_of_the_year_and_three_before(world, body):
    for number, year in enumerate((2018, 2019, 2021, 2022), 1):
        given(world, str(number), body, "CO_TINH", datetime.date(year, 1, 10), cause="")
    given(world, "9", make.person("Lò Thị Thử", by=world.hanh, unit=world.stp), "CSTDT", datetime.date(2021, 2, 1))

    assert told(world.lan, world.stp) == told(world.hanh, world.stp) == [
        "Cờ thi đua của UBND tỉnh (Quyết định 4/QĐ-UBND ngày 10/01/2022).",
        "Cờ thi đua của UBND tỉnh (Quyết định 3/QĐ-UBND ngày 10/01/2021).",
        "Cờ thi đua của UBND tỉnh (Quyết định 2/QĐ-UBND ngày 10/01/2019).",
    ]  # fmt: skip
    assert told(world.hanh, world.stp, year=2018)[0].endswith("10/01/2018).")


def test_a_draft_a_revoked_and_an_annulled_award_are_no_facts(world, body):
    day = datetime.date(2021, 5, 1)
    paper = {"paper": "15/QĐ-UBND", "dated": datetime.date(2022, 1, 10), "reason": "Sai"}
    make.grant(make.decision("1", by=world.hanh, on=day), body, "CO_TINH", by=world.hanh)
    revoked = given(world, "2", body, "CO_TINH", day).grants.get()
    decisions.revoke_grant(revoked, **paper, by=world.hanh, at=make.BEFORE)
    annulled = given(world, "3", body, "CO_TINH", day)
    decisions.take_decision_step(annulled, "annul", **paper, by=world.hanh, at=make.BEFORE)
    standing = given(world, "4", body, "BK_TINH", day)

    for reader in (world.hanh, world.lan):
        (fact,) = awards_of_units(reader, [world.stp.pk], 2022, on=ON)[world.stp.pk]
        assert fact.text == "Bằng khen của Chủ tịch UBND tỉnh (Quyết định 4/QĐ-UBND ngày 01/5/2021)."
        assert fact.url == standing.get_absolute_url()


def test_who_may_not_read_the_line_is_told_nothing(world, body):
    given(world, "1", body, "CO_TINH", datetime.date(2021, 1, 10))

    assert told(world.lan, world.stp) != []
    assert told(world.hoa, world.stp) == told(world.admin, world.stp) == told(world.tuan, world.stp) == []


def test_one_query_for_all_units_and_years(world, body, django_assert_num_queries):
    other = make.collective("Sở Y tế", by=world.hanh, unit=world.syt, body=world.syt)
    for number in range(3):
        given(world, str(number), body, "CO_TINH", datetime.date(2021, 1, 10 + number))
        given(world, f"5{number}", other, "CO_TINH", datetime.date(2021, 1, 10 + number))
    world.hanh.__dict__.pop("_rights_by_day", None)
    told(world.hanh, world.stp)

    with django_assert_num_queries(1):
        found = awards_of_units(world.hanh, [world.stp.pk, world.syt.pk], 2022, on=ON)
    assert {unit: len(facts) for unit, facts in found.items()} == {world.stp.pk: 3, world.syt.pk: 3}


def test_the_book_serves_awards_beside_the_places_of_former_rankings():
    assert [find.__module__ for find in PROVIDERS[FactKind.AWARDS]] == [
        "clusters.queries.facts",
        "awards.registry.queries.facts",
    ]
