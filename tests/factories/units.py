"""Units, people and posts. Written straight to the tables: the services that guard them have proofs of their own."""

import datetime

from django.contrib.auth.hashers import make_password

from core.text import fold, name_sort_key, sort_key
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, UnitPeriod, User

PASSWORD = "mat-khau-thu-nghiem"
FOUNDED = datetime.date(2004, 1, 1)
_HASH = make_password(PASSWORD, hasher="md5")


def unit(name, *, parent=None, kind=UnitKind.DEPARTMENT, symbol="", short_name="", code="", **fields):
    """A unit with its first period, at its place in the tree."""
    made = Unit.objects.create(
        name=name,
        short_name=short_name,
        symbol=symbol,
        code=code,
        kind=kind,
        parent=parent,
        valid_from=fields.pop("valid_from", FOUNDED),
        folded=fold(f"{name} {short_name} {symbol}"),
        sort_key=sort_key(name),
        **fields,
    )
    made.path = f"{parent.path if parent else '/'}{made.pk}/"
    made.save(update_fields=["path"])
    UnitPeriod.objects.create(
        unit=made,
        name=name,
        short_name=short_name,
        symbol=symbol,
        code=code,
        kind=kind,
        parent=parent,
        valid_from=made.valid_from,
        valid_to=made.valid_to,
    )
    return made


def person(username, full_name, **fields):
    """An account whose password is PASSWORD."""
    return User.objects.create(
        username=username,
        full_name=full_name,
        password=_HASH,
        email=fields.pop("email", f"{username}@dienbien.test"),
        folded=fold(f"{full_name} {username}"),
        sort_key=name_sort_key(full_name),
        **fields,
    )


def post(user, at_unit, role, *, title="", starts_on=datetime.date(2021, 1, 1), ends_on=None):
    """An appointment in force during the tests unless dates say otherwise."""
    return Appointment.objects.create(
        user=user, unit=at_unit, role=Role(role), title=title, starts_on=starts_on, ends_on=ends_on
    )


def staffed(parent, number, kind=UnitKind.DEPARTMENT):
    """Units with an officer and a head each: list of (unit, officer, head)."""
    made = []
    for n in range(number):
        one = unit(f"Đơn vị {kind} số {n}", parent=parent, kind=kind)
        people = [person(f"{role}-{one.pk}", f"Lò Văn {one.pk}") for role in ("officer", "head")]
        for somebody, role in zip(people, (Role.OFFICER, Role.HEAD), strict=True):
            post(somebody, one, role)
        made.append((one, *people))
    return made
