"""Pages of one unit's plan: the officer's draft, the head's confirmation, the standing body's answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted, posted_files
from core.models import StoredFile
from plans.forms.unit_plans import (
    AutosaveForm,
    CommentForm,
    DraftForm,
    KeepForm,
    ReasonForm,
    TabForm,
    TaskFormSet,
    VersionsForm,
)
from plans.models.unit_plans import OWED, UnitPlan
from plans.permissions.unit_plans import can_comment, can_review, can_write, is_inside
from plans.queries import unit_plans as queries
from plans.services import unit_plans as services
from plans.workflow.unit_plans import UNIT_PLAN, filing_findings
from units.enums import Role
from units.models import User
from units.queries import people_with
from units.rights import rights_of


def _load(request, pk):
    plans = UnitPlan.objects.visible_to(request.user).select_related("unit", "round__plan", "officer", "confirmed_by")
    return get_object_or_404(plans, pk=pk)


def _heads(unit_plan):
    ids = people_with(Role.HEAD, [unit_plan.unit_id], clock.today())[unit_plan.unit_id]
    return list(User.objects.filter(pk__in=ids).order_by("sort_key", "pk"))


# Reading -----------------------------------------------------------------------------------------------------------
def my_unit_plan(request):
    """The plans of the person's own units, the newest year first; straight to the plan when there is only one."""
    rights = rights_of(request.user)
    plans = list(queries.own_plans(request.user, rights))
    this_year = [p for p in plans if p.round.year == clock.today().year]
    if len(this_year) == 1 and len(plans) == 1:
        return redirect(this_year[0])
    below = UnitPlan.objects.visible_to(request.user).exclude(pk__in=[p.pk for p in plans])
    context = {"plans": queries.with_days(plans, on=clock.today()), "below": not rights.sees_all and below.exists()}
    return page(request, "plans/unit_plan_mine.html", context)


def unit_plan_detail(request, pk):
    """Content, files, comments or history of one plan."""
    unit_plan = _load(request, pk)
    tab = TabForm(request.GET).chosen()
    return page(request, "plans/unit_plan_detail.html", _detail(request, unit_plan, tab=tab, comment=CommentForm()))


def _detail(request, unit_plan, *, tab, comment):
    user, on = request.user, clock.today()
    content = queries.content_for(user, unit_plan)
    inside = is_inside(user, unit_plan)
    steps = list(queries.steps_for(user, unit_plan))
    comments = list(unit_plan.comments.select_related("by"))
    actions = [s for s in UNIT_PLAN.open_to(user, unit_plan) if s.action != "start"]
    writable = can_write(user, unit_plan) and unit_plan.state in OWED
    filed = queries.filings(unit_plan)
    base = unit_plan.get_absolute_url()
    labels = (
        ("noi-dung", "Nội dung", None),
        ("ho-so", "Hồ sơ kèm theo", len(content.files) if content else 0),
        ("y-kien", "Ý kiến", len(comments)),
        ("lich-su", "Lịch sử", len(steps)),
    )
    heads = _heads(unit_plan)
    preparing = inside and unit_plan.state in OWED and unit_plan.version
    findings = filing_findings(unit_plan, on=on) if preparing else []
    return {
        "unit_plan": unit_plan,
        "state": unit_plan.state if inside else unit_plan.outside_state,
        "state_label": unit_plan.get_state_display() if inside else unit_plan.outside_state.label,
        "content": content,
        "inside": inside,
        "reviewer": can_review(user),
        "tab": tab,
        "tab_list": [
            {"label": label, "url": f"{base}?tab={key}", "current": key == tab, "count": count}
            for key, label, count in labels
        ],
        "steps": steps,
        "saved_versions": list(unit_plan.history.select_related("history_user").order_by("-history_date")[:10])
        if inside and tab == "lich-su"
        else [],
        "comments": comments,
        "comment_form": comment if can_comment(user, unit_plan) else None,
        "secondary": [_button(s, unit_plan) for s in actions if s.action not in FORWARD],
        "primary": next((_button(s, unit_plan) for s in actions if s.action in FORWARD), None),
        "ready": not any(f.stops for f in findings) and bool(unit_plan.version),
        "writable": writable,
        "what_now": queries.what_now(user, unit_plan, heads=heads),
        "findings": findings,
        "extensions": list(queries.extensions_of(unit_plan)),
        "days_late": unit_plan.days_late(on=on),
        "filings": filed,
        "heads": heads,
    }


