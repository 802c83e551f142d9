"""Exemplars: board and list, one of them, its text, its steps, its public page."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from campaigns.forms.exemplars import (
    ExemplarFilter,
    FosteringForm,
    PublishForm,
    ReasonForm,
    RecogniseForm,
    StoryForm,
)
from campaigns.models import Exemplar
from campaigns.permissions.exemplars import (
    can_edit,
    can_edit_fostering,
    can_find,
    can_judge,
    can_see_targets,
    reads_whole,
)
from campaigns.queries.exemplars import (
    board,
    filter_choices,
    followers_of,
    listed,
    public_campaign,
    suggested_slug,
    with_everything,
)
from campaigns.services import exemplars as services
from campaigns.tables import exemplars as table
from campaigns.workflow.exemplars import EXEMPLAR, PUBLIC
from core import clock, journal
from core.errors import Refused, Stale
from core.findings import Level
from core.forms.clashes import said
from core.http import done, invalid, page, posted
from core.models import Transition
from core.sheets.pages import sheet_attachment
from core.text import fold
from plans.forms.steps import EmptyForm

ROWS = 30
MAIN = ("foster", "recognise", "spread")  # the steps forward; the others stand beside them


def visible(request, pk):
    return get_object_or_404(with_everything(Exemplar.objects.visible_to(request.user)), pk=pk)


def _wanted(request):
    """(filter form, what is wanted); an unreadable filter shows everything."""
    form = ExemplarFilter(request.GET, choices=filter_choices(request.user))
    wanted = dict(form.cleaned_data) if form.is_valid() else {}
    wanted["words"] = fold(wanted.get("q", ""))
    return form, wanted


@require_GET
def exemplar_list(request):
    """The board; one state as a list in pages."""
    form, wanted = _wanted(request)
    columns, numbers = board(request.user, wanted)
    state = wanted.get("state", "")
    rows = Paginator(listed(request.user, wanted), ROWS).get_page(wanted.get("page")) if state else None
    context = {
        "form": form,
        "columns": columns,
        "numbers": [{"state": s, "count": n, "current": s == state} for s, n in numbers.items() if n or s == state],
        "total": sum(numbers.values()),
        "chosen": state,
        "rows": rows,
        "narrowed": any(value for name, value in wanted.items() if name not in ("page", "words")),
        "may_find": can_find(request.user),
        "may_see_targets": can_see_targets(request.user),
    }
    return page(request, "campaigns/exemplar_list.html", context, partial="rows")


@require_GET
def exemplar_export(request):
    """The rows of the page's filter, in every state or the chosen one; journalled."""
    _, wanted = _wanted(request)
    rows = [table.row(exemplar, whole=reads_whole(request.user, exemplar)) for exemplar in listed(request.user, wanted)]
    journal.record("exemplar.export", by=request.user, at=clock.now(), detail={"rows": len(rows)})
    return sheet_attachment("Điển hình tiên tiến", table.COLUMNS, rows)


@require_GET
def exemplar_detail(request, pk):
    exemplar = visible(request, pk)
    whole = reads_whole(request.user, exemplar)
    steps, checks = _open_steps(request.user, exemplar)
    context = {
        "exemplar": exemplar,
        "whole": whole,
        "campaign": exemplar.campaign if whole else None,
        "campaign_name": public_campaign(exemplar),
        "may_edit": can_edit(request.user, exemplar),
        "may_edit_fostering": can_edit_fostering(request.user, exemplar),
        "may_publish": can_judge(request.user) and exemplar.state in PUBLIC,
        "steps": steps,
        "primary": next((step.action for step in reversed(steps) if step.action in MAIN), ""),
        "checks": checks,
        "transitions": Transition.objects.of(exemplar) if whole else [],
    }
    return page(request, "campaigns/exemplar_detail.html", context)


def _open_steps(user, exemplar):
    """(steps, findings): the steps to offer, the one forward last, and what is worth knowing before it."""
    steps, checks = [], []
    for step in EXEMPLAR.open_to(user, exemplar):
        steps.append(step)
        if step.action != "recognise":  # its page asks for what is lacking
            checks += [f for f in step.guard(exemplar, on=clock.today()) if f.level > Level.INFO]
    return sorted(steps, key=lambda step: step.action in MAIN), checks


# Writing ----------------------------------------------------------------------------------------------------------------
def exemplar_create(request):
    if not can_find(request.user):
        raise PermissionDenied
    form = StoryForm(posted(request), user=request.user, on=clock.today(), initial={"found_on": clock.today()})
    context = {"exemplar": None, "forms": [form], "version": "", "clash": ""}
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in services.STORY_FIELDS}
        try:
            exemplar = services.create_exemplar(by=request.user, at=clock.now(), **fields)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, exemplar, "Đã ghi điển hình.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "campaigns/exemplar_form.html", context)


