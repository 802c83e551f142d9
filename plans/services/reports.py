"""The draft of a unit's report. Its steps, files and comments are those of every filing (`services.filings`)."""

from django.db import transaction

from plans.models.reports import ReportValue
from plans.queries.reports import UNIT_REPORTS
from plans.services.filings import check_writable, claim, name_acts

name_acts(UNIT_REPORTS)


@transaction.atomic
def save_report(report, *, version, values, sections, by, at):
    """Save the whole draft: `values` maps an indicator's id to a dict number, text, note; empty ones are left out.

    Raises Clash when the draft has moved past `version`; then nothing is written.
    """
    check_writable(report, by)
    claim(report, version=version, by=by, at=at, sections=list(sections))
    known = set(report.round.indicators.values_list("pk", flat=True))
    report.values.all().delete()
    ReportValue.objects.bulk_create(
        [
            ReportValue(report=report, indicator_id=pk, **value)
            for pk, value in values.items()
            if pk in known and (value["number"] is not None or value["text"] or value["note"])
        ]
    )
