"""A cluster with a draft score table and one open for signing, each with many rows; many members, signed and not."""

import datetime

from clusters.enums import CriterionKind, SignMethod, TableState
from clusters.models import (
    CovenantCampaign,
    CovenantIndicator,
    Criterion,
    CriterionGroup,
    Membership,
    ScoreTable,
    Signature,
)
from clusters.services import score_tables
from tests.factories import clusters as make
from tests.factories import covenants as pact
from tests.factories import units as make_units
from units.enums import Role
from units.models import Appointment, User

ENOUGH = 40  # rows with a choice among hundreds in each: more take long and show nothing new


def begin(world):
    """(year with drafts, its table, year whose covenant is being signed); the department heads both."""
    writing, signing = (
        make.running(world, f"Cụm {word}", world.stp, world.syt, head=world.stp, level="inter", kind="cluster")
        for word in ("viết giao ước", "ký giao ước")
    )
    table = score_tables.start_table(writing, how=score_tables.MODEL, by=world.hanh, at=make.NOW)
    pact.written(world, writing)
    pact.opened(world, signing)
    return writing, table, signing


def grow(world, begun, start, stop):
    writing, table, signing = begun
    numbers = range(start, stop)
    units = make_units.units(*({"name": f"Đơn vị ký số {n}", "parent": world.province} for n in numbers))
    people = User.objects.bulk_create(
        User(username=f"thutruong{n}", full_name=f"Lò Văn {n}", folded=f"lo van {n}", sort_key=f"{n:04}")
        for n in numbers
    )
    Appointment.objects.bulk_create(
        Appointment(user=person, unit=unit, role=Role.HEAD, starts_on=make.FIRST)
        for n, unit, person in zip(numbers, units, people, strict=True)
        if n % 2
    )
    for year in (writing, signing):
        covenant, drafted = pact.fresh(year), year.score_tables.get(state=TableState.DRAFT)
        made = Membership.objects.bulk_create(
            Membership(year=year, unit=unit, seat=10 + n, joined_on=make.FIRST, calendar_year=2022, in_province=False)
            for n, unit in zip(numbers, units, strict=True)
        )
        CovenantCampaign.objects.bulk_create(
            CovenantCampaign(covenant=covenant, position=100 + n, name=f"Phong trào {n}") for n in numbers if n < ENOUGH
        )
        CovenantIndicator.objects.bulk_create(
            CovenantIndicator(covenant=covenant, position=100 + n, content=f"Chỉ tiêu {n}") for n in numbers
        )
        groups = CriterionGroup.objects.bulk_create(
            CriterionGroup(table=drafted, position=100 + n, symbol=f"G{n}", name=f"Nhóm {n}") for n in numbers
        )
        Criterion.objects.bulk_create(
            Criterion(group=group, position=1, number="1", name="Một", kind=CriterionKind.DIRECT, maximum=1)
            for group in groups
        )
        if year == signing:
            Signature.objects.bulk_create(
                Signature(
                    covenant=covenant, membership=one, person=(world.dung, world.binh)[n % 2], name="x", at=make.NOW,
                    method=SignMethod.OWN, digest=covenant.digest, recorded_by=world.hanh,
                )
                for n, one in zip(numbers, made, strict=True)
                if n % 3
            )  # fmt: skip
    ScoreTable.objects.bulk_create(
        ScoreTable(
            year=writing, number=100 + n, state=TableState.REPLACED, title=f"Lần {n}", frozen_by=world.hanh,
            frozen_at=make.NOW + datetime.timedelta(days=n), updated_at=make.NOW,
        )
        for n in numbers
    )  # fmt: skip
