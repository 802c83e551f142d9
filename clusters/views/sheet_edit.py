"""Writing a score sheet: the whole sheet as one form, and what is typed calculated without being saved."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from clusters.enums import SheetState, Stage
from clusters.forms.score_sheets import SheetForm
from clusters.permissions import score_sheets as may
from clusters.queries.score_sheets import ORDER
from clusters.queries.sheet_cells import points_words, why_words
from clusters.queries.sheet_drafts import draft_of
from clusters.queries.sheet_lines import facts_of, files_of
from clusters.rules import entries
from clusters.rules.entries import Entry, code_of
from clusters.rules.scoring import shown
from clusters.services import score_sheets as services
from clusters.views.score_sheets import load
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted, posted_files
from core.models import Transition

TEMPLATE = "clusters/sheet_edit.html"
WHAT = {
    Stage.SELF: "Tự chấm điểm",
    Stage.VERIFIED: "Thẩm định điểm",
    Stage.ASSESSED: "Ban TĐKT chấm điểm",
}


def _form(sheet, stage, draft, request):
    return SheetForm(
        posted(request),
        posted_files(request),
        lines=draft.open_lines,
        stored=draft.stored,
        shares=draft.scored.table.shares,
        evidence=stage == Stage.SELF,
    )


def sheet_edit(request, pk):
    """The sheet at the stage it is in. Whatever goes wrong, the page comes back with everything typed."""
    sheet = load(request, pk)
    stage = may.stage_to_write(request.user, sheet)
    if stage is None:
        if not any(writes(request.user, sheet) for writes in (may.can_score, may.can_verify, may.can_assess)):
            raise PermissionDenied
        return _closed(request, sheet)
    draft = draft_of(sheet, stage)
    form = _form(sheet, stage, draft, request)
    if not form.is_bound:
        return page(request, TEMPLATE, _context(request, draft, form))
    form.is_valid()
    press = form.cleaned_data.get("press")
    refused = _attach(request, form)
    if press == "compute":
        return page(request, TEMPLATE, _context(request, draft, form, refused=refused, computed=True))
    if form.errors:
        return invalid(request, TEMPLATE, _context(request, draft, form, refused=refused))
    try:
        clashes = services.save_scores(sheet, mine=form.typed(), base=form.base, by=request.user, at=clock.now())
    except services.Faults as faults:
        for (line, field), text in faults.found.items():
            form.add_error(f"{field}_{line}", text)
        return invalid(request, TEMPLATE, _context(request, draft, form, refused=refused))
    except Stale:
        return _closed(request, load(request, pk))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return invalid(request, TEMPLATE, _context(request, draft, form, refused=refused))
    if clashes or refused:
        return _again(request, load(request, pk), stage, form, clashes, refused)
    if press == "submit" and stage == Stage.SELF:
        return _submit(request, load(request, pk))
    return done(request, request.path if press == "stay" else sheet, "Đã lưu phiếu chấm điểm.")


def _closed(request, sheet):
    inside = may.is_inside(request.user, sheet)
    label = sheet.get_state_display() if inside else sheet.outside_state.label
    text = f"Phiếu đang “{label}” nên chưa sửa được lúc này. Những gì bạn gõ còn được giữ trên máy này."
    return done(request, sheet, text, level=messages.WARNING)


def _attach(request, form):
    """Keep the evidence handed in, whatever becomes of the scores; sentences about what was refused."""
    refused = []
    for line, uploaded in form.uploads():
        try:
            services.attach_evidence(line, uploaded, by=request.user, at=clock.now())
        except Refused as refusal:
            refused.append(f"{code_of(line.criterion)} {uploaded.name}: {refusal}")
    return refused


def _again(request, sheet, stage, form, clashes, refused):
    """The page over what is stored now; where two differ, mine stays in the field and theirs stands above."""
    draft = draft_of(sheet, stage)
    shape = {"lines": draft.open_lines, "stored": draft.stored, "shares": draft.scored.table.shares}
    fresh, data = SheetForm(**shape), form.data.copy()
    for name in fresh.fields:
        value = fresh[name].value()
        data.setlist(name, ["" if value is None else str(value)])
    for clash in clashes:
        name = f"{clash.field}_{clash.line.pk}"
        data.setlist(name, [str(not clash.mine) if clash.field == "applies" else form.data.get(name, "")])
    again = SheetForm(data, evidence=stage == Stage.SELF, **shape)
    again.is_valid()
    rows = [
        {
            "label": f"{code_of(clash.line.criterion)} {clash.line.criterion}: {entries.LABELS[clash.field].lower()}",
            "theirs": entries.words(clash.field, clash.theirs) or "(trống)",
            "mine": entries.words(clash.field, clash.mine) or "(trống)",
        }
        for clash in clashes
    ]
    return invalid(request, TEMPLATE, _context(request, draft, again, clash=rows, refused=refused))


def _submit(request, sheet):
    """Saved; now to the head, unless something is still missing. For a member from outside its paper is asked for next."""
    if sheet.is_from_outside:
        return done(request, reverse("clusters:sheet-send-for", args=[sheet.pk]), "Đã lưu phiếu chấm điểm.")
    try:
        services.take_sheet_step(sheet, "submit", by=request.user, at=clock.now())
    except Refused as refusal:
        return done(request, sheet, f"Đã lưu, chưa trình được. {refusal}", level=messages.WARNING)
    return done(request, sheet, "Đã lưu và trình thủ trưởng.")


# What the page shows -------------------------------------------------------------------------------------------------
def _context(request, draft, form, *, clash=(), refused=(), computed=False):
    sheet, stage = draft.sheet, draft.stage
    typed = form.typed() if form.is_bound else {}
    show = bool(form.errors) and not computed
    return {
        "sheet": sheet,
        "year": sheet.year,
        "stage": stage,
        "what": WHAT[stage],
        "form": form,
        "show_errors": show,
        "clash": clash,
        "refused": refused,
        "blocks": _blocks(request, draft, form, typed),
        "is_self": stage == Stage.SELF,
        "returned": _returned(sheet) if stage == Stage.SELF and sheet.state == SheetState.SELF else None,
        **_totals(draft, typed),
    }


def _returned(sheet):
    """The last return, while the sheet has not gone out again; its reason is what there is to mend."""
    last = Transition.objects.of(sheet).first()
    return last if last and last.action in ("return", "hand_back") else None


def _totals(draft, typed):
    count = draft.counted(typed)
    before = draft.scored.count(ORDER[ORDER.index(draft.stage) - 1]) if draft.stage != Stage.SELF else None
    return {
        "total": shown(count.total.total),
        "points": shown(count.total.points),
        "over": shown(count.total.over),
        "bonus": shown(count.total.bonus),
        "penalty": shown(count.total.penalty),
        "base": shown(count.total.base),
        "open_lines": count.total.open_lines,
        "before_total": shown(before.total.total) if before else "",
    }


def _cells(draft, typed):
    """dict line id → what stands beside the fields: points, over, why, or what is wrong."""
    counted = {line.criterion.pk: line for line in draft.counted(typed).lines}
    before, problems = draft.before_counts(), draft.problems(typed)
    cells = {}
    for line in draft.lines:
        now, was = counted[line.criterion_id], before.get(line.criterion_id)
        wrong = [text for (pk, _), text in problems.items() if pk == line.pk]
        cells[line.pk] = {
            "line": line,
            "points": points_words(now),
            "over": f"+{shown(now.over)}" if now.over else "",
            "why": why_words(now, Entry.of(now.score)),
            "wrong": wrong[0] if wrong else "",
            "open": now.is_open,
            "before": points_words(was) if was else "",
            "differs": bool(was) and (was.points, was.applies, was.over) != (now.points, now.applies, now.over),
        }
    return cells


def _blocks(request, draft, form, typed):
    """[(group, rows)]: fields, calculated cell, evidence and facts of each line."""
    cells, files = _cells(draft, typed), files_of(draft.lines)
    facts = facts_of(request.user, draft.sheet, draft.lines, on=clock.today())
    blocks = []
    for line in draft.lines:
        criterion = line.criterion
        if not blocks or blocks[-1]["group"].pk != criterion.group_id:
            blocks.append({"group": criterion.group, "rows": []})
        bound = form.fields_of(line)
        blocks[-1]["rows"].append(
            {
                "line": line,
                "criterion": criterion,
                "code": code_of(criterion),
                "maximum": shown(criterion.maximum),
                "kind": _inside(criterion.get_kind_display()),
                "bound": bound,
                "inputs": [
                    (entries.LABELS[n], bound[n]) for n in ("plan", "actual", "grade", "points", "times") if n in bound
                ],
                "errors": [text for field in bound.values() for text in field.errors],
                "cell": cells[line.pk],
                "before": _before_words(draft, line),
                "files": files[line.pk],
                "facts": facts.get(line.pk, []),
            }
        )
    return blocks


def _inside(words):
    """A label inside a sentence; capitals further on stay, as in “xếp loại A–D”."""
    return words[0].lower() + words[1:]


def _before_words(draft, line):
    """What the stage before explains, for whoever checks it."""
    return draft.before[line.pk].reason if draft.stage != Stage.SELF else ""


@require_POST
def sheet_compute(request, pk):
    """Cells and totals of what is typed; nothing is saved. Whose sheet went on while the page asked gets no answer."""
    sheet = load(request, pk)
    stage = may.stage_to_write(request.user, sheet)
    if stage is None:
        if may.writes_at_some_stage(request.user, sheet):
            return HttpResponse(status=204)
        raise PermissionDenied
    draft = draft_of(sheet, stage)
    form = _form(sheet, stage, draft, request)
    form.is_valid()
    typed = form.typed()
    context = {
        "sheet": sheet,
        "cells": list(_cells(draft, typed).values()),
        "form_errors": form.errors,
        **_totals(draft, typed),
    }
    return page(request, "clusters/sheet_computed.html", context)
