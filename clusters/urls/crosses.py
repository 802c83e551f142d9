"""Cross-scoring (chấm chéo) between members."""

from django.urls import path

from clusters.views import crosses

urlpatterns = [
    path("<int:pk>/cham-cheo/", crosses.cross_edit, name="cross-edit"),
    path("<int:pk>/cham-cheo/tong-hop/", crosses.cross_overview, name="cross-overview"),
]
