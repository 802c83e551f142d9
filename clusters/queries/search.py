"""What the global search finds of clusters: the newest year whose page the person may open."""

from django.db.models import OuterRef, Subquery

from clusters.models import ClusterYear
from core.search import Hit, searches


@searches("Cụm, khối", "sitemap")
def clusters(user, folded, limit):
    visible = ClusterYear.objects.visible_to(user)
    newest = visible.filter(cluster=OuterRef("cluster")).order_by("-year").values("year")[:1]
    found = visible.search(folded).filter(year=Subquery(newest)).select_related("cluster").in_order()
    return [
        Hit(
            str(year),
            year.get_absolute_url(),
            f"{year.cluster.get_level_display()}, {year.get_state_display().lower()}",
        )
        for year in found[:limit]
    ]
