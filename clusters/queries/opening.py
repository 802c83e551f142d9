"""What the next year of a cluster would look like: members still in force, successors for merged units, who may lead."""

import dataclasses

from clusters.enums import MemberRole
from clusters.models import ClusterYear, Membership
from clusters.queries.members import successors_of

ROTATION = "Cụm phó năm trước, theo thông lệ luân phiên"


@dataclasses.dataclass(frozen=True, slots=True)
class NewMember:
    body: object
    note: str
    role: str
    role_note: str


@dataclasses.dataclass(slots=True)
class Proposal:
    """The members of the new year, and in sentences what differs from the old one."""

    before: ClusterYear
    members: list
    notes: list
    leaders: list  # last year's, for whoever elects the new ones

    @property
    def head(self):
        return next((m for m in self.members if m.role == MemberRole.HEAD), None)


def openable(user, year):
    """The clusters that had the year before and do not have this one."""
    have = ClusterYear.objects.for_year(year).values("cluster")
    before = ClusterYear.objects.visible_to(user).for_year(year - 1).exclude(cluster__in=have)
    return before.select_related("cluster").in_order()


def proposals(years, year):
    """A `Proposal` for each of the given years of clusters, in their order; `year` is the one to open."""
    years = list(years)
    on = years[0].last_day.replace(year=year, month=1, day=1) if years else None
    staying = Membership.objects.staying().filter(year__in=years).select_related("unit", "outside", "year__cluster")
    by_year = {one.pk: [] for one in years}
    for membership in staying.in_order():
        by_year[membership.year_id].append(membership)
    units = [m.unit for found in by_year.values() for m in found if m.unit_id]
    taken_over = successors_of(units, on) if units else {}
    seated = dict(
        Membership.objects.staying()
        .filter(calendar_year=year, in_province=True)
        .order_by("pk")
        .values_list("unit", "year__cluster__name")
    )
    made = []
    for one in years:
        proposal = _proposal(one, by_year[one.pk], taken_over, seated, on)
        if not one.cluster.is_inter:
            seated |= {m.body.pk: one.cluster.name for m in proposal.members}
        made.append(proposal)
    return made


def _proposal(before, memberships, taken_over, seated, on):
    inter, bodies, notes = before.cluster.is_inter, {}, []
    for membership in memberships:
        for body in _still_there(membership, taken_over, notes, on):
            if not inter and body.pk in seated:
                notes.append(f"{body.label} năm nay ở {seated[body.pk]}, không đưa vào.")
                continue
            came_from = bodies.setdefault((membership.outside_id is not None, body.pk), (body, []))[1]
            if body != membership.body:
                came_from.append(membership.body.label)
    leaders = [m for m in memberships if m.role != MemberRole.MEMBER]
    leaders.sort(key=lambda m: (m.role != MemberRole.HEAD, m.deputy_place or 0))
    following = next((m.body for m in leaders if m.role == MemberRole.DEPUTY), None) if inter else None
    members = [
        NewMember(
            body,
            f"Kế thừa {', '.join(came_from)}" if came_from else "",
            MemberRole.HEAD if following is not None and body == following else MemberRole.MEMBER,
            ROTATION if following is not None and body == following else "",
        )
        for body, came_from in bodies.values()
    ]
    return Proposal(before, members, notes, leaders)


def _still_there(membership, taken_over, notes, on):
    """The member itself while it exists on the day, else who took over; what changed goes into the notes."""
    unit = membership.unit
    if unit is None or not unit.valid_to or unit.valid_to >= on:
        return [membership.body]
    after = taken_over.get(unit.pk, [])
    if after:
        notes.append(f"{unit.label} đã kết thúc; thay bằng {', '.join(u.label for u in after)}.")
    else:
        notes.append(f"{unit.label} đã kết thúc và không có đơn vị kế thừa; không đưa vào.")
    return after
