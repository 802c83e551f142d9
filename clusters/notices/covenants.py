"""What members are told of their covenant: that it can be signed, that signatures are void. No subject names a member."""

from django.utils import timezone

from clusters.models import Membership
from clusters.notices.clusters import people_of
from core.notices import notify, register_kind

KIND = "clusters.covenant"
register_kind(KIND, "Giao ước thi đua của cụm, khối")


def tell_opened(covenant, *, at):
    """Officers and heads of every member: the text is fixed and waits for the head's signature."""
    day = f" Lễ ký: ngày {covenant.ceremony_on:%d/%m/%Y}." if covenant.ceremony_on else ""
    notify(
        key=f"clusters.covenant-open:{covenant.pk}:{covenant.version}",
        people=_everybody(covenant, at),
        kind=KIND,
        subject=f"Mời ký giao ước thi đua: {covenant.year}",
        body=f"Nội dung đã chốt, thủ trưởng đơn vị đọc và ký.{day}",
        url=covenant.get_absolute_url(),
        at=at,
    )


def tell_void(covenant, signatures, *, at):
    """The people of the members that had signed, and the signers themselves."""
    on = timezone.localdate(at)
    members = Membership.objects.filter(pk__in=[one.membership_id for one in signatures]).select_related("unit")
    people = {one.person_id for one in signatures if one.person_id}
    for membership in members.in_order():
        people |= set(people_of(membership, on=on))
    notify(
        key=f"clusters.covenant-void:{covenant.pk}:{covenant.version}",
        people=people,
        kind=KIND,
        subject=f"Chữ ký giao ước hết hiệu lực: {covenant.year}",
        body="Giao ước được đưa về soạn thảo. Khi mở ký lại, thủ trưởng đơn vị cần đọc và ký lại.",
        url=covenant.get_absolute_url(),
        at=at,
    )


def _everybody(covenant, at):
    on = timezone.localdate(at)
    members = covenant.year.memberships.staying().select_related("unit").in_order()
    return sorted({person for one in members for person in people_of(one, on=on)})
