"""Score sheets: the board of a year, opening, one sheet, its steps."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from clusters.enums import MilestoneKind, RankingState
from clusters.forms.clusters import ReasonForm
from clusters.forms.score_sheets import OpenForm
from clusters.models import ScoreSheet
from clusters.permissions import score_sheets as may
from clusters.permissions.crosses import can_read_crosses, givers_of
from clusters.queries.lists import whole
from clusters.queries.rankings import frozen_table
from clusters.queries.sheet_boards import board, tally
from clusters.queries.sheet_lines import history_of
from clusters.queries.sheet_pages import sheet_view
from clusters.queries.tabs import tabs_of
from clusters.queries.verifiers import falls_to_standing_body
from clusters.services import score_sheets as services
from clusters.views.loading import visible
from clusters.workflow.score_sheets import SCORE_SHEET
from core import clock, files
from core.errors import Refused
from core.http import done, invalid, page, posted

FORWARD = ("finalise", "verify", "send_for", "confirm", "submit")  # the step a page asks for, if it is open


def load(request, pk):
    """The sheet within what the person may read, with its year as permissions want it; 404 outside."""
    sheet = get_object_or_404(ScoreSheet.objects.visible_to(request.user).whole(), pk=pk)
    sheet.year = sheet.membership.year = whole(type(sheet.year).objects).get(pk=sheet.year_id)
    return sheet


def board_url(year):
    return reverse("clusters:sheet-list", args=[year.pk])


# The board -----------------------------------------------------------------------------------------------------------
@require_safe
def sheet_list(request, pk):
    """Every sheet of the year the person may know of, and who has it now."""
    year, user, on = visible(request, pk), request.user, clock.today()
    sees_board = may.can_see_board(user, year)
    found = board(user, year, on=on, whole=sees_board)
    frozen = may.has_frozen_table(year)
    day = next((m for m in year.milestones.all() if m.kind == MilestoneKind.SELF_SCORE and m.due_date), None)
    context = {
        "year": year,
        "tab_list": tabs_of(year, "phieu"),
        "rows": found,
        "tally": tally(found),
        "sees_board": sees_board,
        "published": year.rankings.filter(state=RankingState.PUBLISHED).exists(),
        "frozen": frozen,
        "may_open": frozen and may.can_open_sheets(user, year),
        "may_export": any(row.readable for row in found),
        "may_import": bool(may.writable_among(user, [row.sheet for row in found if row.readable])),
        "deadline": day.deadline if day else None,
        "table": frozen_table(year),
        "gives": False,
        "reads_crosses": False,
    }
    if context["table"] is not None and context["table"].cross_scoring:
        context["gives"] = bool(givers_of(user, year))
        context["reads_crosses"] = can_read_crosses(user, year)
    return page(request, "clusters/sheet_list.html", context)


def sheet_open(request, pk):
    """Begin scoring: who gets a sheet, and until when it is to be sent."""
    year = visible(request, pk)
    if not may.can_open_sheets(request.user, year):
        raise PermissionDenied
    form = OpenForm(posted(request), year=year, initial=OpenForm.initial_of(year.milestones.all()))
    members = [m for m in year.memberships.all() if m.left_on is None]
    have = set(year.sheets.values_list("membership", flat=True))
    context = {
        "year": year,
        "form": form,
        "members": [m for m in members if m.pk not in have],
        "already": len([m for m in members if m.pk in have]),
        "outside": any(m.outside_id for m in members),
        "single": len(members) == 1,
    }
    if form.is_valid():
        due = form.cleaned_data["due_date"], form.cleaned_data["before"]
        try:
            made = services.open_sheets(year, due=due, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = (
                f"Đã mở chấm điểm cho {made} đơn vị." if made else "Mọi đơn vị thành viên đã có phiếu; đã lưu ngày gửi."
            )
            return done(request, board_url(year), said)
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/sheet_open.html", context)


# One sheet -----------------------------------------------------------------------------------------------------------
@require_safe
def sheet_detail(request, pk):
    """The whole sheet: what each stage said, why, on what evidence."""
    sheet, user, on = load(request, pk), request.user, clock.today()
    inside = may.is_inside(user, sheet)
    steps = SCORE_SHEET.open_to(user, sheet)
    primary = next((action for action in FORWARD if action in {step.action for step in steps}), "")
    stage = may.stage_to_write(user, sheet)
    checks = [f for step in steps if step.action == primary for f in step.guard(sheet, on=on)]
    context = {
        "sheet": sheet,
        "year": sheet.year,
        "tab_list": tabs_of(sheet.year, "phieu"),
        "view": sheet_view(user, sheet, on=on),
        "state": sheet.state if inside else sheet.outside_state,
        "state_label": (sheet.get_state_display() if inside else sheet.outside_state.label),
        "steps": sorted(steps, key=lambda step: step.action == primary),
        "primary": primary,
        "stage": stage,
        "checks": checks,
        "history": history_of(sheet, inside=inside, reasons=may.can_read_reasons(user, sheet)),
        "may_edit": stage is not None,
        "papers": list(files.of(sheet)) if sheet.is_from_outside else [],
        "one_hand": sheet.is_from_outside and falls_to_standing_body(sheet, on=on),
        "edit_first": stage is not None and (not primary or any(finding.stops for finding in checks)),
    }
    return page(request, "clusters/sheet_detail.html", context)


QUESTIONS = {
    "submit": "Trình phiếu này cho thủ trưởng xác nhận?",
    "withdraw": "Rút phiếu về để sửa?",
    "hand_back": "Trả phiếu cho cán bộ sửa?",
    "confirm": "Xác nhận và gửi phiếu này để thẩm định?",
    "return": "Trả phiếu để đơn vị chấm lại?",
    "verify": "Ghi phiếu này đã thẩm định xong?",
    "send_back": "Trả phiếu để thẩm định lại?",
    "finalise": "Chốt điểm của phiếu này?",
    "reopen": "Mở lại phiếu đã chốt?",
}
SAID = {
    "submit": "Đã trình thủ trưởng.",
    "withdraw": "Đã rút phiếu về để sửa.",
    "hand_back": "Đã trả cán bộ sửa.",
    "confirm": "Đã gửi phiếu chấm điểm.",
    "return": "Đã trả phiếu cho đơn vị.",
    "verify": "Đã ghi thẩm định xong.",
    "send_back": "Đã trả phiếu để thẩm định lại.",
    "finalise": "Đã chốt điểm.",
    "reopen": "Đã mở lại phiếu.",
}


def sheet_step(request, pk, action):
    """Ask, then take the step. Pressed twice, the second answer is friendly and nothing happens twice."""
    sheet = load(request, pk)
    if action not in SCORE_SHEET.steps:
        raise Http404
    step = SCORE_SHEET.steps[action]
    if not step.may(request.user, sheet):
        raise PermissionDenied
    if action == "send_for":  # has a page of its own
        return redirect("clusters:sheet-send-for", sheet.pk)
    if sheet.state not in step.sources:
        inside = may.is_inside(request.user, sheet)
        label = sheet.get_state_display() if inside else sheet.outside_state.label
        return done(request, sheet, f"Phiếu đang “{label}”, không cần làm lại bước này.")
    form = ReasonForm(posted(request)) if step.reason else None
    context = {
        "sheet": sheet,
        "year": sheet.year,
        "step": step,
        "form": form,
        "question": QUESTIONS[action],
        "checks": step.guard(sheet, on=clock.today()),
        "refusal": "",
    }
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            services.take_sheet_step(sheet, action, by=request.user, at=clock.now(), reason=reason)
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, _after(request, sheet), SAID[action])
    answer = invalid if request.method == "POST" else page
    return answer(request, "clusters/sheet_step.html", context)


def _after(request, sheet):
    """The sheet, where the person may still read it; after a return the one who returned may not."""
    if may.can_read_sheet(request.user, sheet):
        return sheet.get_absolute_url()
    return board_url(sheet.year)