def unit_plan_versions(request, pk):
    """Two filings side by side."""
    unit_plan = _load(request, pk)
    filed = queries.filings(unit_plan)
    if not filed:
        raise PermissionDenied
    old, new = VersionsForm(request.GET).chosen(len(filed))
    return page(
        request,
        "plans/unit_plan_versions.html",
        {
            "unit_plan": unit_plan,
            "filings": list(enumerate(filed, 1)),
            "old": old,
            "new": new,
            "before": filed[old - 1],
            "after": filed[new - 1],
            "differences": queries.differences(filed[old - 1], filed[new - 1]),
        },
    )


# Writing -----------------------------------------------------------------------------------------------------------
def unit_plan_edit(request, pk):
    """The officer's draft: text, tasks, files. Whatever goes wrong, the page comes back with everything typed."""
    unit_plan = _load(request, pk)
    if not can_write(request.user, unit_plan):
        raise PermissionDenied
    if unit_plan.state not in OWED:
        return _answer_closed(request, unit_plan)
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
    except services.Clash as clash:
        return _answer_clash(request, pk, form, tasks, str(clash))
    except Stale:
        return _answer_closed(request, _load(request, pk))
    return _after_save(request, unit_plan, kept)


def _after_save(request, unit_plan, kept):
    """The text is safe; now the files, each for itself, then the step if that was the button."""
    refused = []
    for uploaded in kept["files"]:
        try:
            services.attach_file(unit_plan, uploaded, by=request.user, at=clock.now())
        except Refused as refusal:
            refused.append(f"{uploaded.name}: {refusal}")
    if refused:
        context = _edit(unit_plan, _draft(unit_plan), _tasks(unit_plan), file_errors=refused)
        messages.success(request, "Đã lưu nội dung bản nháp.")
        return invalid(request, "plans/unit_plan_edit.html", context)
    if kept["press"] == "submit":
        return redirect("plans:unit-plan-submit", unit_plan.pk)
    to = ("plans:unit-plan-edit", unit_plan.pk) if kept["press"] == "stay" or kept["files"] else (unit_plan,)
    return done(request, to[0], "Đã lưu nháp.", *to[1:])


def _answer_closed(request, unit_plan):
    why = queries.what_now(request.user, unit_plan, heads=_heads(unit_plan))
    return done(request, unit_plan, why or "Kế hoạch này không còn sửa được.", level=messages.WARNING)


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
    unit_plan = _load(request, pk)
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
    unit_plan = _load(request, pk)
    if not can_write(request.user, unit_plan):
        raise PermissionDenied
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


@require_POST
def unit_plan_file_remove(request, pk, uuid):
    """Take one file out of the draft."""
    unit_plan = _load(request, pk)
    if not can_write(request.user, unit_plan):
        raise PermissionDenied
    stored = get_object_or_404(StoredFile.objects.of(unit_plan), uuid=uuid)
    try:
        services.detach_file(unit_plan, stored, by=request.user, at=clock.now())
    except Refused as refusal:
        return done(request, unit_plan, str(refusal), level=messages.ERROR)
    return done(request, "plans:unit-plan-edit", f"Đã bỏ tệp “{stored.name}”.", unit_plan.pk)


@require_POST
def unit_plan_comment(request, pk):
    """Say something to the other side."""
    unit_plan = _load(request, pk)
    form = CommentForm(posted(request))
    if form.is_valid():
        try:
            services.comment(unit_plan, text=form.cleaned_data["text"], by=request.user, at=clock.now())
        except Refused as refusal:
            raise PermissionDenied from refusal
        return done(request, f"{unit_plan.get_absolute_url()}?tab=y-kien", "Đã gửi ý kiến.")
    return invalid(request, "plans/unit_plan_detail.html", _detail(request, unit_plan, tab="y-kien", comment=form))


