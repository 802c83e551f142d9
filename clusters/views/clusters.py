"""List of clusters, one cluster in a year, its parameters, its days, its steps."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from clusters.enums import ClusterYearState, MemberRole, MilestoneKind
from clusters.forms.clusters import ClusterFilter, ClusterForm, MilestoneForm, ReasonForm, YearForm
from clusters.permissions.clusters import can_read_history, can_record, can_run
from clusters.queries.lists import counts, history_of, last_leaders, listed, milestones_of, years_known
from clusters.queries.members import leaders_first, rows
from clusters.queries.own import own_sheets, published_among, waiting_for
from clusters.queries.tabs import tabs_of
from clusters.rules.days import MODEL, days_count
from clusters.services import clusters as services
from clusters.views.loading import runnable, visible
from clusters.workflow.clusters import CLUSTER_YEAR
from core import clock
from core.errors import Refused, Stale
from core.findings import Level
from core.http import done, invalid, page, posted
from core.text import fold

EACH_ITS_OWN = (MilestoneKind.REGISTRATION, MilestoneKind.SELF_SCORE)  # what members do one by one is not late here


def asked_for(request):
    """(year, filter form, folded words) of the address; an unreadable filter shows the present year whole."""
    form = ClusterFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    return wanted.get("nam") or clock.today().year, form, fold(wanted.get("q") or "")


@require_safe
def cluster_list(request):
    year, form, words = asked_for(request)
    groups, others = listed(request.user, year=year, on=clock.today(), words=words)
    context = {
        "year": year,
        "year_choices": sorted({year, clock.today().year, *years_known(request.user)}, reverse=True),
        "form": form,
        "groups": groups,
        "others": others,
        "counts": counts(groups),
        "words": words,
        "may_run": can_run(request.user),
        "whole": can_read_history(request.user),
    }
    return page(request, "clusters/cluster_list.html", context)


@require_safe
def cluster_detail(request, pk):
    year = visible(request, pk)
    on, user = clock.today(), request.user
    steps, checks = _open_steps(user, year, on)
    members = leaders_first(rows(year.memberships.all(), on=on))
    whole = can_read_history(user, year)
    sheets = own_sheets(user, [year])[year.pk]
    counted = days_count(
        year, has_head=any(row.membership.role == MemberRole.HEAD for row in members if not row.has_left)
    )
    context = {
        "year": year,
        "tab_list": tabs_of(year, "nam"),
        "members": [row for row in members if not row.has_left],
        "left": [row for row in members if row.has_left],
        "milestones": [_shown(milestone, on, counts=counted) for milestone in milestones_of(year)],
        "counted": counted,
        "followers": [follower.user for follower in year.followers.all()],
        "may_run": can_run(user, year),
        "may_record": can_record(user, year),
        "steps": steps,
        "primary": _primary(year, steps, on),
        "checks": checks,
        "before": last_leaders(year) if year.state == ClusterYearState.PLANNED else [],
        "whole": whole,
        "history": history_of(year) if whole else [],
        "model": MODEL,
        "other_years": _other_years(user, year),
        "sheets": sheets,
        "waiting": waiting_for(user, year, sheets),
        "is_ranked": year.pk in published_among([year]),
    }
    return page(request, "clusters/cluster_detail.html", context)


def _shown(milestone, on, *, counts):
    """One day of the year as the page shows it: dicts with milestone, tone, icon, word, deadline. counts: it can be late."""
    deadline = milestone.deadline
    if milestone.done_on:
        look = ("ok", "circle-check", "Đã thực hiện")
    elif deadline is None:
        look = ("idle", "circle-dashed", "Chưa định ngày")
    elif (
        counts
        and deadline.last_day < on
        and milestone.year.state == ClusterYearState.RUNNING
        and milestone.kind not in EACH_ITS_OWN
    ):
        look = ("bad", "alert-triangle", "Trễ")
    elif deadline.last_day < on:
        look = ("idle", "circle-dashed", "Chưa ghi")
    else:
        look = ("wait", "hourglass", "Sắp tới")
    tone, icon, word = look
    return {"milestone": milestone, "tone": tone, "icon": icon, "word": word, "deadline": deadline}


def _other_years(user, year):
    """The other years of this cluster the person may open, newest first."""
    others = type(year).objects.visible_to(user).filter(cluster=year.cluster).exclude(pk=year.pk)
    return list(others.order_by("-year", "pk"))


def _open_steps(user, year, on):
    """(steps, findings): the steps to offer, the main one last, and what is worth knowing before them."""
    steps = CLUSTER_YEAR.open_to(user, year)
    checks = [f for step in steps if step.action == "start" for f in step.guard(year, on=on) if f.level > Level.INFO]
    return sorted(steps, key=lambda step: step.action != "reopen"), checks


def _primary(year, steps, on):
    """The step the page asks for now: to start; to close once the tổng kết is held or the year is over."""
    offered = {step.action for step in steps}
    if "start" in offered:
        return "start"
    held = any(m.kind == MilestoneKind.YEAR_END and m.done_on for m in year.milestones.all())
    return "close" if "close" in offered and (held or on > year.last_day) else ""


def cluster_create(request):
    if not can_run(request.user):
        raise PermissionDenied
    form = ClusterForm(posted(request), initial={"year": clock.today().year})
    if form.is_valid():
        try:
            made = services.create_cluster(**form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return done(request, made, "Đã lập cụm, khối. Hãy thêm đơn vị thành viên.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_create.html", {"form": form})


def cluster_edit(request, pk):
    year = runnable(request, pk)
    milestones = milestones_of(year)
    form = YearForm(posted(request), year=year, milestones=milestones)
    context = {"year": year, "form": form, "clash": None, "model": MODEL}
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.update_year(
                year,
                version=data["version"],
                days=form.days(),
                basis=data["basis"],
                flags=data["flags"],
                certificates=data["certificates"],
                note=data["note"],
                by=request.user,
                at=clock.now(),
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            latest = visible(request, pk)
            context["clash"] = _clash(form, latest)
            form.data = form.data.copy()
            form.data["version"] = latest.version
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, year, "Đã lưu các mốc và tham số.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_edit.html", context)


def _clash(form, latest):
    """Where what was typed differs from what somebody saved meanwhile: label, theirs, mine."""
    theirs = YearForm(year=latest, milestones=milestones_of(latest)).initial
    found = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        mine, saved = form.cleaned_data.get(name), theirs.get(name)
        if (mine or None) != (saved or None):
            label = field.label
            if name.endswith("_before"):
                label = f"{form.fields[name.removesuffix('_before')].label}, trước ngày này"
                mine, saved = ("Có" if mine else "Không"), ("Có" if saved else "Không")
            found.append({"label": label, "theirs": _said(saved), "mine": _said(mine)})
    return found


def _said(value):
    if value is None or value == "":
        return "(trống)"
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)


def cluster_milestone(request, pk, kind):
    year = visible(request, pk)
    if not can_record(request.user, year):
        raise PermissionDenied
    milestone = get_object_or_404(year.milestones, kind=kind)
    milestone.year = year
    fields = ("done_on", "place", "paper")
    initial = {name: getattr(milestone, name) for name in fields}
    form = MilestoneForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            services.record_milestone(milestone, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("done_on", str(refusal))
        else:
            return done(request, year, f"Đã ghi mốc {str(milestone).lower()}.")
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_milestone.html", {"year": year, "milestone": milestone, "form": form})


def cluster_step(request, pk, action):
    """A page of its own asks for confirmation, and the reason where the step wants one; POST takes the step."""
    year = runnable(request, pk)
    if action not in CLUSTER_YEAR.steps:
        raise Http404
    step = next((s for s in CLUSTER_YEAR.open_to(request.user, year) if s.action == action), None)
    if step is None:
        return done(request, year, f"{year} đang “{year.get_state_display()}”, không cần làm lại bước này.")
    form = ReasonForm(posted(request)) if step.reason else None
    context = {"year": year, "step": step, "form": form, "refusal": "", "checks": step.guard(year, on=clock.today())}
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            services.take_year_step(year, action, by=request.user, at=clock.now(), reason=reason)
        except Refused as refusal:
            context["refusal"] = str(refusal)
        else:
            return done(request, year, f"Đã thực hiện: {step.label}.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "clusters/cluster_step.html", context)
