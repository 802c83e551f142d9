"""Lines: the whole book; adding, editing, removing one while a decision is typed in; correcting and revoking after."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from awards.law.enums import RecipientKind
from awards.registry.enums import GrantState
from awards.registry.forms.decisions import PaperForm
from awards.registry.forms.grants import ChooseForm, CorrectForm, GrantFilter, LineForm, NewLineForm
from awards.registry.models import Grant, Recipient
from awards.registry.permissions import can_keep
from awards.registry.queries import decisions as decision_queries
from awards.registry.queries import grants as queries
from awards.registry.queries import recipients as recipient_queries
from awards.registry.services import decisions as services
from awards.registry.services import recipients as recipient_services
from awards.registry.views.decisions import draft_of, kept
from awards.registry.views.differences import differences
from awards.registry.views.paging import paged
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted
from core.text import fold
from plans.forms.steps import EmptyForm
from units.models import Unit

ROWS, MOST = 50, 12


def asked_for(request):
    """(filter form, what is wanted) of the address; an unreadable filter shows the whole book."""
    form = GrantFilter(request.GET, years=decision_queries.years(request.user), user=request.user)
    wanted = dict(form.cleaned_data) if form.is_valid() else {}
    wanted["words"] = fold(wanted.get("q", ""))
    return form, wanted


@require_safe
def grant_list(request):
    form, wanted = asked_for(request)
    states, kinds = queries.numbers(request.user, wanted)
    state, kind = wanted.get("state", ""), wanted.get("kind", "")
    in_state = sum(kinds.values())
    count = kinds[RecipientKind(kind)] if kind else in_state
    context = {
        "form": form,
        "rows": paged(queries.ByDecision(queries.listed(request.user, wanted)), ROWS, wanted.get("page"), count=count),
        "states": [(one, states[one], one == state) for one in GrantState if states[one] or one == state],
        "book": states[""],
        "kinds": [(one, n, one == kind) for one, n in kinds.items() if n or one == kind],
        "in_state": in_state,
        "chosen": {"state": state, "kind": kind, "figure": wanted.get("figure")},
        "narrowed": any(value for name, value in wanted.items() if name not in ("page", "words")),
        "may_keep": can_keep(request.user),
    }
    return page(request, "awards/grant_list.html", context, partial="rows")


# Adding -------------------------------------------------------------------------------------------------------------------
def grant_add(request, pk):
    """First whom, found or new, then what the paper says; what was given before is told on the way."""
    decision = kept(request, pk)
    if closed := draft_of(request, decision):
        return closed
    choose = ChooseForm(request.GET)
    chosen = choose.cleaned_data if choose.is_valid() else {}
    if chosen.get("nguoi"):
        return _add_known(request, decision, chosen["nguoi"])
    if chosen.get("moi"):
        return _add_new(request, decision, chosen)
    words = chosen.get("q", "")
    context = {"decision": decision, "choose": choose, "words": words, "kinds": RecipientKind}
    context |= _matches(request, decision, words)
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/grant_choose.html", context)


def _matches(request, decision, words):
    """Recipients and units of the tree that fit the words; a unit with a record of its own stands among the recipients."""
    folded = fold(words)
    if not folded:
        return {"found": [], "more": False, "units": []}
    people = list(recipient_queries.found(request.user, {"words": folded})[: MOST + 1])
    units = Unit.objects.in_force(decision.decided_on).search(folded).select_related("parent").in_order()[:MOST]
    known = set(Recipient.objects.filter(body__in=[unit.pk for unit in units]).values_list("body", flat=True))
    return {
        "found": recipient_queries.shown(request.user, people[:MOST]),
        "more": len(people) > MOST,
        "units": [unit for unit in units if unit.pk not in known],
    }


def _like_last(decision):
    """What most lines of one list share, as the line typed before says it."""
    return decision.grants.order_by("-pk").values("award", "cause", "period").first() or {}


def _add_known(request, decision, recipient):
    initial = {
        **_like_last(decision),
        "name": recipient.name, "title": recipient.title, "workplace": recipient.workplace, "unit": recipient.unit_id,
        "is_enterprise": recipient.is_enterprise,
    }  # fmt: skip
    form = LineForm(
        posted(request), initial=initial, kind=recipient.kind, decision=decision, on=clock.today(),
        also=[recipient.unit_id, recipient.body_id],
    )  # fmt: skip
    context = {"decision": decision, "form": form, "recipient": recipient, "kind": RecipientKind(recipient.kind)}
    if form.is_valid():
        context["repeats"] = _repeats(request, decision, recipient, form)
        if form.cleaned_data["anyway"] or not context["repeats"]:
            try:
                services.add_grant(decision, recipient, by=request.user, at=clock.now(), **form.line())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return _added(request, decision, recipient)
    return _add_page(request, context)


def _repeats(request, decision, recipient, form):
    period = form.cleaned_data["period"]
    return queries.repeats(request.user, recipient, form.award_found, decision=decision, period=period)


def _add_new(request, decision, chosen):
    kind, unit = RecipientKind(chosen["moi"]), chosen.get("don_vi")
    initial = {**_like_last(decision), "name": unit.name if unit else chosen.get("q", ""), "unit": unit, "body": unit}
    form = NewLineForm(posted(request), initial=initial, kind=kind, decision=decision, on=clock.today())
    context = {"decision": decision, "form": form, "recipient": None, "kind": kind}
    if form.is_valid():
        record, number, seen = form.record(), form.cleaned_data.get("id_number", ""), form.cleaned_data["seen"]
        found = recipient_services.alike(record, number)
        if not found or (form.cleaned_data["anyway"] and seen.issuperset(one.pk for one in found)):
            try:
                made = services.add_new(
                    decision, record=record, id_number=number, but=seen, by=request.user, at=clock.now(), **form.line()
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
                found = recipient_services.alike(record, number)
            else:
                return _added(request, decision, made.recipient)
        context["alike"] = recipient_queries.shown(request.user, found[:MOST])
        context["seen"] = " ".join(str(one.pk) for one in found)
    return _add_page(request, context)


def _added(request, decision, recipient):
    return done(
        request, "awards:grant-add", f"Đã ghi {recipient.name}. Ghi tiếp dòng khác, hoặc về quyết định.", decision.pk
    )


def _add_page(request, context):
    """The line's form; what the recipient has already stands beside it."""
    known = context["recipient"]
    context["before"] = recipient_queries.shown(request.user, [known])[0].honours if known else []
    context |= {"grant": None, "version": ""}
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/grant_form.html", context)


