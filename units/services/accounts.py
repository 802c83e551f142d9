"""What is done to accounts: opened, changed, stopped, opened again, given a new password, unlocked.

One account is one person. A password made by the product is returned once to the caller and kept nowhere in clear.
"""

import secrets
from typing import NamedTuple

from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import Argon2PasswordHasher, make_password
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from core import journal, text
from core.errors import Refused, Stale
from core.models import ImportDraft
from core.sheets import imports
from units.enums import Role
from units.models import Appointment, User
from units.models.people import person_keys
from units.permissions import can_manage_account, can_manage_accounts
from units.services.appointments import close_all_posts, refuse_last_administrator

USERNAME = RegexValidator(
    r"^[a-z][a-z0-9._-]{2,59}$",
    "Tên đăng nhập gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch; bắt đầu bằng chữ.",
)
SEEN = "Mật khẩu lần đầu của tệp này đã xem rồi. Ai chưa nhận được thì đặt lại mật khẩu ở trang của người đó."
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that are read for another on paper


class FirstPassword(NamedTuple):
    """A password made beforehand, with what is stored of it."""

    clear: str
    stored: str


class FirstHasher(Argon2PasswordHasher):
    """Argon2id at the least cost OWASP advises (19 MiB, two passes): a tenth of the usual one.

    For random first passwords of an import only. Slow hashing protects what people invent; 59 random bits that end at
    the first sign-in are out of reach at this cost too. The usual hasher reads it, and strengthens it on that sign-in.
    """

    memory_cost = 19 * 1024
    parallelism = 1


def new_password():
    """Twelve letters and figures in three groups, about 59 bits, easy to read aloud."""
    return _grouped([secrets.choice(LETTERS) for _ in range(12)])


def first_password(secret, number):
    """The password of one row of an import: the same for the same secret and number, unknown without the secret.

    So it need not be kept until somebody hands it over; when the secret is gone, it cannot be had again.
    """
    digest = salted_hmac(f"units.first-password:{secret}", str(number), algorithm="sha256").digest()
    rest, letters = int.from_bytes(digest), []
    for _ in range(12):
        rest, letter = divmod(rest, len(LETTERS))
        letters.append(LETTERS[letter])
    return _grouped(letters)


def made_beforehand(secret, number):
    """The `FirstPassword` of one row; takes as long as its hash."""
    hasher, clear = FirstHasher(), first_password(secret, number)
    return FirstPassword(clear, hasher.encode(clear, hasher.salt()))


def _grouped(letters):
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def suggest_username(full_name, taken=None):
    """Given name and initials: Lò Thị Minh Hạnh → hanhltm; with a number when that is taken.

    `taken`: names already promised in the same batch, beside those in the database.
    """
    words = "".join(c if c.isascii() and c.isalpha() else " " for c in text.fold(full_name)).split()
    if not words:
        return ""
    base = (words[-1] + "".join(word[0] for word in words[:-1]))[:50]
    base = base if len(base) >= 3 else (base + "".join(words))[:3].ljust(3, "x")
    used = set(taken or ()) | set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number, name = 1, base
    while name in used:
        number += 1
        name = f"{base}{number}"
    return name


@transaction.atomic
def create_account(*, full_name, by, at, username="", email="", phone="", first=None):
    """Open an account and return (user, first password). The person must change it at the first sign-in.

    `first`: a `FirstPassword` made beforehand; otherwise one is made here.

    Raises Refused when the sign-in name is malformed or taken, or when the name is empty.
    """
    _refuse_stranger(by)
    full_name = text.clean(full_name)
    if not full_name:
        raise Refused("Hãy ghi họ và tên.")
    username = username.strip().lower() or suggest_username(full_name)
    email, phone = _contact(email, phone)
    _check_username(username)
    first = first or _made_now()
    try:
        with transaction.atomic():
            user = User.objects.open_account(
                username, first.stored, full_name=full_name, email=email, phone=phone, must_change_password=True
            )
    except IntegrityError as clash:
        raise Refused(f"Tên đăng nhập “{username}” đã có người dùng.") from clash
    journal.record("accounts.create", by=by, at=at, subject=user, detail={"username": username})
    return user, first.clear


@transaction.atomic
def update_account(person, *, full_name, email, phone, by, at):
    """Change a person's name or contact. Nobody edits an account above their own post; one's own is in the profile."""
    if person.pk != by.pk:
        _refuse_foreign(by, person)
    full_name = text.clean(full_name)
    if not full_name:
        raise Refused("Hãy ghi họ và tên.")
    email, phone = _contact(email, phone)
    after = {"full_name": full_name, "email": email, "phone": phone}
    before = {f: getattr(person, f) for f in after if getattr(person, f) != after[f]}
    if not before:
        return person
    after.update(person_keys(username=person.username, **after))
    for field, value in after.items():
        setattr(person, field, value)
    person.save(update_fields=list(after))
    journal.record(
        "accounts.update",
        by=by,
        at=at,
        subject=person,
        detail={"before": before, "after": {f: after[f] for f in before}},
    )
    return person


