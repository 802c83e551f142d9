"""A score table as Excel, out and in. The import writes into a draft only."""

from django.urls import reverse
from django.views.decorators.http import require_safe

from clusters.queries.score_tables import criteria_in_order
from clusters.resources.score_tables import CriterionSheet
from clusters.tables import score_tables as tables
from clusters.views.criteria import draft_of
from clusters.views.score_tables import readable
from core import clock, journal
from core.sheets.pages import import_page, sheet_attachment


@require_safe
def table_export(request, pk):
    table = readable(request, pk)
    found = [tables.row(criterion) for criterion in criteria_in_order(table)]
    journal.record("score-table.export", by=request.user, at=clock.now(), subject=table, detail={"rows": len(found)})
    return sheet_attachment(table.title, tables.COLUMNS, found)


def table_import(request, pk):
    table = draft_of(request, pk)
    to = table.get_absolute_url()
    crumbs = [
        ("Cụm, khối", reverse("clusters:cluster-list")),
        (table.year.cluster.name, table.year.get_absolute_url()),
        ("Bảng điểm", to),
    ]
    return import_page(
        request,
        CriterionSheet(by=request.user, on=clock.today(), table=table),
        title="Nhập tiêu chí từ Excel",
        done_to=lambda draft: to,
        done_label="Xem bảng điểm",
        scope=str(table.pk),
        extra={"crumbs": crumbs},
    )
