"""Signing in: one answer for every failure, lockout, gates, session age, second factor, the password again."""

import datetime
import re
from html import unescape

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.models import JournalEntry
from tests.factories import units as make
from units import demo
from units.enums import Role
from units.models import RoleSecurity, User
from units.services import second_factor as factors

SIGN_IN = "/don-vi/dang-nhap/"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def sign_in(client, username, password=make.PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


def figures(device):
    """What the telephone shows now."""
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    return f"{totp.token():06d}"


def with_factor(person):
    device = TOTPDevice.objects.create(user=person, name=factors.APP, confirmed=True)
    person.second_factor = True
    person.save(update_fields=["second_factor"])
    return device


# Name and password ------------------------------------------------------------------------------------------------


def test_sign_in_opens_the_desk_and_changes_the_session_key(world, client):
    client.get(SIGN_IN)
    session = client.session
    session["kept"] = 1
    session.save()
    before = session.session_key

    response = sign_in(client, " LAN ")

    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.session.session_key != before
    assert client.session["_auth_user_id"] == str(world.lan.pk)


def test_every_failure_has_one_answer(world, client):
    make.person("ngung", "Lò Văn Ngừng", is_active=False)

    answers = [
        sign_in(client, name, password)
        for name, password in (("lan", "sai"), ("khong-co-ai", "sai"), ("ngung", make.PASSWORD))
    ]

    assert {a.status_code for a in answers} == {422}
    pages = {re.sub(r'value="[^"]*"', "", a.content.decode()) for a in answers}
    assert len(pages) == 1
    assert WRONG in words(answers[0])


def test_typed_name_stays_and_password_does_not(world, client):
    html = sign_in(client, "lan", "mat-khau-go-sai").content.decode()

    assert 'value="lan"' in html
    assert "mat-khau-go-sai" not in html


@pytest.mark.parametrize(
    ("asked", "goes"),
    [
        ("/don-vi/cay/", "/don-vi/cay/"),
        ("https://evil.test/", "/"),
        ("//evil.test/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_next_stays_on_this_site(world, client, asked, goes):
    assert sign_in(client, "lan", next=asked)["Location"] == goes


def test_five_failures_lock_known_and_unknown_names_alike(world, client):
    for name in ("lan", "khong-co-ai"):
        answers = [sign_in(client, name, "sai").status_code for _ in range(5)]
        assert answers == [422, 422, 422, 422, 429]

    known, unknown = (sign_in(client, name) for name in ("lan", "khong-co-ai"))

    assert (known.status_code, unknown.status_code) == (429, 429)
    assert re.search(r"Bạn có thể thử lại sau \d\d:\d\d ngày \d\d/\d\d/\d{4}", words(known))
    assert 0 < int(known["Retry-After"]) <= 15 * 60
    assert sign_in(client, "hoa").status_code == 302


def test_case_of_the_name_does_not_escape_the_lockout(world, client):
    for name in ("lan", "LAN", "Lan", " lan", "lAn"):
        last = sign_in(client, name, "sai")

    assert last.status_code == 429


def test_lockout_passes_after_a_quarter_of_an_hour(world, client):
    with time_machine.travel(datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC), tick=False) as clock:
        for _ in range(5):
            sign_in(client, "lan", "sai")
        clock.shift(datetime.timedelta(minutes=14))
        assert sign_in(client, "lan").status_code == 429
        clock.shift(datetime.timedelta(minutes=1, seconds=1))
        assert sign_in(client, "lan").status_code == 302


def test_manager_unlocks(world, client, client_for):
    for _ in range(5):
        sign_in(client, "lan", "sai")
    staff = client_for(world.hanh)
    assert "Mở khóa đăng nhập" in words(staff.get(f"/don-vi/nguoi/{world.lan.pk}/"))

    staff.post(f"/don-vi/nguoi/{world.lan.pk}/mo-khoa/", {"password_again": make.PASSWORD})

    assert sign_in(client, "lan").status_code == 302


def test_sign_out_is_a_post(world, client_for):
    client = client_for(world.lan)

    assert client.get("/don-vi/dang-xuat/").status_code == 405
    assert client.post("/don-vi/dang-xuat/")["Location"] == SIGN_IN
    assert client.get("/don-vi/").status_code == 302


def test_demo_accounts_are_listed_only_in_a_demo_world(world, client):
    assert "trình diễn" not in words(client.get(SIGN_IN))
    User.objects.filter(username__in=["lan", "hanh"]).update(demo=True)

    shown = words(client.get(SIGN_IN))

    assert demo.PASSWORD in shown
    assert "hanh Lò Thị Minh Hạnh Chuyên viên Ban TĐKT, Ban TĐKT lan Phạm Thị Lan" in shown
    assert "Vũ Thị Hoa" not in shown


# Session age ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("minutes", "alive"), [(59, True), (61, False)])
def test_idle_session_ends_after_an_hour(world, client_for, minutes, alive):
    with time_machine.travel(datetime.datetime(2022, 3, 8, 1, 0, tzinfo=datetime.UTC), tick=False) as clock:
        client = client_for(world.lan)
        clock.shift(datetime.timedelta(minutes=minutes))
        assert (client.get("/don-vi/").status_code == 200) is alive


def test_busy_session_ends_after_eight_hours(world, client_for):
    with time_machine.travel(datetime.datetime(2022, 3, 8, 1, 0, tzinfo=datetime.UTC), tick=False) as clock:
        client = client_for(world.lan)
        for _ in range(16):
            clock.shift(datetime.timedelta(minutes=30))
            assert client.get("/don-vi/").status_code == 200
        clock.shift(datetime.timedelta(minutes=1))
        assert client.get("/don-vi/")["Location"] == f"{SIGN_IN}?next=/don-vi/"


# First password ---------------------------------------------------------------------------------------------------


def test_first_password_gate_holds_every_page_until_changed(world, client_for):
    User.objects.filter(pk=world.lan.pk).update(must_change_password=True)
    client = client_for(world.lan)

    assert client.get("/don-vi/cay/")["Location"] == "/don-vi/cua-toi/mat-khau/?next=%2Fdon-vi%2Fcay%2F"
    fragment = client.get("/don-vi/", htmx=True)
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/don-vi/cua-toi/mat-khau/?next=%2Fdon-vi%2F")

    new = "mot-mat-khau-moi-2022"
    response = client.post(
        "/don-vi/cua-toi/mat-khau/?next=/don-vi/cay/", {"current": make.PASSWORD, "new": new, "repeated": new}
    )

    assert response["Location"] == "/don-vi/cay/"
    assert client.get("/don-vi/cay/").status_code == 200
    assert User.objects.get(pk=world.lan.pk).check_password(new)


@pytest.mark.parametrize(
    ("current", "new", "repeated", "sentence"),
    [
        ("sai", "mot-mat-khau-moi-2022", "mot-mat-khau-moi-2022", "Mật khẩu đang dùng không đúng."),
        (make.PASSWORD, "mot-mat-khau-moi-2022", "khac", "Hai lần ghi mật khẩu mới không giống nhau."),
        (make.PASSWORD, make.PASSWORD, make.PASSWORD, "Mật khẩu mới phải khác mật khẩu đang dùng."),
        (make.PASSWORD, "ngan", "ngan", "10 ký tự"),
        (make.PASSWORD, "1234567890123", "1234567890123", "Mật khẩu này"),
        (make.PASSWORD, "PhamThiLan1", "PhamThiLan1", "Mật khẩu quá giống họ tên"),
        (make.PASSWORD, "phạm thị lan", "phạm thị lan", "Mật khẩu quá giống họ tên"),
    ],
)
def test_bad_new_passwords_get_a_vietnamese_sentence(world, client_for, current, new, repeated, sentence):
    response = client_for(world.lan).post(
        "/don-vi/cua-toi/mat-khau/", {"current": current, "new": new, "repeated": repeated}
    )

    assert response.status_code == 422
    assert sentence in words(response)
    assert not re.search(r"\b(password|This|characters)\b", words(response))
    assert User.objects.get(pk=world.lan.pk).check_password(make.PASSWORD)


def test_changing_the_password_ends_the_other_sessions(world, client_for):
    here, elsewhere = client_for(world.lan), client_for(world.lan)
    new = "mot-mat-khau-moi-2022"

    here.post("/don-vi/cua-toi/mat-khau/", {"current": make.PASSWORD, "new": new, "repeated": new})

    assert here.get("/don-vi/").status_code == 200
    assert elsewhere.get("/don-vi/").status_code == 302


# Second factor ----------------------------------------------------------------------------------------------------


def test_set_up_shows_the_secret_until_confirmed_and_never_again(world, client_for):
    client, address = client_for(world.lan), "/don-vi/cua-toi/hai-buoc/"
    first, second = client.get(address).content.decode(), client.get(address).content.decode()
    device = TOTPDevice.objects.get(user=world.lan)
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', first).group(1)
    assert "data:image/svg+xml" in first
    assert secret in second

    assert client.post(address, {"token": "000000"}).status_code == 422
    response = client.post(address, {"token": figures(device)})

    codes = re.findall(r"<code>([a-z2-9]{4}) ([a-z2-9]{4})</code>", response.content.decode())
    assert len(codes) == 10
    assert {a + b for a, b in codes} == set(StaticToken.objects.values_list("token", flat=True))
    after = client.get(address)
    assert "Đang bật" in words(after)
    assert secret not in after.content.decode()
    assert client.get("/don-vi/").status_code == 200
    assert JournalEntry.objects.filter(act="accounts.second-factor-on", by=world.lan).count() == 1


def test_second_step_stands_before_every_page(world, client):
    device = with_factor(world.lan)
    sign_in(client, "lan")

    assert client.get("/don-vi/cay/")["Location"] == "/don-vi/dang-nhap/buoc-hai/?next=%2Fdon-vi%2Fcay%2F"
    assert client.get("/don-vi/cua-toi/hai-buoc/").status_code == 302
    assert client.post("/don-vi/dang-nhap/buoc-hai/", {"token": "111111"}).status_code == 422
    TOTPDevice.objects.update(throttling_failure_count=0)
    done = client.post("/don-vi/dang-nhap/buoc-hai/?next=/don-vi/cay/", {"token": figures(device)})

    assert done["Location"] == "/don-vi/cay/"
    assert client.get("/don-vi/cay/").status_code == 200


def test_recovery_code_opens_once(world, client):
    with_factor(world.lan)
    device = world.lan.staticdevice_set.create(name=factors.CODES)
    device.token_set.create(token="abcd2345")
    sign_in(client, "lan")

    assert client.post("/don-vi/dang-nhap/buoc-hai/", {"token": "ABCD 2345"}).status_code == 302
    client.post("/don-vi/dang-xuat/")
    sign_in(client, "lan")
    assert client.post("/don-vi/dang-nhap/buoc-hai/", {"token": "abcd2345"}).status_code == 422


def test_token_of_another_person_does_not_open(world, client):
    with_factor(world.lan)
    other = with_factor(world.hoa)
    sign_in(client, "lan")

    assert client.post("/don-vi/dang-nhap/buoc-hai/", {"token": figures(other)}).status_code == 422


def test_role_that_demands_a_factor_sends_to_set_up(world, client_for):
    RoleSecurity.objects.create(role=Role.OFFICER, second_factor_required=True)
    lan, binh = client_for(world.lan), client_for(world.binh)

    assert lan.get("/don-vi/")["Location"] == "/don-vi/cua-toi/hai-buoc/?next=%2Fdon-vi%2F"
    assert binh.get("/don-vi/").status_code == 200
    lan.get("/don-vi/cua-toi/hai-buoc/")
    lan.post("/don-vi/cua-toi/hai-buoc/", {"token": figures(TOTPDevice.objects.get(user=world.lan))})
    assert lan.get("/don-vi/").status_code == 200


def test_administrator_says_which_roles_need_it(world, client_for):
    client = client_for(world.admin)

    client.post("/don-vi/yeu-cau-dang-nhap/", {"roles": ["leader", "head"], "password_again": make.PASSWORD})

    assert set(RoleSecurity.objects.filter(second_factor_required=True).values_list("role", flat=True)) == {
        "leader",
        "head",
    }
    assert JournalEntry.objects.get(act="rights.second-factor-roles").detail == {
        "before": [],
        "after": ["head", "leader"],
    }
    assert client_for(world.do).get("/don-vi/").status_code == 302
    assert client_for(world.hanh).get("/don-vi/yeu-cau-dang-nhap/").status_code == 403


def test_turning_off_asks_for_the_password(world, client_for):
    client = client_for(world.hanh)
    client.get("/don-vi/cua-toi/hai-buoc/")
    client.post("/don-vi/cua-toi/hai-buoc/", {"token": figures(TOTPDevice.objects.get(user=world.hanh))})

    assert "Nhập lại mật khẩu" in words(client.post("/don-vi/cua-toi/hai-buoc/tat/"))
    assert User.objects.get(pk=world.hanh.pk).second_factor
    client.post("/don-vi/cua-toi/hai-buoc/tat/", {"password_again": make.PASSWORD})

    assert not User.objects.get(pk=world.hanh.pk).second_factor
    assert not TOTPDevice.objects.exists()


# The password again -----------------------------------------------------------------------------------------------


def test_grave_act_asks_again_and_loses_nothing_typed(world, client_for):
    client, address = client_for(world.hanh), f"/don-vi/nguoi/{world.lan.pk}/ngung/"
    asked = client.post(address, {"reason": "chuyển “công tác” & nghỉ"})

    assert asked.status_code == 200
    assert User.objects.get(pk=world.lan.pk).is_active
    kept = re.search(r'name="reason" value="([^"]*)"', asked.content.decode()).group(1)
    assert unescape(kept) == "chuyển “công tác” & nghỉ"

    wrong = client.post(address, {"reason": unescape(kept), "password_again": "sai"})
    assert wrong.status_code == 422
    assert "Mật khẩu không đúng." in words(wrong)
    assert User.objects.get(pk=world.lan.pk).is_active

    client.post(address, {"reason": unescape(kept), "password_again": make.PASSWORD})
    assert not User.objects.get(pk=world.lan.pk).is_active


def test_password_is_good_for_ten_minutes(world, client_for):
    with time_machine.travel(datetime.datetime(2022, 3, 8, 2, 0, tzinfo=datetime.UTC), tick=False) as clock:
        client = client_for(world.hanh)
        reset = reverse("units:user-reset-password", args=[world.lan.pk])
        assert client.post(reset, {"password_again": make.PASSWORD}).status_code == 302
        clock.shift(datetime.timedelta(minutes=9, seconds=59))
        assert client.post(reset).status_code == 302
        clock.shift(datetime.timedelta(seconds=2))
        assert client.post(reset).status_code == 200


def test_guessing_the_password_again_locks_too(world, client_for):
    client, address = client_for(world.hanh), f"/don-vi/nguoi/{world.lan.pk}/dat-lai-mat-khau/"

    answers = [client.post(address, {"password_again": "sai"}).status_code for _ in range(5)]

    assert answers == [422, 422, 422, 422, 429]
    assert client.post(address, {"password_again": make.PASSWORD}).status_code == 429


GRAVE = ("user-deactivate", "user-reset-password", "user-unlock", "user-second-factor-off", "user-reactivate")


@pytest.mark.parametrize("name", GRAVE)
def test_grave_acts_on_accounts_ask(world, client_for, name):
    response = client_for(world.hanh).post(reverse(f"units:{name}", args=[world.lan.pk]), {"reason": "thử"})

    assert "Nhập lại mật khẩu của bạn" in words(response)
