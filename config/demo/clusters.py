"""Clusters of 2022: the known ones as they are, the ten fictional khối with fictional heads.

Nothing is added to the known ones: who leads the two cụm and the khối of central enterprises is not known.
"""

import datetime

from clusters.enums import ClusterLevel, ClusterWork, MemberRole
from clusters.models import ClusterYear
from clusters.services import clusters, followers, members
from clusters.services.links import link_tasks
from clusters.services.loading import load_clusters
from config.demo.unit_plans import Event
from plans.models import PlanTask
from units.enums import Role
from units.models import Appointment

LOADED = datetime.date(2022, 1, 17)
ELECTED = datetime.date(2022, 1, 18)
FOLLOWED_EACH = 4  # council members share the clusters, so many each


def events(cast):
    """All steps up to 8/3, as `Event`s."""
    yield Event(LOADED, datetime.time(10, 0), lambda at: load_clusters(at=at, demo=True))
    yield Event(ELECTED, datetime.time(9, 0), lambda at: _start(cast, at))
    yield Event(ELECTED, datetime.time(15, 0), lambda at: _follow(cast, at))
    yield Event(ELECTED, datetime.time(16, 0), lambda at: _link(cast, at))


def _fictional():
    return ClusterYear.objects.for_year(2022).filter(cluster__standing="demo").select_related("cluster").in_order()


def _start(cast, at):
    """Heads and deputies as if elected at the tổng kết of 2021, then every khối runs."""
    for index, year in enumerate(_fictional()):
        sitting = list(year.memberships.staying().select_related("unit").in_order())
        head = sitting[index % len(sitting)]
        deputies = [m for m in sitting if m != head][: 1 + index % 2]
        roles = {head.pk: (MemberRole.HEAD, head.seat)}
        roles |= {m.pk: (MemberRole.DEPUTY, m.seat) for m in deputies}
        by = cast.staff[index % len(cast.staff)]
        members.set_roles(year, version=year.version, roles=roles, by=by, at=at)
        clusters.take_year_step(ClusterYear.objects.select_related("cluster").get(pk=year.pk), "start", by=by, at=at)


def _follow(cast, at):
    """Each of the council members follows a few of the fictional khối."""
    council = [
        post.user for post in Appointment.objects.filter(role=Role.COUNCIL).select_related("user").order_by("pk")
    ]
    for index, year in enumerate(_fictional()):
        person = council[min(index // FOLLOWED_EACH, len(council) - 1)]
        followers.assign_follower(year, person=person, by=cast.staff[0], at=at)


def _link(cast, at):
    """Rows I.4, I.5 and I.8 of the plan."""
    tasks = {task.position: task for task in PlanTask.objects.filter(plan__year=2022, position__in=(4, 5, 8))}
    province, inter = ClusterLevel.PROVINCE, ClusterLevel.INTER
    now = {(province, ClusterWork.COVENANT): tasks[4], (province, ClusterWork.FOLLOWING): tasks[8]}
    link_tasks(2022, links=now, by=cast.staff[0], at=at)
    before = {(province, ClusterWork.YEAR_END): tasks[4], (inter, ClusterWork.YEAR_END): tasks[5]}
    link_tasks(2021, links=before, by=cast.staff[0], at=at)
