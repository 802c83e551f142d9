"""Report rounds and unit reports: addresses below /ke-hoach/bao-cao/."""

from django.urls import path, re_path

from plans.queries.reports import UNIT_REPORTS
from plans.urls.filings import filing_paths, round_paths
from plans.views import filings
from plans.views import report_rounds as rounds

ROUND = "bao-cao/dot/<int:pk>/"
ONE = "bao-cao/ho-so/<int:pk>/"

urlpatterns = [
    path("bao-cao/", rounds.report_round_list, name="report-round-list"),
    path("bao-cao/cua-toi/", filings.mine, {"kind": UNIT_REPORTS}, name="my-unit-report"),
    path("bao-cao/them/", rounds.report_round_create, name="report-round-create"),
    path(ROUND, rounds.report_round_detail, name="report-round-detail"),
    path(ROUND + "sua/", rounds.report_round_edit, name="report-round-edit"),
    path(ROUND + "mo/", rounds.report_round_open, name="report-round-open"),
    path(ROUND + "tong-hop/", rounds.report_round_rollup, name="report-round-rollup"),
    path(ROUND + "tong-hop/xuat/", rounds.report_round_rollup_export, name="report-round-rollup-export"),
    path(ROUND + "bao-cao-tinh/", rounds.report_round_report, name="report-round-report"),
    re_path(
        r"^bao-cao/dot/(?P<pk>\d+)/bao-cao-tinh\.(?P<form>pdf|docx)$",
        rounds.report_round_paper,
        name="report-round-paper",
    ),
    *round_paths(ROUND + "theo-doi/", UNIT_REPORTS),
    *filing_paths(ONE, UNIT_REPORTS),
]
