"""What members and council members are told: chosen as head or deputy, asked to follow.

No subject names a member: the list of what was sent has readers who know the bare names of clusters only.
Nobody is told of a year that is being prepared; what was decided then is told when the year starts.
"""

from django.utils import timezone

from clusters.enums import MemberRole
from clusters.models.clusters import UNIT_ROLES
from core.notices import notify, register_kind
from units.queries import people_with

KIND = "clusters.structure"
register_kind(KIND, "Trưởng, phó, theo dõi cụm, khối thi đua")


def people_of(membership, *, on):
    """Ids of officers and heads of the member on the day; nobody for a unit from outside."""
    if not membership.unit_id:
        return []
    return sorted({i for role in UNIT_ROLES for i in people_with(role, [membership.unit_id], on)[membership.unit_id]})


def tell_role(membership, *, at):
    """The unit leads from now on. A plain member is told nothing."""
    year = membership.year
    if not year.is_published or membership.role == MemberRole.MEMBER:
        return
    notify(
        key=f"clusters.role:{membership.pk}:{membership.role}:{year.version}",
        people=people_of(membership, on=timezone.localdate(at)),
        kind=KIND,
        subject=f"Đơn vị làm {membership.role_words} của {year}",
        body=f"{membership.body.label}. Xem thành viên và các mốc trong năm ở trang của cụm, khối.",
        url=year.get_absolute_url(),
        at=at,
    )


def tell_follower(follower, *, at):
    year = follower.year
    if not year.is_published:
        return
    notify(
        key=f"clusters.follower:{follower.pk}",
        people=[follower.user_id],
        kind=KIND,
        subject=f"Được phân công theo dõi {year}",
        body="Thành viên Hội đồng theo dõi được xem trang của cụm, khối trong năm này.",
        url=year.get_absolute_url(),
        at=at,
    )


def tell_started(year, *, at):
    """Heads, deputies and followers decided while the year was prepared."""
    for membership in year.memberships.staying().exclude(role=MemberRole.MEMBER).select_related("unit").in_order():
        membership.year = year
        tell_role(membership, at=at)
    for follower in year.followers.order_by("pk"):
        follower.year = year
        tell_follower(follower, at=at)
