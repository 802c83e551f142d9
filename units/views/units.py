"""Units: list, tree, one unit, founding, correcting."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core import clock, text
from core.errors import Refused
from core.http import done, invalid, page, posted
from units import queries
from units.forms.units import CorrectUnitForm, NewUnitForm, UnitFilterForm
from units.models import Unit
from units.permissions import appointments_visible_to, can_manage_accounts, can_manage_units, can_see_people
from units.services import units as services
from units.views.gates import only

PER_PAGE = 50


def filtered(request):
    """(units as of the day, filter form, day): one door for list, count and export."""
    today = clock.today()
    form = UnitFilterForm(request.GET or None, on=today)
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    on = given.get("on") or today
    units = Unit.objects.visible_to(request.user).as_of(on)
    if given.get("q"):
        units = units.search(text.fold(given["q"]))
    if given.get("kind"):
        units = units.filter(kind=given["kind"])
    if given.get("parent"):
        units = units.within([given["parent"].path]).exclude(pk=given["parent"].pk)
    return units.in_order(), form, on


@require_safe
def unit_list(request):
    units, form, on = filtered(request)
    shown = Paginator(units, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "on": on,
        "other_day": on if on != clock.today() else None,
        "page": shown,
        "may_manage": can_manage_units(request.user),
    }
    return page(request, "units/unit_list.html", context, partial="rows")


@require_safe
def unit_tree(request):
    form = UnitFilterForm(request.GET or None, on=clock.today())
    form.is_valid()
    on = getattr(form, "cleaned_data", {}).get("on") or clock.today()
    context = {
        "form": form,
        "on": on,
        "other_day": on if on != clock.today() else None,
        "roots": queries.tree(on),
        "count": Unit.objects.visible_to(request.user).in_force(on).count(),
        "may_manage": can_manage_units(request.user),
    }
    return page(request, "units/unit_tree.html", context)


@require_safe
def unit_detail(request, pk):
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)
    today = clock.today()
    posts = appointments_visible_to(request.user).filter(unit=unit).select_related("user", "unit")
    corrections = unit.history.filter(history_change_reason__startswith=services.CORRECTION).select_related(
        "history_user"
    )
    context = {
        "unit": unit,
        "today": today,
        "phase": _phase(unit, today),
        "posts": [{"post": p, "phase": p.phase(today)} for p in posts.not_over(today).in_order()],
        "past_posts": posts.filter(ends_on__lt=today).order_by("-ends_on", "-pk")[:20],
        "may_see_posts": can_see_people(request.user),
        "periods": unit.periods.select_related("parent").order_by("-valid_from"),
        "events": queries.events_of(unit),
        "children": unit.children.in_force(today).in_order()
        if _phase(unit, today) == "current"
        else unit.children.in_order(),
        "successors": queries.successors(unit, today) if _phase(unit, today) == "over" else [],
        "corrections": corrections.order_by("-history_date")[:20],
        "may_manage": can_manage_units(request.user),
        "may_appoint": can_manage_accounts(request.user) and _phase(unit, today) != "over",
    }
    return page(request, "units/unit_detail.html", context)


def _phase(unit, today):
    if unit.valid_from > today:
        return "future"
    return "over" if unit.valid_to and unit.valid_to < today else "current"


@only(can_manage_units)
def unit_create(request):
    today = clock.today()
    above = (
        Unit.objects.filter(pk=request.GET.get("parent")).first() if request.GET.get("parent", "").isdigit() else None
    )
    form = NewUnitForm(posted(request), on=today, initial={"on": today, "parent": above})
    if form.is_valid():
        try:
            unit = services.create_unit(
                form.new_unit(),
                on=form.cleaned_data["on"],
                document=form.cleaned_data["document"],
                by=request.user,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, unit, f"Đã thêm “{unit.name}”.")
    context = {"form": form}
    return (
        invalid(request, "units/unit_form.html", context)
        if form.errors
        else page(request, "units/unit_form.html", context)
    )


@only(can_manage_units)
def unit_correct(request, pk):
    unit = get_object_or_404(Unit.objects.visible_to(request.user).select_related("parent"), pk=pk)
    initial = {f: getattr(unit, f) for f in ("name", "short_name", "kind", "symbol", "code")}
    initial["other_names"] = "\n".join(unit.other_names)
    form = CorrectUnitForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            services.correct_unit(
                unit, changes=form.changes(), reason=form.cleaned_data["reason"], by=request.user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, unit, "Đã sửa thông tin đơn vị.")
    context = {"form": form, "unit": unit}
    return (
        invalid(request, "units/unit_form.html", context)
        if form.errors
        else page(request, "units/unit_form.html", context)
    )
