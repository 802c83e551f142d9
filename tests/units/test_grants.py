"""What is granted on one object: by person or by group, in tables of its own, and gone with the object or the account."""

import pytest
from django.contrib.auth.models import Group, Permission
from guardian.models import GroupObjectPermission, UserObjectPermission

from tests.units.drafts.models import Draft, DraftGroupGrant, DraftPersonGrant
from units.models import Unit
from units.rights import grant, granted, holders, is_granted, revoke

READ = "read_draft"


@pytest.fixture
def mine(db):
    return Draft.objects.create(name="của Sở Tư pháp")


@pytest.fixture
def other(db):
    return Draft.objects.create(name="của Sở Y tế")


def read(person):
    return [d.name for d in granted(person, READ, Draft).order_by("pk")]


def test_grant_opens_exactly_one_object_to_one_person(world, mine, other):
    grant(world.lan, READ, mine)
    grant(world.hoa, READ, other)

    assert (read(world.lan), read(world.hoa), read(world.tuan)) == (["của Sở Tư pháp"], ["của Sở Y tế"], [])
    assert (is_granted(world.lan, READ, mine), is_granted(world.lan, READ, other)) == (True, False)


def test_granting_twice_is_one_row_and_revoking_twice_is_none(world, mine):
    grant(world.lan, READ, mine)
    grant(world.lan, READ, mine)
    assert DraftPersonGrant.objects.count() == 1

    revoke(world.lan, READ, mine)
    revoke(world.lan, READ, mine)

    assert read(world.lan) == []


def test_group_grant_follows_membership(world, mine):
    group = Group.objects.create(name="Cán bộ Sở Tư pháp")
    grant(group, READ, mine)
    group.user_set.add(world.lan)

    assert (read(world.lan), holders(READ, mine)) == (["của Sở Tư pháp"], [world.lan.pk])
    group.user_set.remove(world.lan)
    assert (read(type(world.lan).objects.get(pk=world.lan.pk)), holders(READ, mine)) == ([], [])


def test_rows_stand_in_the_own_tables_and_go_with_the_object(world, mine):
    group = Group.objects.create(name="Cán bộ Sở Tư pháp")
    grant(world.lan, READ, mine)
    grant(group, READ, mine)
    assert (UserObjectPermission.objects.count(), GroupObjectPermission.objects.count()) == (0, 0)

    mine.delete()

    assert (DraftPersonGrant.objects.count(), DraftGroupGrant.objects.count()) == (0, 0)


def test_stopped_account_is_granted_nothing(world, mine):
    grant(world.lan, READ, mine)
    world.lan.is_active = False
    world.lan.save(update_fields=["is_active"])

    assert (read(world.lan), holders(READ, mine)) == ([], [])


def test_superuser_and_model_wide_permission_open_no_object(world, mine):
    world.lan.user_permissions.add(Permission.objects.get(codename=READ))

    assert (read(world.root), read(world.lan)) == ([], [])


def test_model_without_own_tables_is_refused(world):
    with pytest.raises(TypeError, match="Unit has no permission tables of its own"):
        grant(world.lan, "view_unit", world.stp)
    with pytest.raises(TypeError):
        granted(world.lan, "view_unit", Unit)
