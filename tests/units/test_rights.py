"""Who reaches what: role × unit tree × term, and the lists other floors ask for."""

import datetime

import pytest

from tests.factories import units as make
from units import queries
from units.enums import Role, UnitKind
from units.models import Appointment, Unit
from units.permissions import (
    can_end_appointment,
    can_give_role,
    can_manage_account,
    can_manage_accounts,
    can_manage_units,
    can_see_people,
    can_set_security,
    people_visible_to,
)
from units.rights import NOBODY, forget, rights_of

DAY = datetime.date
TODAY = DAY(2022, 3, 8)

# One row per person of the cast: sees all, standing body, manages units, manages accounts, sees people, sets security.
TABLE = {
    "hanh": (True, True, True, True, True, False),
    "thang": (True, True, True, True, True, False),
    "lan": (False, False, False, False, True, False),
    "binh": (False, False, False, False, True, False),
    "hoa": (False, False, False, False, True, False),
    "dung": (False, False, False, False, True, False),
    "tuan": (False, False, False, False, False, False),
    "van": (False, False, False, False, True, False),
    "ke": (False, False, False, False, True, False),
    "do": (True, False, False, False, True, False),
    "ha": (True, False, False, False, True, False),
    "admin": (False, False, True, True, True, True),
    "root": (False, False, False, False, False, False),
    "stranger": (False, False, False, False, False, False),
}


def test_the_table_names_everybody_and_every_role(world):
    held = {role for person in world.people.values() for role in [p.role for p in rights_of(person).posts]}

    assert (set(TABLE), held) == (set(world.people), set(Role.values))


@pytest.mark.parametrize("name", TABLE)
def test_role_gives_what_the_table_says(world, name):
    person = world.people[name]
    rights = rights_of(person)

    assert (
        rights.sees_all,
        rights.is_standing_body,
        can_manage_units(person),
        can_manage_accounts(person),
        can_see_people(person),
        can_set_security(person),
    ) == TABLE[name]


def test_term_begins_and_ends_with_the_day(world):
    person = make.person("moi", "Lường Văn Mới")
    make.post(person, world.stp, Role.OFFICER, starts_on=DAY(2022, 3, 1), ends_on=DAY(2022, 3, 31))

    held = [rights_of(person, day).holds(Role.OFFICER) for day in (DAY(2022, 2, 28), DAY(2022, 3, 1), DAY(2022, 3, 31))]

    assert held == [False, True, True]
    assert rights_of(person, DAY(2022, 4, 1)).posts == ()


def test_expired_term_closes_the_pages_next_day(world, client_for, settings):
    Appointment.objects.filter(user=world.hanh).update(ends_on=TODAY)
    client = client_for(world.hanh)

    assert client.get("/don-vi/them/").status_code == 200
    settings.THIDUA_TODAY = DAY(2022, 3, 9)
    assert client.get("/don-vi/them/").status_code == 403


def test_stopped_account_and_stranger_hold_nothing(world):
    world.lan.is_active = False
    world.lan.save(update_fields=["is_active"])

    assert rights_of(world.lan) == NOBODY
    assert rights_of(None) == NOBODY
    assert not Appointment.objects.current(TODAY).filter(user=world.lan).exists()


def test_past_rights_outlive_the_account(world):
    world.lan.is_active = False
    world.lan.save(update_fields=["is_active"])

    held = queries.rights_register(world.ha, DAY(2022, 1, 1)).filter(user=world.lan)

    assert [(p.role, p.unit) for p in held] == [("officer", world.stp)]


def test_forget_reads_the_posts_again(world):
    assert not rights_of(world.stranger).holds(Role.OFFICER)
    make.post(world.stranger, world.stp, Role.OFFICER)
    assert not rights_of(world.stranger).holds(Role.OFFICER)

    forget(world.stranger)

    assert rights_of(world.stranger).holds(Role.OFFICER)


