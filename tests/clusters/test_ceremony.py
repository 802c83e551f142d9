"""Signing at the ceremony, on the device of another whose session stays."""

import datetime

import pytest
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from clusters.enums import CovenantState, SignMethod
from clusters.models import Signature
from tests.clusters.signatures import PASSWORD, khoi, sign_address, with_password
from tests.factories import covenants as pact
from units.enums import Role
from units.models import RoleSecurity, User

DAY = datetime.date
S = CovenantState


@pytest.fixture
def year(world):
    return khoi(world)


# The ceremony ---------------------------------------------------------------------------------------------------------
def test_at_the_ceremony_a_head_signs_on_anothers_device_whose_session_stays(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    client = client_for(world.lan)
    key = client.session.session_key
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")
    typed = {"digest": covenant.digest, "username": "DUNG", "password": PASSWORD}

    assert client_for(world.hoa).get(address).status_code == 403
    wrong = client.post(address, typed | {"password": "khong-phai"})
    assert wrong.context["form"].errors["password"] == ["Tên đăng nhập hoặc mật khẩu không đúng."]
    officer = client.post(address, typed | {"username": with_password(world.hoa).username})
    assert officer.context["form"].non_field_errors() == [
        "Vũ Thị Hoa không phải thủ trưởng của Sở Y tế. Chỉ thủ trưởng đơn vị được ký."
    ]
    assert client.post(address, typed).status_code == 302

    made = Signature.objects.get()
    assert (made.person, made.recorded_by, made.method) == (world.dung, world.lan, SignMethod.CEREMONY)
    assert client.session.session_key == key
    assert client.get("/").wsgi_request.user == world.lan


def test_wrong_passwords_at_the_ceremony_lock_the_account_as_at_sign_in(world, year, client_for, settings):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    client = client_for(world.lan)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")
    typed = {"digest": covenant.digest, "username": "dung"}

    codes = [client.post(address, typed | {"password": "sai"}).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    locked = client.post(address, typed | {"password": PASSWORD})

    assert (codes[0], codes[-1], locked.status_code) == (422, 429, 429)
    assert Signature.objects.count() == 0


def test_a_second_factor_and_a_first_password_are_asked_for_at_the_ceremony_too(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    device = StaticDevice.objects.create(user=world.dung, name="Mã dự phòng", confirmed=True)
    StaticToken.objects.create(device=device, token="abcd2345")
    client = client_for(world.lan)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")
    typed = {"digest": covenant.digest, "username": "dung", "password": PASSWORD}

    User.objects.filter(pk=world.dung.pk).update(must_change_password=True)
    first = client.post(address, typed).context["form"].errors["username"]
    User.objects.filter(pk=world.dung.pk).update(must_change_password=False, second_factor=True)
    without = client.post(address, typed).context["form"].errors["token"]
    done = client.post(address, typed | {"token": "ABCD 2345"})

    assert first[0].startswith("Tài khoản này còn dùng mật khẩu được cấp.")
    assert without[0].startswith("Tài khoản này đã bật xác thực hai bước.")
    assert (done.status_code, Signature.objects.count()) == (302, 1)


def test_who_must_set_up_a_second_factor_does_it_before_signing_at_the_ceremony(world, year, client_for):
    covenant = pact.opened(world, year)
    with_password(world.dung)
    RoleSecurity.objects.create(role=Role.HEAD, second_factor_required=True)
    address = sign_address(covenant, world.syt, "clusters:covenant-ceremony-sign")

    answer = client_for(world.lan).post(address, {"digest": covenant.digest, "username": "dung", "password": PASSWORD})

    assert answer.context["form"].errors["username"][0].startswith("Tài khoản này phải bật xác thực hai bước trước.")