# Steps -----------------------------------------------------------------------------------------------------------------
STEP_URLS = {
    "submit": "plans:unit-plan-submit",
    "withdraw": "plans:unit-plan-withdraw",
    "hand_back": "plans:unit-plan-hand-back",
    "confirm": "plans:unit-plan-confirm",
    "return": "plans:unit-plan-return",
    "accept": "plans:unit-plan-accept",
    "reopen": "plans:unit-plan-reopen",
}
FORWARD = ("submit", "confirm", "accept")


def _button(step, unit_plan):
    return {"label": step.label, "icon": step.icon, "url": reverse(STEP_URLS[step.action], args=[unit_plan.pk])}


def unit_plan_submit(request, pk):
    return _step(request, pk, "submit", services.submit, "Đã trình thủ trưởng.")


def unit_plan_withdraw(request, pk):
    return _step(request, pk, "withdraw", services.withdraw, "Đã rút về để sửa.")


def unit_plan_hand_back(request, pk):
    return _step(request, pk, "hand_back", services.hand_back, "Đã trả cán bộ sửa.")


def unit_plan_confirm(request, pk):
    return _step(request, pk, "confirm", services.confirm, "Đã nộp kế hoạch.")


def unit_plan_return(request, pk):
    return _step(request, pk, "return", services.return_plan, "Đã trả lại đơn vị.")


def unit_plan_accept(request, pk):
    return _step(request, pk, "accept", services.accept, "Đã tiếp nhận kế hoạch.")


def unit_plan_reopen(request, pk):
    return _step(request, pk, "reopen", services.reopen, "Đã mở lại để đơn vị sửa.")


def _step(request, pk, action, service, said):
    """Ask, then take the step. Pressed twice, the second answer is friendly and nothing happens twice."""
    unit_plan, step = _load(request, pk), UNIT_PLAN.steps[action]
    if not step.may(request.user, unit_plan):
        raise PermissionDenied
    if unit_plan.state == step.target:
        return _already(request, unit_plan)
    form = ReasonForm(posted(request)) if step.reason else None
    ready = unit_plan.state in step.sources
    problem = "" if ready else _why_not(request, unit_plan, step)
    if request.method == "POST" and ready and (form is None or form.is_valid()):
        reason = {"reason": form.cleaned_data["reason"]} if form else {}
        try:
            service(unit_plan, by=request.user, at=clock.now(), **reason)
        except Refused as refusal:
            unit_plan = _load(request, pk)
            if unit_plan.state == step.target:
                return _already(request, unit_plan)
            ready = unit_plan.state in step.sources
            problem = str(refusal) if ready else _why_not(request, unit_plan, step)
        else:
            return done(request, unit_plan, said)
    on = clock.today()
    context = {
        "unit_plan": unit_plan,
        "step": step,
        "form": form,
        "problem": problem,
        "question": QUESTIONS[action],
        "findings": filing_findings(unit_plan, on=on) if action in ("submit", "confirm") else [],
        "open": ready,
        "content": queries.content_for(request.user, unit_plan) if action == "confirm" else None,
        "action_url": request.path,
    }
    answer = invalid if request.method == "POST" else page
    return answer(request, "plans/unit_plan_step.html", context)


QUESTIONS = {
    "submit": "Trình kế hoạch này cho thủ trưởng xác nhận?",
    "withdraw": "Rút kế hoạch về để sửa?",
    "hand_back": "Trả kế hoạch cho cán bộ sửa?",
    "confirm": "Xác nhận và nộp kế hoạch này cho Ban TĐKT?",
    "return": "Trả kế hoạch lại cho đơn vị?",
    "accept": "Tiếp nhận kế hoạch này?",
    "reopen": "Mở lại kế hoạch đã tiếp nhận để đơn vị sửa?",
}


def _why_not(request, unit_plan, step):
    """One sentence; outside the unit it never tells that a draft waits for the head."""
    if why := queries.what_now(request.user, unit_plan, heads=_heads(unit_plan)):
        return why
    inside = is_inside(request.user, unit_plan)
    label = unit_plan.get_state_display() if inside else unit_plan.outside_state.label
    return f"Không thể “{step.label}” khi kế hoạch ở trạng thái “{label}”. Hãy tải lại trang."


def _already(request, unit_plan):
    label = unit_plan.get_state_display()
    return done(request, unit_plan, f"Kế hoạch đã ở trạng thái “{label}”, không cần bấm lại.", level=messages.INFO)
