"""Who joins, who leaves, who leads. Every change counts up the year's version, so an older page sees it."""

from django.db import IntegrityError, transaction

from clusters.enums import MemberRole
from clusters.models import Membership, OutsideUnit
from clusters.models.members import MOST_DEPUTIES
from clusters.notices import clusters as notices
from clusters.services.clusters import fresh, must_be_open, must_run, note_change, touch
from clusters.services.score_sheets import drop_left
from core import journal, text
from core.errors import Refused
from units.models import Unit

ONE_CLUSTER = "Mỗi năm một đơn vị chỉ ở một cụm hoặc khối trong tỉnh."


def outside_unit(name):
    """The unit from outside of this name, made when it is new."""
    name = text.clean(name)
    known = OutsideUnit.objects.filter(folded=text.fold(name)).order_by("pk").first()
    return known or OutsideUnit.objects.create(name=name, folded=text.fold(name))


@transaction.atomic
def add_member(year, *, body, joined_on, by, at, note=""):
    """The unit (ours or from outside) is a member from the day on; returns (membership, whether it is new).

    Adding who already sits there changes nothing. Raises Refused when the year is closed, the day lies outside it, the
    unit does not exist that day, or sits in another cluster of the province then.
    """
    must_run(by)
    year = fresh(year)
    must_be_open(year)
    ours = isinstance(body, Unit)
    mine = {"unit": body} if ours else {"outside": body}
    if standing := year.memberships.staying().filter(**mine).order_by("pk").first():
        standing.year = year
        return standing, False
    if not year.first_day <= joined_on <= year.last_day:
        raise Refused(f"Ngày vào phải trong năm {year.year}.")
    if not ours and not year.cluster.is_inter:
        raise Refused("Đơn vị ngoài tỉnh chỉ tham gia cụm giữa các tỉnh.")
    if ours and (joined_on < body.valid_from or (body.valid_to and joined_on > body.valid_to)):
        raise Refused(f"“{body.label}” không hoạt động trong ngày {joined_on:%d/%m/%Y}.")
    if year.memberships.filter(**mine, left_on__gte=joined_on).exists():
        raise Refused(f"“{body.label}” còn là thành viên đến hết ngày rời trước đây. Hãy chọn ngày vào sau ngày đó.")
    if ours and not year.cluster.is_inter:
        _refuse_elsewhere(body, year, joined_on)
    seat = max(year.memberships.values_list("seat", flat=True), default=0) + 1
    made = write_member(year, body, joined_on=joined_on, seat=seat, note=note)
    touch(year, at=at)
    note_change(year, f"Thêm {body.label} từ ngày {joined_on:%d/%m/%Y}", by=by, at=at)
    detail = {"member": body.label, "from": f"{joined_on:%Y-%m-%d}"}
    journal.record("cluster.member-add", by=by, at=at, subject=year, detail=detail)
    return made, True


def _refuse_elsewhere(unit, year, joined_on):
    elsewhere = Membership.objects.filter(unit=unit, calendar_year=year.year, in_province=True).exclude(year=year)
    for other in elsewhere.select_related("year__cluster").order_by("pk"):
        if other.left_on is None:
            raise Refused(
                f"“{unit.label}” đang ở {other.year.cluster.name} năm {year.year}. Hãy cho đơn vị rời khỏi đó trước."
            )
        if other.left_on >= joined_on:
            raise Refused(
                f"“{unit.label}” ở {other.year.cluster.name} đến hết ngày {other.left_on:%d/%m/%Y}. "
                "Hãy chọn ngày vào sau ngày đó."
            )


def write_member(year, body, *, joined_on, seat, note="", role=MemberRole.MEMBER, deputy_place=None, role_note=""):
    """The row itself. Two who add the same unit at once: the constraint lets one through, the other is Refused."""
    try:
        with transaction.atomic():
            return Membership.objects.create(
                year=year,
                unit=body if isinstance(body, Unit) else None,
                outside=None if isinstance(body, Unit) else body,
                joined_on=joined_on,
                seat=seat,
                note=note,
                role=role,
                deputy_place=deputy_place,
                role_note=role_note,
                calendar_year=year.year,
                in_province=not year.cluster.is_inter,
            )
    except IntegrityError as taken:
        raise Refused(f"Không thêm được “{body.label}”. {ONE_CLUSTER}") from taken


