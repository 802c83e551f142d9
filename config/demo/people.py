"""Who works in the demo world: the standing body, the council, and an officer and a head for each owing unit."""

import dataclasses
import datetime

from django.contrib.auth.hashers import make_password

from config.demo.names import Names
from units.demo import PASSWORD
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, User
from units.models.people import person_keys
from units.services.accounts import suggest_username
from units.services.appointments import appoint

START = datetime.date(2022, 1, 1)
# Kinds of unit that owe a plan: mục IV.5 of the plan names sở, ban, ngành, đoàn thể and the districts; the units that
# take part in clusters and blocs (nơi nhận of the plan) send theirs too.
OWING = (
    UnitKind.DEPARTMENT,
    UnitKind.OFFICE,
    UnitKind.PARTY,
    UnitKind.FRONT,
    UnitKind.ASSOCIATION,
    UnitKind.ARMED_FORCES,
    UnitKind.JUSTICE,
    UnitKind.CENTRAL_AGENCY,
    UnitKind.PUBLIC_SERVICE,
    UnitKind.CITY,
    UnitKind.TOWN,
    UnitKind.DISTRICT,
    UnitKind.CENTRAL_ENTERPRISE,
)
# unit code, role, title, full name: everybody of the standing body, the council and the other rooms is fictional too
CENTRE = (
    ("UBND-TINH", Role.ADMIN, "Quản trị hệ thống", "Quàng Văn Nghĩa"),
    ("BTDKT", Role.STAFF, "Chuyên viên", "Lò Thị Minh Hạnh"),
    ("BTDKT", Role.STAFF, "Chuyên viên", "Trịnh Đình Khôi"),
    ("BTDKT", Role.LEAD, "Trưởng ban", "Nguyễn Đức Thắng"),
    ("SNV", Role.LEAD, "Phó Giám đốc Sở", "Vừ A Bằng"),
    ("SNV", Role.CLERK, "Văn thư", "Cà Thị Vân"),
    ("SNV", Role.ACCOUNTANT, "Kế toán trưởng", "Đặng Thị Kế"),
    ("UBND-TINH", Role.LEADER, "Phó Chủ tịch UBND tỉnh", "Điêu Chính Tùng"),
    ("TTT", Role.AUDITOR, "Thanh tra viên", "Bùi Thu Hà"),
    ("HDTDKT-TINH", Role.COUNCIL, "Ủy viên Hội đồng", "Hoàng Anh Tuấn"),
    ("HDTDKT-TINH", Role.COUNCIL, "Ủy viên Hội đồng", "Mùa Thị Dua"),
    ("HDTDKT-TINH", Role.COUNCIL, "Ủy viên Hội đồng", "Khoàng Văn Panh"),
)
# They owe no plan of their own, but sit in a khối and score themselves there.
SITTING = (UnitKind.LOCAL_ENTERPRISE,)
ALONE = {"HKH"}  # one person is both officer and head
EMPTY = {"HNB"}  # nobody holds a post there yet: the board must say so


@dataclasses.dataclass(slots=True)
class Cast:
    """The people by what they do: `centre` by role (first one), `officers` and `heads` by unit id."""

    centre: dict
    staff: list
    officers: dict
    heads: dict
    owing: list


def settle(*, at):
    """Make all accounts and appointments; returns the Cast."""
    owing = list(Unit.objects.in_force(START).filter(kind__in=OWING).exclude(code__in=("TINHUY", "BTDKT")).in_order())
    names, taken, wanted = Names(102), set(), []
    for code, role, title, name in CENTRE:
        wanted.append((Unit.objects.in_force(START).get(code=code), ((role, title),), name))
    for unit in owing:
        if unit.code in EMPTY:
            continue
        if unit.code in ALONE:
            wanted.append((unit, ((Role.OFFICER, "Chánh Văn phòng"), (Role.HEAD, "Chủ tịch Hội")), names.next()))
            continue
        wanted.append((unit, ((Role.OFFICER, "Cán bộ thi đua, khen thưởng"),), names.next()))
        wanted.append((unit, ((Role.HEAD, head_title(unit)),), names.next()))
    for unit in Unit.objects.in_force(START).filter(kind__in=SITTING).in_order():
        wanted.append((unit, ((Role.OFFICER, "Cán bộ thi đua, khen thưởng"),), names.next()))
        wanted.append((unit, ((Role.HEAD, head_title(unit)),), names.next()))
    accounts = User.objects.bulk_create(_account(name, number, taken) for number, (_, _, name) in enumerate(wanted, 1))
    admin = accounts[0]
    Appointment.objects.create(
        user=admin, unit=wanted[0][0], role=Role.ADMIN, title=wanted[0][1][0][1], starts_on=START
    )
    cast = Cast({Role.ADMIN: admin}, [], {}, {}, owing)
    for person, (unit, posts, _) in list(zip(accounts, wanted, strict=True))[1:]:
        for role, title in posts:
            appoint(user=person, unit=unit, role=role, title=title, starts_on=START, by=admin, at=at)
            _place(cast, person, unit, role)
    return cast


def cast_again():
    """The Cast of a demo world made before, from its appointments; `owing` is left empty."""
    cast = Cast({}, [], {}, {}, [])
    for post in Appointment.objects.select_related("user", "unit").order_by("pk"):
        _place(cast, post.user, post.unit, post.role)
    return cast


def head_title(unit):
    if unit.kind in (UnitKind.CITY, UnitKind.TOWN, UnitKind.DISTRICT):
        return "Chủ tịch UBND"
    if unit.kind in (UnitKind.FRONT, UnitKind.ASSOCIATION):
        return "Chủ tịch"
    if unit.kind in (UnitKind.PARTY, UnitKind.OFFICE, UnitKind.ARMED_FORCES, UnitKind.JUSTICE):
        return "Thủ trưởng đơn vị"
    return "Giám đốc" if unit.name.startswith(("Sở", "Công ty", "Bệnh viện", "Trung tâm")) else "Thủ trưởng đơn vị"


def _account(name, number, taken):
    username = suggest_username(name, taken)
    taken.add(username)
    contact = {"email": f"{username}@demo.invalid", "phone": f"0215 xxx {100 + number:03d}"}
    keys = person_keys(full_name=name, username=username, **contact)
    return User(username=username, full_name=name, password=_password(), demo=True, **{**keys, **contact})


def _password(kept={}):  # noqa: B006  one hash for all: hashing 170 times alike would take half a minute
    if not kept:
        kept["hash"] = make_password(PASSWORD)
    return kept["hash"]


def _place(cast, person, unit, role):
    if role == Role.OFFICER:
        cast.officers[unit.pk] = person
    elif role == Role.HEAD:
        cast.heads[unit.pk] = person
    else:
        cast.centre.setdefault(role, person)
        if role == Role.STAFF:
            cast.staff.append(person)
