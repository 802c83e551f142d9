"""The sheet of a member from outside the province: sent by the standing body as the member's own paper has it."""

from django.core.exceptions import PermissionDenied

from clusters.enums import SheetState
from clusters.forms.score_sheets import SendForForm
from clusters.permissions.score_sheets import can_enter_for
from clusters.services import score_sheets as services
from clusters.views.score_sheets import load
from clusters.workflow.score_sheets import self_findings
from core import clock, files
from core.errors import Refused
from core.http import done, invalid, page, posted, posted_files

TEMPLATE = "clusters/sheet_send_for.html"


def sheet_send_for(request, pk):
    """Name the paper, attach it, send. Pressed twice, the second answer is friendly and nothing happens twice."""
    sheet = load(request, pk)
    if not can_enter_for(request.user, sheet):
        raise PermissionDenied
    if sheet.state != SheetState.SELF:
        return done(request, sheet, f"Phiếu đang “{sheet.get_state_display()}”, không cần gửi lại.")
    kept = list(files.of(sheet))
    form = SendForForm(posted(request), posted_files(request), has_paper=bool(kept))
    context = {"sheet": sheet, "year": sheet.year, "form": form, "kept": kept,
               "checks": self_findings(sheet, on=clock.today())}  # fmt: skip
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.send_for_outside(
                sheet, paper=given["paper"], uploaded=given["files"], by=request.user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, sheet, "Đã gửi phiếu để thẩm định.")
    answer = invalid if form.is_bound else page
    return answer(request, TEMPLATE, context)
