"""Groups and criteria of a draft score table: added, edited, moved, removed."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from clusters.enums import CriterionKind
from clusters.forms.score_tables import CriterionForm, GroupForm, InGroupForm, MaximaForm
from clusters.models import Criterion
from clusters.permissions.score_tables import can_write_table
from clusters.queries.score_tables import CRITERION, GROUP, criteria_in_order, stamp
from clusters.services import score_tables as services
from clusters.views.score_tables import DETAIL, clashing, detail, readable, writable
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted

GONE = "Tiêu chí này vừa bị người khác bỏ. Bấm “Lưu” để thêm lại những gì bạn gõ thành tiêu chí mới."
UP, DOWN = "len", "xuong"


def draft_of(request, pk):
    table = writable(request, pk)
    if not can_write_table(request.user, table):
        raise PermissionDenied
    return table


# Groups ---------------------------------------------------------------------------------------------------------------
def group_create(request, pk):
    table = draft_of(request, pk)
    form = GroupForm(posted(request))
    if form.is_valid():
        try:
            services.add_group(table, **form.typed, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("symbol", str(refusal))
        else:
            return done(request, f"{table.get_absolute_url()}#them", "Đã thêm nhóm.")
    return _group_page(request, table, form)


def group_edit(request, pk, group):
    table = draft_of(request, pk)
    group = get_object_or_404(table.groups, pk=group)
    form = GroupForm(posted(request), initial=_group_initial(group))
    clash = None
    if form.is_valid():
        try:
            services.update_group(group, **form.typed, seen=form.cleaned_data["seen"], by=request.user, at=clock.now())
        except Stale as stale:
            group.refresh_from_db()
            clash = clashing(form, GroupForm(initial=_group_initial(group)), str(stale))
        except Refused as refusal:
            form.add_error("symbol", str(refusal))
        else:
            return done(request, f"{table.get_absolute_url()}#nhom-{group.pk}", "Đã lưu nhóm.")
    return _group_page(request, table, form, group=group, clash=clash)


def _group_initial(group):
    return {name: getattr(group, name) for name in GROUP} | {"seen": stamp(group, GROUP)}


def _group_page(request, table, form, *, group=None, clash=None):
    context = {"year": table.year, "table": table, "form": form, "group": group, "clash": clash}
    return (invalid if form.is_bound else page)(request, "clusters/table_group.html", context)


def group_remove(request, pk, group):
    table = draft_of(request, pk)
    group = table.groups.filter(pk=group).first()
    return _remove(request, table, group, services.remove_group, count=group.criteria.count() if group else 0)


@require_POST
def group_move(request, pk, group, way):
    table = draft_of(request, pk)
    return _move(request, table, get_object_or_404(table.groups, pk=group), services.move_group, way)


# Criteria -------------------------------------------------------------------------------------------------------------
def criterion_create(request, pk):
    table = draft_of(request, pk)
    groups = table.groups.order_by("position", "pk")
    if not groups.exists():
        return done(request, "clusters:group-create", "Hãy thêm một nhóm trước.", table.pk)
    begun = {"group": _asked_group(request), "kind": CriterionKind.HIGHER}
    form = CriterionForm(posted(request), groups=groups, initial=begun)
    if form.is_valid() and _add(request, table, form):
        return done(request, table, "Đã thêm tiêu chí.")
    return _criterion_page(request, table, form)


def _asked_group(request):
    asked = InGroupForm(request.GET)
    return asked.cleaned_data["nhom"] if asked.is_valid() else None


def _add(request, table, form):
    group = form.cleaned_data["group"]
    group.table = table
    try:
        services.add_criterion(group, values=form.values(), by=request.user, at=clock.now())
    except Refused as refusal:
        form.add_error("number", str(refusal))
        return False
    return True


def criterion_edit(request, pk, criterion):
    """A criterion somebody removed meanwhile is not lost with what was typed: it can be added again."""
    table = draft_of(request, pk)
    groups = table.groups.order_by("position", "pk")
    stored = Criterion.objects.filter(group__table=table, pk=criterion).select_related("group").first()
    if stored is None:
        if request.method != "POST":
            raise Http404
        form = CriterionForm(posted(request), groups=groups)
        form.add_error(None, GONE)
        return _criterion_page(request, table, form)
    form = CriterionForm(posted(request), groups=groups, initial=_criterion_initial(stored))
    clash = None
    if form.is_valid():
        try:
            services.update_criterion(
                stored,
                seen=form.cleaned_data["seen"],
                group=form.cleaned_data["group"],
                values=form.values(),
                by=request.user,
                at=clock.now(),
            )
        except Stale as stale:
            stored.refresh_from_db()
            theirs = CriterionForm(groups=groups, initial=_criterion_initial(stored))
            clash = clashing(form, theirs, str(stale))
        except Refused as refusal:
            form.add_error("number", str(refusal))
        else:
            return done(request, f"{table.get_absolute_url()}#tc-{stored.pk}", "Đã lưu tiêu chí.")
    return _criterion_page(request, table, form, criterion=stored, clash=clash)


def _criterion_initial(criterion):
    initial = {name: getattr(criterion, name) for name in CRITERION}
    return initial | {"group": criterion.group, "seen": stamp(criterion, CRITERION)}


def _criterion_page(request, table, form, *, criterion=None, clash=None):
    context = {"year": table.year, "table": table, "form": form, "criterion": criterion, "clash": clash}
    return (invalid if form.is_bound else page)(request, "clusters/table_criterion.html", context)


def criterion_remove(request, pk, criterion):
    table = draft_of(request, pk)
    stored = Criterion.objects.filter(group__table=table, pk=criterion).select_related("group").first()
    return _remove(request, table, stored, services.remove_criterion)


@require_POST
def criterion_move(request, pk, criterion, way):
    table = draft_of(request, pk)
    stored = get_object_or_404(Criterion.objects.filter(group__table=table).select_related("group"), pk=criterion)
    return _move(request, table, stored, services.move_criterion, way)


def table_maxima(request, pk):
    """The points of all criteria on one page."""
    table = draft_of(request, pk)
    form = MaximaForm(posted(request), criteria=criteria_in_order(table))
    clash = None
    if form.is_valid():
        try:
            services.set_maxima(
                table, seen=form.cleaned_data["seen"], maxima=form.maxima(), by=request.user, at=clock.now()
            )
        except Stale as stale:
            clash = clashing(form, MaximaForm(criteria=criteria_in_order(table)), str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, table, "Đã lưu điểm tối đa.")
    context = {"year": table.year, "table": table, "form": form, "clash": clash}
    return (invalid if form.is_bound else page)(request, "clusters/table_maxima.html", context)


# Both -----------------------------------------------------------------------------------------------------------------
def _remove(request, table, row, service, *, count=0):
    """Ask, then take the row out; pressed twice, the second answer is friendly."""
    if row is None:
        if request.method != "POST":
            raise Http404
        return done(request, table, "Dòng này đã bỏ từ trước.")
    refusal = ""
    if request.method == "POST":
        try:
            service(row, by=request.user, at=clock.now())
        except Refused as refused:
            refusal = str(refused)
        else:
            return done(request, table, f"Đã bỏ “{row.name}”.")
    context = {"year": table.year, "table": table, "row": row, "count": count, "refusal": refusal}
    return (invalid if request.method == "POST" else page)(request, "clusters/table_remove.html", context)


def _move(request, table, row, service, way):
    """One place up or down; htmx gets the rows anew, others the page at the row."""
    if way not in (UP, DOWN):
        raise Http404
    try:
        service(row, up=way == UP, by=request.user, at=clock.now())
    except Refused as refusal:
        return done(request, table, str(refusal))
    if request.htmx:
        return page(request, DETAIL, detail(request, readable(request, table.pk)), partial="rows")
    anchor = "nhom" if row._meta.model_name == "criteriongroup" else "tc"
    return done(request, f"{table.get_absolute_url()}#{anchor}-{row.pk}", "Đã chuyển chỗ.")
