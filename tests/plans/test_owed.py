"""One reading of everything owed serves all: it says of each person what their own list says, and of posts the truth."""

import datetime

import pytest

from core.obligations import of_person, owed
from core.passes import one_pass
from core.reminders import planned
from tests.factories import reports as make_reports
from tests.factories import targets as make_targets
from tests.factories import unit_plans as make
from units.enums import Role
from units.models import Appointment
from units.queries import leads_ids, people_with, standing_body_ids

TODAY = datetime.date(2022, 3, 8)
PEOPLE = (
    "lan", "binh", "hoa", "dung", "hanh", "thang", "do", "ha", "tuan", "van", "ke", "admin", "root", "stranger",
)  # fmt: skip


@pytest.fixture
def season(world):
    """Something of every kind: missing, awaiting, filed, and a task of a unit."""
    make.season(world)
    make.awaiting(make.plan_of(world.stp), by=world.lan)
    make_reports.season(world)
    make_reports.filed(make_reports.filing_of(world.stp), by=world.lan, head=world.binh)
    make_targets.season(world)
    make_targets.awaiting(make_targets.filing_of(world.syt), by=world.hoa)
    return world


@pytest.mark.parametrize("name", PEOPLE)
def test_the_whole_list_holds_what_each_persons_own_list_holds(season, name):
    person = season.people[name]

    assert of_person(owed(on=TODAY), person) == owed(on=TODAY, person=person)


def test_everybody_of_the_cast_who_works_owes_something(season):
    owing = {name for name in PEOPLE if owed(on=TODAY, person=season.people[name])}

    assert owing == {"lan", "hoa", "binh", "dung", "hanh", "thang"}


@pytest.mark.parametrize("role", Role)
def test_posts_read_for_the_whole_pass_are_the_posts_of_each_question(world, role):
    units = [world.stp.pk, world.syt.pk, world.province.pk, 999_999]
    alone = people_with(role, units, TODAY), standing_body_ids(TODAY), leads_ids(TODAY)

    with one_pass():
        together = people_with(role, units, TODAY), standing_body_ids(TODAY), leads_ids(TODAY)

    assert together == alone
    assert set(alone[0]) == set(units)


def test_the_longest_in_office_comes_first_and_nobody_twice(world):
    post = Appointment.objects.get(user=world.lan, unit=world.stp)
    for person, day in ((world.hoa, 2), (world.hoa, 3)):
        Appointment.objects.create(
            user=person, unit=world.stp, role=Role.OFFICER, starts_on=post.starts_on + datetime.timedelta(days=day)
        )

    with one_pass():
        assert people_with(Role.OFFICER, [world.stp.pk], TODAY) == {world.stp.pk: [world.lan.pk, world.hoa.pk]}


def test_a_post_that_ends_is_seen_by_the_next_list(season):
    before = [d.key for d in owed(on=TODAY, person=season.lan)]
    Appointment.objects.filter(user=season.lan).update(ends_on=TODAY - datetime.timedelta(days=1))

    assert before
    assert owed(on=TODAY, person=season.lan) == []
    assert not any(season.lan.pk in d.people for d in owed(on=TODAY))


def test_reminders_planned_from_a_list_are_those_planned_without(season):
    assert planned(on=TODAY, duties=owed(on=TODAY)) == planned(on=TODAY)
    assert planned(on=TODAY, duties=[]) == []
