"""What registrations and reports add to the pages every filing has, and their papers."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from campaigns.documents.filings import registration_paper, report_paper
from campaigns.forms.registrations import RegistrationDraft
from campaigns.forms.results import CampaignReportDraft
from campaigns.queries.registrations import REGISTRATIONS
from campaigns.queries.registrations import before as registration_before
from campaigns.queries.results import CAMPAIGN_REPORTS
from campaigns.queries.results import before as report_before
from core import clock, journal
from core.http import attachment
from plans.models.filings import SENT
from plans.queries.filings import content_for
from plans.views.filing_pages import PAGES, FilingPages
from plans.views.filing_rounds import BOARDS, BoardPages, filings_of
from plans.views.filings import load
from plans.views.papers import MANNERS

journal.name_acts(
    {
        "campaigns.registration-paper": "Tải bản đăng ký phong trào",
        "campaigns.campaign-report-paper": "Tải báo cáo phong trào",
    }
)
PAPERS = {
    REGISTRATIONS.code: (registration_paper, "Bản đăng ký"),
    CAMPAIGN_REPORTS.code: (report_paper, "Báo cáo"),
}


def trail(collected):
    """The way down to a round of a campaign."""
    top = ("Phong trào", reverse("campaigns:campaign-list"))
    return (top, (collected.campaign.name, collected.campaign.get_absolute_url())) if collected else (top,)


def _papers(kind, label):
    def links(filing):
        return {
            "papers": [
                (f"{label}, {name}", icon, kind.url("paper", filing.pk, form))
                for name, icon, form in (("Word", "file-type-docx", "docx"), ("PDF", "file-type-pdf", "pdf"))
            ]
        }

    return links


def _missing(request, **key):
    raise Http404


def _seen(collected, user):
    return filings_of(collected, user).exists()


PAGES[REGISTRATIONS.code] = FilingPages(
    content="campaigns/registration_content.html",
    hint="Ghi mức đăng ký từng chỉ tiêu và biện pháp, hoặc đính kèm tệp đăng ký.",
    edit="campaigns/registration_edit.html",
    draft=RegistrationDraft,
    trail=trail,
    round_name=lambda collected: collected.crumb,
    facts="campaigns/parts/paper_facts.html",
    extra=_papers(REGISTRATIONS, "Bản đăng ký"),
)
PAGES[CAMPAIGN_REPORTS.code] = FilingPages(
    content="campaigns/campaign_report_content.html",
    hint="Điền kết quả từng chỉ tiêu, viết lời văn theo các mục, hoặc đính kèm tệp báo cáo.",
    edit="campaigns/campaign_report_edit.html",
    draft=CampaignReportDraft,
    trail=trail,
    round_name=lambda collected: collected.crumb,
    facts="campaigns/parts/paper_facts.html",
    extra=_papers(CAMPAIGN_REPORTS, "Báo cáo"),
)


def _links(tab):
    """Back to the roll-up, which is a part of the campaign's page."""
    return lambda collected, user: (
        ("Bảng tổng hợp", "chart-bar", f"{collected.campaign.get_absolute_url()}?tab={tab}"),
    )


BOARDS[REGISTRATIONS.code] = BoardPages(
    sub="campaigns/parts/registration_round_sub.html",
    trail=trail,
    links=_links("tham-gia"),
    missing=_missing,
    visible=_seen,
    before=registration_before,
)
BOARDS[CAMPAIGN_REPORTS.code] = BoardPages(
    sub="campaigns/parts/result_round_sub.html",
    trail=trail,
    links=_links("ket-qua"),
    missing=_missing,
    visible=_seen,
    before=report_before,
)


@require_safe
def filing_paper(request, pk, form, kind):
    """The filing as a paper, with what this person may read of it."""
    filing = load(request, pk, kind)
    content = content_for(request.user, filing)
    if content is None:
        raise PermissionDenied
    content_type, render = MANNERS[form]
    journal.record(f"{kind.key}-paper", by=request.user, at=clock.now(), subject=filing, detail={"form": form})
    compose, label = PAPERS[kind.code]
    paper = compose(filing, content, draft=filing.state not in SENT)
    name = f"{label} phong trào {filing.round.year}, {filing.unit.label}.{form}"
    return attachment(render(paper), name=name, content_type=content_type)
