"""Issuing what launches a campaign and what sums it up: rendered once, kept with its hash."""

from django.db import transaction
from django.db.models import F

from campaigns.documents.campaigns import launch_paper, summary_paper
from campaigns.enums import CampaignState
from campaigns.models import Campaign
from campaigns.permissions.campaigns import can_run
from core import documents, journal
from core.errors import Refused
from core.models import IssuedDocument

journal.name_acts({"campaigns.paper": "Tải dự thảo văn bản phong trào"})
ONLY_RUNNERS = "Chỉ người phát động phong trào phát hành được văn bản này."


@transaction.atomic
def issue_launch_paper(campaign, *, words, by, at):
    """Issue the chỉ thị or kế hoạch that launches the campaign; its number and day become those of the record.

    Issuing again adds a paper, earlier ones stay. Raises Refused when the person does not run the campaign, when it is
    closed, without a date, or when the number was already given to another paper of the province.
    """
    if not can_run(by, campaign):
        raise Refused(ONLY_RUNNERS)
    if campaign.state == CampaignState.CLOSED:
        raise Refused("Phong trào đã tổng kết nên không phát hành văn bản phát động nữa.")
    _check(campaign, campaign, words)
    issued = documents.issue(launch_paper(campaign, words, draft=False), subject=campaign, by=by, at=at)
    named = f"{words.kind.capitalize()} {issued.notation or 'không số'} ngày {words.dated_on:%d/%m/%Y}"
    # A draft is launched by this paper on its day; for a running campaign the first launch stays the launch.
    launched_on = words.dated_on if not campaign.is_published else campaign.launched_on
    Campaign.objects.filter(pk=campaign.pk).update(
        launch_paper=named, launched_on=launched_on, version=F("version") + 1, updated_at=at
    )
    campaign.refresh_from_db()
    return issued


@transaction.atomic
def issue_summary_paper(summary, *, words, by, at):
    """Issue the report of a concluded sơ kết or tổng kết. Raises Refused before it is concluded, else as above."""
    if not can_run(by, summary.campaign):
        raise Refused(ONLY_RUNNERS)
    if summary.concluded_at is None:
        raise Refused(f"Hãy chốt {summary.get_kind_display().lower()} trước khi phát hành báo cáo.")
    _check(summary.campaign, summary, words)
    return documents.issue(summary_paper(summary, words, draft=False), subject=summary, by=by, at=at)


def _check(campaign, subject, words):
    if words.dated_on is None:
        raise Refused("Hãy ghi ngày của văn bản trước khi phát hành.")
    again = IssuedDocument.objects.of(subject).filter(notation=documents.notation(words.number, words.symbol)).exists()
    if words.number and campaign.unit_id is None and not again:
        abbreviation, _, issuer = words.symbol.partition("-")
        documents.take_number(words.number, abbreviation, issuer, words.dated_on.year)
