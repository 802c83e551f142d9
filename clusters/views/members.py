"""Members of a cluster: who leads, who joins, who leaves; and the council members who follow."""

from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from clusters.enums import ClusterYearState
from clusters.forms.members import AddForm, FindForm, FollowerForm, LeaveForm, RolesForm
from clusters.models import Membership
from clusters.queries.members import rows
from clusters.services import followers as follower_services
from clusters.services import members as services
from clusters.views.loading import runnable
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted
from core.text import fold
from units.enums import Role
from units.models import Appointment, Unit, User
from units.queries import posts_by_person

FOUND = 20


def _staying(year):
    return sorted((m for m in year.memberships.all() if m.left_on is None), key=lambda m: (m.seat, m.pk))


def cluster_members(request, pk):
    """The form of roles and seats, with the ways to add and to let go."""
    year = runnable(request, pk)
    members = _staying(year)
    form = RolesForm(posted(request), year=year, members=members)
    context = {"year": year, "form": form, "clash": []}
    if form.is_valid():
        try:
            services.set_roles(
                year, version=form.cleaned_data["version"], roles=form.roles(), by=request.user, at=clock.now()
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            latest = runnable(request, pk)
            context["clash"] = _clash(form, latest)
            form.data = form.data.copy()
            form.data["version"] = latest.version
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, year, "Đã lưu trưởng, phó và thứ tự.")
    context["lines"] = [(row, *form.cells(row.membership)) for row in rows(members, on=clock.today())]
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_members.html", context)


def _clash(form, latest):
    """Where the choice on the page differs from what somebody saved meanwhile: member, theirs, mine."""
    saved = {m.pk: m for m in _staying(latest)}
    chosen, found = form.roles(), []
    for member in form.members:
        role, seat = chosen[member.pk]
        theirs = saved.get(member.pk)
        if theirs is None:
            found.append({"label": str(member), "theirs": "đã rời", "mine": _words(role, seat)})
        elif (theirs.role, theirs.seat) != (role, seat):
            found.append({"label": str(member), "theirs": _words(theirs.role, theirs.seat), "mine": _words(role, seat)})
    new = [m for pk, m in saved.items() if pk not in {member.pk for member in form.members}]
    return [*found, *({"label": str(m), "theirs": "mới vào", "mine": "chưa có"} for m in new)]


def _words(role, seat):
    return f"{dict(Membership._meta.get_field('role').choices)[role]}, thứ tự {seat}"


def cluster_member_add(request, pk):
    """Search first; each unit found has its own button. A unit that sits elsewhere says where."""
    year = runnable(request, pk)
    on = clock.today()
    day = min(max(on, year.first_day), year.last_day)
    find = FindForm(request.GET)
    words = fold(find.cleaned_data["q"]) if find.is_valid() else ""
    initial = {"joined_on": year.first_day if year.state == ClusterYearState.PLANNED else day}
    form = AddForm(posted(request), on=day, inter=year.cluster.is_inter, initial=initial)
    if form.is_valid():
        data = form.cleaned_data
        try:
            body = data["unit"] or services.outside_unit(data["outside"])
            _, new = services.add_member(year, body=body, joined_on=data["joined_on"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = f"Đã thêm {body.label}." if new else f"{body.label} đã là thành viên."
            return done(request, "clusters:cluster-members", said, year.pk)
    context = {
        "year": year,
        "find": find,
        "words": words,
        "form": form,
        "found": _found(year, words, day) if words else [],
        "most": FOUND,
        "chosen": form.cleaned_data.get("unit") if form.is_bound and hasattr(form, "cleaned_data") else None,
    }
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_member_add.html", context)


def _found(year, words, day):
    """Units in force on the day that match, those whose name begins so first, each with the cluster it sits in this year."""
    begins = Case(When(folded__startswith=words, then=Value(0)), default=Value(1))
    found = Unit.objects.in_force(day).search(words).select_related("parent")
    units = list(found.order_by(begins, "position", "sort_key", "pk")[:FOUND])
    seated = Membership.objects.staying().filter(calendar_year=year.year, unit__in=units)
    seated = seated.select_related("year__cluster").order_by("pk")
    mine = {m.unit_id for m in seated if m.year_id == year.pk}
    elsewhere = {m.unit_id: m.year.cluster for m in seated if m.in_province and m.year_id != year.pk}
    barred = not year.cluster.is_inter
    return [
        {
            "unit": unit,
            "here": unit.pk in mine,
            "elsewhere": elsewhere.get(unit.pk) if barred else None,
        }
        for unit in units
    ]


def cluster_member_leave(request, pk, member):
    year = runnable(request, pk)
    membership = get_object_or_404(year.memberships.staying().select_related("unit", "outside"), pk=member)
    membership.year = year
    day = min(max(clock.today(), membership.joined_on), year.last_day)
    form = LeaveForm(posted(request), initial={"left_on": day})
    if form.is_valid():
        try:
            services.remove_member(membership, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "clusters:cluster-members", f"Đã ghi {membership.body.label} rời {year}.", year.pk)
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_member_leave.html", {"year": year, "membership": membership, "form": form})


def cluster_followers(request, pk):
    """The council members who follow, and the form to add one."""
    year = runnable(request, pk)
    on = clock.today()
    following = list(year.followers.all())
    seats = Appointment.objects.current(on).filter(role=Role.COUNCIL)
    people = User.objects.filter(pk__in=seats.values("user")).exclude(pk__in=[f.user_id for f in following])
    form = FollowerForm(posted(request), people=people.in_order())
    if form.is_valid():
        try:
            follower_services.assign_follower(year, person=form.cleaned_data["person"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error("person", str(refusal))
        else:
            return done(request, "clusters:cluster-followers", "Đã phân công theo dõi.", year.pk)
    posts = posts_by_person([f.user_id for f in following], on)
    lines = [{"follower": f, "seated": any(p.role == Role.COUNCIL for p in posts[f.user_id])} for f in following]
    answer = invalid if form.is_bound else page
    return answer(request, "clusters/cluster_followers.html", {"year": year, "form": form, "lines": lines})


@require_POST
def cluster_follower_remove(request, pk, follower):
    year = runnable(request, pk)
    row = year.followers.select_related("user").filter(pk=follower).first()
    if row is not None:
        row.year = year
        follower_services.remove_follower(row, by=request.user, at=clock.now())
    return done(request, "clusters:cluster-followers", "Đã ghi thôi theo dõi.", year.pk)