@transaction.atomic
def deactivate_account(person, *, reason, by, at):
    """Stop an account: open sessions end at once, posts end today, posts to come are withdrawn.

    Raises Refused for oneself, for the last administrator, without a reason.
    """
    _refuse_foreign(by, person)
    if not reason.strip():
        raise Refused("Cần nêu lý do ngừng tài khoản.")
    if not person.is_active:
        raise Refused(f"Tài khoản của {person.full_name} đã ngừng từ trước.")
    on = timezone.localdate(at)
    if Appointment.objects.current(on).filter(user=person, role=Role.ADMIN).exists():
        refuse_last_administrator(person, on=on)
    ended = close_all_posts(person, on=on, reason=reason, by=by, at=at)
    person.is_active, person.deactivated_at = False, at
    person.session_epoch += 1
    person.save(update_fields=["is_active", "deactivated_at", "session_epoch"])
    journal.record(
        "accounts.deactivate", by=by, at=at, subject=person, detail={"reason": reason.strip(), "posts": ended}
    )
    return person


@transaction.atomic
def reactivate_account(person, *, by, at):
    """Open a stopped account again, without any post and with a new password. Returns the password."""
    _refuse_foreign(by, person)
    if person.is_active:
        raise Refused(f"Tài khoản của {person.full_name} đang hoạt động.")
    person.is_active, person.deactivated_at = True, None
    person.save(update_fields=["is_active", "deactivated_at"])
    journal.record("accounts.reactivate", by=by, at=at, subject=person)
    return _give_password(person)


@transaction.atomic
def reset_password(person, *, by, at):
    """Give the person a new first password and end their sessions; the lockout is lifted. Returns the password."""
    _refuse_foreign(by, person)
    if not person.is_active:
        raise Refused("Tài khoản đã ngừng; hãy mở lại trước.")
    password = _give_password(person)
    journal.record("accounts.reset-password", by=by, at=at, subject=person)
    return password


@transaction.atomic
def unlock_account(person, *, by, at):
    """Forget the failed attempts, so that the person may try again now."""
    _refuse_foreign(by, person)
    forget_failures(username=person.username)
    journal.record("accounts.unlock", by=by, at=at, subject=person)


@transaction.atomic
def change_own_password(person, *, password, at):
    """The person chooses a password; every other session of theirs ends. The form has validated the password."""
    person.set_password(password)
    person.must_change_password = False
    person.demo = False  # the sign-in page must not show a password that no longer opens
    person.save(update_fields=["password", "must_change_password", "demo"])
    journal.record("accounts.change-password", by=person, at=at, subject=person)


def imports_with_passwords(person):
    """The person's own imports that opened accounts."""
    return ImportDraft.objects.filter(by=person, state=ImportDraft.State.APPLIED, result__has_key="opened").exclude(
        result__opened=[]
    )


@transaction.atomic
def show_first_passwords(draft, *, by, at):
    """The accounts of an import in the order of its rows as [(account, first password)], once and never again.

    The password is "" where it no longer opens: the person has chosen one, or was given another. Raises Stale the
    second time, and Refused for anybody but the person who imported.
    """
    if draft.by_id != by.pk:
        raise Refused("Chỉ người đã nhập tệp xem được mật khẩu lần đầu.")
    if not imports.burn_secret(draft):
        raise Stale(SEEN)
    people = User.objects.in_bulk([pk for pk, _ in draft.result["opened"]])
    shown = [
        (people[pk], first_password(draft.secret, number) if _is_first(people[pk]) else "")
        for pk, number in draft.result["opened"]
    ]
    journal.record("accounts.passwords-shown", by=by, at=at, subject=draft, detail={"people": len(shown)})
    return shown


def _is_first(person):
    return person.must_change_password and not person.session_epoch  # a given password raises the epoch


def _made_now():
    clear = new_password()
    return FirstPassword(clear, make_password(clear))


def _give_password(person):
    password = new_password()
    person.set_password(password)
    person.must_change_password = True
    person.demo = False
    person.session_epoch += 1
    person.save(update_fields=["password", "must_change_password", "demo", "session_epoch"])
    forget_failures(username=person.username)
    return password


def _contact(email, phone):
    email, phone = text.clean(email).lower(), text.clean(phone)
    if email:
        try:
            validate_email(email)
        except ValidationError as bad:
            raise Refused(f"“{email}” không phải địa chỉ thư điện tử.") from bad
    return email, phone


def _check_username(username):
    try:
        USERNAME(username)
    except ValidationError as bad:
        raise Refused(bad.messages[0]) from bad
    if User.objects.filter(username=username).exists():
        raise Refused(f"Tên đăng nhập “{username}” đã có người dùng.")


def _refuse_stranger(by):
    if not can_manage_accounts(by):
        raise Refused("Bạn không có quyền quản lý tài khoản.")


def _refuse_foreign(by, person):
    if person.pk == by.pk:
        raise Refused("Không ai tự thay đổi quyền hay tài khoản của chính mình. Hãy nhờ người quản trị khác.")
    if not can_manage_account(by, person):
        raise Refused(f"Bạn không có quyền đối với tài khoản của {person.full_name}.")
