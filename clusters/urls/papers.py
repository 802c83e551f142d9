"""Plan and outline of a cluster."""

from django.urls import path

from clusters.views import papers

urlpatterns = [
    path("<int:pk>/van-ban/<slug:kind>/soan/", papers.paper_create, name="paper-create"),
    path("van-ban/<int:pk>/", papers.paper_detail, name="paper-detail"),
    path("van-ban/<int:pk>/sua/", papers.paper_edit, name="paper-edit"),
    path("van-ban/<int:pk>/in/", papers.paper_print, name="paper-print"),
    path("van-ban/<int:pk>/mo-lai/", papers.paper_reopen, name="paper-reopen"),
]
