"""Reports on campaigns: addresses below /phong-trao/bao-cao/."""

from django.urls import path, re_path

from campaigns.queries.results import CAMPAIGN_REPORTS
from campaigns.views import filings as papers
from campaigns.views import rounds as views
from plans.urls.filings import filing_paths, round_paths
from plans.views import filings

OF = {"kind": CAMPAIGN_REPORTS}
ROUND = "phong-trao/bao-cao/dot/<int:pk>/"
ONE = "phong-trao/bao-cao/ho-so/<int:pk>/"

urlpatterns = [
    path("phong-trao/bao-cao/", views.round_list, OF, name="result-round-list"),
    path("phong-trao/bao-cao/cua-toi/", filings.mine, OF, name="my-campaign-report"),
    path("phong-trao/<int:pk>/bao-cao/mo/", views.result_round_create, name="result-round-create"),
    path("phong-trao/<int:pk>/bao-cao/xuat/", views.result_rollup, name="result-rollup"),
    *round_paths(ROUND, CAMPAIGN_REPORTS),
    path(ROUND + "them-don-vi/", views.round_open, OF, name="result-round-open"),
    *filing_paths(ONE, CAMPAIGN_REPORTS),
    re_path(
        r"^phong-trao/bao-cao/ho-so/(?P<pk>\d+)/bao-cao\.(?P<form>pdf|docx)$",
        papers.filing_paper,
        OF,
        name="campaign-report-paper",
    ),
]
