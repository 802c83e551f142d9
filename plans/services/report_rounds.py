"""What the standing body does with a report round: prepare it, open it to units, keep the words of the summary."""

from django.db import transaction
from django.db.models import F

from core import journal
from core.errors import Refused, Stale
from plans.enums import PlanState
from plans.models.reports import ReportIndicator, ReportRound
from plans.queries.reports import UNIT_REPORTS
from plans.services.filing_rounds import add_units, only_reviewers
from plans.services.filings import Clash, name_acts

name_acts(UNIT_REPORTS)
journal.name_acts(
    {
        "plans.report-round-create": "Lập đợt báo cáo",
        "plans.report-round-edit": "Sửa đợt báo cáo",
    }
)


@transaction.atomic
def create_round(plan, *, indicators, by, at, **values):
    """Prepare a round of the plan's year: its words, period, deadline, outline, and `indicators` as dicts in order.

    No unit learns of it before it is opened. Raises Refused for a draft plan or a second round of the kind.
    """
    only_reviewers(by)
    if plan.state == PlanState.DRAFT:
        raise Refused("Kế hoạch của tỉnh chưa ban hành nên chưa lập được đợt báo cáo. Hãy ban hành kế hoạch trước.")
    if ReportRound.objects.filter(year=plan.year, kind=values["kind"]).exists():
        raise Refused("Năm này đã có đợt báo cáo loại này.")
    collected = ReportRound.objects.create(plan=plan, year=plan.year, created_by=by, updated_at=at, **values)
    _write_indicators(collected, indicators)
    journal.record("plans.report-round-create", by=by, at=at, subject=collected)
    return collected


@transaction.atomic
def edit_round(collected, *, version, indicators, by, at, **values):
    """Change a round that is still being prepared. Raises Clash when it was saved in between, Stale when opened."""
    only_reviewers(by)
    changed = ReportRound.objects.filter(pk=collected.pk, version=version, opened_at=None).update(
        version=F("version") + 1, updated_at=at, **values
    )
    if not changed:
        if ReportRound.objects.filter(pk=collected.pk, opened_at=None).exists():
            raise Clash("Đợt báo cáo này vừa được lưu ở nơi khác. So sánh hai bản rồi lưu lại.")
        raise Stale("Đợt báo cáo này vừa được mở cho đơn vị nên không sửa được nữa. Hãy tải lại trang.")
    collected.refresh_from_db()
    collected.indicators.all().delete()
    _write_indicators(collected, indicators)
    journal.record("plans.report-round-edit", by=by, at=at, subject=collected)


def _write_indicators(collected, indicators):
    ReportIndicator.objects.bulk_create(
        [ReportIndicator(round=collected, position=n, **values) for n, values in enumerate(indicators, 1)]
    )


@transaction.atomic
def open_round(collected, units, *, by, at):
    """Open the round to these units: one missing report each; from now on indicators and outline stay as they are.

    Safe to repeat: later calls only add units. Returns how many were added.
    """
    only_reviewers(by)
    if not collected.is_open:
        if not collected.indicators.exists():
            raise Refused("Đợt báo cáo chưa có chỉ tiêu nào. Hãy thêm chỉ tiêu trước khi mở.")
        if not units:
            raise Refused("Chưa chọn đơn vị nào.")
        ReportRound.objects.filter(pk=collected.pk, opened_at=None).update(opened_at=at, opened_by=by, updated_at=at)
        collected.refresh_from_db()
    return add_units(collected, units, by=by, at=at)


@transaction.atomic
def keep_summary(collected, *, version, words, by, at):
    """Keep the words of the province's report while staff work on them; figures are never kept, only read again.

    Raises Stale when somebody kept other words since `version`; then nothing is written.
    """
    only_reviewers(by)
    changed = ReportRound.objects.filter(pk=collected.pk, version=version).update(
        version=F("version") + 1, summary=words, updated_at=at
    )
    if not changed:
        raise Stale("Người khác vừa lưu dự thảo báo cáo này.")
    collected.summary, collected.version = words, version + 1
