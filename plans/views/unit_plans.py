"""Writing a unit's plan: the officer's draft. Reading it and its steps are pages of every filing (`views.filings`)."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted, posted_files
from plans.forms.filings import KeepForm
from plans.forms.unit_plans import AutosaveForm, DraftForm, TaskFormSet
from plans.models.filings import OWED
from plans.queries import unit_plans as queries
from plans.queries.unit_plans import UNIT_PLANS
from plans.services import unit_plans as services
from plans.services.filings import Clash
from plans.views.filings import PAGES, FilingPages, answer_closed, attach_all, load, load_to_write
from plans.workflow.unit_plans import filing_findings

PAGES[UNIT_PLANS.code] = FilingPages(
    content="plans/unit_plan_content.html",
    hint="Nhập nội dung và nhiệm vụ, hoặc đính kèm tệp kế hoạch đã ban hành.",
)


def unit_plan_edit(request, pk):
    """The officer's draft: text, tasks, files. Whatever goes wrong, the page comes back with everything typed."""
    unit_plan = load_to_write(request, pk, UNIT_PLANS)
    if unit_plan.state not in OWED:
        return answer_closed(request, unit_plan)
    if request.method != "POST":
        return page(request, "plans/unit_plan_edit.html", _edit(unit_plan, _draft(unit_plan), _tasks(unit_plan)))
    form, tasks = DraftForm(posted(request), posted_files(request)), TaskFormSet(posted(request), prefix="tasks")
    if form["press"].value() == "row":
        return page(request, "plans/unit_plan_edit.html", _edit(unit_plan, form, _one_more(request), errors=False))
    if not (form.is_valid() & tasks.is_valid()):
        return invalid(request, "plans/unit_plan_edit.html", _edit(unit_plan, form, tasks))
    kept = form.cleaned_data
    values, rows = _after_clash(request, unit_plan, {name: kept[name] for name in services.FIELDS}, tasks.rows())
    try:
        services.save_draft(
            unit_plan, version=kept["version"], values=values, tasks=rows, by=request.user, at=clock.now()
        )
    except Clash as clash:
        return _answer_clash(request, pk, form, tasks, str(clash))
    except Stale:
        return answer_closed(request, load(request, pk, UNIT_PLANS))
    return _after_save(request, unit_plan, kept)


def _after_save(request, unit_plan, kept):
    """The text is safe; now the files, each for itself, then the step if that was the button."""
    refused = attach_all(request, unit_plan, kept["files"])
    if refused:
        context = _edit(unit_plan, _draft(unit_plan), _tasks(unit_plan), file_errors=refused)
        messages.success(request, "Đã lưu nội dung bản nháp.")
        return invalid(request, "plans/unit_plan_edit.html", context)
    if kept["press"] == "submit":
        return redirect("plans:unit-plan-submit", unit_plan.pk)
    to = ("plans:unit-plan-edit", unit_plan.pk) if kept["press"] == "stay" or kept["files"] else (unit_plan,)
    return done(request, to[0], "Đã lưu nháp.", *to[1:])


def _draft(unit_plan):
    initial = {name: getattr(unit_plan, name) for name in services.FIELDS}
    if not unit_plan.version:
        initial["symbol"] = initial["symbol"] or f"KH-{unit_plan.unit.symbol}" * bool(unit_plan.unit.symbol)
        initial["title"] = initial["title"] or f"Kế hoạch công tác thi đua, khen thưởng năm {unit_plan.round.year}"
    return DraftForm(initial={**initial, "version": unit_plan.version})


def _tasks(unit_plan):
    rows = unit_plan.tasks.order_by("position", "pk").values("quarter", "text", "lead", "due_on")
    return TaskFormSet(prefix="tasks", initial=list(rows))


def _one_more(request):
    """The same rows with one empty row more; nothing is saved, nothing typed is lost."""
    data = posted(request).copy()
    count = TaskFormSet(data, prefix="tasks").total_form_count()
    data.update({"tasks-TOTAL_FORMS": str(count + 1)})
    data.setlist("tasks-TOTAL_FORMS", [str(count + 1)])
    return TaskFormSet(data, prefix="tasks")


def _edit(unit_plan, form, tasks, *, errors=True, file_errors=(), clash=(), clash_text=""):
    return {
        "unit_plan": unit_plan,
        "form": form,
        "tasks": tasks,
        "show_errors": errors and form.is_bound,
        "file_errors": file_errors,
        "files": unit_plan.attached(),
        "clash": clash,
        "clash_text": clash_text,
        "findings": filing_findings(unit_plan, on=clock.today()) if unit_plan.version else [],
    }


# Two people, one draft -------------------------------------------------------------------------------------------------
CLASH_FIELDS = ("title", "number", "symbol", "signed_on", "body", "tasks")


def _words(name, value):
    if name == "tasks":
        return "\n".join(queries.TaskLine(**row).line for row in value)
    return f"{value:%d/%m/%Y}" if name == "signed_on" and value else str(value or "")


def _stored(unit_plan, name):
    if name == "tasks":
        return list(unit_plan.tasks.order_by("position", "pk").values("quarter", "text", "lead", "due_on"))
    return getattr(unit_plan, name)


def _answer_clash(request, pk, form, tasks, text):
    """The page again: mine in the fields, both values side by side where they differ, the new version beneath."""
    unit_plan = load(request, pk, UNIT_PLANS)
    mine = {**{name: form.cleaned_data[name] for name in services.FIELDS}, "tasks": tasks.rows()}
    rows = []
    for name in CLASH_FIELDS:
        theirs = _words(name, _stored(unit_plan, name))
        if _words(name, mine[name]) != theirs:
            label = "Nhiệm vụ" if name == "tasks" else form.fields[name].label
            rows.append({"name": name, "label": label, "mine": _words(name, mine[name]), "theirs": theirs})
    data = form.data.copy()
    data.setlist("version", [str(unit_plan.version)])
    again = DraftForm(data)
    return invalid(
        request, "plans/unit_plan_edit.html", _edit(unit_plan, again, tasks, errors=False, clash=rows, clash_text=text)
    )


def _after_clash(request, unit_plan, values, rows):
    """Take the stored value where the person chose “Bản đang lưu” on the clash page."""
    keep = KeepForm(posted(request), fields=CLASH_FIELDS)
    if keep.is_valid():
        values = {name: _stored(unit_plan, name) if keep.theirs(name) else value for name, value in values.items()}
        rows = _stored(unit_plan, "tasks") if keep.theirs("tasks") else rows
    return values, rows


@require_POST
def unit_plan_autosave(request, pk):
    """Keep the long texts while they are typed; the answer is one line for the page."""
    unit_plan = load_to_write(request, pk, UNIT_PLANS)
    form = AutosaveForm(posted(request))
    problem, at = "Chưa lưu được: nội dung quá dài.", clock.now()
    if form.is_valid():
        kept, problem = form.cleaned_data, ""
        try:
            services.autosave(
                unit_plan, version=kept["version"], title=kept["title"], body=kept["body"], by=request.user, at=at
            )
        except Refused as refusal:
            problem = str(refusal)
    context = {"unit_plan": unit_plan, "saved_at": at, "problem": problem}
    return page(request, "plans/unit_plan_saved.html", context, partial="line")
