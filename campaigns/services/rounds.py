"""Asking units for registrations and reports in a campaign. Drafts and steps are those of every filing."""

from django.db import transaction

from campaigns.enums import CampaignState
from campaigns.models.registrations import RegistrationRound
from campaigns.models.results import ResultRound
from campaigns.permissions.results import can_open_rounds
from campaigns.queries.registrations import REGISTRATIONS
from campaigns.queries.results import CAMPAIGN_REPORTS
from campaigns.queries.rounds import asked_of
from core.errors import Refused
from plans.permissions.filings import can_ask
from plans.services.filing_rounds import add_units, only
from plans.services.filings import name_acts
from units.models import Unit

name_acts(REGISTRATIONS)
name_acts(CAMPAIGN_REPORTS)


def check_units(campaign, units):
    """Raise if one of them may not be asked: a unit asks only those below it."""
    wanted = {unit.pk for unit in units}
    if asked_of(campaign, Unit.objects.filter(pk__in=wanted)).count() != len(wanted):
        raise Refused("Chỉ yêu cầu được các đơn vị trực thuộc đơn vị phát động.")


def check_open(campaign, person, *, year):
    """Raise unless this person may ask units now, for this year of the campaign."""
    if not can_open_rounds(person, campaign):
        whose = f"thủ trưởng {campaign.unit.label}" if campaign.unit_id else "Ban Thi đua - Khen thưởng"
        raise Refused(f"Chỉ {whose} mở đợt của phong trào này.")
    if not campaign.is_published:
        raise Refused("Phong trào chưa phát động nên chưa mở được đợt. Hãy phát động trước.")
    if campaign.state == CampaignState.CLOSED:
        raise Refused("Phong trào đã tổng kết nên không mở thêm đợt.")
    if not type(campaign).objects.filter(pk=campaign.pk).in_year(year).exists():
        raise Refused(f"Phong trào không diễn ra trong năm {year}: thời gian là {campaign.period}.")


@transaction.atomic
def open_registrations(campaign, units, *, year, due_date, before, opens_on, by, at):
    """Open the year's registration: one missing registration per unit. Pressed twice, the first round stays as it is
    and only new units are added."""
    check_open(campaign, by, year=year)
    check_units(campaign, units)
    collected, _ = RegistrationRound.objects.get_or_create(
        campaign=campaign,
        year=year,
        defaults={
            "title": f"Đăng ký tham gia phong trào năm {year}",
            "due_date": due_date,
            "before": before,
            "opens_on": opens_on,
            "opened_by": by,
            "opened_at": at,
        },
    )
    add_units(collected, units, by=by, at=at)
    return collected


@transaction.atomic
def open_reports(campaign, units, *, kind, period_from, period_to, due_date, before, opens_on, by, at):
    """Open a collection of reports for a period: one missing report per unit. Pressed twice, the first round stays as
    it is and only new units are added."""
    check_open(campaign, by, year=period_to.year)
    check_units(campaign, units)
    collected, _ = ResultRound.objects.get_or_create(
        campaign=campaign,
        kind=kind,
        period_to=period_to,
        defaults={
            "title": f"Báo cáo kết quả phong trào đến {period_to:%d/%m/%Y}",
            "year": period_to.year,
            "period_from": period_from,
            "due_date": due_date,
            "before": before,
            "opens_on": opens_on,
            "opened_by": by,
            "opened_at": at,
        },
    )
    add_units(collected, units, by=by, at=at)
    return collected


@transaction.atomic
def ask_more(collected, units, *, by, at):
    """Ask further units in a round that is open. Returns how many were added."""
    only(can_ask, by, collected)
    if collected.campaign.state == CampaignState.CLOSED:
        raise Refused("Phong trào đã tổng kết nên không thêm đơn vị vào đợt nữa.")
    check_units(collected.campaign, units)
    return add_units(collected, units, by=by, at=at)
