"""A cluster of four members of ours with heads who vote, and peer votes in it. Today is 8/3/2022."""

import datetime
import types

from clusters.services import votes as services
from tests.factories import clusters as make
from tests.factories import units as make_units
from units.enums import Role

DUE = datetime.date(2022, 3, 15)
NAMES = ("Sở Xây dựng", "Sở Công Thương")


def bloc(world, **year):
    """Sở Tư pháp (head), Sở Y tế (deputy) and two more, each with a head; year: fields of the ClusterYear."""
    units = [make_units.unit(name, parent=world.province) for name in NAMES]
    heads = {}
    for unit, username in zip(units, ("xay", "cong"), strict=True):
        heads[unit.pk] = make_units.person(username, f"Lò Văn {username.capitalize()}")
        make_units.post(heads[unit.pk], unit, Role.HEAD)
    heads |= {world.stp.pk: world.binh, world.syt.pk: world.dung}
    made = make.running(world, "Khối Nội chính", world.stp, world.syt, *units, head=world.stp, deputy=world.syt)
    if year:
        type(made).objects.filter(pk=made.pk).update(**year)
    made = make.fresh(made)
    members = {m.unit_id: m for m in made.memberships.in_order()}
    return types.SimpleNamespace(
        year=made, units=[world.stp, world.syt, *units], heads=heads, members=members,
        people={name: heads[unit.pk] for name, unit in zip(("xay", "cong"), units, strict=True)},
    )  # fmt: skip


def opened(world, bloc, *, seats=2, at=make.NOW, by=None):
    return services.open_vote(bloc.year, seats=seats, due_on=DUE, by=by or world.hanh, at=at)


def voter_of(vote, unit):
    return vote.voters.select_related("membership__unit", "vote").get(membership__unit=unit)


def cast(vote, bloc, unit, *named, at=make.NOW):
    """The head of the unit puts in a ballot with these units."""
    chosen = list(vote.candidates.filter(membership__unit__in=named).values_list("pk", flat=True))
    return services.cast(voter_of(vote, unit), choices=chosen, by=bloc.heads[unit.pk], at=at)


def counted(world, bloc, *ballots, seats=2):
    """A vote in which the members, in their order, put in these ballots (lists of units); all vote, so it is counted."""
    vote = opened(world, bloc, seats=seats)
    for unit, named in zip(bloc.units, ballots, strict=True):
        cast(vote, bloc, unit, *named)
    vote.refresh_from_db()
    return vote
