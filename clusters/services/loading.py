"""The clusters known of Điện Biên, and on demand the fictional ones, from `clusters/data/clusters.json`.

A year that is over on the day of loading is loaded as closed, the present one as running. Of the fictional clusters last
year still runs and the present one is prepared, so that the demonstration can rank the one and start the other. Heads
nobody knows stay unknown.
"""

import datetime
import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from clusters.enums import ClusterKind, ClusterLevel, ClusterYearState, MemberRole, Standing
from clusters.models import Cluster, ClusterYear, Membership, Milestone
from clusters.services.clusters import start_year
from clusters.services.members import outside_unit, write_member
from core import text
from units.models import Unit

DATA = Path(__file__).resolve().parent.parent / "data" / "clusters.json"


@transaction.atomic
def load_clusters(*, at, demo=False):
    """Load what is missing and return the number of years of clusters made. Safe to repeat: what is there is left alone.

    Units are recognised by their code on the first day of the year; one that is not on record, or sits in another
    cluster by hand, is left out, and so is a year without any member. demo: the fictional clusters too.
    """
    data, on = json.loads(DATA.read_text(encoding="utf-8")), timezone.localdate(at)
    wanted = [one for one in data["clusters"] if demo or one["standing"] != Standing.DEMO]
    made = 0
    for position, one in enumerate(wanted, 1):
        cluster, _ = Cluster.objects.get_or_create(
            name=one["name"],
            defaults={
                "kind": ClusterKind(one["kind"]),
                "level": ClusterLevel(one["level"]),
                "position": position,
                "standing": Standing(one["standing"]),
                "source": one["source"],
                "folded": text.fold(one["name"]),
                "sort_key": text.sort_key(one["name"]),
            },
        )
        for told in one["years"]:
            if not ClusterYear.objects.filter(cluster=cluster, year=told["year"]).exists():
                made += _load_year(cluster, one, told, on=on, at=at)
    return made


def _bodies(one, day):
    """[(key, unit or outside unit)] of the members on record that day, in the order of seats."""
    units = Unit.objects.in_force(day).filter(code__in=one["members"])
    if one["level"] != ClusterLevel.INTER:  # who was put elsewhere by hand stays there
        seated = Membership.objects.staying().filter(calendar_year=day.year, in_province=True)
        units = units.exclude(pk__in=seated.values("unit"))
    known = {unit.code: unit for unit in units.order_by("pk")}
    found = []
    for key in one["members"]:
        if key in one["outside"]:
            found.append((key, outside_unit(one["outside"][key])))
        elif key in known:
            found.append((key, known[key]))
    return found


def _load_year(cluster, one, told, *, on, at):
    """One year with its members, leaders and known days; returns 1, or 0 when no member is on record."""
    bodies = _bodies(one, datetime.date(told["year"], 1, 1))
    if not bodies:
        return 0
    year = start_year(cluster, told["year"], at=at, state=_state(cluster, told["year"], on))
    for seat, (member, body) in enumerate(bodies, 1):
        role, why = _role(member, told)
        write_member(
            year,
            body,
            joined_on=year.first_day,
            seat=seat,
            role=role,
            deputy_place=1 if role == MemberRole.DEPUTY else None,
            role_note=why,
        )
    for kind, facts in told.get("milestones", {}).items():
        done = facts.get("done_on")
        Milestone.objects.filter(year=year, kind=kind).update(
            place=facts.get("place", ""),
            paper=facts.get("paper", ""),
            done_on=datetime.date.fromisoformat(done) if done else None,
        )
    if told.get("note"):
        ClusterYear.objects.filter(pk=year.pk).update(note=told["note"])
    return 1


def _state(cluster, year, on):
    if year < on.year:
        return ClusterYearState.RUNNING if cluster.is_fictional else ClusterYearState.CLOSED
    return ClusterYearState.PLANNED if cluster.is_fictional else ClusterYearState.RUNNING


def _role(member, told):
    for role in (MemberRole.HEAD, MemberRole.DEPUTY):
        if told.get(role) == member:
            return role, told.get(f"{role}_note", "")
    return MemberRole.MEMBER, ""
