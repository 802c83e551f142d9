"""Pages of one filing of any kind: reading, versions, comments, files, steps. `kind` comes from the address list.

What a kind shows of its own stands in `views.filing_pages`; writing it in `views.drafts`.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.models import StoredFile
from plans.forms.filings import CommentForm, ReasonForm, TabForm, VersionsForm
from plans.models.filings import OWED
from plans.permissions.filings import can_ask, can_comment, can_review, can_write, is_inside
from plans.queries import filings as queries
from plans.services import filings as services
from plans.views.filing_pages import PAGES
from units.enums import Role
from units.models import User
from units.queries import leads_ids, people_with
from units.rights import rights_of


def load(request, pk, kind):
    """The filing within what the person may see; 404 outside."""
    found = kind.model.objects.visible_to(request.user)
    return get_object_or_404(found.named().select_related(f"round__{kind.parent}", "officer", "confirmed_by"), pk=pk)


def heads_of(filing):
    """The people who confirm it, by name."""
    on = clock.today()
    ids = leads_ids(on) if filing.of_standing_body else people_with(Role.HEAD, [filing.unit_id], on)[filing.unit_id]
    return list(User.objects.filter(pk__in=ids).order_by("sort_key", "pk"))


def capital(words):
    return words[0].upper() + words[1:]


# Reading -----------------------------------------------------------------------------------------------------------
@require_safe
def mine(request, kind):
    """What the person's own units owe or filed, the newest year first; straight to it when there is only one."""
    rights = rights_of(request.user)
    own = list(queries.own_filings(kind, request.user, rights))
    if len(own) == 1 and own[0].round.year == clock.today().year:
        return redirect(own[0])
    below = kind.model.objects.visible_to(request.user).exclude(pk__in=[f.pk for f in own])
    context = {
        "filings": [(f, late, capital(f.what)) for f, late in queries.with_days(own, on=clock.today())],
        "noun": kind.noun,
        "trail": PAGES[kind.code].trail(None),
        "by_units": bool(kind.model.receiver),
        "below_url": kind.round_list_url if not rights.sees_all and below.exists() else "",
    }
    return page(request, "plans/filings/mine.html", context)


@require_safe
def detail(request, pk, kind):
    """Content, files, comments or history of one filing."""
    filing = load(request, pk, kind)
    tab = TabForm(request.GET).chosen()
    return page(request, "plans/filings/detail.html", _detail(request, filing, kind, tab=tab, comment=CommentForm()))


FORWARD = ("submit", "confirm", "accept")


def _detail(request, filing, kind, *, tab, comment):
    user, on, pages = request.user, clock.today(), PAGES[kind.code]
    content = queries.content_for(user, filing)
    inside = is_inside(user, filing)
    steps = list(queries.steps_for(user, filing))
    comments = list(filing.comments.select_related("by"))
    actions = [s for s in kind.workflow.open_to(user, filing) if s.action != "start"]
    writable = can_write(user, filing) and filing.state in OWED
    base = filing.get_absolute_url()
    labels = (
        ("noi-dung", "Nội dung", None),
        ("ho-so", "Hồ sơ kèm theo", len(content.files) if content else 0),
        ("y-kien", "Ý kiến", len(comments)),
        ("lich-su", "Lịch sử", len(steps)),
    )
    preparing = inside and filing.state in OWED and filing.version
    findings = kind.findings(filing, on=on) if preparing else []
    saved = inside and tab == "lich-su" and hasattr(filing, "history")
    return {
        "filing": filing,
        "pages": pages,
        "trail": pages.trail(filing.round),
        "round_name": pages.round_name(filing.round),
        "code": kind.code,
        "noun": kind.noun,
        "extra": pages.extra(filing),
        "urls": urls_of(kind, filing),
        "state": filing.state if inside else filing.outside_state,
        "state_label": filing.get_state_display() if inside else filing.outside_label,
        "content": content,
        "inside": inside,
        "reviewer": can_review(user, filing.round) and not filing.of_standing_body,
        "asks": can_ask(user, filing.round) and not filing.of_standing_body,
        "receiver": filing.round.receiver_name,
        "tab": tab,
        "tab_list": [
            {"label": label, "url": f"{base}?tab={key}", "current": key == tab, "count": count}
            for key, label, count in labels
        ],
        "steps": steps,
        "saved_versions": list(filing.history.select_related("history_user").order_by("-history_date")[:10])
        if saved
        else [],
        "comments": comments,
        "comment_form": comment if can_comment(user, filing) else None,
        "secondary": [_button(s, filing, kind) for s in actions if s.action not in FORWARD],
        "primary": next((_button(s, filing, kind) for s in actions if s.action in FORWARD), None),
        "ready": not any(f.stops for f in findings) and bool(filing.version),
        "writable": writable,
        "what_now": queries.what_now(user, filing, heads=(heads := heads_of(filing))),
        "findings": findings,
        "extensions": list(queries.extensions_of(filing)),
        "days_late": filing.days_late(on=on),
        "filings": queries.filings(filing),
        "heads": heads,
    }


