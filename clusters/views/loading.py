"""How every view gets its cluster: what is not visible does not exist, what is not open is refused."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from clusters.models import ClusterYear
from clusters.permissions.clusters import can_run
from clusters.queries.lists import whole


def visible(request, pk):
    return get_object_or_404(whole(ClusterYear.objects.visible_to(request.user)), pk=pk)


def runnable(request, pk):
    year = visible(request, pk)
    if not can_run(request.user, year):
        raise PermissionDenied
    return year
