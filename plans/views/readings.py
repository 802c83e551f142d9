"""Importing a plan: upload, review with what the reader doubted, keep what is typed, confirm."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from core import clock, files
from core.errors import Refused
from core.http import done, invalid, page, posted, posted_files
from core.looks import look
from plans import reading as reader
from plans.forms.annual import PlanForms, UploadPlanForm, content_typed, typed_of
from plans.models import PlanReading
from plans.permissions.annual import can_make_plans
from plans.queries.content import differences
from plans.services import readings as services
from plans.services.annual import CREATED, UNCHANGED

OUTCOMES = {CREATED: "Đã lập bản nháp kế hoạch năm {}.", UNCHANGED: "Không có gì thay đổi ở kế hoạch năm {}."}


def _maker(request):
    if not can_make_plans(request.user):
        raise PermissionDenied


def plan_import(request):
    """Choose a file; the same bytes as an imported plan change nothing and say so."""
    _maker(request)
    form = UploadPlanForm(posted(request), posted_files(request))
    if form.is_valid():
        uploaded = form.cleaned_data["file"]
        try:
            if known := services.known_bytes(uploaded):
                return done(request, known, f"Tệp này đã nạp rồi. Không có gì thay đổi ở kế hoạch năm {known.year}.")
            reading = services.open_reading(uploaded, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(reading)
    waiting = PlanReading.objects.filter(applied_at=None).select_related("by").order_by("-at", "-pk")[:20]
    context = {"form": form, "waiting": waiting}
    if form.is_bound:
        return invalid(request, "plans/plan_import.html", context)
    return page(request, "plans/plan_import.html", context)


def plan_import_review(request, pk):
    """What was read, with every doubt beside its line; the officer corrects and confirms."""
    _maker(request)
    reading = get_object_or_404(PlanReading.objects.select_related("plan", "by", "typed_by"), pk=pk)
    data = posted(request)
    if reading.applied_at and reading.plan and data is None:
        return redirect(reading.plan)
    draft = reader.from_dict(reading.draft)
    forms = PlanForms(data, content=draft, version=reading.version, typed=reading.typed or None)
    context = _context(reading, draft, forms)
    if data is None:
        return page(request, "plans/plan_review.html", context)
    if not forms.is_valid():
        return invalid(request, "plans/plan_review.html", context)
    try:
        imported = services.confirm_reading(
            reading, forms.content(), version=forms.version, by=request.user, at=clock.now()
        )
    except services.ReadingClash as clash:
        theirs = content_typed(clash.reading.typed) or draft
        context |= {
            "clash": str(clash),
            "differences": differences(theirs, forms.content()),
            "current_version": clash.reading.version,
        }
        return page(request, "plans/plan_review.html", context, status=409)
    except Refused as refusal:
        forms.header.add_error(None, str(refusal))
        return invalid(request, "plans/plan_review.html", context)
    words = OUTCOMES.get(imported.outcome, "Đã cập nhật bản nháp kế hoạch năm {}.")
    return done(request, imported.plan, words.format(imported.plan.year))


@require_POST
def plan_import_keep(request, pk):
    """Keep what is on the form, valid or not. htmx gets the time and the new version; a plain press comes back here."""
    _maker(request)
    reading = get_object_or_404(PlanReading, pk=pk)
    forms = PlanForms(request.POST)
    forms.header.is_valid()
    context = {"reading": reading, "problem": "", "at": clock.now()}
    try:
        context["version"] = services.keep_typed(
            reading, typed_of(request.POST), version=forms.version, by=request.user, at=context["at"]
        )
    except Refused as refusal:
        context |= {"problem": str(refusal), "version": forms.version}
        if not request.htmx:
            forms.header.add_error(None, str(refusal))
            draft = reader.from_dict(reading.draft)
            return invalid(request, "plans/plan_review.html", _context(reading, draft, forms))
    if not request.htmx:
        return done(request, reading, "Đã lưu để làm tiếp.")
    return page(request, "plans/plan_kept.html", context)


def _context(reading, draft, forms):
    """Doubts by the place they concern, so that each stands beside its line."""
    by_place = {}
    for doubt in draft.doubts:
        by_place.setdefault(doubt.where.split(":")[0].split(".")[0] or "header", []).append(doubt)
    task_doubts = {}
    for doubt in by_place.get("task", []):
        task_doubts.setdefault(draft.tasks[int(doubt.where.split(":")[1])].line, []).append(doubt)
    for form in forms.tasks:
        line = form["line"].value()
        form.doubts = task_doubts.get(int(line), []) if str(line).isdecimal() else []
    return {
        "reading": reading,
        "draft": draft,
        "forms": forms,
        "counts": list(zip(("Quý I", "Quý II", "Quý III", "Quý IV", "Thường xuyên"), draft.counts, strict=True)),
        "header_doubts": by_place.get("header", []) + by_place.get("distribution", []),
        "body_doubts": by_place.get("block", []),
        "duty_doubts": by_place.get("duty", []),
        "files": files.of(reading),
        "doubt_look": look("returned"),
    }
