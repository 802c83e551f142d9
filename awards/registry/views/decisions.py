"""Decisions: the list, one of them, its head, its files, its steps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from awards.registry.enums import DecisionState
from awards.registry.forms.decisions import DecisionFilter, DecisionForm, PageForm, PaperForm, ReasonForm
from awards.registry.models import Decision
from awards.registry.permissions import can_keep, can_write, reads_all
from awards.registry.queries import decisions as queries
from awards.registry.services import decisions as services
from awards.registry.views.differences import differences
from awards.registry.views.paging import paged
from awards.registry.workflow import DECISION
from core import clock, files
from core.errors import Refused, Stale
from core.findings import Level
from core.http import done, invalid, page, posted, posted_files
from core.models import Transition
from core.text import fold
from plans.forms.steps import EmptyForm, UploadForm

ROWS, LINES = 30, 100


def visible(request, pk):
    """The decision, or 404 for whoever may not know of it."""
    return get_object_or_404(Decision.objects.visible_to(request.user).select_related("unit", "created_by"), pk=pk)


def kept(request, pk):
    """The same for the standing body; 403 for other readers."""
    decision = visible(request, pk)
    if not can_keep(request.user):
        raise PermissionDenied
    return decision


def draft_of(request, decision):
    """None while the decision may still be written; else the answer that leads back to it."""
    if can_write(request.user, decision):
        return None
    return done(request, decision, services.CLOSED, level=messages.WARNING)


@require_safe
def decision_list(request):
    form = DecisionFilter(request.GET, years=queries.years(request.user))
    wanted = dict(form.cleaned_data) if form.is_valid() else {}  # an unreadable filter shows everything
    wanted["words"] = fold(wanted.get("q", ""))
    numbers = queries.numbers(request.user, wanted)
    state, total = wanted.get("state", ""), sum(numbers.values())
    count = numbers[DecisionState(state)] if state else total
    rows = paged(queries.listed(request.user, wanted), ROWS, wanted.get("page"), count=count)
    lines = queries.line_counts(request.user, rows)
    context = {
        "form": form,
        "numbers": [{"state": s, "count": n, "current": s == state} for s, n in numbers.items() if n or s == state],
        "total": total,
        "chosen": state,
        "rows": rows,
        "lines": [(one, lines.get(one.pk, 0)) for one in rows],
        "narrowed": any(value for name, value in wanted.items() if name not in ("page", "words")),
        "may_keep": can_keep(request.user),
        "whole": reads_all(request.user),
    }
    return page(request, "awards/decision_list.html", context, partial="rows")


@require_safe
def decision_detail(request, pk):
    return page(request, "awards/decision_detail.html", _detail(request, visible(request, pk)))


def _detail(request, decision, upload=None):
    user = request.user
    whole, keeps = reads_all(user), can_keep(user)
    kinds = queries.kinds(user, decision)
    lines = Paginator(queries.lines(user, decision), LINES)
    lines.__dict__["count"] = sum(kinds.values())
    asked = PageForm(request.GET)
    steps = DECISION.open_to(user, decision)
    checks = [f for step in steps for f in step.guard(decision, on=clock.today()) if f.level > Level.INFO]
    return {
        "decision": decision,
        "whole": whole,
        "kinds": kinds,
        "rows": lines.get_page(asked.cleaned_data["page"] if asked.is_valid() else None),
        "total": sum(kinds.values()),
        "may_keep": keeps,
        "may_write": can_write(user, decision),
        "may_mend": keeps and decision.state == DecisionState.ENTERED,
        "steps": sorted(steps, key=lambda step: step.action == "enter"),
        "checks": checks,
        "changes": queries.changes(user, decision),
        "files": files.of(decision) if whole else [],
        "may_remove": files.may_remove(user, decision),
        "upload": upload or UploadForm(),
        "transitions": Transition.objects.of(decision) if whole else [],
    }


def decision_create(request):
    if not can_keep(request.user):
        raise PermissionDenied
    form = DecisionForm(posted(request), on=clock.today())
    context = {"decision": None, "form": form, "version": "", "twin": None}
    if form.is_valid():
        head = {name: form.cleaned_data[name] for name in services.HEAD}
        try:
            decision = services.create_decision(by=request.user, at=clock.now(), **head)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, decision, "Đã ghi quyết định. Hãy nhập danh sách được khen.")
    if form.is_bound:
        context["twin"] = queries.twin(request.user, form.cleaned_data)
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/decision_form.html", context)


def decision_edit(request, pk):
    stored = kept(request, pk)
    if closed := draft_of(request, stored):
        return closed
    form = DecisionForm(posted(request), instance=visible(request, pk), on=clock.today())
    context = {"decision": stored, "form": form, "version": form["version"].value(), "twin": None}
    if request.method != "POST":
        return page(request, "awards/decision_form.html", context)
    if not form.is_valid():
        context["twin"] = queries.twin(request.user, form.cleaned_data, but=pk)
        return invalid(request, "awards/decision_form.html", context)
    head = {name: form.cleaned_data[name] for name in services.HEAD}
    try:
        services.update_decision(stored, version=form.cleaned_data["version"], by=request.user, at=clock.now(), **head)
    except Stale as stale:
        latest = visible(request, pk)
        if closed := draft_of(request, latest):
            return closed
        clash = {"clash": str(stale), "differences": differences(form, latest, services.HEAD)}
        context |= {"decision": latest, "version": latest.version, **clash}
        return page(request, "awards/decision_form.html", context, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        context |= {"decision": visible(request, pk), "twin": queries.twin(request.user, head, but=pk)}
        return invalid(request, "awards/decision_form.html", context)
    return done(request, stored, "Đã lưu quyết định.")


def decision_remove(request, pk):
    """A page of its own asks first."""
    decision = kept(request, pk)
    if closed := draft_of(request, decision):
        return closed
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            services.remove_decision(decision, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, reverse("awards:decision-list"), "Đã xóa quyết định đang nhập.")
    answer = invalid if request.method == "POST" else page
    context = {"decision": decision, "form": form, "total": decision.grants.count()}
    return answer(request, "awards/decision_remove.html", context)


def _step_form(request, action):
    if action == "annul":
        return PaperForm(posted(request))
    return ReasonForm(posted(request)) if DECISION.steps[action].reason else EmptyForm(posted(request))


def decision_step(request, pk, action):
    """A page of its own asks (for the reason, for paper and day); POST takes the step."""
    decision = kept(request, pk)
    if action not in DECISION.steps:
        raise Http404
    step = next((s for s in DECISION.open_to(request.user, decision) if s.action == action), None)
    if step is None:
        here = decision.get_state_display()
        return done(request, decision, f"Quyết định ở trạng thái “{here}”, không cần làm lại bước này.")
    form = _step_form(request, action)
    checks = [f for f in step.guard(decision, on=clock.today()) if f.level > Level.INFO]
    context = {
        "decision": decision,
        "step": step,
        "form": form,
        "checks": checks,
        "stopped": any(f.stops for f in checks),
        "total": decision.grants.count(),
    }
    if form.is_valid():
        try:
            services.take_decision_step(
                decision, action, by=request.user, at=clock.now(), **{k: form.cleaned_data[k] for k in form.fields}
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            context["decision"] = visible(request, pk)
        else:
            return done(request, decision, f"Đã thực hiện: {step.label}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/decision_step.html", context)


@require_POST
def decision_file(request, pk):
    """The scan of the paper; it may come after the decision was entered."""
    decision = kept(request, pk)
    form = UploadForm(posted(request), posted_files(request))
    if form.is_valid():
        try:
            files.store(form.cleaned_data["file"], owner=decision, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return done(request, decision, "Đã tải tệp lên.")
    return invalid(request, "awards/decision_detail.html", _detail(request, decision, upload=form))
