"""What units are told of a campaign. Keys carry the moment, so a repeat adds nothing and a second launch is news."""

from django.utils import timezone

from core.notices import notify, register_kind
from units.enums import Role
from units.models import Appointment

KIND = "campaigns.campaign"
register_kind(KIND, "Phong trào thi đua")


def concerned_people(campaign, *, on):
    """Ids of officers and heads of the units it is for: all units, or the tree of the unit whose own it is."""
    held = Appointment.objects.current(on).filter(role__in=(Role.OFFICER, Role.HEAD))
    if campaign.unit_id is not None:
        held = held.filter(unit__path__startswith=campaign.unit.path)
    return sorted(set(held.values_list("user_id", flat=True)))


def tell_launched(campaign, *, at):
    _tell(campaign, "launched", at=at, subject=f"Phát động: {campaign.name}", body=f"Thời gian: {campaign.period}.")


def tell_withdrawn(campaign, *, reason, at):
    body = f"Lý do: {reason.strip()}"
    _tell(campaign, "withdrawn", at=at, subject=f"Thu hồi phát động: {campaign.name}", body=body, url="")


def tell_closed(campaign, *, at):
    body = f"Ngày tổng kết: {campaign.closed_on:%d/%m/%Y}."
    _tell(campaign, "closed", at=at, subject=f"Tổng kết: {campaign.name}", body=body)


def _tell(campaign, step, *, at, subject, body, url=None):
    notify(
        key=f"{KIND}:{campaign.pk}:{step}:{at:%Y%m%d%H%M%S}",
        people=concerned_people(campaign, on=timezone.localdate(at)),
        kind=KIND,
        subject=subject[:300],
        body=body,
        url=campaign.get_absolute_url() if url is None else url,
        at=at,
    )
