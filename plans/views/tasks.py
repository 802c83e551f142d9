"""One task of the plan: its page, progress, steps, evidence."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from core import clock, files
from core.errors import Refused
from core.http import done, invalid, page, posted, posted_files
from core.models import Transition
from plans.forms.steps import EmptyForm, UploadForm
from plans.forms.tasks import LinkForm, ProgressForm, StepForm
from plans.models import PlanTask
from plans.permissions.annual import can_work_on
from plans.queries.annual import TaskRow
from plans.queries.fulfilment import fulfilments_of
from plans.queries.reports import progress_of
from plans.services import tasks as services
from plans.workflow.annual import TASK


def _visible(request, pk):
    return get_object_or_404(PlanTask.objects.visible_to(request.user).select_related("plan"), pk=pk)


def _workable(request, pk):
    task = _visible(request, pk)
    if not can_work_on(request.user, task):
        raise PermissionDenied
    return task


def _context(request, task, **more):
    may_work = can_work_on(request.user, task)
    return {
        "task": task,
        "row": TaskRow(task, clock.today()),
        "may_work": may_work,
        "steps": TASK.open_to(request.user, task) if may_work else [],
        "updates": task.updates.select_related("by"),
        "links": task.evidence.select_related("by"),
        **files.listing(task, request.user),
        "transitions": Transition.objects.of(task),
        "report_rounds": progress_of(task, request.user),
        "fulfilments": fulfilments_of(task, request.user),
        "progress": ProgressForm(initial={"version": task.version, "progress_note": task.progress_note}),
        "upload": UploadForm(),
        "link": LinkForm(),
        **more,
    }


@require_GET
def task_detail(request, pk):
    task = _visible(request, pk)
    return page(request, "plans/task_detail.html", _context(request, task))


def task_update(request, pk):
    """Report progress. An old page shows what the other person wrote beside what you typed."""
    task = _workable(request, pk)
    form = ProgressForm(posted(request), initial={"version": task.version, "progress_note": task.progress_note})
    status = 422
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.report_progress(
                task,
                progress_note=data["progress_note"],
                note=data["note"],
                due_on=data["due_on"],
                version=data["version"],
                by=request.user,
                at=clock.now(),
            )
        except services.TaskClash as clash:
            return page(
                request,
                "plans/task_form.html",
                {"task": task, "form": form, "clash": str(clash), "theirs": clash.task},
                partial="form",
                status=422 if request.htmx else 409,  # htmx swaps 422 and shows 409 as a failure
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if request.htmx:
                return page(request, "plans/task_detail.html", _context(request, task, saved=True), partial="working")
            return done(request, task, "Đã cập nhật tiến độ.")
    context = {"task": task, "form": form}
    if form.is_bound:
        if request.htmx:
            return page(
                request,
                "plans/task_detail.html",
                _context(request, task, progress=form),
                partial="working",
                status=status,
            )
        return invalid(request, "plans/task_form.html", context)
    return page(request, "plans/task_form.html", context, partial="form")


def task_step(request, pk, action):
    """One step of the task's life; what needs a reason asks for it."""
    task = _workable(request, pk)
    if action not in TASK.steps:
        raise Http404
    step = TASK.steps[action]
    form = StepForm(posted(request))
    form.fields["reason"].required = step.reason
    if not step.reason:
        del form.fields["reason"]
    if action != "finish":
        del form.fields["result"]
    if form.is_valid():
        try:
            services.take_task_step(task, action, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            task.refresh_from_db()
        else:
            return done(request, task, f"Đã ghi: {step.label}.")
    context = {"task": task, "step": step, "form": form}
    if form.is_bound:
        return invalid(request, "plans/task_step.html", context)
    return page(request, "plans/task_step.html", context)


@require_POST
def task_file(request, pk):
    """Keep a file as evidence."""
    task = _workable(request, pk)
    form = UploadForm(request.POST, posted_files(request))
    if form.is_valid():
        try:
            services.add_file(task, form.cleaned_data["file"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return done(request, task, "Đã tải tệp lên.")
    return invalid(request, "plans/task_detail.html", _context(request, task, upload=form))


@require_POST
def task_link(request, pk):
    """Add an address as evidence."""
    task = _workable(request, pk)
    form = LinkForm(request.POST)
    if form.is_valid():
        services.add_link(task, **form.cleaned_data, by=request.user, at=clock.now())
        return done(request, task, "Đã thêm minh chứng.")
    return invalid(request, "plans/task_detail.html", _context(request, task, link=form))


@require_POST
def task_link_remove(request, pk, evidence_pk):
    task = _workable(request, pk)
    evidence = get_object_or_404(task.evidence, pk=evidence_pk)
    if EmptyForm(request.POST).is_valid():
        services.remove_link(task, evidence, by=request.user, at=clock.now())
    return done(request, task, "Đã bỏ minh chứng.")
