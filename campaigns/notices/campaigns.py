"""What units are told of a campaign. Keys carry the moment, so a repeat adds nothing and a second launch is news."""

from django.utils import timezone

from core.notices import notify, register_kind
from units.enums import Role
from units.models import Appointment
from units.queries import people_with

KIND = "campaigns.campaign"
register_kind(KIND, "Phong trào thi đua")


def concerned_people(campaign, *, on):
    """Ids of officers and heads of the units it is for: all units, or the tree of the unit whose own it is."""
    held = Appointment.objects.current(on).filter(role__in=(Role.OFFICER, Role.HEAD))
    if campaign.unit_id is not None:
        held = held.filter(unit__path__startswith=campaign.unit.path)
    return sorted(set(held.values_list("user_id", flat=True)))


def tell_launched(campaign, *, at):
    _tell(campaign, "launched", "phát động", f"Thời gian: {campaign.period}.", at=at)


def tell_withdrawn(campaign, *, reason, at):
    _tell(campaign, "withdrawn", "thu hồi phát động", f"Lý do: {reason.strip()}", at=at, url="")


def tell_closed(campaign, *, at):
    _tell(campaign, "closed", "tổng kết", f"Ngày tổng kết: {campaign.closed_on:%d/%m/%Y}.", at=at)


def tell_handed_up(campaign, *, by, at):
    """The unit's head has a draft to look at."""
    _tell_inside(
        campaign, "handed-up", Role.HEAD, "Dự thảo phong trào của đơn vị chờ bạn xem, phát động",
        f"{by} gửi dự thảo.", by=by, at=at,
    )  # fmt: skip


def tell_handed_back(campaign, *, reason, by, at):
    """The officer learns what to put right; nobody else does."""
    _tell_inside(
        campaign, "handed-back", Role.OFFICER, "Thủ trưởng trả dự thảo phong trào để sửa",
        f"Lý do: {reason.strip()}", by=by, at=at,
    )  # fmt: skip


def _tell_inside(campaign, step, role, subject, facts, *, by, at):
    notify(
        key=f"{KIND}:{campaign.pk}:{step}:{at:%Y%m%d%H%M%S}",
        people=set(people_with(role, [campaign.unit_id], timezone.localdate(at))[campaign.unit_id]) - {by.pk},
        kind=KIND,
        subject=subject,
        body=f"{campaign.name}. {facts}",
        url=campaign.get_absolute_url(),
        at=at,
    )


def _tell(campaign, step, did, facts, *, at, url=None):
    """A unit's own is named in the body only: whoever runs the mail reads subjects, and knows nothing of that campaign."""
    own = campaign.unit_id is not None
    notify(
        key=f"{KIND}:{campaign.pk}:{step}:{at:%Y%m%d%H%M%S}",
        people=concerned_people(campaign, on=timezone.localdate(at)),
        kind=KIND,
        subject=f"Đơn vị {did} phong trào" if own else f"{did.capitalize()}: {campaign.name}"[:300],
        body=f"{campaign.name}. {facts}" if own else facts,
        url=campaign.get_absolute_url() if url is None else url,
        at=at,
    )
