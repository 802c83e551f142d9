"""Many sessions, each with the roll of its year, in the cluster that grows."""

import datetime

from clusters.enums import SessionKind
from clusters.models import Attendance, ClusterPaper, ClusterSession, Membership
from tests.factories import clusters as make


def begin(world, cluster):
    """(session, paper) of the growing cluster, both open to its people."""
    session = ClusterSession.objects.create(
        year=cluster, kind=SessionKind.OTHER, held_on=datetime.date(2022, 3, 7), content="Nội dung", updated_at=make.NOW
    )
    paper = ClusterPaper.objects.create(
        year=cluster, kind="plan", title="Kế hoạch", content="Nội dung", written_by=world.hanh, version=1,
        updated_at=make.NOW,
    )  # fmt: skip
    return session, paper


def grow(cluster, session, start, stop):
    """Call after the members have grown."""
    ClusterSession.objects.bulk_create(
        ClusterSession(
            year=cluster, kind=SessionKind.OTHER, held_on=datetime.date(2022, 2, n % 28 + 1), updated_at=make.NOW
        )
        for n in range(start, stop)
    )
    known = set(Attendance.objects.filter(session=session).values_list("membership_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(session=session, membership=member, present=member.pk % 2 == 0, absent_because="bận")
        for member in Membership.objects.filter(year=cluster).exclude(pk__in=known)
    )
