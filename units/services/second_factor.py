"""The second factor: an authenticator app (TOTP), and recovery codes for the day the telephone is lost."""

import base64
import secrets

import segno
from django.db import transaction
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core import journal
from core.errors import Refused
from units.models import RoleSecurity
from units.permissions import can_manage_account, can_set_security

APP, CODES = "Ứng dụng xác thực", "Mã dự phòng"
HOW_MANY = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def begin(person):
    """The device being set up; made once and kept until confirmed, so that a reload shows the same picture."""
    if person.second_factor:
        raise Refused("Xác thực hai bước đã bật. Hãy tắt trước khi cài lại.")
    device = TOTPDevice.objects.filter(user=person, confirmed=False).order_by("-pk").first()
    return device or TOTPDevice.objects.create(user=person, name=APP, confirmed=False)


def picture(device):
    """The address for the authenticator app as a picture for `<img src>`; (data address, secret in groups of four)."""
    secret = base64.b32encode(device.bin_key).decode().rstrip("=")
    code = segno.make(device.config_url, error="m")
    return code.svg_data_uri(scale=5, border=2), " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


@transaction.atomic
def confirm(person, *, token, at):
    """Turn the second factor on when the app shows the right figures. Returns (device, recovery codes), shown once."""
    device = TOTPDevice.objects.filter(user=person, confirmed=False).order_by("-pk").first()
    if device is None or not device.verify_token(token):
        raise Refused("Mã không đúng. Hãy kiểm tra giờ của điện thoại và nhập mã đang hiện.")
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    codes = _new_codes(person)
    person.second_factor = True
    person.save(update_fields=["second_factor"])
    journal.record("accounts.second-factor-on", by=person, at=at, subject=person)
    return device, codes


def match(person, token):
    """The device that accepts the token, or None; a recovery code is used up. Wrong tries are slowed down by django-otp."""
    for model in (TOTPDevice, StaticDevice):
        for device in model.objects.filter(user=person, confirmed=True).order_by("pk"):
            if device.verify_is_allowed()[0] and device.verify_token(token):
                return device
    return None


@transaction.atomic
def renew_codes(person, *, at):
    """Ten new recovery codes; the old ones no longer open."""
    codes = _new_codes(person)
    journal.record("accounts.recovery-codes", by=person, at=at, subject=person)
    return codes


@transaction.atomic
def turn_off(person, *, by, at):
    """Remove the factor: by the person, or by a manager when the telephone is lost. Sessions of others' accounts end."""
    if person.pk != by.pk and not can_manage_account(by, person):
        raise Refused(f"Bạn không có quyền đối với tài khoản của {person.full_name}.")
    TOTPDevice.objects.filter(user=person).delete()
    StaticDevice.objects.filter(user=person).delete()
    person.second_factor = False
    fields = ["second_factor"]
    if person.pk != by.pk:
        person.session_epoch += 1
        fields.append("session_epoch")
    person.save(update_fields=fields)
    journal.record("accounts.second-factor-off", by=by, at=at, subject=person)


@transaction.atomic
def require_for_roles(roles, *, by, at):
    """Say for every role whether its holders must use a second factor; roles left out need none."""
    if not can_set_security(by):
        raise Refused("Chỉ người quản trị được đặt yêu cầu đăng nhập.")
    roles = sorted(str(role) for role in roles)
    before = sorted(RoleSecurity.objects.filter(second_factor_required=True).values_list("role", flat=True))
    if before == roles:
        return
    RoleSecurity.objects.exclude(role__in=roles).update(second_factor_required=False)
    for role in roles:
        RoleSecurity.objects.update_or_create(role=role, defaults={"second_factor_required": True})
    journal.record("rights.second-factor-roles", by=by, at=at, detail={"before": before, "after": roles})


def _new_codes(person):
    device, _ = StaticDevice.objects.get_or_create(user=person, name=CODES, defaults={"confirmed": True})
    device.token_set.all().delete()
    codes = ["".join(secrets.choice(LETTERS) for _ in range(8)) for _ in range(HOW_MANY)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes
