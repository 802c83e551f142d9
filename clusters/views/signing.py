"""Signing the covenant: one's own, at the ceremony on somebody else's device, on paper; and ending it."""

from django.contrib.auth import authenticate
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from clusters.enums import CovenantState, MemberRole, SignMethod
from clusters.forms.covenants import CeremonySignForm, PaperSignForm, ReasonAskedForm, SignForm
from clusters.permissions.clusters import speaks_for
from clusters.permissions.covenants import can_conclude
from clusters.queries import covenants as queries
from clusters.services import signing as services
from clusters.views.covenants import covenant_or_404
from clusters.views.loading import visible
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.markup import to_html
from units.enums import Role
from units.signin import vouch

TEMPLATE = "clusters/covenant_sign.html"
WRONG_PASSWORD = "Mật khẩu không đúng."


def _member(year, pk):
    """A member of the year, also one that has left."""
    membership = get_object_or_404(year.memberships.select_related("unit", "outside"), pk=pk)
    membership.year = year
    return membership


def _lacking(covenant, membership):
    """Who would be missing if this member signs now and is the one who signs last."""
    if membership.role != MemberRole.HEAD:
        return []
    return [one for one in queries.missing(covenant) if one.pk != membership.pk]


def _early(request, covenant, membership, to):
    """The answer where there is nothing to sign any more, or None."""
    if membership.left_on is not None:
        return done(request, to, services.GONE.format(membership))
    if membership.pk in queries.valid_signatures(covenant):
        return done(request, to, f"{membership} đã ký, không cần ký lại.")
    if covenant.state != CovenantState.SIGNING:
        return done(request, to, services.NOT_OPEN)
    return None


def _context(covenant, membership, lacking, form, how):
    campaigns, indicators = queries.parts_of(covenant)
    return {
        "year": covenant.year,
        "covenant": covenant,
        "membership": membership,
        "lacking": lacking,
        "form": form,
        "how": how,
        "text": to_html(covenant.content),
        "campaigns": campaigns,
        "indicators": indicators,
        "table": queries.table_for(covenant),
    }


def _answer(request, context):
    answer = invalid if context["form"].is_bound else page
    return answer(request, TEMPLATE, context)


@sensitive_post_parameters("password")
@never_cache
def covenant_sign(request, pk, member):
    """The head signs with the password, which counts towards the lockout when it is wrong."""
    year = visible(request, pk)
    membership = _member(year, member)
    if not speaks_for(request.user, membership, Role.HEAD):
        raise PermissionDenied
    covenant = queries.stored_covenant(year)
    if early := _early(request, covenant, membership, reverse("clusters:covenant-detail", args=[year.pk])):
        return early
    lacking = _lacking(covenant, membership)
    form = SignForm(posted(request), initial={"digest": covenant.digest}, asks=bool(lacking))
    if form.is_valid():
        typed = form.cleaned_data["password"]
        if authenticate(request, username=request.user.get_username(), password=typed) != request.user:
            form.add_error("password", WRONG_PASSWORD)
        elif _signed(form, covenant, membership, person=request.user, by=request.user):
            return done(request, covenant, "Đã ký giao ước.")
    return _answer(request, _context(covenant, membership, lacking, form, "own"))


def _signed(form, covenant, membership, *, person, by, method=SignMethod.OWN):
    try:
        services.sign_covenant(
            covenant,
            membership,
            person=person,
            digest=form.cleaned_data["digest"],
            method=method,
            reason=form.given_reason,
            by=by,
            at=clock.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


# The ceremony ---------------------------------------------------------------------------------------------------------
def _concluding(request, pk):
    covenant = covenant_or_404(request, pk)
    if not can_conclude(request.user, covenant):
        raise PermissionDenied
    return covenant


@require_safe
@never_cache
def covenant_ceremony(request, pk):
    """The grid in large letters; each head signs at this device."""
    covenant = _concluding(request, pk)
    if covenant.state == CovenantState.DRAFT:
        return done(request, covenant, services.NOT_OPEN)
    boxes = queries.boxes(covenant, request.user, on=clock.today())
    context = {
        "year": covenant.year,
        "covenant": covenant,
        "boxes": boxes,
        "signed": sum(box.signature is not None for box in boxes),
    }
    return page(request, "clusters/covenant_ceremony.html", context)


@sensitive_post_parameters("password", "token")
@never_cache
def covenant_ceremony_sign(request, pk, member):
    """A head gives account and password here without the session of this device becoming theirs."""
    covenant = _concluding(request, pk)
    membership = _member(covenant.year, member)
    if early := _early(request, covenant, membership, _ceremony(covenant)):
        return early
    lacking = _lacking(covenant, membership)
    form = CeremonySignForm(posted(request), initial={"digest": covenant.digest}, asks=bool(lacking))
    if form.is_valid():
        typed = form.cleaned_data
        person, field, said = vouch(
            request, username=typed["username"], password=typed["password"], token=typed["token"]
        )
        if person is None:
            form.add_error(field, said)
        elif _signed(form, covenant, membership, person=person, by=request.user, method=SignMethod.CEREMONY):
            return done(request, _ceremony(covenant), f"{membership} đã ký.")
    return _answer(request, _context(covenant, membership, lacking, form, "ceremony"))


def _ceremony(covenant):
    return reverse("clusters:covenant-ceremony", args=[covenant.year_id])


def covenant_paper_sign(request, pk, member):
    """Somebody signed on paper: name and post are recorded."""
    covenant = _concluding(request, pk)
    membership = _member(covenant.year, member)
    if early := _early(request, covenant, membership, covenant):
        return early
    lacking = _lacking(covenant, membership)
    form = PaperSignForm(posted(request), initial={"digest": covenant.digest}, asks=bool(lacking))
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "title", "digest")}
        try:
            services.record_paper_signature(
                covenant, membership, **values, reason=form.given_reason, by=request.user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, covenant, f"Đã ghi {membership} ký trên giấy.")
    return _answer(request, _context(covenant, membership, lacking, form, "paper"))


def covenant_conclude(request, pk):
    """End the signing; members that are missing are named, and then a reason is asked for."""
    covenant = _concluding(request, pk)
    if covenant.state != CovenantState.SIGNING:
        return done(request, covenant, f"Giao ước {covenant.get_state_display().lower()}, không cần làm lại bước này.")
    lacking = queries.missing(covenant)
    form = ReasonAskedForm(posted(request), asks=bool(lacking))
    if form.is_valid():
        try:
            services.conclude_signing(covenant, reason=form.given_reason, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, covenant, "Đã ký xong giao ước. Bảng điểm được chốt, bản ký đã lưu.")
    context = {"year": covenant.year, "covenant": covenant, "lacking": lacking, "form": form}
    return (invalid if form.is_bound else page)(request, "clusters/covenant_conclude.html", context)
