"""Issuing what the province registers with the Government: the lead has confirmed it, the paper is kept as it left."""

from django.db import transaction

from core import documents
from core.errors import Refused
from plans.documents.targets import province_paper
from plans.models.filings import SENT
from plans.models.targets import TargetRegistration
from plans.queries.targets import live_content
from plans.services.filing_rounds import only_reviewers

NOT_CONFIRMED = "Lãnh đạo Ban TĐKT chưa xác nhận bản đăng ký này nên chưa phát hành được."


@transaction.atomic
def issue_for_province(registration, *, by, at, **words):
    """Issue the confirmed registration as a paper of its round; `words` as `documents.targets.province_paper` takes them.

    Issuing again adds a paper, earlier ones stay. Raises Refused before the confirmation and after a return.
    """
    only_reviewers(by)
    confirmed = TargetRegistration.objects.of_standing_body().in_states(SENT).select_for_update(of=("self",))
    held = confirmed.select_related("round", "unit").filter(pk=registration.pk).first()
    if held is None:
        raise Refused(NOT_CONFIRMED)
    return documents.issue(province_paper(held, live_content(held), **words), subject=held.round, by=by, at=at)
