"""Excel in and out. An export carries exactly the rows of the page it stands on, and is journalled."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, journal
from core.errors import Stale
from core.http import page
from core.sheets.fields import shown_number
from core.sheets.pages import import_page, sheet_attachment
from units import queries, tables
from units.permissions import can_manage_accounts, can_manage_units, can_see_people
from units.resources import PeopleSheet, UnitSheet
from units.services import accounts
from units.signin import password_again
from units.views import people, rights, units
from units.views.gates import only


@only(can_manage_units)
def unit_import(request):
    crumbs = [("Đơn vị", reverse("units:unit-list"))]
    return import_page(
        request,
        UnitSheet(on=clock.today()),
        title="Nhập đơn vị từ Excel",
        done_to="units:unit-list",
        done_label="Xem danh sách đơn vị",
        extra={"crumbs": crumbs},
    )


@require_safe
def unit_export(request):
    rows, _, on = units.filtered(request)
    journal.record("units.export", by=request.user, at=clock.now(), detail={"on": str(on), "rows": rows.count()})
    title = f"Danh sách đơn vị ngày {on:%d-%m-%Y}"
    return sheet_attachment(title, tables.UNITS, tables.unit_rows(rows))


@only(can_manage_accounts)
def user_import(request):
    """Uploading only previews; writing changes rights, so it asks for the password again."""
    run = password_again(_run_user_import) if "draft" in request.POST else _run_user_import
    return run(request)


def _run_user_import(request):
    return import_page(
        request,
        PeopleSheet(by=request.user, on=clock.today()),
        title="Nhập người từ Excel",
        done_to=lambda draft: reverse("units:user-import-passwords", args=[draft.key]),
        done_label="Đến trang mật khẩu lần đầu",
        extra={"crumbs": [("Người và tài khoản", reverse("units:user-list"))]},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_manage_accounts)
@never_cache
def user_import_passwords(request, key):
    """The first passwords of one's own import: announced on a GET, shown once on a POST; then the list of people."""
    draft = get_object_or_404(accounts.imports_with_passwords(request.user), key=key)
    if not draft.secret:
        messages.info(request, accounts.SEEN)
        return redirect("units:user-list")
    show = password_again(_show_passwords) if request.method == "POST" else _announce_passwords
    return show(request, draft)


def _announce_passwords(request, draft):
    return page(
        request, "units/user_import_passwords.html", {"count": shown_number(len(draft.result["opened"])), "rows": None}
    )


def _show_passwords(request, draft):
    try:
        shown = accounts.show_first_passwords(draft, by=request.user, at=clock.now())
    except Stale as too_late:
        messages.info(request, str(too_late))
        return redirect("units:user-list")
    posts = queries.posts_by_person([user.pk for user, _ in shown], clock.today())
    rows = [
        (user.full_name, user.username, posts[user.pk][0].unit.label if posts[user.pk] else "", password)
        for user, password in shown
    ]
    return page(request, "units/user_import_passwords.html", {"rows": rows, "count": shown_number(len(rows))})


@require_safe
@only(can_manage_accounts)
def user_export(request):
    found, _ = people.filtered(request)
    found = list(found)
    posts = queries.posts_by_person([p.pk for p in found], clock.today())
    journal.record("accounts.export", by=request.user, at=clock.now(), detail={"rows": len(found)})
    return sheet_attachment("Danh sách người", tables.PEOPLE, tables.people_rows(found, posts), on=clock.today())


@require_safe
@only(can_see_people)
def rights_export(request):
    posts, _, on = rights.filtered(request)
    journal.record("rights.export", by=request.user, at=clock.now(), detail={"on": str(on), "rows": posts.count()})
    return sheet_attachment(f"Quyền ngày {on:%d-%m-%Y}", tables.RIGHTS, tables.rights_rows(posts))
