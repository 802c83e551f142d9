"""Units, people and posts. Written straight to the tables: the services that guard them have proofs of their own."""

import datetime

from django.contrib.auth.hashers import make_password

from core.text import fold, name_sort_key, sort_key
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, UnitPeriod, User

PASSWORD = "mat-khau-thu-nghiem"
FOUNDED = datetime.date(2004, 1, 1)
_HASH = make_password(PASSWORD, hasher="md5")


def _unsaved(name, *, parent=None, kind=UnitKind.DEPARTMENT, symbol="", short_name="", code="", **fields):
    return Unit(
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


def units(*wanted):
    """Units of one level, each given as the arguments of `unit`, with first periods, at their places in the tree."""
    made = Unit.objects.bulk_create(_unsaved(**one) for one in wanted)
    for each in made:
        each.path = f"{each.parent.path if each.parent else '/'}{each.pk}/"
    Unit.objects.bulk_update(made, ["path"])
    told = ("name", "short_name", "symbol", "code", "kind", "parent", "valid_from", "valid_to")
    UnitPeriod.objects.bulk_create(UnitPeriod(unit=each, **{key: getattr(each, key) for key in told}) for each in made)
    return made


def unit(name, **fields):
    """One unit; `parent`, `kind`, `symbol`, `short_name`, `code`, `valid_from`, and whatever else a Unit has."""
    return units({"name": name, **fields})[0]


def account(username, full_name, **fields):
    """An account not yet saved, whose password is PASSWORD."""
    return User(
        username=username,
        full_name=full_name,
        password=_HASH,
        email=fields.pop("email", f"{username}@dienbien.test"),
        folded=fold(f"{full_name} {username}"),
        sort_key=name_sort_key(full_name),
        **fields,
    )


def person(username, full_name, **fields):
    """The same, saved."""
    made = account(username, full_name, **fields)
    made.save()
    return made


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
