"""Excel in and out. An export carries exactly the rows of the page it stands on, and is journalled."""

import time

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock, journal
from core.http import page
from core.sheets.pages import import_page, sheet_attachment
from units import queries, tables
from units.permissions import can_manage_accounts, can_manage_units, can_see_people
from units.resources import PeopleSheet, UnitSheet
from units.signin import password_again
from units.views import people, rights, units
from units.views.gates import only

PASSWORDS = "imported_passwords"  # session: ([(user id, name, sign-in name, unit, password)], real seconds)


@only(can_manage_units)
def unit_import(request):
    crumbs = [("Đơn vị", reverse("units:unit-list"))]
    return import_page(
        request,
        UnitSheet(on=clock.today()),
        title="Nhập đơn vị từ Excel",
        done_to="units:unit-list",
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
    sheet = PeopleSheet(by=request.user, on=clock.today())
    crumbs = [("Người và tài khoản", reverse("units:user-list"))]
    response = import_page(
        request, sheet, title="Nhập người từ Excel", done_to="units:user-import-passwords", extra={"crumbs": crumbs}
    )
    if sheet.passwords:
        posts = queries.posts_by_person([user.pk for user, _ in sheet.passwords], clock.today())
        kept = [
            (user.full_name, user.username, posts[user.pk][0].unit.label if posts[user.pk] else "", password)
            for user, password in sheet.passwords
        ]
        request.session[PASSWORDS] = (kept, int(time.time()))
    return response


@require_safe
@only(can_manage_accounts)
@never_cache
def user_import_passwords(request):
    """The first passwords of the last import, shown once; afterwards the list of people."""
    kept, at = request.session.pop(PASSWORDS, ([], 0))
    if not kept or time.time() - at > people.ONCE_SECONDS:
        return redirect("units:user-list")
    journal.record("accounts.passwords-shown", by=request.user, at=clock.now(), detail={"people": len(kept)})
    return page(request, "units/user_import_passwords.html", {"rows": kept})


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
