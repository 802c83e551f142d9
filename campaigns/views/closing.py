"""Summing up a campaign: the words of a sơ kết or tổng kết, and whom it names as best."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from campaigns.enums import SummaryKind
from campaigns.forms.campaigns import HonourFormSet, HonoursForm, SummaryDraft
from campaigns.models import CampaignSummary
from campaigns.permissions.campaigns import can_prepare, can_run
from campaigns.queries.participation import candidates_of
from campaigns.services import campaigns as services
from campaigns.views.campaigns import allowed
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from plans.services.filings import Clash
from units.models import Unit

KINDS = {"so-ket": SummaryKind.INTERIM, "tong-ket": SummaryKind.FINAL}
STEPS = {SummaryKind.INTERIM: "review", SummaryKind.FINAL: "close"}


def _closed(request, campaign):
    said = f"Phong trào “{campaign.get_state_display().lower()}” nên không sửa được phần này."
    return done(request, campaign, said, level=messages.WARNING)


def campaign_summary(request, pk, kind):
    """Write the sơ kết or tổng kết; saved as a draft, concluded by the step."""
    if kind not in KINDS:
        raise Http404
    campaign, kind = allowed(request, pk, can_prepare), KINDS[kind]
    if not campaign.is_running:
        return _closed(request, campaign)
    draft = SummaryDraft(_begun(campaign, kind), posted(request))
    context = {"campaign": campaign, "kind": kind, "may_conclude": can_run(request.user, campaign)}
    template, shown = "campaigns/campaign_summary.html", {"form": draft.form, "show_errors": False}
    if request.method != "POST":
        return page(request, template, context | shown)
    if not draft.is_valid():
        return invalid(request, template, context | shown | {"show_errors": True})
    try:
        values = draft.values()
        services.save_summary(campaign, kind, version=draft.version, by=request.user, at=clock.now(), **values)
    except Clash as clash:
        again = draft.over(_begun(campaign, kind))
        if differing := again.differing():
            shown = {"form": again.form, "clash": differing, "clash_text": str(clash), "saved": again.record}
            return invalid(request, template, context | shown)
    except Refused as refusal:
        draft.form.add_error(None, str(refusal))
        return invalid(request, template, context | shown | {"show_errors": True})
    if draft.form.cleaned_data["press"] == "conclude":
        return redirect("campaigns:campaign-step", campaign.pk, STEPS[kind])
    return done(request, f"{campaign.get_absolute_url()}?tab=van-ban", f"Đã lưu nội dung {kind.label.lower()}.")


def _begun(campaign, kind):
    saved = campaign.summaries.filter(kind=kind, concluded_at=None).first()
    return saved or CampaignSummary(campaign=campaign, kind=kind)


def campaign_honours(request, pk):
    """Choose the best from what units proposed, or type them; in the order they shall stand."""
    campaign = allowed(request, pk, can_prepare)
    if not campaign.is_running:
        return _closed(request, campaign)
    candidates = list(candidates_of(campaign, request.user))
    form = HonoursForm(posted(request), candidates=candidates, initial={"version": campaign.version})
    rows = _honour_rows(request, campaign, form, candidates)
    context = {"campaign": campaign, "form": form, "rows": rows, "candidates": candidates, "show_errors": False}
    if request.method != "POST" or form["press"].value() in ("row", "take"):
        return page(request, "campaigns/campaign_honours.html", context)
    if form.is_valid() and rows.is_valid():
        try:
            services.name_honours(
                campaign, version=form.cleaned_data["version"], by=request.user, at=clock.now(),
                rows=_chosen(rows, candidates),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, f"{campaign.get_absolute_url()}?tab=tieu-bieu", "Đã lưu danh sách tiêu biểu.")
    return invalid(request, "campaigns/campaign_honours.html", context | {"show_errors": True})


def _chosen(rows, candidates):
    """The rows as the service takes them; a source is only kept where it is one of the proposals shown here."""
    known = {each.pk: each for each in candidates}
    return [row | {"source": known.get(row["source"])} for row in rows.rows()]


def _honour_rows(request, campaign, form, candidates):
    units = Unit.objects.in_force(clock.today()).in_order()
    if campaign.unit_id:
        units = units.filter(path__startswith=campaign.unit.path)
    options = {"units": units, "labels": [("", "Chọn đơn vị"), *((unit.pk, unit.label) for unit in units)]}
    saved = [
        {name: getattr(each, name) for name in ("object", "name", "title", "achievement")}
        | {"unit": each.unit_id, "source": each.source_id}
        for each in campaign.honours.order_by("position", "pk")
    ]
    data = posted(request)
    if data is None:
        return HonourFormSet(prefix="nguoi", initial=saved, form_kwargs=options)
    return HonourFormSet(_longer(data, form, candidates), prefix="nguoi", form_kwargs=options)


def _longer(data, form, candidates):
    """The rows as typed, with one empty row more, or with the proposals that were ticked."""
    press = form["press"].value()
    if press not in ("row", "take"):
        return data
    data = data.copy()
    count = HonourFormSet(
        data, prefix="nguoi", form_kwargs={"units": Unit.objects.none(), "labels": []}
    ).total_form_count()
    if press == "row":
        data.setlist("nguoi-TOTAL_FORMS", [str(count + 1)])
        return data
    form.is_valid()
    ticked = set(form.cleaned_data.get("take", ()))
    for each in candidates:
        if each.pk in ticked:
            values = {
                "source": each.pk, "object": each.object, "name": each.name, "title": each.title,
                "unit": each.report.unit_id, "achievement": each.achievement,
            }  # fmt: skip
            for name, value in values.items():
                data.setlist(f"nguoi-{count}-{name}", [str(value)])
            count += 1
    data.setlist("nguoi-TOTAL_FORMS", [str(count)])
    return data
