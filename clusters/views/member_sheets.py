"""Excel in and out. An export carries exactly the members of the clusters whose pages are open, and is journalled."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.views.decorators.http import require_safe

from clusters.models import ClusterYear
from clusters.permissions.clusters import can_run
from clusters.queries.members import rows, with_units
from clusters.resources.members import MemberSheet
from clusters.tables import members as tables
from clusters.views.clusters import asked_for
from core import clock, journal
from core.sheets.pages import import_page, sheet_attachment


@require_safe
def cluster_export(request):
    year, _, words = asked_for(request)
    visible = ClusterYear.objects.visible_to(request.user).for_year(year).search(words)
    places = {pk: place for place, pk in enumerate(visible.in_order().values_list("pk", flat=True))}
    members = sorted(with_units().filter(year__in=visible), key=lambda m: places[m.year_id])
    found = [tables.row(member) for member in rows(members, on=clock.today())]
    journal.record("cluster.export", by=request.user, at=clock.now(), detail={"year": year, "rows": len(found)})
    return sheet_attachment(f"Thành viên cụm, khối năm {year}", tables.COLUMNS, found)


def cluster_import(request, year):
    if not can_run(request.user):
        raise PermissionDenied
    to = f"{reverse('clusters:cluster-list')}?nam={year}"
    return import_page(
        request,
        MemberSheet(by=request.user, on=clock.today(), year=year),
        title=f"Nhập thành viên cụm, khối năm {year}",
        done_to=lambda draft: to,
        done_label="Xem danh sách cụm, khối",
        scope=str(year),
        extra={"crumbs": [("Cụm, khối", to)]},
    )
