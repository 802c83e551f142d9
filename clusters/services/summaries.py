"""Summary forms of the cluster between provinces: typed or taken from a sheet, never with a typed total."""

import decimal

from django.db import IntegrityError, transaction

from clusters.models import SummaryForm
from clusters.permissions.summaries import can_edit
from clusters.rules.summaries import forms
from clusters.services.clusters import note_change
from core import journal
from core.errors import Refused
from plans.services.filings import Clash

journal.name_acts(
    {
        "cluster.summary": "Ghi biểu tổng hợp của cụm giữa các tỉnh",
        "cluster.summary-fill": "Lấy số từ sổ vào biểu tổng hợp của cụm giữa các tỉnh",
        "cluster.summary-export": "Xuất biểu tổng hợp của cụm giữa các tỉnh",
    }
)
CHANGED = "Biểu này vừa được người khác lưu. So sánh hai bản rồi lưu lại."


@transaction.atomic
def save_summary(year, code, *, version, cells, by, at, file="", from_books=False):
    """Write the typed cells of a form and return it. cells: {row key: {column key: Decimal or text, "label": words}}.

    Computed columns and rows are dropped whatever the caller sent. `file` names the sheet they were read from; from_books:
    the province's own books filled them in. Raises Refused for others or a closed year; Clash when somebody saved since
    `version` (0: not yet), nothing is written then.
    """
    if not can_edit(by, year):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng ghi biểu của cụm giữa các tỉnh, khi năm chưa tổng kết.")
    kept = typed_cells(forms()[code], cells)
    if version == 0:
        try:
            with transaction.atomic():
                saved = SummaryForm.objects.create(year=year, code=code, cells=kept, version=1, updated_at=at)
        except IntegrityError as faster:
            raise Clash(CHANGED) from faster
    else:
        rows = SummaryForm.objects.filter(year=year, code=code, version=version)
        if rows.update(cells=kept, version=version + 1, updated_at=at) != 1:
            raise Clash(CHANGED)
        saved = SummaryForm.objects.get(year=year, code=code)
    origin = " từ sổ khen thưởng, sổ quỹ" if from_books else f" từ tệp {file}" if file else ""
    note_change(year, f"Ghi {saved.get_code_display()}{origin}", by=by, at=at)
    act = "cluster.summary-fill" if from_books else "cluster.summary"
    journal.record(act, by=by, at=at, subject=saved, detail={"code": str(code), "file": file})
    return saved


def typed_cells(form, cells):
    """Only what a person fills in, as plain text; blanks left out."""
    kept = {}
    for row in form.rows:
        given = cells.get(row.key, {})
        names = [c.key for c in form.typed(row)] + (["label"] if row.free else [])
        values = {name: _plain(given.get(name)) for name in names if given.get(name) not in (None, "")}
        if values:
            kept[row.key] = values
    return kept


def _plain(value):
    return format(value.normalize(), "f") if isinstance(value, decimal.Decimal) else str(value)
