"""The first run: catalogues, then either the demo world or one administrator; later runs add nothing."""

import io
import json
import re

import pytest
from django.core.management import CommandError, call_command

from config.management.commands import prepare as prepare_command
from tests.factories import units as make
from units.demo import PASSWORD
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, User


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.THIDUA_TODAY = None
    return tmp_path


@pytest.fixture
def no_catalogues(monkeypatch):
    """One province is enough, and a hundred times faster."""
    monkeypatch.setattr(prepare_command, "CATALOGUES", ())


def prepare(**options):
    out = io.StringIO()
    call_command("prepare", stdout=out, **options)
    return out.getvalue()


def test_an_empty_installation_gets_units_and_one_administrator(db, var):
    said = prepare(empty=True)

    user = User.objects.get()
    post = Appointment.objects.get()
    password = re.search(r"mật khẩu ([\w-]+) ", said).group(1)
    assert (user.username, user.must_change_password, user.is_superuser, user.demo) == ("quantri", True, False, False)
    assert user.check_password(password)
    assert (post.user, post.role, post.unit.name) == (user, Role.ADMIN, "Tỉnh Điện Biên")
    assert Unit.objects.count() == 265
    assert not (var / "demo.json").exists()


def test_a_second_run_changes_nothing_and_tells_no_password(db, var, no_catalogues):
    make.unit("Tỉnh Điện Biên", kind=UnitKind.PROVINCE)
    prepare(empty=True)
    before = User.objects.values_list("password", flat=True).get()

    said = prepare(empty=True)

    assert said == ""
    assert User.objects.values_list("password", flat=True).get() == before
    assert Unit.objects.count() == 1


def test_an_empty_start_on_the_demo_world_is_refused(db, var, no_catalogues):
    make.person("lan", "Phạm Thị Lan", demo=True)

    with pytest.raises(CommandError, match="đang giữ thế giới trình diễn.*THIDUA_VAR"):
        prepare(empty=True)


def test_the_starter_is_told_the_demo_accounts(world, var, no_catalogues):
    User.objects.filter(pk__in=[world.hanh.pk, world.thang.pk]).update(demo=True)

    prepare()

    told = json.loads((var / "demo.json").read_text())
    assert (told["today"], told["password"]) == ("2022-03-08", PASSWORD)
    assert told["accounts"] == [
        {"username": "hanh", "name": "Lò Thị Minh Hạnh", "role": "Chuyên viên Ban TĐKT, Ban TĐKT"},
        {"username": "thang", "name": "Nguyễn Đức Thắng", "role": "Lãnh đạo Ban TĐKT, Sở Nội vụ, Ban TĐKT"},
    ]