def exemplar_edit(request, pk):
    """The whole text for those who may change it; for others of the unit only how it is fostered."""
    stored = visible(request, pk)
    if not can_edit_fostering(request.user, stored):
        raise PermissionDenied
    forms = _edit_forms(request, pk, stored)
    context = {"exemplar": stored, "forms": forms, "version": forms[-1]["version"].value(), "clash": ""}
    if request.method != "POST":
        return page(request, "campaigns/exemplar_form.html", context)
    valid = [form.is_valid() for form in forms]  # all are asked, so that all errors are told
    if not all(valid):
        return invalid(request, "campaigns/exemplar_form.html", context)
    fields = {name: form.cleaned_data[name] for form in forms for name in form.Meta.fields}
    if not _follower_fits(stored, fields):
        forms[-1].add_error("follower", "Người theo dõi không thuộc đơn vị mới. Hãy để trống rồi phân công lại.")
        return invalid(request, "campaigns/exemplar_form.html", context)
    version = forms[-1].cleaned_data["version"]
    try:
        services.update_exemplar(stored, version=version, by=request.user, at=clock.now(), **fields)
    except Stale as stale:
        latest = visible(request, pk)
        context |= {
            "exemplar": latest,
            "clash": str(stale),
            "differences": _differences(forms, latest),
            "version": latest.version,
        }
        return page(request, "campaigns/exemplar_form.html", context, status=409)
    except Refused as refusal:
        forms[0].add_error(None, str(refusal))
        return invalid(request, "campaigns/exemplar_form.html", context)
    return done(request, stored, "Đã lưu điển hình.")


def _edit_forms(request, pk, stored):
    """Forms over a copy each: checking input writes into the instance, and `stored` is what the service compares."""
    data, on = posted(request), clock.today()
    inner = FosteringForm(data, instance=visible(request, pk), on=on)
    if not can_edit(request.user, stored):
        return [inner]
    return [StoryForm(data, instance=visible(request, pk), user=request.user, on=on), inner]


def _follower_fits(stored, fields):
    """After a move to another unit, the follower must have a post there."""
    unit, follower = fields.get("unit", stored.unit), fields["follower"]
    if follower is None or unit == stored.unit:
        return True
    return followers_of(unit, on=clock.today()).filter(pk=follower.pk).exists()


def _differences(forms, latest):
    """Where the typed text differs from what somebody saved meanwhile: (label, theirs, mine) as people read them."""
    rows = []
    for form in forms:
        for name in form.Meta.fields:
            theirs, mine = getattr(latest, name), form.cleaned_data[name]
            if theirs != mine:
                field = form.fields[name]
                rows.append({"label": field.label, "before": said(field, theirs), "after": said(field, mine)})
    return rows


# Steps ------------------------------------------------------------------------------------------------------------------
def _step_form(request, step):
    if step.action == "recognise":
        return RecogniseForm(posted(request))
    return ReasonForm(posted(request)) if step.reason else EmptyForm(posted(request))


def exemplar_step(request, pk, action):
    """A page of its own asks (for the reason, for paper and day); POST takes the step."""
    exemplar = visible(request, pk)
    if action not in EXEMPLAR.steps:
        raise Http404
    if not EXEMPLAR.steps[action].may(request.user, exemplar):
        raise PermissionDenied
    step = next((s for s in EXEMPLAR.open_to(request.user, exemplar) if s.action == action), None)
    if step is None:
        return done(request, exemplar, f"Điển hình đang “{exemplar.get_state_display()}”, không cần làm lại bước này.")
    form = _step_form(request, step)
    context = {"exemplar": exemplar, "step": step, "form": form, "leaves": _leaves(exemplar, step)}
    if form.is_valid():
        try:
            services.take_exemplar_step(
                exemplar, action, by=request.user, at=clock.now(), **{k: form.cleaned_data[k] for k in form.fields}
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            context["exemplar"] = visible(request, pk)
        else:
            return done(request, exemplar, f"Đã thực hiện: {step.label}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "campaigns/exemplar_step.html", context)


def _leaves(exemplar, step):
    """Does this step take the public page away?"""
    return exemplar.published_at is not None and step.target not in PUBLIC


def _judged(request, pk):
    exemplar = visible(request, pk)
    if not can_judge(request.user, exemplar):
        raise PermissionDenied
    return exemplar


def exemplar_publish(request, pk):
    exemplar = _judged(request, pk)
    if exemplar.published_at is not None:
        return done(request, exemplar, "Điển hình này đã công khai.")
    form = PublishForm(
        posted(request),
        exemplar=exemplar,
        on=clock.today(),
        initial={"slug": exemplar.slug or suggested_slug(exemplar)},
    )
    if form.is_valid():
        try:
            services.publish_exemplar(exemplar, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, exemplar, "Đã công khai. Ai cũng đọc được trang này.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "campaigns/exemplar_publish.html", {"exemplar": exemplar, "form": form})


def exemplar_withdraw(request, pk):
    exemplar = _judged(request, pk)
    if exemplar.published_at is None:
        return done(request, exemplar, "Trang công khai đã được thu hồi.")
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            services.withdraw_exemplar(exemplar, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, exemplar, "Đã thu hồi trang công khai.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "campaigns/exemplar_withdraw.html", {"exemplar": exemplar, "form": form})
