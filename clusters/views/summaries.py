"""Summary forms of the cluster between provinces: read, fill in, take figures from the books, bring in a sheet, take away."""

import decimal
import hashlib

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from clusters.documents.summaries import summary_pdf
from clusters.enums import SummaryCode
from clusters.forms.summaries import FillForm, SheetConfirmForm, SummaryDraft
from clusters.permissions.summaries import can_edit, reads_books
from clusters.queries import summaries as queries
from clusters.queries.tabs import tabs_of
from clusters.resources.summaries import read_sheet
from clusters.rules import summaries as rules
from clusters.rules.supplies import changes, filled
from clusters.services import summaries as services
from clusters.tables.summaries import columns, sheet_rows
from clusters.views.loading import visible
from core import clock, journal
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted, posted_files
from core.sheets.forms import UploadForm
from core.sheets.pages import sheet_attachment
from plans.services.filings import Clash

LIFE = 24 * 3600  # seconds a preview may wait for its confirmation
HELP = "Tệp cần có dòng số cột 1, 2, 3, … dưới tiêu đề. Dòng cộng, tỷ lệ trong tệp chỉ để đối chiếu, không nhập."


def _form_of(request, pk, code, *, books=True):
    """The year and the form; only the cluster between provinces has them. books: with what the books say, where the reader
    may know it."""
    year = visible(request, pk)
    if not year.cluster.is_inter or code not in SummaryCode.values:
        raise Http404
    return year, queries.shown(year, code, with_books=books and reads_books(request.user))


def _editable(request, pk, code, *, books=False):
    year, found = _form_of(request, pk, code, books=books)
    if not can_edit(request.user, year):
        raise PermissionDenied
    return year, found


def _context(year, found):
    top, below = queries.heads(found.form)
    return {"year": year, "found": found, "form_": found.form, "top": top, "below": below}


@require_safe
def summary_detail(request, pk, code):
    year, found = _form_of(request, pk, code)
    context = _context(year, found) | {
        "title": found.form.title.format(year=year.year),
        "rows": queries.table_rows(found),
        "others": [one for one in SummaryCode if one.value != code],
        "tab_list": tabs_of(year, "van-ban"),
        "may_edit": can_edit(request.user, year),
        "differing": found.differing if can_edit(request.user, year) else [],
        "book_name": "sổ quỹ" if code == SummaryCode.F05 else "sổ khen thưởng",
    }
    return page(request, "clusters/summary_detail.html", context)


def summary_edit(request, pk, code):
    """A form nobody saved begins with what the books say; what is sent stands on what is saved."""
    year, found = _editable(request, pk, code, books=request.method != "POST")
    draft = SummaryDraft(found, posted(request))
    shown = {"draft": draft, "show_errors": False}
    if request.method != "POST":
        draft.form.initial["version"] = found.version
        return page(request, "clusters/summary_edit.html", _context(year, found) | shown)
    if not draft.is_valid():
        return invalid(request, "clusters/summary_edit.html", _context(year, found) | shown | {"show_errors": True})
    try:
        saved = services.save_summary(
            year, code, version=draft.version, cells=draft.values(), by=request.user, at=clock.now()
        )
    except Clash as clash:
        _, latest = _form_of(request, pk, code, books=False)
        again = draft.over(latest)
        if differing := again.differing():
            shown = {"draft": again, "clash": differing, "clash_text": str(clash), "saved": latest.saved}
            return invalid(request, "clusters/summary_edit.html", _context(year, latest) | shown)
        saved = latest.saved
    except Refused as refusal:
        draft.form.add_error(None, str(refusal))
        return invalid(request, "clusters/summary_edit.html", _context(year, found) | shown | {"show_errors": True})
    return done(request, saved, _saved_words(queries.shown(year, code)))


def _saved_words(found):
    count = len(found.faults)
    return (
        f"Đã lưu biểu. Còn {count} đẳng thức chưa khớp, xem bên dưới."
        if count
        else "Đã lưu biểu. Các đẳng thức đều khớp."
    )


def summary_fill(request, pk, code):
    """Every cell the books would change, now and then; what is confirmed is what was shown."""
    year, found = _editable(request, pk, code, books=True)
    made = changes(found.form, found.kept, found.book.cells)
    context = _context(year, found) | {"changes": made, "seen": _mark(made)}
    if request.method != "POST":
        return page(request, "clusters/summary_fill.html", context)
    form = FillForm(posted(request))
    if not form.is_valid():
        return invalid(request, "clusters/summary_fill.html", context | {"refusal": ""})
    version, seen = form.cleaned_data["version"], form.cleaned_data["seen"]
    if not made:  # pressed twice, or somebody wrote the same
        return done(request, reverse("clusters:summary-detail", args=[year.pk, code]), "Biểu đã khớp với sổ.")
    if seen != context["seen"]:
        said = "Sổ hoặc biểu vừa thay đổi. Chưa ghi gì; hãy xem lại các ô dưới đây rồi xác nhận."
        return invalid(request, "clusters/summary_fill.html", context | {"refusal": said})
    try:
        saved = services.save_summary(
            year, code, version=version, cells=_as_values(found.form, filled(found.kept, made)), from_books=True,
            by=request.user, at=clock.now(),
        )  # fmt: skip
    except Refused as refusal:
        _, latest = _form_of(request, pk, code)
        made = changes(latest.form, latest.kept, latest.book.cells)
        context = _context(year, latest) | {"changes": made, "seen": _mark(made), "refusal": str(refusal)}
        return invalid(request, "clusters/summary_fill.html", context)
    return done(request, saved, _saved_words(queries.shown(year, code)))


