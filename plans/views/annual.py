"""The province's plan: list, year page, edit, issue, close, clone, paper, export."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from core import clock, journal
from core.documents import genuine_copy, issued_for, render_docx, render_pdf
from core.errors import Refused
from core.findings import Level
from core.http import attachment, done, invalid, page, posted
from core.models import Transition
from core.sheets.pages import sheet_attachment
from plans.documents.annual import plan_paper
from plans.enums import PlanState
from plans.forms.annual import CloneForm, PlanFilter, PlanForms
from plans.forms.steps import EmptyForm
from plans.models import AnnualPlan
from plans.permissions.annual import can_edit_plan, can_make_plans, can_work_on_tasks
from plans.permissions.filings import can_see_board
from plans.queries.annual import counts, filtered, grouped, leads, plans_with_counts, quarter_on, rows_of
from plans.queries.cloning import clone_of
from plans.queries.content import content_of, differences
from plans.queries.ruler import ruler
from plans.services import annual as services
from plans.tables import annual as table
from plans.workflow.annual import PLAN, close_findings, issue_findings

PAPERS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def _visible(request, year):
    return get_object_or_404(AnnualPlan.objects.visible_to(request.user), year=year)


def _editable(request, year):
    plan = _visible(request, year)
    if not can_edit_plan(request.user, plan):
        raise PermissionDenied
    return plan


@require_GET
def plan_list(request):
    context = {
        "plans": plans_with_counts(request.user, on=clock.today()),
        "may_make": can_make_plans(request.user),
    }
    return page(request, "plans/plan_list.html", context)


@require_GET
def plan_detail(request, year):
    plan, on = _visible(request, year), clock.today()
    form = PlanFilter(request.GET)
    wanted = form.wanted()
    everything = rows_of(plan.tasks.order_by("position", "pk"), on=on)
    chosen = set(filtered(plan, wanted, on=on).values_list("pk", flat=True)) if any(wanted.values()) else None
    rows = everything if chosen is None else [row for row in everything if row.task.pk in chosen]
    duties = list(plan.duties.all())
    groups = grouped(everything)
    may_edit = can_edit_plan(request.user, plan)
    context = {
        "plan": plan,
        "form": form,
        "wanted": wanted,
        "states": _chips(counts(everything), wanted["state"]),
        "counts": counts(everything),
        "groups": grouped(rows),
        "quarters": [group for group in groups if group.quarter],
        "standing": next((group for group in groups if not group.quarter), None),
        "shown": len(rows),
        "total": len(everything),
        "leads": leads(everything),
        "duties": duties,
        "ruler": ruler(plan, [row.task for row in everything], duties, on=on),
        "current_quarter": quarter_on(plan, on),
        "quarter_end": services.quarter_end(year, quarter_on(plan, on)) if quarter_on(plan, on) else None,
        "may_edit": may_edit,
        "may_see_board": plan.state != PlanState.DRAFT and can_see_board(request.user),
        "closable": not any(row.task.is_unfinished and row.task.quarter for row in everything),
        "may_make": can_make_plans(request.user),
        "may_work": can_work_on_tasks(request.user, plan),
        "steps": PLAN.open_to(request.user, plan),
        "issued": list(issued_for(plan)) if plan.state != PlanState.DRAFT else [],
        "transitions": Transition.objects.of(plan),
    }
    return page(request, "plans/plan_detail.html", context, partial="tasks")


def _chips(numbers, chosen):
    """The filter's states that have tasks, and the chosen one."""
    icons = {"late": "alert-triangle", "soon": "clock", "doing": "progress", "done": "circle-check"}
    return [
        {
            "value": value,
            "label": label,
            "count": numbers[value],
            "icon": icons.get(value, ""),
            "current": value == chosen,
        }
        for value, label in PlanFilter.STATES
        if not value or numbers[value] or value == chosen
    ]


@require_GET
def plan_export(request, year):
    """The tasks the page shows with the same filter, as XLSX; journalled."""
    plan, on = _visible(request, year), clock.today()
    rows = rows_of(filtered(plan, PlanFilter(request.GET).wanted(), on=on), on=on)
    journal.record("plans.export", by=request.user, at=clock.now(), subject=plan, detail={"rows": len(rows)})
    return sheet_attachment(
        f"Nhiệm vụ kế hoạch năm {year}", table.COLUMNS, (table.row(row) for row in rows), on=on, subtitle=plan.subject
    )


