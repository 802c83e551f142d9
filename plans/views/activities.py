"""Activities: list, one activity, its plan, its result, its steps."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from core import clock, files, journal
from core.documents import render_docx, render_pdf
from core.errors import Refused
from core.findings import Level
from core.http import attachment, done, invalid, page, posted, posted_files
from core.models import Transition
from core.sheets.pages import sheet_attachment
from core.text import fold
from plans.documents.activities import invitation
from plans.enums import ActivityKind
from plans.forms.activities import (
    ActivityFilter,
    ActivityForm,
    ConclusionFormSet,
    ReasonForm,
    ResultForm,
    TeamFormSet,
    team_people,
)
from plans.forms.steps import UploadForm
from plans.models.activities import Activity
from plans.permissions.activities import can_read_files, can_run, reads_whole
from plans.queries.activities import listed, rows_for, with_people_and_units, years
from plans.services import activities as services
from plans.tables import activities as table
from plans.workflow.activities import ACTIVITY

FORMS = {
    "pdf": (render_pdf, "application/pdf"),
    "docx": (render_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


def _filtered(request):
    """(year, filter form, rows) of the address; an unreadable filter shows everything."""
    form = ActivityFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    year = _year(request)
    rows = listed(
        request.user,
        year=year,
        kind=wanted.get("kind", ""),
        state=wanted.get("state", ""),
        words=fold(wanted.get("q", "")),
    )
    return year, form, rows


def _year(request):
    given = request.GET.get("nam", "")
    return int(given) if given.isdecimal() and len(given) == 4 else clock.today().year


def _visible(request, pk):
    return get_object_or_404(with_people_and_units(Activity.objects.visible_to(request.user)), pk=pk)


def _runnable(request, pk):
    activity = _visible(request, pk)
    if not can_run(request.user, activity):
        raise PermissionDenied
    return activity


@require_GET
def activity_list(request):
    year, form, rows = _filtered(request)
    context = {
        "year": year,
        "year_choices": sorted({year, clock.today().year, *years(request.user)}, reverse=True),
        "form": form,
        "rows": rows,
        "may_run": can_run(request.user),
    }
    return page(request, "plans/activity_list.html", context, partial="rows")


@require_GET
def activity_export(request):
    year, _, rows = _filtered(request)
    journal.record("activity.export", by=request.user, at=clock.now(), detail={"year": year, "rows": len(rows)})
    return sheet_attachment(f"Hoạt động năm {year}", table.COLUMNS, (table.row(activity) for activity in rows))


@require_GET
def activity_detail(request, pk):
    activity = _visible(request, pk)
    whole = reads_whole(request.user, activity)
    steps, checks = _open_steps(request.user, activity)
    rows = rows_for(request.user, activity)
    context = {
        "activity": activity,
        "rows": rows,
        "detailed": any(row.on or row.result for row in rows) or activity.kind == ActivityKind.INSPECTION,
        "whole": whole,
        "may_run": can_run(request.user, activity),
        "steps": steps,
        "primary": steps[-1].action if steps and steps[-1].action != "cancel" else "",
        "checks": checks,
        "may_read_files": can_read_files(request.user, activity),
        **(files.listing(activity, request.user) if can_read_files(request.user, activity) else {"files": []}),
        "transitions": Transition.objects.of(activity) if whole else [],
        "upload": UploadForm(),
    }
    return page(request, "plans/activity_detail.html", context)


def _open_steps(user, activity):
    """(steps, findings): the steps to offer, the main one last, and what is worth knowing before them.

    A step whose day has not come is not offered; a step that lacks something is, with what it lacks.
    """
    steps, checks = [], []
    for step in ACTIVITY.open_to(user, activity):
        found = [f for f in step.guard(activity, on=clock.today()) if f.level > Level.INFO]
        if any(f.code == "early" for f in found):
            continue
        steps.append(step)
        checks += found
    return sorted(steps, key=lambda step: step.action not in ("cancel", "reopen")), checks


def _plan_forms(request, activity=None):
    on = clock.today()
    form = ActivityForm(posted(request), instance=activity, on=on)
    people = team_people(on)
    initial = (
        [{"name": m.name, "title": m.title, "duty": m.duty, "user": m.user_id} for m in activity.team.all()]
        if activity
        else []
    )
    team = TeamFormSet(posted(request), initial=initial, prefix="team", form_kwargs={"people": people})
    return form, team


def _plan_values(form, team):
    fields = {name: form.cleaned_data[name] for name in services.PLANNED_FIELDS}
    rows = [row.cleaned_data for row in team if row.cleaned_data.get("name")]
    return {
        **fields,
        "units": form.cleaned_data["units"],
        "team": [{key: row[key] for key in ("name", "title", "duty", "user")} for row in rows],
    }


def activity_create(request):
    if not can_run(request.user):
        raise PermissionDenied
    form, team = _plan_forms(request)
    context = {"activity": None, "form": form, "team": team, "clash": None}
    if form.is_valid() and team.is_valid():
        try:
            activity = services.create_activity(by=request.user, at=clock.now(), **_plan_values(form, team))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, activity, "Đã lập hoạt động.")
    if request.method == "POST":
        return invalid(request, "plans/activity_form.html", context)
    return page(request, "plans/activity_form.html", context)


def activity_edit(request, pk):
    activity = _runnable(request, pk)
    stored = _visible(request, pk)
    form, team = _plan_forms(request, activity)
    context = {"activity": stored, "form": form, "team": team, "clash": None}
    if form.is_valid() and team.is_valid():
        try:
            services.update_activity(
                stored,
                version=form.cleaned_data["version"],
                by=request.user,
                at=clock.now(),
                **_plan_values(form, team),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            context["clash"] = _clash(form, _visible(request, pk))
            form.data = form.data.copy()
            form.data["version"] = context["clash"]["version"]
        else:
            return done(request, stored, "Đã lưu hoạt động.")
    if request.method == "POST":
        return invalid(request, "plans/activity_form.html", context)
    return page(request, "plans/activity_form.html", context)


def _clash(form, latest):
    """Where the typed text differs from what somebody saved meanwhile: label, theirs, mine."""
    rows = []
    for name in form.fields:
        if name in ("version", "units"):
            continue
        theirs, mine = getattr(latest, name), form.cleaned_data.get(name)
        if theirs != mine:
            rows.append({"label": form.fields[name].label, "theirs": theirs, "mine": mine})
    return {"version": latest.version, "rows": rows}


def activity_result(request, pk):
    activity = _runnable(request, pk)
    stored = _visible(request, pk)
    form = ResultForm(posted(request), instance=activity, initial={"version": activity.version})
    concerned = list(stored.concerned.all())
    initial = [{"unit": row.unit_id, "on": row.on, "result": row.result} for row in concerned]
    conclusions = ConclusionFormSet(posted(request), initial=initial, prefix="unit")
    context = {"activity": stored, "form": form, "conclusions": conclusions}
    if form.is_valid() and conclusions.is_valid():
        rows = [row.cleaned_data for row in conclusions if row.cleaned_data]
        try:
            services.record_result(
                stored,
                version=form.cleaned_data["version"],
                by=request.user,
                at=clock.now(),
                conclusions={row["unit"]: (row["on"], row["result"]) for row in rows},
                **{name: form.cleaned_data[name] for name in services.RESULT_FIELDS},
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, stored, "Đã lưu kết quả.")
    context["pairs"] = list(zip(concerned, conclusions, strict=False))
    if request.method == "POST":
        return invalid(request, "plans/activity_result.html", context)
    return page(request, "plans/activity_result.html", context)


def activity_step(request, pk, action):
    """A page of its own asks for confirmation (and the reason where the step wants one); POST takes the step."""
    activity = _runnable(request, pk)
    step = next((s for s in ACTIVITY.open_to(request.user, activity) if s.action == action), None)
    if step is None:
        if action not in ACTIVITY.steps:
            raise Http404
        return done(request, activity, f"Hoạt động đang “{activity.get_state_display()}”, không cần làm lại bước này.")
    form = ReasonForm(posted(request)) if step.reason else None
    context = {"activity": activity, "step": step, "form": form, "refusal": ""}
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            services.take_activity_step(activity, action, by=request.user, at=clock.now(), reason=reason)
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, activity, f"Đã thực hiện: {step.label}.")
    if request.method == "POST":
        return invalid(request, "plans/activity_step.html", context)
    return page(request, "plans/activity_step.html", context)


@require_POST
def activity_file(request, pk):
    activity = _runnable(request, pk)
    form = UploadForm(posted(request), posted_files(request))
    if form.is_valid():
        try:
            files.store(form.cleaned_data["file"], owner=activity, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return done(request, activity, "Đã tải tệp lên.")
    context = {"activity": activity, "upload": form}
    return invalid(request, "plans/activity_file.html", context)


@require_GET
def activity_invitation(request, pk, form):
    activity = _runnable(request, pk)
    if form not in FORMS:
        raise Http404
    render, content_type = FORMS[form]
    return attachment(render(invitation(activity)), name=f"giay-moi-{activity.pk}.{form}", content_type=content_type)
