"""Accounts: opened, stopped, reset; the names and passwords the product chooses."""

import datetime
import re

import pytest
from django.utils import timezone

from core.errors import Refused
from core.models import JournalEntry
from tests.factories import units as make
from units.enums import Role
from units.models import Appointment, User
from units.rights import rights_of
from units.services import accounts as services

DAY = datetime.date


@pytest.fixture
def who(world):
    return {"by": world.hanh, "at": timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 0))}


@pytest.mark.parametrize(
    ("full_name", "username"),
    [
        ("Lò Thị Minh Hạnh", "hanhltm"),
        ("Đỗ Đức Đạt", "datdd"),
        ("Vàng A Dế", "deva"),
        ("Sùng Ý", "yss"),
        ("Nguyễn Văn  Ân", "annv"),
    ],
)
def test_username_follows_the_name(db, full_name, username):
    assert services.suggest_username(full_name) == username


def test_taken_usernames_get_a_number(world):
    make.person("annv", "Nguyễn Văn An")

    assert services.suggest_username("Nguyễn Văn Ân") == "annv2"
    assert services.suggest_username("Nguyễn Văn Ân", taken={"annv2"}) == "annv3"


def test_create_returns_the_password_once_and_keeps_only_its_hash(world, who):
    user, password = services.create_account(full_name="Lò Thị  Nhung", email="Nhung@DienBien.test", **who)

    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", password)
    assert (user.username, user.full_name, user.email) == ("nhunglt", "Lò Thị Nhung", "nhung@dienbien.test")
    assert (user.must_change_password, user.check_password(password)) == (True, True)
    entry = JournalEntry.objects.get(act="accounts.create")
    assert entry.detail == {"username": "nhunglt"}
    assert [u.username for u in User.objects.search("nhung")] == ["nhunglt"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"full_name": "  "}, "Hãy ghi họ và tên."),
        ({"full_name": "A B", "username": "lan"}, "Tên đăng nhập “lan” đã có người dùng."),
        (
            {"full_name": "A B", "username": "Đỗ Lan"},
            "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch; bắt đầu bằng chữ.",
        ),
        ({"full_name": "A B", "email": "khong-phai-thu"}, "“khong-phai-thu” không phải địa chỉ thư điện tử."),
    ],
)
def test_create_refuses_with_one_sentence(world, who, data, sentence):
    with pytest.raises(Refused) as refusal:
        services.create_account(**data, **who)

    assert str(refusal.value) == sentence


def test_only_managers_open_accounts(world, who):
    with pytest.raises(Refused, match="không có quyền quản lý tài khoản"):
        services.create_account(full_name="A B", by=world.binh, at=who["at"])


def test_deactivate_ends_posts_and_sessions_at_once(world, who, client_for):
    client = client_for(world.lan)
    make.post(world.lan, world.stp, Role.CLERK, starts_on=DAY(2022, 5, 1))
    assert client.get("/don-vi/").status_code == 200

    services.deactivate_account(world.lan, reason="nghỉ việc", **who)

    assert client.get("/don-vi/").status_code == 302
    assert [(p.role, p.ends_on) for p in Appointment.objects.filter(user=world.lan)] == [("officer", DAY(2022, 3, 8))]
    assert rights_of(world.lan).posts == ()
    assert JournalEntry.objects.get(act="accounts.deactivate").detail == {"reason": "nghỉ việc", "posts": 2}
    assert client_for(world.hoa).get("/don-vi/").status_code == 200


def test_reactivated_account_does_not_revive_the_old_session(world, who, client_for):
    client = client_for(world.lan)
    services.deactivate_account(world.lan, reason="nhầm", **who)

    password = services.reactivate_account(world.lan, **who)

    assert client.get("/don-vi/").status_code == 302
    person = User.objects.get(pk=world.lan.pk)
    assert (person.is_active, person.must_change_password, person.check_password(password)) == (True, True, True)
    assert rights_of(person, DAY(2022, 3, 9)).posts == ()


def test_deactivate_is_refused_for_oneself_without_reason_and_twice(world, who):
    with pytest.raises(Refused, match="Không ai tự thay đổi"):
        services.deactivate_account(world.hanh, reason="thử", **who)
    with pytest.raises(Refused, match="Cần nêu lý do"):
        services.deactivate_account(world.lan, reason="", **who)
    services.deactivate_account(world.lan, reason="nghỉ", **who)
    with pytest.raises(Refused, match="đã ngừng từ trước"):
        services.deactivate_account(world.lan, reason="nghỉ", **who)


def test_last_administrator_is_not_stopped(world, who):
    second = make.person("qt2", "Lò Văn Hai")
    make.post(second, world.province, Role.ADMIN, ends_on=DAY(2022, 3, 8))

    with pytest.raises(Refused, match="người quản trị cuối cùng"):
        services.deactivate_account(world.admin, reason="nghỉ", by=second, at=who["at"])

    assert User.objects.get(pk=world.admin.pk).is_active


def test_staff_may_not_reset_an_administrator(world, who):
    with pytest.raises(Refused, match="không có quyền đối với tài khoản của Quàng Văn Nghĩa"):
        services.reset_password(world.admin, **who)


def test_reset_ends_sessions_and_asks_for_a_new_password(world, who, client_for):
    client = client_for(world.lan)
    client.get("/don-vi/")

    password = services.reset_password(world.lan, **who)

    assert client.get("/don-vi/").status_code == 302
    person = User.objects.get(pk=world.lan.pk)
    assert (person.check_password(password), person.must_change_password) == (True, True)


def test_update_keeps_search_and_order_current(world, who):
    services.update_account(world.lan, full_name="Phạm Thị Ánh", email="", phone="0912", **who)

    person = User.objects.get(pk=world.lan.pk)
    assert person.sort_key < User.objects.get(pk=world.binh.pk).sort_key
    assert list(User.objects.search("anh pham")) == [person]
    assert JournalEntry.objects.get(act="accounts.update").detail["before"]["full_name"] == "Phạm Thị Lan"


def test_own_password_takes_the_demonstration_mark(world, who):
    User.objects.filter(pk=world.lan.pk).update(demo=True, must_change_password=True)
    person = User.objects.get(pk=world.lan.pk)

    services.change_own_password(person, password="mot-mat-khau-moi-2022", at=who["at"])

    person.refresh_from_db()
    assert (person.demo, person.must_change_password) == (False, False)