def urls_of(kind, filing):
    """The addresses the common templates need."""
    return {
        "edit": kind.url("edit", filing.pk),
        "autosave": kind.url("autosave", filing.pk),
        "comment": kind.url("comment", filing.pk),
        "versions": kind.url("versions", filing.pk),
        "extend": kind.round_url("extend-one", filing.round, filing.pk),
        "remind": kind.round_url("remind", filing.round),
        "board": kind.round_url("board", filing.round),
        "mine": kind.mine_url,
    }


@require_safe
def versions(request, pk, kind):
    """Two filings of it side by side."""
    filing = load(request, pk, kind)
    filed = queries.filings(filing)
    if not filed:
        raise PermissionDenied
    old, new = VersionsForm(request.GET).chosen(len(filed))
    context = {
        "filing": filing,
        "trail": PAGES[kind.code].trail(filing.round),
        "filings": list(enumerate(filed, 1)),
        "old": old,
        "new": new,
        "before": filed[old - 1],
        "after": filed[new - 1],
        "differences": queries.differences(kind, filed[old - 1], filed[new - 1]),
    }
    return page(request, "plans/filings/versions.html", context)


# Writing -----------------------------------------------------------------------------------------------------------
def load_to_write(request, pk, kind):
    """The filing for its officer; 403 for everybody else who may see it."""
    filing = load(request, pk, kind)
    if not can_write(request.user, filing):
        raise PermissionDenied
    return filing


def answer_closed(request, filing):
    """It cannot be changed now: say why, on its page."""
    why = queries.what_now(request.user, filing, heads=heads_of(filing))
    noun = capital(filing.noun)
    return done(request, filing, why or f"{noun} này không còn sửa được.", level=messages.WARNING)


def attach_all(request, filing, uploads):
    """Store each uploaded file for itself; sentences about those that were refused."""
    refused = []
    for uploaded in uploads:
        try:
            services.attach_file(filing, uploaded, by=request.user, at=clock.now())
        except Refused as refusal:
            refused.append(f"{uploaded.name}: {refusal}")
    return refused


@require_POST
def file_remove(request, pk, uuid, kind):
    """Take one file out of the draft."""
    filing = load_to_write(request, pk, kind)
    stored = get_object_or_404(StoredFile.objects.of(filing), uuid=uuid)
    try:
        services.detach_file(filing, stored, by=request.user, at=clock.now())
    except Refused as refusal:
        return done(request, filing, str(refusal), level=messages.ERROR)
    return done(request, kind.url("edit", filing.pk), f"Đã bỏ tệp “{stored.name}”.")


@require_POST
def comment(request, pk, kind):
    """Say something to the other side."""
    filing = load(request, pk, kind)
    form = CommentForm(posted(request))
    if form.is_valid():
        try:
            services.comment(filing, text=form.cleaned_data["text"], by=request.user, at=clock.now())
        except Refused as refusal:
            raise PermissionDenied from refusal
        return done(request, f"{filing.get_absolute_url()}?tab=y-kien", "Đã gửi ý kiến.")
    context = _detail(request, filing, kind, tab="y-kien", comment=form)
    return invalid(request, "plans/filings/detail.html", context)