# Editing ------------------------------------------------------------------------------------------------------------------
def _loaded(request, pk):
    """The line of a decision the person may read (404), for those who keep the book (403)."""
    rows = Grant.objects.visible_to(request.user).select_related("decision", "recipient", "unit")
    grant = get_object_or_404(rows, pk=pk)
    if not can_keep(request.user):
        raise PermissionDenied
    return grant


def grant_edit(request, pk):
    stored = _loaded(request, pk)
    if closed := draft_of(request, stored.decision):
        return closed
    form = LineForm(
        posted(request), instance=_loaded(request, pk), kind=stored.kind, decision=stored.decision, on=clock.today(),
        also=[stored.recipient.unit_id],
    )  # fmt: skip
    context = {"decision": stored.decision, "form": form, "recipient": stored.recipient, "kind": stored.kind}
    context |= {"grant": stored, "version": form["version"].value(), "before": []}
    if request.method != "POST":
        return page(request, "awards/grant_form.html", context)
    if not form.is_valid():
        return invalid(request, "awards/grant_form.html", context)
    if stored.award != form.cleaned_data["award"]:
        context["repeats"] = _repeats(request, stored.decision, stored.recipient, form)
        if context["repeats"] and not form.cleaned_data["anyway"]:
            return invalid(request, "awards/grant_form.html", context)
    try:
        services.update_grant(
            stored, version=form.cleaned_data["version"], by=request.user, at=clock.now(), **form.line()
        )
    except Stale as stale:
        return _clash(request, pk, form, context, stale, "awards/grant_form.html")
    except Refused as refusal:
        form.add_error(None, str(refusal))
        context["grant"] = _loaded(request, pk)
        return invalid(request, "awards/grant_form.html", context)
    return done(request, stored.decision, f"Đã lưu dòng của {stored.name}.")


def _clash(request, pk, form, context, stale, template):
    """The page again with both wordings, or the way back when the line can no longer be written at all."""
    latest = Grant.objects.filter(pk=pk).select_related("decision", "recipient", "unit").first()
    if latest is None or latest.decision.state != context["decision"].state or latest.revoked_on:
        return done(request, context["decision"], str(stale), level=messages.WARNING)
    context |= {"grant": latest, "version": latest.version, "clash": str(stale)}
    context["differences"] = differences(form, latest, services.LINE)
    return page(request, template, context, status=409)


def grant_remove(request, pk):
    """A page of its own asks first."""
    grant = _loaded(request, pk)
    if closed := draft_of(request, grant.decision):
        return closed
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            services.remove_grant(grant, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, grant.decision, f"Đã bỏ dòng của {grant.name}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/grant_remove.html", {"grant": grant, "form": form})


# After entering -----------------------------------------------------------------------------------------------------------
def _standing(request, grant):
    """None while the award holds; else the answer that leads back to its decision."""
    if grant.standing == GrantState.STANDING:
        return None
    said = f"Dòng của {grant.name} đang “{grant.standing.label}” nên không đính chính, thu hồi được."
    return done(request, grant.decision, said, level=messages.WARNING)


def grant_correct(request, pk):
    stored = _loaded(request, pk)
    if closed := _standing(request, stored):
        return closed
    form = CorrectForm(
        posted(request), instance=_loaded(request, pk), kind=stored.kind, decision=stored.decision, on=clock.today(),
        also=[stored.recipient.unit_id],
    )  # fmt: skip
    context = {"decision": stored.decision, "grant": stored, "form": form, "version": form["version"].value()}
    if request.method != "POST":
        return page(request, "awards/grant_correct.html", context)
    if not form.is_valid():
        return invalid(request, "awards/grant_correct.html", context)
    data = form.cleaned_data
    try:
        services.correct_grant(
            stored, version=data["version"], paper=data["paper"], dated=data["dated"], reason=data["reason"],
            by=request.user, at=clock.now(), **form.line(),
        )  # fmt: skip
    except Stale as stale:
        return _clash(request, pk, form, context, stale, "awards/grant_correct.html")
    except Refused as refusal:
        form.add_error(None, str(refusal))
        context["grant"] = _loaded(request, pk)
        return invalid(request, "awards/grant_correct.html", context)
    return done(request, stored.decision, f"Đã đính chính dòng của {stored.name}.")


def grant_revoke(request, pk):
    grant = _loaded(request, pk)
    if closed := _standing(request, grant):
        return closed
    form = PaperForm(posted(request))
    if form.is_valid():
        try:
            services.revoke_grant(grant, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, grant.decision, f"Đã ghi thu hồi khen thưởng của {grant.name}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/grant_revoke.html", {"grant": grant, "form": form})
