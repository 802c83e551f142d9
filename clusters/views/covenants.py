"""The covenant of a year: read, written, opened for signing, taken back. Signing itself: `signing`."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.models import Campaign
from clusters.enums import CovenantState, TableState
from clusters.forms.covenants import BackForm, CovenantDraft
from clusters.models import Covenant
from clusters.permissions.covenants import can_conclude, can_read_covenant, can_reopen, can_write_covenant
from clusters.permissions.score_tables import reads_drafts
from clusters.queries import covenants as queries
from clusters.queries.tabs import tabs_of
from clusters.services import covenants as services
from clusters.views.loading import visible
from clusters.workflow.covenants import COVENANT, opening_findings
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted
from core.markup import to_html
from core.models import IssuedDocument

S = CovenantState
FORM = "clusters/covenant_form.html"


# Loading --------------------------------------------------------------------------------------------------------------
def covenant_or_404(request, pk):
    """The covenant on record of the year, if this person may read it."""
    year = visible(request, pk)
    covenant = get_object_or_404(Covenant.objects.select_related("table"), year=year)
    covenant.year = year
    if not can_read_covenant(request.user, covenant):
        raise Http404
    return covenant


# Reading --------------------------------------------------------------------------------------------------------------
@require_safe
def covenant_detail(request, pk):
    """The text, its rows, who has signed; for those who may not read the draft, that there is none to read yet."""
    user, year, on = request.user, visible(request, pk), clock.today()
    covenant = queries.stored_covenant(year)
    readable = can_read_covenant(user, covenant)
    writes = can_write_covenant(user, covenant)
    context = {
        "year": year,
        "covenant": covenant if covenant.pk else None,
        "readable": readable,
        "may_write": writes and covenant.state == S.DRAFT,
        "may_conclude": covenant.state == S.SIGNING and can_conclude(user, covenant),
        "may_reopen": covenant.state == S.SIGNED and can_reopen(user, covenant),
        "issued": IssuedDocument.objects.of(covenant) if covenant.pk else (),
        "tab_list": tabs_of(year, "giao-uoc"),
    }
    if readable and covenant.pk:
        context |= _content(user, covenant, on, writes)
    context["is_ready"] = not any(finding.stops for finding in context.get("checks", ()))
    return page(request, "clusters/covenant_detail.html", context)


def _content(user, covenant, on, writes):
    campaigns, indicators = queries.parts_of(covenant)
    boxes = queries.boxes(covenant, user, on=on) if covenant.state != S.DRAFT else []
    table = queries.table_for(covenant)
    return {
        "text": to_html(covenant.content),
        "campaigns": campaigns,
        "indicators": indicators,
        "table": table,
        "table_is_draft": table is not None and table.state == TableState.DRAFT,
        "boxes": boxes,
        "signed": sum(box.signature is not None for box in boxes),
        "waits_for_me": [box for box in boxes if box.mine and not box.signature] if covenant.state == S.SIGNING else [],
        "checks": opening_findings(covenant, on=on) if covenant.state == S.DRAFT and writes else [],
    }


# Writing --------------------------------------------------------------------------------------------------------------
def covenant_edit(request, pk):
    """The first save makes the covenant. Two who write at once see both versions, part by part."""
    year = visible(request, pk)
    covenant = queries.stored_covenant(year)
    if not reads_drafts(request.user, year):
        raise Http404
    if not can_write_covenant(request.user, covenant):
        raise PermissionDenied
    draft = CovenantDraft(covenant, posted(request), campaigns=_campaigns(covenant))
    if request.method != "POST" or draft.longer:
        return page(request, FORM, _form_page(draft))
    if draft.is_valid():
        try:
            services.save_covenant(year, version=draft.version or 0, by=request.user, at=clock.now(), **draft.values())
        except Stale as stale:
            return _answer_clash(request, draft.over(queries.stored_covenant(visible(request, pk))), str(stale))
        except Refused as refusal:
            draft.form.add_error(None, str(refusal))
        else:
            return done(request, _page_of(year), "Đã lưu giao ước.")
    return invalid(request, FORM, _form_page(draft, show_errors=True))


def _campaigns(covenant):
    """The running campaigns of the province, and those the rows name already."""
    named = [row.campaign_id for row in queries.parts_of(covenant)[0] if row.campaign_id]
    running = Campaign.objects.running().filter(unit=None)
    return list((running | Campaign.objects.filter(pk__in=named)).in_order())


def _page_of(year):
    return reverse("clusters:covenant-detail", args=[year.pk])


def _form_page(draft, **more):
    return {
        "year": draft.record.year,
        "covenant": draft.record if draft.record.pk else None,
        "form": draft.form,
        "campaign_rows": draft.rows["campaigns"],
        "indicator_rows": draft.rows["indicators"],
        "show_errors": False,
        "clash": (),
        "clash_text": "",
        **more,
    }


def _answer_clash(request, draft, said):
    """The page again: mine in the fields, both values where they differ; nothing differs when one press came twice."""
    differing = draft.differing()
    if not differing and draft.is_valid():
        return done(request, _page_of(draft.record.year), "Đã lưu giao ước.")
    last = queries.last_edit(draft.record)
    more = {"clash": differing, "clash_text": said, "who": last.by_name if last else "Người khác"}
    return invalid(request, FORM, _form_page(draft, show_errors=not draft.is_valid(), **more))


# Steps ----------------------------------------------------------------------------------------------------------------
def covenant_open(request, pk):
    covenant = covenant_or_404(request, pk)
    if not can_write_covenant(request.user, covenant):
        raise PermissionDenied
    if covenant.state != S.DRAFT:
        return done(request, covenant, f"Giao ước {covenant.get_state_display().lower()}, không cần mở ký lại.")
    findings = opening_findings(covenant, on=clock.today())
    context = _step(covenant, "open", findings=findings, stopped=any(finding.stops for finding in findings))
    if request.method == "POST":
        try:
            services.open_signing(covenant, by=request.user, at=clock.now())
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, covenant, "Đã mở ký. Thủ trưởng các đơn vị thành viên được báo.")
    return (invalid if request.method == "POST" else page)(request, "clusters/covenant_step.html", context)


def covenant_back(request, pk, action):
    """Back to writing: while it is being signed, or once it was signed."""
    if action not in ("withdraw", "reopen"):
        raise Http404
    covenant = covenant_or_404(request, pk)
    may = can_reopen if action == "reopen" else can_conclude
    if not may(request.user, covenant):
        raise PermissionDenied
    if covenant.state not in COVENANT.steps[action].sources:
        return done(request, covenant, f"Giao ước {covenant.get_state_display().lower()}, không cần làm lại bước này.")
    form = BackForm(posted(request))
    context = _step(covenant, action, form=form, signed=len(queries.valid_signatures(covenant)))
    if form.is_valid():
        try:
            services.take_back(covenant, action, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, covenant, "Giao ước đã về soạn thảo; các chữ ký trước không còn hiệu lực.")
    return (invalid if form.is_bound else page)(request, "clusters/covenant_step.html", context)


def _step(covenant, action, **more):
    step = COVENANT.steps[action]
    return {
        "year": covenant.year, "covenant": covenant, "step": step, "form": None, "findings": [], "stopped": False,
        "refusal": "", "signed": 0, **more,
    }  # fmt: skip
