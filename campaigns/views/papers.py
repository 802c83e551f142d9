"""Papers of a campaign: a draft to look at, or issued for good; what was issued is only given out as it left."""

import dataclasses

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from campaigns.documents.campaigns import Words, launch_paper, launch_words, summary_paper, summary_words
from campaigns.enums import CampaignState
from campaigns.forms.campaigns import LaunchPaperForm, PaperForm
from campaigns.models import Campaign, CampaignSummary
from campaigns.permissions.campaigns import can_prepare, can_run
from campaigns.services import papers as services
from campaigns.views.campaigns import allowed
from core import clock, journal
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedDocument
from plans.views.papers import MANNERS


def campaign_paper(request, pk):
    """The chỉ thị or kế hoạch that launches the campaign."""
    campaign = allowed(request, pk, can_prepare)
    form = LaunchPaperForm(posted(request), initial=_initial(launch_words(campaign, on=clock.today())))
    why_not = "Phong trào đã tổng kết." if campaign.state == CampaignState.CLOSED else ""

    def issue(words):
        return services.issue_launch_paper(campaign, words=words, by=request.user, at=clock.now())

    def draft(words):
        return launch_paper(campaign, words, draft=True)

    title = "Văn bản phát động"
    return _paper(request, campaign, campaign, form, title=title, why_not=why_not, issue=issue, draft=draft)


def campaign_summary_paper(request, pk):
    """The report of a sơ kết or tổng kết."""
    seen = Campaign.objects.visible_to(request.user)
    found = CampaignSummary.objects.filter(campaign__in=seen).select_related("campaign__unit", "campaign__parent")
    summary = get_object_or_404(found, pk=pk)
    if not can_prepare(request.user, summary.campaign):
        raise PermissionDenied
    form = PaperForm(posted(request), initial=_initial(summary_words(summary, on=clock.today())))
    word = summary.get_kind_display().lower()
    why_not = "" if summary.concluded_at else f"Chưa chốt {word} nên chỉ xem được dự thảo."

    def issue(given):
        return services.issue_summary_paper(summary, words=given, by=request.user, at=clock.now())

    def draft(given):
        return summary_paper(summary, given, draft=True)

    return _paper(request, summary.campaign, summary, form, title=f"Báo cáo {word}", why_not=why_not, issue=issue,
                  draft=draft, kind="BÁO CÁO")  # fmt: skip


def _initial(words):
    given = {field.name: getattr(words, field.name) for field in dataclasses.fields(words)}
    return given | {name: "\n".join(given[name]) for name in ("bases", "distribution")}


def _paper(request, campaign, subject, form, *, title, why_not, issue, draft, kind=""):
    if form.is_valid():
        words = Words(**({"kind": kind} if kind else {}), **form.words())
        press = form.cleaned_data["press"] or "pdf"
        if press in MANNERS:
            content_type, render = MANNERS[press]
            if (
                campaign.unit_id is None or campaign.is_published
            ):  # a unit's draft is no business of the journal's readers
                journal.record(
                    "campaigns.paper", by=request.user, at=clock.now(), subject=campaign, detail={"form": press}
                )
            name = f"{title}, {campaign.name[:80]}, dự thảo.{press}"
            return attachment(render(draft(words)), name=name, content_type=content_type)
        if not can_run(request.user, campaign):
            raise PermissionDenied
        try:
            issued = issue(words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, request.path, f"Đã phát hành {issued.notation or 'văn bản không số'}.")
    context = {
        "campaign": campaign,
        "title": title,
        "form": form,
        "issued": IssuedDocument.objects.of(subject),
        "may_issue": can_run(request.user, campaign) and not why_not,
        "why_not": why_not,
    }
    return (invalid if form.is_bound else page)(request, "campaigns/campaign_paper.html", context)
