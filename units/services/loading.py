"""The units of Điện Biên from the files of `units/data`: 220 of 2022, and what 01/07/2025 made of the communes.

On a day of 2022 the old communes and the ten districts are in force; from 01/07/2025 the 45 new communes stand directly
below the province. Both are told as events, so each day has its own names.
"""

import csv
import datetime
from collections import defaultdict
from pathlib import Path

from django.db import transaction

from core import text
from units.enums import UnitKind as K
from units.models import Unit, UnitEvent, UnitPeriod
from units.services.units import NewUnit, dissolve_units, merge_units, rebuild_keys

DATA = Path(__file__).resolve().parent.parent / "data"
ON_RECORD_FROM = datetime.date(2020, 1, 1)
REFORM = datetime.date(2025, 7, 1)
RESOLUTION = "Nghị quyết 1661/NQ-UBTVQH15 ngày 16/6/2025"
END_OF_DISTRICTS = "Kết thúc hoạt động cấp huyện từ ngày 01/7/2025"
KINDS = {
    "tinh": K.PROVINCE,
    "ubnd_tinh": K.PROVINCE_COMMITTEE,
    "hoi_dong": K.COUNCIL,
    "so": K.DEPARTMENT,
    "ban_thuoc_so": K.DIVISION,
    "van_phong": K.OFFICE,
    "co_quan_dang": K.PARTY,
    "mttq_doan_the": K.FRONT,
    "hoi_dac_thu": K.ASSOCIATION,
    "llvt": K.ARMED_FORCES,
    "noi_chinh": K.JUSTICE,
    "tw_tren_dia_ban": K.CENTRAL_AGENCY,
    "don_vi_su_nghiep": K.PUBLIC_SERVICE,
    "huyen": K.DISTRICT,
    "thi_xa": K.TOWN,
    "thanh_pho": K.CITY,
    "xa": K.COMMUNE,
    "phuong": K.WARD,
    "thi_tran": K.TOWNSHIP,
    "doanh_nghiep_tw": K.CENTRAL_ENTERPRISE,
    "doanh_nghiep_dp": K.LOCAL_ENTERPRISE,
}
DISTRICTS = (K.DISTRICT, K.TOWN, K.CITY)


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load_units(*, at):
    """Load what is missing and return {"units": n, "successors": n}. Safe to repeat: loaded rows are left alone.

    A unit of 2022 is recognised by its code among the units on record from `ON_RECORD_FROM`; neither code nor name
    alone would do, since 2025 uses both again.
    """
    return {"units": _load_2022(), "successors": _load_2025(at=at)}


def _of_2022():
    return {unit.code: unit for unit in Unit.objects.filter(valid_from=ON_RECORD_FROM, founding_known=False)}


def _load_2022():
    short = {row["code"]: row["short_name"] for row in rows("short_names_2022.csv")}
    known, made = _of_2022(), []
    lines = rows("units_dien_bien_2022.csv")
    for position, row in enumerate(lines, start=1):
        if row["code"] in known:
            continue
        unit = Unit(
            name=text.clean(row["name"]),
            short_name=short.get(row["code"], ""),
            symbol=row["symbol"],
            code=row["code"],
            kind=KINDS[row["kind"]],
            valid_from=ON_RECORD_FROM,
            founding_known=False,
            other_names=[text.clean(n) for n in row["alt_names"].split(";") if n.strip()],
            position=position,
            source=row["source"],
            standing=row["vouch"],
        )
        unit._change_reason = "Nạp từ dữ liệu 2022"
        unit.save(force_insert=True)
        known[unit.code] = unit
        made.append(unit)
    parents = {row["code"]: row["parent"] for row in lines}
    for unit in made:
        if parents[unit.code]:
            unit.parent = known[parents[unit.code]]
            unit.skip_history_when_saving = True
            unit.save(update_fields=["parent"])
    UnitPeriod.objects.bulk_create(
        UnitPeriod(
            unit=unit,
            name=unit.name,
            short_name=unit.short_name,
            symbol=unit.symbol,
            code=unit.code,
            kind=unit.kind,
            parent=unit.parent,
            valid_from=ON_RECORD_FROM,
        )
        for unit in made
    )
    rebuild_keys(_from_the_top(made))
    return len(made)


def _from_the_top(units):
    """Parents before children, so that every path is built on a finished one."""
    below = defaultdict(list)
    for unit in units:
        below[unit.parent_id].append(unit)
    given = {unit.pk for unit in units}
    frontier = [unit for unit in units if unit.parent_id not in given]
    while frontier:
        unit = frontier.pop(0)
        yield unit
        for child in below[unit.pk]:
            child.parent = unit
            frontier.append(child)


def _load_2025(*, at):
    """The 45 mergers and the end of the ten districts, told once."""
    if UnitEvent.objects.filter(on=REFORM, document=RESOLUTION).exists():
        return 0
    old = _of_2022()
    province = Unit.objects.get(pk=old["11"].pk)
    receiver = defaultdict(list)
    for row in rows("commune_map_2022_to_2025.csv"):
        receiver[row["new_code"]].append(old[row["old_code"]])
    lines = rows("communes_dien_bien_2025.csv")
    first = len(old) + 1
    for position, row in enumerate(lines, start=first):
        new = NewUnit(
            name=row["name"],
            kind=KINDS[row["kind"]],
            parent=province,
            symbol="UBND",
            code=row["code"],
            position=position,
            source=RESOLUTION,
            standing="verified",
        )
        merge_units(receiver[row["code"]], into=[new], on=REFORM, by=None, at=at, document=RESOLUTION)
    districts = Unit.objects.filter(pk__in=[u.pk for u in old.values() if u.kind in DISTRICTS]).in_order()
    dissolve_units(list(districts), on=REFORM, by=None, at=at, document=END_OF_DISTRICTS)
    return len(lines)