def _mark(made):
    """One word for exactly these changes."""
    said = "\n".join(f"{one.row} {one.column} {one.now} {one.due}" for one in made)
    return hashlib.sha256(said.encode()).hexdigest()


def _as_values(form, cells):
    """Cells as saved, as the service takes them."""
    return {
        row: {
            key: value if key == "label" or form.column(key).kind == "text" else decimal.Decimal(value)
            for key, value in values.items()
        }
        for row, values in cells.items()
    }


def summary_import(request, pk, code):
    """Upload, look at what was read beside what is computed, confirm. The preview travels signed; nothing is kept before."""
    year, found = _editable(request, pk, code)
    context = _context(year, found) | {"help": HELP, "form": UploadForm()}
    if request.method != "POST":
        return page(request, "clusters/summary_import.html", context)
    confirm = SheetConfirmForm(posted(request))
    if confirm.is_valid():
        return _confirmed(request, year, code, confirm.cleaned_data, context)
    form = UploadForm(posted(request), posted_files(request))
    context["form"] = form
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reading = read_sheet(found.form, file.read(), file.name)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return page(
                request, "clusters/summary_import.html", context | _preview(request, year, found, reading, file.name)
            )
    return invalid(request, "clusters/summary_import.html", context)


def _preview(request, year, found, reading, name):
    cells = services.typed_cells(found.form, reading.cells)
    lines = rules.lines_of(found.form, cells)
    read = queries.read(found.form, cells)
    faults = [*rules.faults(found.form, lines), *rules.typed_faults(found.form, lines, reading.written)]
    parcel = {"year": year.pk, "code": found.form.code, "by": request.user.pk, "version": found.version,
              "cells": cells, "file": name[:200]}  # fmt: skip
    return {
        "reading": reading,
        "file": name,
        "faults": faults,
        "rows": queries.table_rows(read),
        "parcel": "" if reading.problems else signing.dumps(parcel, salt="clusters.summary", compress=True),
        "replaces": bool(found.kept),
    }


def _confirmed(request, year, code, given, context):
    if given["act"] == "discard":
        return done(request, request.path, "Đã bỏ tệp; chưa ghi gì.")
    try:
        parcel = signing.loads(given["parcel"], salt="clusters.summary", max_age=LIFE)
    except signing.BadSignature:
        parcel = {}
    if (parcel.get("year"), parcel.get("code"), parcel.get("by")) != (year.pk, code, request.user.pk):
        context["form"].errors["file"] = context["form"].error_class(["Bản xem trước đã hết hạn. Hãy tải tệp lên lại."])
        return invalid(request, "clusters/summary_import.html", context)
    cells = _as_values(rules.forms()[code], parcel["cells"])
    try:
        saved = services.save_summary(
            year, code, version=parcel["version"], cells=cells, file=parcel["file"], by=request.user, at=clock.now()
        )
    except Refused as refusal:
        latest = queries.shown(year, code)
        if latest.kept == parcel["cells"]:  # pressed twice
            return done(request, latest.saved, _saved_words(latest))
        said = f"{refusal} Chưa ghi gì; hãy tải tệp lên lại để đối chiếu với bản đang lưu."
        context["refusal"] = said if isinstance(refusal, Clash) else str(refusal)
        return invalid(request, "clusters/summary_import.html", context)
    return done(request, saved, _saved_words(queries.shown(year, code)))


@require_safe
def summary_export(request, pk, code):
    year, found = _form_of(request, pk, code)
    _log(request, year, code, "xlsx")
    title = f"{found.form.name} năm {year.year}"
    return sheet_attachment(title, columns(found.form), sheet_rows(found), subtitle=_subtitle(found.form, year))


def _subtitle(form, year):
    said = form.title.format(year=year.year)
    return f"{said}. Đơn vị tính: {form.unit.lower()}." if form.unit else said


@require_safe
def summary_print(request, pk, code):
    year, found = _form_of(request, pk, code)
    _log(request, year, code, "pdf")
    name = f"{found.form.name} năm {year.year}.pdf"
    return attachment(summary_pdf(found, year), name=name, content_type="application/pdf")


def _log(request, year, code, form):
    journal.record(
        "cluster.summary-export", by=request.user, at=clock.now(), subject=year, detail={"code": code, "form": form}
    )
