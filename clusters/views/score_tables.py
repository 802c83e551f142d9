"""The score table: its page, starting, parameters, freezing, new versions. Groups and criteria: `criteria`."""

import decimal

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from clusters.enums import TableState
from clusters.forms.score_tables import ParametersForm, ReviseForm, StartForm
from clusters.models import ScoreTable
from clusters.permissions.score_tables import (
    can_freeze,
    can_read_table,
    can_revise,
    can_start_table,
    can_write_table,
    is_being_signed,
)
from clusters.queries import score_tables as queries
from clusters.queries.tabs import tabs_of
from clusters.rules.score_tables import parameters, table_findings, tidy
from clusters.services import score_tables as services
from clusters.services import table_versions as versions
from clusters.views.loading import visible
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted
from core.sheets.fields import shown_number

DETAIL = "clusters/table_detail.html"


# Loading --------------------------------------------------------------------------------------------------------------
def readable(request, pk):
    """The table, if this person may read it; it knows its year, and the year what its pages show."""
    table = get_object_or_404(ScoreTable.objects.select_related("frozen_by"), pk=pk)
    table.year = visible(request, table.year_id)
    if not can_read_table(request.user, table):
        raise Http404
    return table


def writable(request, pk):
    """The draft, for those who write it; a draft that is being signed or was frozen answers by the service's sentence."""
    table = readable(request, pk)
    if not (can_write_table(request.user, table) or can_freeze(request.user, table)):
        raise PermissionDenied
    return table


# Pages ----------------------------------------------------------------------------------------------------------------
@require_safe
def table_of_year(request, pk):
    """The newest version this person may read, or what to do while there is none."""
    year = visible(request, pk)
    found = queries.readable_tables(request.user, year)
    if found:
        return page(request, DETAIL, detail(request, found[0]))
    return page(request, "clusters/table_start.html", _start(request, year, None))


def _start(request, year, data):
    may_start = can_start_table(request.user, year)
    form = StartForm(data, before=queries.last_years_table(year)) if may_start else None
    return {"year": year, "form": form, "tab_list": tabs_of(year, "bang-diem")}


@require_POST
def table_start(request, pk):
    year = visible(request, pk)
    if not can_start_table(request.user, year):
        raise PermissionDenied
    if found := queries.readable_tables(request.user, year):
        return done(request, found[0], "Năm này đã có bảng điểm.")
    context = _start(request, year, posted(request))
    form = context["form"]
    if form.is_valid():
        try:
            table = services.start_table(year, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, table, "Đã lập bảng điểm. Hãy xem lại từng tiêu chí và cách tính.")
    return invalid(request, "clusters/table_start.html", context)


@require_safe
def table_detail(request, pk):
    return page(request, DETAIL, detail(request, readable(request, pk)))


def detail(request, table):
    """Context of the page: rows with their sums, parameters in words, findings of a draft, other versions."""
    user, year = request.user, table.year
    groups = queries.groups_of(table)
    rows, total = queries.grid(groups)
    draft = table.state == TableState.DRAFT
    signing = is_being_signed(table)
    writes = draft and not signing and can_write_table(user, table)
    others = [one for one in queries.readable_tables(user, year) if one.pk != table.pk]
    newest = not any(one.number > table.number for one in others)
    return {
        "year": year,
        "table": table,
        "rows": rows,
        "total": shown_number(tidy(total)),
        "measures": parameters(table),
        "findings": table_findings(table, groups) if draft and (writes or can_freeze(user, table)) else [],
        "others": others,
        "may_write": writes,
        "may_freeze": writes and can_freeze(user, table),
        "may_revise": table.state == TableState.FROZEN and newest and not signing and can_revise(user, table),
        "is_signed_with": signing,
        "tab_list": tabs_of(year, "bang-diem"),
    }


def table_parameters(request, pk):
    table = writable(request, pk)
    form = ParametersForm(posted(request), table=table)
    context = {"year": table.year, "table": table, "form": form, "clash": None}
    if form.is_valid():
        try:
            services.update_parameters(
                table, seen=form.cleaned_data["seen"], values=form.values(), by=request.user, at=clock.now()
            )
        except Stale as stale:
            context["clash"] = clashing(form, ParametersForm(table=readable(request, pk)), str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, table, "Đã lưu cách tính của bảng điểm.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/table_parameters.html", context)


# Versions -------------------------------------------------------------------------------------------------------------
def table_freeze(request, pk):
    """What stands in the way and what is worth a look, then the question."""
    table = writable(request, pk)
    if not can_freeze(request.user, table):
        raise PermissionDenied
    if table.state != TableState.DRAFT:
        return done(request, table, "Bảng điểm này đã chốt, không cần làm lại.")
    findings = table_findings(table, queries.groups_of(table))
    before = next((one for one in queries.tables_of(table.year) if one.state == TableState.FROZEN), None)
    context = {
        "year": table.year,
        "table": table,
        "findings": findings,
        "stopped": any(finding.stops for finding in findings),
        "before": before,
        "refusal": "",
    }
    if request.method == "POST":
        try:
            versions.freeze_table(table, by=request.user, at=clock.now())
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, table, "Đã chốt bảng điểm.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "clusters/table_freeze.html", context)


def table_revise(request, pk):
    table = readable(request, pk)
    if not can_revise(request.user, table):
        raise PermissionDenied
    form = ReviseForm(posted(request))
    if form.is_valid():
        try:
            made = versions.revise_table(table, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, made, f"Đã lập lần {made.number}. Bảng đang dùng vẫn giữ nguyên đến khi chốt lần này.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/table_revise.html", {"year": table.year, "table": table, "form": form})


def table_discard(request, pk):
    table = writable(request, pk)
    if not can_write_table(request.user, table):
        raise PermissionDenied
    refusal = ""
    if request.method == "POST":
        try:
            services.discard_table(table, by=request.user, at=clock.now())
        except Refused as refused:
            refusal = str(refused)
        else:
            to = reverse("clusters:table-of-year", args=[table.year.pk])
            return done(request, to, "Đã bỏ bản thảo bảng điểm.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "clusters/table_discard.html", {"year": table.year, "table": table, "refusal": refusal})


# Two at once ----------------------------------------------------------------------------------------------------------
def clashing(form, theirs, said):
    """Say it on the form, let it go on from what is saved now, and return the fields that differ: label, theirs, mine."""
    form.add_error(None, said)
    form.data = form.data.copy()
    form.data["seen"] = theirs.initial["seen"]
    found = []
    for name, field in form.fields.items():
        mine, saved = _said(field, form.cleaned_data.get(name)), _said(field, theirs.initial.get(name))
        if name != "seen" and mine != saved:
            found.append({"label": field.label, "theirs": saved, "mine": mine})
    return found


def _said(field, value):
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, decimal.Decimal):
        return shown_number(tidy(value))
    if hasattr(value, "_meta"):
        return field.label_from_instance(value)
    labels = dict(getattr(field, "choices", ()) or ()) if not hasattr(field, "queryset") else {}
    return str(labels.get(value, value if value is not None else "")) or "(trống)"
