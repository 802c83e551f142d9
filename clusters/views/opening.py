"""All clusters of a year at once: the next year is looked at before it is opened; tasks of the plan they fulfil."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import resolve_url

from clusters.forms.clusters import OpenForm, TasksForm
from clusters.permissions.clusters import can_run
from clusters.queries.links import linked
from clusters.queries.opening import openable, proposals
from clusters.services.links import link_tasks
from clusters.services.opening import open_years
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted


def cluster_open(request, year):
    if not can_run(request.user):
        raise PermissionDenied
    befores = list(openable(request.user, year))
    form = OpenForm(posted(request), befores=befores)
    if form.is_valid():
        chosen = set(form.cleaned_data["clusters"])
        try:
            made = open_years([b for b in befores if b.pk in chosen], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(
                request,
                f"{resolve_url('clusters:cluster-list')}?nam={year}",
                f"Đã mở năm {year} cho {len(made)} cụm, khối.",
            )
    ticked = {str(value) for value in form["clusters"].value() or ()}
    lines = [{"proposal": p, "ticked": str(p.before.pk) in ticked} for p in proposals(befores, year)]
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_open.html", {"year": year, "form": form, "lines": lines})


def cluster_tasks(request, year):
    """Which tasks of the annual plan the clusters of this year fulfil."""
    if not can_run(request.user):
        raise PermissionDenied
    form = TasksForm(posted(request), linked=linked(year))
    if form.is_valid():
        link_tasks(year, links=form.links(), by=request.user, at=clock.now())
        return done(request, f"{resolve_url('clusters:cluster-list')}?nam={year}", "Đã lưu nhiệm vụ của cụm, khối.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_tasks.html", {"year": year, "form": form})
