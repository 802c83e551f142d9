"""The book as spreadsheets: lists and old decisions in, the book and one decision's list out."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.http import require_safe

from awards.registry.permissions import can_export, can_keep, reads_all
from awards.registry.queries import decisions as decision_queries
from awards.registry.queries import grants as queries
from awards.registry.resources.cells import units_by_name
from awards.registry.resources.legacy import OldBookSheet
from awards.registry.resources.lines import LineSheet
from awards.registry.tables import books as tables
from awards.registry.views.decisions import draft_of, kept, visible
from awards.registry.views.grants import asked_for
from core import clock, journal
from core.http import done
from core.sheets.fields import shown_number
from core.sheets.imports import MAX_ROWS
from core.sheets.pages import import_page, sheet_attachment

BOOK = ("Sổ khen thưởng", "awards:grant-list")


def decision_lines_import(request, pk):
    decision = kept(request, pk)
    if closed := draft_of(request, decision):
        return closed
    to = decision.get_absolute_url()
    return import_page(
        request,
        LineSheet(by=request.user, on=clock.today(), decision=decision),
        title="Nhập danh sách từ Excel",
        done_to=lambda draft: to,
        done_label="Xem quyết định",
        scope=str(decision.pk),
        extra={"crumbs": [("Quyết định", reverse("awards:decision-list")), (decision.code, to)]},
    )


def grant_import(request):
    if not can_keep(request.user):
        raise PermissionDenied
    return import_page(
        request,
        OldBookSheet(by=request.user, on=clock.today()),
        title="Nhập khen thưởng cũ",
        done_to=BOOK[1],
        done_label="Xem sổ khen thưởng",
        extra={"crumbs": [(BOOK[0], reverse(BOOK[1]))]},
    )


@require_safe
def grant_export(request):
    """The lines of the book with the page's own filter and scope, as many as a file of the import may have."""
    if not can_export(request.user):
        raise PermissionDenied
    _, wanted = asked_for(request)
    whole = reads_all(request.user)
    rows = queries.listed(request.user, wanted)
    lines = list((rows.select_related("decision", "unit", "recipient") if whole else rows)[: MAX_ROWS + 1])
    if len(lines) > MAX_ROWS:
        words = (
            f"Mỗi tệp chứa tối đa {shown_number(MAX_ROWS)} dòng. Hãy lọc theo năm hoặc hình thức rồi xuất từng phần."
        )
        back = f"{reverse(BOOK[1])}?{request.GET.urlencode()}"
        return done(request, back, words, level=messages.WARNING)
    detail = {"rows": len(lines), "filter": _chosen(wanted)}
    journal.record("grant.export", by=request.user, at=clock.now(), detail=detail)
    return _attachment("Sổ khen thưởng", lines, book=True, whole=whole)


def _chosen(wanted):
    """What was chosen, for the journal. Not the words looked for: they may be a name that stands only in a draft."""
    chosen = {name: getattr(value, "key", str(value)) for name, value in wanted.items() if value}
    return {name: value for name, value in chosen.items() if name not in ("page", "words", "q")}


@require_safe
def decision_export(request, pk):
    """The lines of one decision this reader may see, as the annex has them."""
    decision = visible(request, pk)
    if not can_export(request.user):
        raise PermissionDenied
    lines = list(decision_queries.lines(request.user, decision))
    journal.record("decision.export", by=request.user, at=clock.now(), subject=decision, detail={"rows": len(lines)})
    return _attachment(f"Danh sách kèm {decision}", lines, book=False, whole=reads_all(request.user))


def _attachment(title, lines, *, book, whole):
    names = units_by_name(clock.today())
    rows = (tables.row(grant, names, whole=whole) for grant in lines)
    on = clock.today() if book else None
    return sheet_attachment(title, tables.columns(book=book, whole=whole), rows, on=on, numbered=True)
