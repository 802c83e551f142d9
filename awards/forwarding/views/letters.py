"""The list of letters and of their lines, one letter, its head, its steps, its files."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.views.decorators.http import require_POST, require_safe

from awards.forwarding import queries
from awards.forwarding.enums import ForwardingState, Outcome
from awards.forwarding.forms import DRAFTS, ForwardingFilter, HeadForm, ReasonForm
from awards.forwarding.permissions import can_answer, can_keep, can_see_forwardings, can_write
from awards.forwarding.services import letters as services
from awards.forwarding.views.loading import kept, visible
from awards.forwarding.workflow import FORWARDING
from awards.law.enums import RecipientKind
from core import clock, files
from core.errors import Refused, Stale
from core.findings import Level
from core.forms.clashes import said
from core.http import done, invalid, page, posted, posted_files
from core.models import Transition
from core.text import fold
from plans.forms.steps import EmptyForm, UploadForm

ROWS = 30


@require_safe
def forwarding_list(request):
    """Letters, or with one outcome the lines that have it; each number opens the list it counts."""
    if not can_see_forwardings(request.user):
        raise PermissionDenied
    form = ForwardingFilter(request.GET, years=queries.years_of(request.user))
    wanted = dict(form.cleaned_data) if form.is_valid() else {}
    wanted["words"], show = fold(wanted.get("q", "")), wanted.get("show", "")
    letters, drafts, outcomes = queries.numbers(request.user, wanted)
    figure = wanted.get("figure")
    by_line = show in Outcome or figure is not None
    if by_line:
        found = queries.lines_listed(request.user, {**wanted, "outcome": show if show in Outcome else ""})
    else:
        found = queries.letters_listed(request.user, wanted, drafts=show == DRAFTS)
    rows = Paginator(found, ROWS).get_page(wanted.get("page"))
    if by_line:
        for line in rows:
            line.days = _days(line, clock.today())
    context = {
        "form": form,
        "chips": _chips(show, letters, drafts, outcomes, lines=figure is not None),
        "rows": rows,
        "by_line": by_line,
        "show": show,
        "figure": figure,
        "narrowed": bool(wanted["words"] or wanted.get("year") or show or figure),
        "may_keep": can_keep(request.user),
    }
    return page(request, "awards/forwarding_list.html", context, partial="rows")


def _chips(show, letters, drafts, outcomes, *, lines):
    """What can be opened, with its number; an outcome nobody got is left out unless one stands on it. lines: letters are not
    listed."""
    chips = [("", "Mọi đề nghị", sum(outcomes.values()))] if lines else [("", "Tờ trình", letters)]
    if not lines and (drafts or show == DRAFTS):
        chips.append((DRAFTS, ForwardingState.DRAFT.label, drafts))
    chips += [(outcome.value, outcome.label, n) for outcome, n in outcomes.items() if n or show == outcome]
    return [{"value": value, "label": label, "count": n, "current": value == show} for value, label, n in chips]


def _days(line, on):
    """Whole days a line has waited since the day of its letter; None once it is answered or before it is sent."""
    if line.outcome != Outcome.WAITING or line.forwarding.state != ForwardingState.SENT:
        return None
    return (on - line.forwarding.dated).days


@require_safe
def forwarding_detail(request, pk):
    return page(request, "awards/forwarding_detail.html", _detail(request, visible(request, pk)))


def _detail(request, forwarding, upload=None):
    user, on = request.user, clock.today()
    lines = queries.lines_of(forwarding)
    may_answer = can_answer(user, forwarding)
    found = queries.answers_in_book(lines) if may_answer else {}
    for line in lines:
        line.days, line.found = _days(line, on), found.get(line.pk, [])[:1]
    steps = FORWARDING.open_to(user, forwarding)
    if any(line.outcome != Outcome.WAITING for line in lines):
        steps = [step for step in steps if step.action != "reopen"]
    outcomes = [(outcome, sum(line.outcome == outcome for line in lines)) for outcome in Outcome]
    return {
        "forwarding": forwarding,
        "lines": lines,
        "groups": [group for kind in RecipientKind if (group := _group(kind, lines))],
        "outcomes": [(outcome, n) for outcome, n in outcomes if n] if forwarding.state != ForwardingState.DRAFT else [],
        "days": (on - forwarding.dated).days if forwarding.state == ForwardingState.SENT else None,
        "found": len(queries.certain_answers(lines)) if any(found.values()) else 0,
        "may_keep": can_keep(user, forwarding),
        "may_write": can_write(user, forwarding),
        "may_answer": may_answer,
        "steps": steps,
        "checks": _checks(forwarding, steps, on),
        "upload": upload or UploadForm(),
        **files.listing(forwarding, user),
        "transitions": Transition.objects.of(forwarding),
    }


def _group(kind, lines):
    """Lines of one kind of recipient with its label; None when there is none."""
    own = [line for line in lines if line.kind == kind]
    return {"kind": kind.value, "label": kind.label, "lines": own} if own else None


def _checks(forwarding, steps, on):
    """What is worth knowing before the letter is sent."""
    guards = [step.guard for step in steps if step.action == "send"]
    return [f for guard in guards for f in guard(forwarding, on=on) if f.level > Level.INFO]


# Writing ----------------------------------------------------------------------------------------------------------------
def forwarding_create(request):
    if not can_keep(request.user):
        raise PermissionDenied
    form = HeadForm(posted(request), initial={"symbol": "TTr-UBND", "dated": clock.today()})
    if form.is_valid():
        try:
            made = services.create_forwarding(by=request.user, at=clock.now(), **form.head)
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            return done(request, made, "Đã nhập tờ trình. Hãy thêm danh sách đề nghị.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_form.html", {"forwarding": None, "form": form, "clash": []})


def forwarding_edit(request, pk):
    """A clash shows, field by field, what somebody saved meanwhile; saving again writes what was typed."""
    forwarding = kept(request, pk)
    if not can_write(request.user, forwarding):
        return done(request, forwarding, services.CLOSED)
    initial = {name: getattr(forwarding, name) for name in (*services.HEAD, "version")}
    form = HeadForm(posted(request), initial=initial)
    context = {"forwarding": forwarding, "form": form, "clash": []}
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.update_forwarding(
                forwarding, version=-1 if version is None else version, by=request.user, at=clock.now(), **form.head
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            latest = visible(request, pk)
            context |= {"forwarding": latest, "clash": clash(form, latest)}
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            return done(request, forwarding, "Đã lưu tờ trình.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_form.html", context)


def clash(form, latest):
    """Where what was typed differs from what somebody saved meanwhile; the form goes on from the latest version."""
    form.data = form.data.copy()
    form.data["version"] = latest.version
    rows = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        mine, theirs = form.cleaned_data.get(name), getattr(latest, name)
        if (mine or None) != (theirs or None):
            rows.append({"label": field.label, "theirs": said(field, theirs), "mine": said(field, mine)})
    return rows


def forwarding_remove(request, pk):
    forwarding = kept(request, pk)
    if not can_write(request.user, forwarding):
        return done(request, forwarding, services.CLOSED)
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            services.remove_forwarding(forwarding, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "awards:forwarding-list", f"Đã xóa {str(forwarding).lower()}.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/forwarding_remove.html", {"forwarding": forwarding, "form": form})


def forwarding_step(request, pk, action):
    """A page of its own asks, with what the law would look at twice; POST takes the step."""
    forwarding = kept(request, pk)
    if action not in FORWARDING.steps:
        raise Http404
    step = next((s for s in FORWARDING.open_to(request.user, forwarding) if s.action == action), None)
    if step is None:
        return done(
            request, forwarding, f"Tờ trình đang “{forwarding.get_state_display()}”, không cần làm lại bước này."
        )
    form = ReasonForm(posted(request)) if step.reason else EmptyForm(posted(request))
    checks = [f for f in step.guard(forwarding, on=clock.today()) if f.level > Level.INFO]
    if form.is_valid():
        try:
            services.take_forwarding_step(forwarding, action, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, forwarding, f"Đã thực hiện: {step.label.lower()}.")
    answer = invalid if form.is_bound else page
    context = {"forwarding": forwarding, "step": step, "form": form, "checks": checks}
    return answer(request, "awards/forwarding_step.html", context)


@require_POST
def forwarding_file(request, pk):
    forwarding = kept(request, pk)
    form = UploadForm(posted(request), posted_files(request))
    if form.is_valid():
        try:
            services.attach_file(forwarding, form.cleaned_data["file"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return done(request, forwarding, "Đã tải tệp lên.")
    return invalid(request, "awards/forwarding_detail.html", _detail(request, forwarding, upload=form))
