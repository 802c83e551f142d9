"""Issuing what the province registers with the Government."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from core import clock, journal
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedDocument
from plans.documents.targets import province_paper
from plans.forms.province_targets import ProvincePaperForm
from plans.models.filings import SENT
from plans.permissions.filings import can_report, can_review
from plans.queries import filings as reading
from plans.queries import targets as queries
from plans.queries.targets import TARGETS
from plans.services import province_targets as services
from plans.views.filing_rounds import round_for
from plans.views.papers import MANNERS


def target_round_province_issue(request, year):
    """The paper with its few words to fill in: a draft to look at, or issued for good."""
    collected = round_for(request, TARGETS, {"year": year}, can_report)
    registration = queries.of_province(collected, request.user)
    content = reading.content_for(request.user, registration) if registration else None
    if content is None:
        return redirect(TARGETS.round_url("province", collected))
    form = ProvincePaperForm(posted(request), initial=_begun(content))
    if form.is_valid():
        words = dict(form.cleaned_data)
        press = words.pop("press") or "pdf"
        if press in MANNERS:
            return _draft(request, registration, province_paper(registration, content, draft=True, **words), press)
        if not can_review(request.user):
            raise PermissionDenied
        try:
            issued = services.issue_for_province(registration, by=request.user, at=clock.now(), **words)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, request.path, f"Đã phát hành {issued.title}.")
    confirmed = registration.state in SENT
    context = {
        "round": collected,
        "registration": registration,
        "content": content,
        "form": form,
        "issued": IssuedDocument.objects.of(collected),
        "may_issue": can_review(request.user) and confirmed,
        "why_not": "" if confirmed else services.NOT_CONFIRMED,
    }
    return (invalid if form.is_bound else page)(request, "plans/target_round_province_issue.html", context)


def _begun(content):
    return {
        "number": content.number,
        "symbol": content.symbol or "ĐK-UBND",
        "dated_on": content.signed_on or clock.today(),
        "signer_title": "CHỦ TỊCH",
    }


def _draft(request, registration, paper, form):
    content_type, render = MANNERS[form]
    journal.record(
        "plans.target-registration-paper", by=request.user, at=clock.now(), subject=registration, detail={"form": form}
    )
    name = f"Bản đăng ký thi đua {registration.round.year} với Chính phủ, dự thảo.{form}"
    return attachment(render(paper), name=name, content_type=content_type)
