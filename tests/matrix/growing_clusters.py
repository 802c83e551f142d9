"""The department in many clusters between provinces, one of them with many members, steps and followers."""

import datetime

from clusters.enums import MilestoneKind
from clusters.models import Change, Cluster, ClusterYear, Follower, Membership, Milestone
from core.text import fold, sort_key
from tests.factories import clusters as make
from tests.factories import units as make_units
from units.enums import Role
from units.models import Appointment, User

FIRST = make.FIRST


def begin(world):
    """One cluster of the province that the department heads, and the same for a year that has none of the next."""
    return make.running(world, "Khối của mọi hàng", world.stp, world.syt, head=world.stp)


def grow(world, own, start, stop):
    """Rows number `start` to `stop`: clusters with the department in them, members and followers of its own one."""
    numbers = range(start, stop)
    clusters = Cluster.objects.bulk_create(
        Cluster(
            name=f"Cụm số {n}", kind="cluster", level="inter", folded=fold(f"Cụm số {n}"), sort_key=sort_key(f"{n:03}")
        )
        for n in numbers
    )
    years = ClusterYear.objects.bulk_create(
        ClusterYear(cluster=cluster, year=2022, state="running", updated_at=make.NOW) for cluster in clusters
    )
    Membership.objects.bulk_create(
        Membership(
            year=year, unit=world.stp, role="head" if n % 2 else "deputy", deputy_place=None if n % 2 else 1, seat=1,
            joined_on=FIRST, calendar_year=2022, in_province=False,
        )
        for n, year in zip(numbers, years, strict=True)
    )  # fmt: skip
    Milestone.objects.bulk_create(
        Milestone(
            year=year, kind=kind, due_date=datetime.date(2022, 4, 1) if n % 20 == 1 and kind == "covenant" else None
        )
        for n, year in zip(numbers, years, strict=True)
        for kind in MilestoneKind.values
    )
    _one(own, world, numbers)


def _one(own, world, numbers):
    units = make_units.units(*({"name": f"Thành viên số {n}", "parent": world.province} for n in numbers))
    Membership.objects.bulk_create(
        Membership(
            year=own, unit=unit, seat=10 + n, joined_on=FIRST, left_on=None if n % 3 else datetime.date(2022, 2, 1),
            left_reason="" if n % 3 else "Chuyển khối", calendar_year=2022, in_province=True,
        )
        for n, unit in zip(numbers, units, strict=True)
    )  # fmt: skip
    people = User.objects.bulk_create(
        User(username=f"uyvien{n}", full_name=f"Quàng Thị {n}", folded=f"quang thi {n}", sort_key=f"{n:04}")
        for n in numbers
    )
    Appointment.objects.bulk_create(
        Appointment(user=person, unit=world.province, role=Role.COUNCIL, starts_on=FIRST) for person in people
    )
    Follower.objects.bulk_create(
        Follower(year=own, user=person, by=world.hanh, at=make.NOW)
        for n, person in zip(numbers, people, strict=True)
        if n % 2
    )
    Change.objects.bulk_create(
        Change(year=own, label=f"Việc {n}", by=(world.hanh, world.thang)[n % 2], at=make.NOW) for n in numbers
    )
