"""Clusters in a year, made by the services. Today is 8/3/2022; Hạnh of the standing body makes them."""

import datetime

from clusters.enums import MemberRole
from clusters.models import ClusterYear, Milestone
from clusters.services import clusters, followers, members
from tests.factories.unit_plans import moment

NOW = moment(8)
TODAY = NOW.date()
FIRST = datetime.date(2022, 1, 1)
ROLES = {"head": MemberRole.HEAD, "deputy": MemberRole.DEPUTY}


def fresh(year):
    return ClusterYear.objects.select_related("cluster").get(pk=year.pk)


def planned(world, name, *bodies, year=2022, level="province", kind="bloc"):
    """A year in preparation with these members from its first day."""
    made = clusters.create_cluster(name=name, kind=kind, level=level, year=year, by=world.hanh, at=NOW)
    for body in bodies:
        members.add_member(made, body=body, joined_on=datetime.date(year, 1, 1), by=world.hanh, at=NOW)
    return fresh(made)


def running(world, name, *bodies, **how):
    """The same, running; `head` and `deputy` may name members."""
    leading = {key: how.pop(key) for key in ("head", "deputy") if key in how}
    made = planned(world, name, *bodies, **how)
    if leading:
        lead(world, made, **leading)
    clusters.take_year_step(fresh(made), "start", by=world.hanh, at=NOW)
    return fresh(made)


def lead(world, year, *, at=NOW, **leading):
    """Choose head and deputy (units) and nobody else."""
    staying = list(year.memberships.staying().in_order())
    chosen = {body.pk: ROLES[key] for key, body in leading.items()}
    roles = {m.pk: (chosen.get(m.unit_id, MemberRole.MEMBER), m.seat) for m in staying}
    return members.set_roles(year, version=fresh(year).version, roles=roles, by=world.hanh, at=at)


def followed(world, year, person, *, at=NOW):
    return followers.assign_follower(year, person=person, by=world.hanh, at=at)


def membership_of(year, body):
    found = year.memberships.select_related("unit", "outside", "year__cluster").get(unit=body)
    found.year = fresh(year)
    return found


def milestone_of(year, kind):
    return Milestone.objects.select_related("year__cluster").get(year=year, kind=kind)