@transaction.atomic
def remove_member(membership, *, left_on, reason, by, at):
    """The last day of a member, and why. Its row stays, with the role it had.

    Raises Refused without a reason, when it has already left, or for a day outside its time in this year.
    """
    must_run(by)
    year = fresh(membership.year)
    must_be_open(year)
    reason = text.clean(reason)
    if not reason:
        raise Refused("Cần nêu lý do rời.")
    if not membership.joined_on <= left_on <= year.last_day:
        raise Refused(f"Ngày rời phải từ {membership.joined_on:%d/%m/%Y} đến {year.last_day:%d/%m/%Y}.")
    left = Membership.objects.staying().filter(pk=membership.pk)
    if left.update(left_on=left_on, left_reason=reason[:300]) != 1:
        raise Refused(f"“{membership.body.label}” đã rời trước đó. Hãy tải lại trang.")
    membership.left_on, membership.left_reason = left_on, reason[:300]
    drop_left(year)
    touch(year, at=at)
    label = f"{membership.body.label} rời từ sau ngày {left_on:%d/%m/%Y}"
    note_change(year, label, reason=reason, by=by, at=at)
    detail = {"member": membership.body.label, "until": f"{left_on:%Y-%m-%d}"}
    journal.record("cluster.member-leave", by=by, at=at, subject=year, detail=detail)
    return membership


@transaction.atomic
def set_roles(year, *, version, roles, by, at):
    """Write head, deputies and the order of seats. roles: dict membership id → (role, seat); others stay as they are.

    Raises Stale when somebody saved since `version`; Refused for two heads, three deputies, or a closed year. Nothing is
    written then. The units newly chosen are told.
    """
    must_run(by)
    year = fresh(year)
    must_be_open(year)
    staying = {m.pk: m for m in year.memberships.staying().select_related("unit", "outside").in_order()}
    after = {pk: roles.get(pk, (m.role, m.seat)) for pk, m in staying.items()}
    _refuse_too_many(year, [role for role, _ in after.values()])
    touch(year, version=version, at=at)
    _write_roles(year, staying, after, by=by, at=at)
    return year


def _refuse_too_many(year, roles):
    words = year.cluster.noun
    if roles.count(MemberRole.HEAD) > 1:
        raise Refused(f"Mỗi {words} chỉ có một trưởng. Hãy để lại một đơn vị.")
    if roles.count(MemberRole.DEPUTY) > MOST_DEPUTIES:
        raise Refused(f"Mỗi {words} có tối đa {MOST_DEPUTIES} phó.")


def _write_roles(year, staying, after, *, by, at):
    """Give up first, then take: so no constraint sees two heads on the way."""
    changed = [m for pk, m in staying.items() if m.role != after[pk][0]]
    Membership.objects.filter(pk__in=[m.pk for m in changed]).update(
        role=MemberRole.MEMBER, deputy_place=None, role_note=""
    )
    gave_up = {m.pk for m in changed}
    kept = {m.deputy_place for m in staying.values() if m.pk not in gave_up and m.deputy_place}
    free = [place for place in range(1, MOST_DEPUTIES + 1) if place not in kept]
    for pk, membership in staying.items():
        role, seat = after[pk]
        if seat != membership.seat:
            Membership.objects.filter(pk=pk).update(seat=seat)
        if pk in gave_up and role != MemberRole.MEMBER:
            place = free.pop(0) if role == MemberRole.DEPUTY else None
            Membership.objects.filter(pk=pk).update(role=role, deputy_place=place)
    for membership in changed:
        membership.role, membership.year = after[membership.pk][0], year
        notices.tell_role(membership, at=at)
    if changed:
        said = "; ".join(f"{m.body.label}: {m.role_words or 'thành viên'}" for m in changed)
        note_change(year, said, by=by, at=at)
        journal.record("cluster.roles", by=by, at=at, subject=year, detail={"roles": said})


@transaction.atomic
def set_role(membership, *, role, by, at):
    """Give one member a role, as a line of a sheet does; a new head takes the place of the old one.

    Raises Refused when two deputies are there already, or the year is closed.
    """
    year = fresh(membership.year)
    seats = dict(year.memberships.staying().order_by("pk").values_list("pk", "seat"))
    roles = {membership.pk: (role, seats.get(membership.pk, membership.seat))}
    if role == MemberRole.HEAD:
        before = year.memberships.staying().filter(role=MemberRole.HEAD).exclude(pk=membership.pk)
        roles |= {m.pk: (MemberRole.MEMBER, m.seat) for m in before}
    return set_roles(year, version=year.version, roles=roles, by=by, at=at)


@transaction.atomic
def set_seat(membership, *, seat, by, at):
    """Give one member its place in the order. Raises Refused when the year is closed."""
    year = fresh(membership.year)
    return set_roles(year, version=year.version, roles={membership.pk: (membership.role, seat)}, by=by, at=at)
