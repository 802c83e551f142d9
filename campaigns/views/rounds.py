"""Rounds of a campaign: their list, asking units, the roll-ups. Board, reminders, extension: `plans.views`."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from campaigns.forms.rounds import AskForm, PageForm, RegistrationRoundForm, ResultRoundForm
from campaigns.models import Campaign
from campaigns.permissions.results import can_open_rounds
from campaigns.queries.participation import participation_of, results_of, taking_part
from campaigns.queries.registrations import REGISTRATIONS
from campaigns.queries.results import CAMPAIGN_REPORTS
from campaigns.queries.rounds import asked_of, rounds_of
from campaigns.services import rounds as services
from campaigns.tables import filings as tables
from core import clock, journal
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.sheets.pages import sheet_attachment
from plans.permissions.filings import can_ask, can_see_board
from plans.queries.filings import owes_any
from plans.views.filing_rounds import round_for
from units.models import Unit

PER_PAGE = 50
TITLES = {REGISTRATIONS.code: "Đăng ký tham gia phong trào", CAMPAIGN_REPORTS.code: "Báo cáo phong trào"}

journal.name_acts(
    {
        "campaigns.registration-rollup": "Xuất bảng tổng hợp đăng ký phong trào",
        "campaigns.result-rollup": "Xuất bảng tổng hợp kết quả phong trào",
    }
)


# Lists -----------------------------------------------------------------------------------------------------------------
@require_safe
def round_list(request, kind):
    """The rounds of all campaigns this person may know of."""
    if not can_see_board(request.user):
        raise PermissionDenied
    found, numbers = rounds_of(kind, request.user)
    rows = Paginator(found, PER_PAGE).get_page(PageForm(request.GET).number())
    rows.object_list = [(collected, *numbers[collected.pk]) for collected in rows.object_list]
    context = {
        "rows": rows,
        "title": TITLES[kind.code],
        "noun": kind.noun,
        "mine_url": kind.mine_url if owes_any(kind, request.user) else "",
    }
    return page(request, "campaigns/round_list.html", context)


# Asking units ----------------------------------------------------------------------------------------------------------
def _campaign(request, pk):
    """The campaign, for those who may ask units in it; a unit's own is asked of the units below."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    if not can_open_rounds(request.user, campaign):
        raise PermissionDenied
    return campaign


def _ask(request, campaign, form, title, services_call, back):
    """The page that asks units: the form, and where it is right the round or why not."""
    if form.is_valid():
        kept = dict(form.cleaned_data)
        for name in ("units", "groups", "taking_part"):
            kept.pop(name, None)
        try:
            done_to, said = services_call(kept.pop("asked"), kept)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, done_to, said)
    context = {"campaign": campaign, "form": form, "title": title, "back": back}
    return (invalid if form.is_bound else page)(request, "campaigns/round_form.html", context)


def _asking(campaign):
    asked = asked_of(campaign, Unit.objects.in_force(clock.today()))
    return {"units": asked.in_order(), "taking_part": taking_part(campaign)}


def _create(request, campaign, form, kind, open_round, title):
    """A round that is open already keeps its dates, and the answer says so."""

    def call(units, kept):
        known = set(kind.round.objects.filter(campaign=campaign).values_list("pk", flat=True))
        collected = open_round(campaign, units, by=request.user, at=clock.now(), **kept)
        if collected.pk in known:
            wording = collected.deadline.wording
            return collected, f"Đợt này đã mở từ trước: thêm đơn vị chưa có, hạn gửi giữ nguyên {wording}."
        return collected, f"Đã mở đợt cho {len(units)} đơn vị."

    return _ask(request, campaign, form, title, call, campaign.get_absolute_url())


def registration_round_create(request, pk):
    """Open a year's registration for the units chosen."""
    campaign, today = _campaign(request, pk), clock.today()
    initial = {"opens_on": today, "year": today.year, "taking_part": True}
    form = RegistrationRoundForm(posted(request), initial=initial, **_asking(campaign))
    return _create(request, campaign, form, REGISTRATIONS, services.open_registrations, "Mở đợt đăng ký tham gia")


def result_round_create(request, pk):
    """Open a collection of reports for the units chosen."""
    campaign = _campaign(request, pk)
    initial = {"opens_on": clock.today(), "taking_part": True}
    form = ResultRoundForm(posted(request), initial=initial, **_asking(campaign))
    return _create(request, campaign, form, CAMPAIGN_REPORTS, services.open_reports, "Mở đợt báo cáo phong trào")


def round_open(request, kind, pk):
    """Ask further units in a round."""
    collected = round_for(request, kind, {"pk": pk}, can_ask)

    def call(units, kept):
        made = services.ask_more(collected, units, by=request.user, at=clock.now())
        return collected, f"Đã thêm {made} đơn vị vào đợt." if made else "Các đơn vị đã chọn đều có trong đợt."

    form = AskForm(posted(request), **_asking(collected.campaign))
    return _ask(request, collected.campaign, form, "Thêm đơn vị vào đợt", call, collected.get_absolute_url())


# Roll-ups --------------------------------------------------------------------------------------------------------------
def _rollup(request, pk, read, columns, rows, act, name):
    """What the campaign's page shows of it, as a spreadsheet: the same scope, every round."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user), pk=pk)
    if not can_see_board(request.user):
        raise PermissionDenied
    found = read(campaign, request.user, clock.today())
    journal.record(act, by=request.user, at=clock.now(), subject=campaign, detail={"rounds": len(found.rounds)})
    return sheet_attachment(f"{name}: {campaign.name}", columns, rows(found), on=clock.today())


@require_safe
def registration_rollup(request, pk):
    return _rollup(
        request,
        pk,
        participation_of,
        tables.PARTICIPATION,
        tables.participation_rows,
        "campaigns.registration-rollup",
        "Đăng ký phong trào",
    )


@require_safe
def result_rollup(request, pk):
    return _rollup(
        request,
        pk,
        results_of,
        tables.RESULTS,
        tables.result_rows,
        "campaigns.result-rollup",
        "Kết quả phong trào",
    )
