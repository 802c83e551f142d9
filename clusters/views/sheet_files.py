"""Score sheets out and in: the printed sheet, Excel of one sheet and of a whole year. Exports are journalled."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.http import require_safe

from clusters.documents.score_sheets import sheet_paper
from clusters.enums import SheetState
from clusters.models import ScoreSheet
from clusters.permissions import score_sheets as may
from clusters.queries.score_sheets import scored
from clusters.queries.sheet_cells import STAGES_IN
from clusters.queries.sheet_pages import sheet_view
from clusters.resources.score_sheets import AllSheets, OneSheet
from clusters.tables.score_sheets import COLUMNS, MEMBER, SUBTITLE, rows_of
from clusters.views.loading import visible
from clusters.views.score_sheets import board_url, load
from core import clock, journal
from core.documents import render_pdf
from core.http import attachment
from core.sheets.pages import import_page, sheet_attachment


@require_safe
def sheet_paper_file(request, pk):
    """The sheet as it stands, as a PDF on turned pages."""
    sheet, on = load(request, pk), clock.today()
    paper = sheet_paper(sheet_view(request.user, sheet, on=on), on=on, draft=sheet.state != SheetState.FINAL)
    _journal(request, sheet, {"form": "pdf"})
    return attachment(render_pdf(paper), name=f"{sheet}, {sheet.year.year}.pdf", content_type="application/pdf")


@require_safe
def sheet_export(request, pk):
    """The sheet as a workbook that can be filled and read in again."""
    sheet = load(request, pk)
    found = list(rows_of(sheet, scored([sheet])[sheet.pk], STAGES_IN[sheet.state]))
    _journal(request, sheet, {"form": "xlsx", "rows": len(found)})
    return sheet_attachment(f"{sheet} năm {sheet.year.year}", COLUMNS, found, subtitle=SUBTITLE)


def _journal(request, subject, detail):
    journal.record("cluster.sheet-export", by=request.user, at=clock.now(), subject=subject, detail=detail)


@require_safe
def sheets_export(request, pk):
    """The lines of every sheet of the year this person may read."""
    year = visible(request, pk)
    sheets = list(ScoreSheet.objects.visible_to(request.user).filter(year=year).whole().in_order())
    known = scored(sheets)
    found = [
        row
        for sheet in sheets
        for row in rows_of(sheet, known[sheet.pk], STAGES_IN[sheet.state], member=sheet.membership.body.label)
    ]
    _journal(request, year, {"sheets": len(sheets), "rows": len(found)})
    return sheet_attachment(f"Phiếu chấm điểm {year}", (MEMBER, *COLUMNS), found, subtitle=SUBTITLE)


def sheet_import(request, pk):
    """Read one sheet in again; only whoever may write it now."""
    sheet = load(request, pk)
    if may.stage_to_write(request.user, sheet) is None:
        raise PermissionDenied
    return import_page(
        request,
        OneSheet(by=request.user, on=clock.today(), sheet_id=sheet.pk),
        title=f"Nhập phiếu chấm điểm của {sheet.membership}",
        done_to=lambda draft: sheet.get_absolute_url(),
        done_label="Xem phiếu chấm điểm",
        scope=str(sheet.pk),
        extra={"crumbs": [*_crumbs(sheet.year), (str(sheet.membership), sheet.get_absolute_url())]},
    )


def _crumbs(year):
    return [
        ("Cụm, khối", f"{reverse('clusters:cluster-list')}?nam={year.year}"),
        (year.cluster.name, year.get_absolute_url()),
        ("Phiếu chấm", board_url(year)),
    ]


def sheets_import(request, pk):
    """Read many sheets in at once; each row is written by whoever may write its sheet."""
    year = visible(request, pk)
    resource = AllSheets(by=request.user, on=clock.today(), year_id=year.pk)
    if not any(may.stage_to_write(request.user, sheet) for sheet in resource.sheets()):
        raise PermissionDenied
    return import_page(
        request,
        resource,
        title=f"Nhập phiếu chấm điểm {year}",
        done_to=lambda draft: board_url(year),
        done_label="Xem các phiếu",
        scope=str(year.pk),
        extra={"crumbs": _crumbs(year)},
    )