@require_GET
def plan_document(request, year, form):
    """The paper: the bytes as they were issued, or a draft rendered from today's data with “DỰ THẢO” on it."""
    plan = _visible(request, year)
    if form not in PAPERS:
        raise Http404
    render, content_type = PAPERS[form]
    name = f"ke-hoach-{plan.number or 'du-thao'}-{year}.{form}"
    if plan.state == PlanState.DRAFT:
        return attachment(render(plan_paper(plan)), name=name, content_type=content_type)
    issued = issued_for(plan).first()
    if issued is None:
        raise Http404
    try:
        content = genuine_copy(issued, form, by=request.user, at=clock.now())
    except Refused as refusal:
        return invalid(request, "plans/plan_refused.html", {"plan": plan, "message": str(refusal)})
    return attachment(content, name=name, content_type=content_type)


def plan_edit(request, year):
    """Header, body, tasks and duties of a draft on one page. Somebody else's save in between shows both values."""
    plan = _editable(request, year)
    data = posted(request)
    forms = PlanForms(data, content=content_of(plan), version=plan.version)
    context = {"plan": plan, "forms": forms}
    if data is None:
        return page(request, "plans/plan_form.html", context)
    if forms.is_valid():
        try:
            changed = services.edit_plan(plan, forms.content(), version=forms.version, by=request.user, at=clock.now())
        except services.PlanClash as clash:
            current = clash.plan
            context |= {
                "clash": str(clash),
                "differences": differences(content_of(current), forms.content()),
                "current_version": current.version,
            }
            return page(request, "plans/plan_form.html", context, status=409)
        except Refused as refusal:
            forms.header.add_error(None, str(refusal))
        else:
            return done(request, plan, "Đã lưu kế hoạch." if changed else "Không có gì thay đổi.")
    return invalid(request, "plans/plan_form.html", context)


def plan_issue(request, year):
    """Check what is lacking, then issue."""
    return _step(request, year, "issue", issue_findings, lambda plan, **who: services.issue_plan(
        plan, compose=lambda issued: plan_paper(issued, draft=False), **who
    ), "Đã ban hành kế hoạch.")  # fmt: skip


def plan_close(request, year):
    """Close the year once every dated task is settled."""
    return _step(request, year, "close", close_findings, services.close_plan, "Đã tổng kết kế hoạch.")


def _step(request, year, action, findings, service, message):
    plan, step = _visible(request, year), PLAN.steps[action]
    if not step.may(request.user, plan):
        raise PermissionDenied
    form = EmptyForm(posted(request))
    found = [f for f in findings(plan, on=clock.today()) if f.level > Level.INFO]
    context = {
        "plan": plan,
        "step": step,
        "form": form,
        "findings": found,
        "stopped": any(finding.stops for finding in found),
        "is_open": plan.state in step.sources,
    }
    if form.is_valid():
        try:
            service(plan, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            plan.refresh_from_db()
            return invalid(request, "plans/plan_step.html", context)
        return done(request, plan, message)
    return page(request, "plans/plan_step.html", context)


def plan_clone(request, year):
    """Next year's draft: every changed text and date is shown before anything is written."""
    plan = _visible(request, year)
    if not can_make_plans(request.user):
        raise PermissionDenied
    content, changes = clone_of(plan)
    form = CloneForm(posted(request), changes=changes)
    if form.is_valid():
        try:
            clone = services.clone_plan(plan, keep=form.kept(), by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, clone, f"Đã lập bản nháp kế hoạch năm {clone.year}.")
    context = {
        "plan": plan,
        "form": form,
        "texts": [change for change in changes if change.key in form.optional],
        "dates": [change for change in changes if change.key not in form.optional],
        "taken": form["take"].value() if form.is_bound else form.optional,
        "existing": AnnualPlan.objects.filter(year=year + 1).first(),
        "task_count": len(content.tasks),
    }
    if form.is_bound:
        return invalid(request, "plans/plan_clone.html", context)
    return page(request, "plans/plan_clone.html", context)