# Steps -----------------------------------------------------------------------------------------------------------------
SERVICES = {
    "submit": services.submit,
    "withdraw": services.withdraw,
    "hand_back": services.hand_back,
    "confirm": services.confirm,
    "return": services.give_back,
    "accept": services.accept,
    "reopen": services.reopen,
}
SAID = {
    "submit": "Đã trình thủ trưởng.",
    "withdraw": "Đã rút về để sửa.",
    "hand_back": "Đã trả cán bộ sửa.",
    "confirm": "Đã nộp {noun}.",
    "return": "Đã trả lại đơn vị.",
    "accept": "Đã tiếp nhận {noun}.",
    "reopen": "Đã mở lại để đơn vị sửa.",
}
QUESTIONS = {
    "submit": "Trình {noun} này cho thủ trưởng xác nhận?",
    "withdraw": "Rút {noun} về để sửa?",
    "hand_back": "Trả {noun} cho cán bộ sửa?",
    "confirm": "Xác nhận và nộp {noun} này cho {to}?",
    "return": "Trả {noun} lại cho đơn vị?",
    "accept": "Tiếp nhận {noun} này?",
    "reopen": "Mở lại {noun} đã tiếp nhận để đơn vị sửa?",
}
# The province's own goes from staff to the lead of the standing body.
SAID_IN_PROVINCE = {
    "submit": "Đã trình lãnh đạo Ban TĐKT.",
    "hand_back": "Đã trả chuyên viên sửa.",
    "confirm": "Đã xác nhận {noun} của tỉnh.",
    "return": "Đã trả chuyên viên sửa.",
}
QUESTIONS_IN_PROVINCE = {
    "submit": "Trình {noun} này cho lãnh đạo Ban TĐKT xác nhận?",
    "hand_back": "Trả {noun} cho chuyên viên sửa?",
    "confirm": "Xác nhận {noun} này của tỉnh? Xác nhận xong thì phát hành được.",
    "return": "Trả {noun} lại cho chuyên viên sửa?",
}


def _words(filing, action, common, in_province):
    said = in_province.get(action, common[action]) if filing.of_standing_body else common[action]
    return said.format(noun=filing.noun, to=filing.round.receiver_name)


def _button(taken, filing, kind):
    return {
        "label": taken.worded(filing).label,
        "icon": taken.icon,
        "url": kind.url(taken.action.replace("_", "-"), filing.pk),
    }


def step(request, pk, kind, action):
    """Ask, then take the step. Pressed twice, the second answer is friendly and nothing happens twice."""
    filing = load(request, pk, kind)
    taken = kind.workflow.steps[action].worded(filing)
    if not taken.may(request.user, filing):
        raise PermissionDenied
    if filing.state == taken.target:
        return _already(request, filing)
    form = ReasonForm(posted(request)) if taken.reason else None
    ready = filing.state in taken.sources
    problem = "" if ready else _why_not(request, filing, taken)
    if request.method == "POST" and ready and (form is None or form.is_valid()):
        reason = {"reason": form.cleaned_data["reason"]} if form else {}
        try:
            SERVICES[action](filing, by=request.user, at=clock.now(), **reason)
        except Refused as refusal:
            filing = load(request, pk, kind)
            if filing.state == taken.target:
                return _already(request, filing)
            ready = filing.state in taken.sources
            problem = str(refusal) if ready else _why_not(request, filing, taken)
        else:
            return done(request, filing, _words(filing, action, SAID, SAID_IN_PROVINCE))
    context = {
        "filing": filing,
        "trail": PAGES[kind.code].trail(filing.round),
        "noun": kind.noun,
        "step": taken,
        "form": form,
        "problem": problem,
        "question": _words(filing, action, QUESTIONS, QUESTIONS_IN_PROVINCE),
        "findings": kind.findings(filing, on=clock.today()) if action in ("submit", "confirm") else [],
        "open": ready,
        "action_url": request.path,
    }
    answer = invalid if request.method == "POST" else page
    return answer(request, "plans/filings/step.html", context)


def _why_not(request, filing, taken):
    """One sentence; outside the unit it never tells that a draft waits for the head."""
    if why := queries.what_now(request.user, filing, heads=heads_of(filing)):
        return why
    inside = is_inside(request.user, filing)
    label = filing.get_state_display() if inside else filing.outside_label
    return f"Không thể “{taken.label}” khi {filing.noun} ở trạng thái “{label}”. Hãy tải lại trang."


def _already(request, filing):
    label, noun = filing.get_state_display(), capital(filing.noun)
    return done(request, filing, f"{noun} đã ở trạng thái “{label}”, không cần bấm lại.", level=messages.INFO)
