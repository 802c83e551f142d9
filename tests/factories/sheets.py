"""Score sheets of a khối with head, deputy and a plain member, filled in and sent by the services. Today is 8/3/2022."""

from decimal import Decimal as D

from clusters.models import ScoreSheet
from clusters.services import members
from clusters.services import score_sheets as services
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import units as make_units
from units.enums import Role


def bloc(world):
    """Sở Tư pháp heads, Sở Y tế is deputy, Sở Nội vụ a plain member; the table of the factory is frozen."""
    made = make.running(world, "Khối nội chính", world.stp, world.syt, world.snv, head=world.stp)
    members.set_roles(
        made,
        version=make.fresh(made).version,
        roles={
            m.pk: ("head" if m.unit_id == world.stp.pk else "deputy" if m.unit_id == world.syt.pk else "member", m.seat)
            for m in made.memberships.all()
        },
        by=world.hanh,
        at=make.NOW,
    )
    scoring.table(made)
    return make.fresh(made)


def opened(world):
    """The same with a sheet for everybody."""
    year = bloc(world)
    services.open_sheets(year, by=world.hanh, at=make.NOW)
    return year


def sheet_of(year, body):
    found = ScoreSheet.objects.whole().get(year=year, membership__unit=body)
    found.year = make.fresh(year)
    return found


def line(sheet, key):
    symbol, number = key.split(".")
    return sheet.lines.get(criterion__group__symbol=symbol, criterion__number=number)


def said(sheet, values):
    """dict line id → fields, from dict key → fields."""
    return {line(sheet, key).pk: fields for key, fields in values.items()}


FULL = {
    "I.1": {"plan": D(100), "actual": D(115)},
    "I.2": {"plan": D(30), "actual": D(33)},
    "I.3": {"grade": "B"},
    "II.1": {"points": D(78)},
}


def scored(year, body, by, at=make.NOW, values=None):
    """The member has scored its sheet."""
    sheet = sheet_of(year, body)
    services.save_scores(sheet, mine=said(sheet, values or FULL), by=by, at=at)
    return sheet


def sent(world, year, body, officer, head):
    """The sheet is with those who verify."""
    sheet = scored(year, body, officer)
    for action, by in (("submit", officer), ("confirm", head)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)
    return sheet


def people_of(world, unit):
    """An officer and a head made for a unit of the cast that has none."""
    made = [make_units.person(name, name, email="") for name in ("sonlv", "lamqv")]
    for one, role in zip(made, (Role.OFFICER, Role.HEAD), strict=True):
        make_units.post(one, unit, role)
    return made