def test_tree_reaches_down_and_never_sideways(world):
    person = make.person("giao", "Lò Văn Giao")
    make.post(person, world.tuangiao, Role.OFFICER)
    sibling = make.unit("UBND huyện Mường Ảng", parent=world.province, kind=UnitKind.DISTRICT)
    make.unit("UBND xã Ẳng Tở", parent=sibling, kind=UnitKind.COMMUNE)

    reached = Unit.objects.within(rights_of(person).paths(Role.OFFICER)).in_order()

    assert {u.pk for u in reached} == {world.tuangiao.pk, world.commune.pk}
    assert list(Unit.objects.within(())) == []


def test_path_of_unit_1_does_not_reach_unit_10(db):
    first = make.unit("Một")
    others = [make.unit(f"Khác {n}") for n in range(12)]

    assert [u.pk for u in Unit.objects.within([first.path])] == [first.pk]
    assert len(others) == 12


def test_people_are_seen_in_the_own_tree_only(world):
    seen = {name: {p.username for p in people_visible_to(person)} for name, person in world.people.items()}

    assert seen["lan"] == seen["binh"] == {"lan", "binh"}
    assert seen["hoa"] == seen["dung"] == {"hoa", "dung"}
    assert seen["van"] == {"van", "ke", "hanh", "thang"}  # Sở Nội vụ with the Ban below it
    assert seen["tuan"] == {"tuan"}
    assert seen["stranger"] == {"stranger"}
    assert seen["root"] == {"root"}
    assert seen["hanh"] == seen["admin"] == seen["ha"] == seen["do"] == set(world.people)


def test_only_the_administrator_gives_the_guarded_roles(world):
    for person, given in ((world.admin, set(Role)), (world.hanh, set(Role) - {Role.ADMIN, Role.AUDITOR})):
        assert {role for role in Role if can_give_role(person, role)} == given
    assert not any(can_give_role(world.ha, role) for role in Role)


def test_nobody_manages_themselves_and_staff_no_administrator(world):
    assert not can_manage_account(world.admin, world.admin)
    assert not can_manage_account(world.hanh, world.hanh)
    assert not can_manage_account(world.hanh, world.admin)
    assert not can_manage_account(world.hanh, world.ha)
    assert not can_manage_account(world.admin, world.root)
    assert not can_manage_account(world.lan, world.hoa)
    assert can_manage_account(world.hanh, world.lan)
    assert can_manage_account(world.admin, world.hanh)


def test_guarded_role_to_come_already_protects_the_account(world):
    make.post(world.lan, world.province, Role.ADMIN, starts_on=DAY(2022, 6, 1))

    assert not can_manage_account(world.hanh, world.lan)


def test_who_may_end_a_post(world):
    post, guarded = Appointment.objects.get(user=world.lan), Appointment.objects.get(user=world.ha)

    assert [can_end_appointment(p, post) for p in (world.hanh, world.admin, world.lan, world.ha)] == [
        True,
        True,
        False,
        False,
    ]
    assert [can_end_appointment(p, guarded) for p in (world.hanh, world.admin)] == [False, True]


def test_people_with_answers_every_unit_asked_in_one_query(world, django_assert_num_queries):
    second = make.person("lan2", "Cà Thị Lan")
    make.post(second, world.stp, Role.OFFICER)
    gone = make.person("cu", "Lò Văn Cũ")
    make.post(gone, world.syt, Role.OFFICER, ends_on=DAY(2022, 3, 7))

    with django_assert_num_queries(1):
        found = queries.people_with(Role.OFFICER, [world.stp.pk, world.syt.pk, world.commune.pk], TODAY)

    assert found == {world.stp.pk: [world.lan.pk, second.pk], world.syt.pk: [world.hoa.pk], world.commune.pk: []}


def test_standing_body_and_leads(world):
    assert queries.standing_body_ids(TODAY) == sorted([world.hanh.pk, world.thang.pk])
    assert queries.leads_ids(TODAY) == [world.thang.pk]
    assert queries.standing_body_ids(DAY(2019, 1, 1)) == []
