"""Target registration: addresses below /ke-hoach/dang-ky/."""

from django.urls import path, re_path

from plans.queries.targets import TARGETS
from plans.urls.filings import filing_paths, round_paths
from plans.views import filings, province_targets
from plans.views import targets as views

YEAR = "dang-ky/<int:year>/"
ONE = "dang-ky/ho-so/<int:pk>/"

urlpatterns = [
    path("dang-ky/", views.target_list, name="target-list"),
    path("dang-ky/cua-toi/", filings.mine, {"kind": TARGETS}, name="my-target-registration"),
    *round_paths(YEAR, TARGETS),
    path(YEAR + "mo/", views.target_round_open, name="target-round-open"),
    path(YEAR + "tong-hop/", views.target_round_rollup, name="target-round-rollup"),
    path(YEAR + "tong-hop/xuat/", views.target_round_rollup_export, name="target-round-rollup-export"),
    path(YEAR + "cua-tinh/", views.target_round_province, name="target-round-province"),
    path(YEAR + "cua-tinh/lap/", views.target_round_province_start, name="target-round-province-start"),
    path(
        YEAR + "cua-tinh/phat-hanh/",
        province_targets.target_round_province_issue,
        name="target-round-province-issue",
    ),
    *filing_paths(ONE, TARGETS),
    re_path(
        r"^dang-ky/ho-so/(?P<pk>\d+)/ban-dang-ky\.(?P<form>pdf|docx)$",
        views.target_registration_paper,
        name="target-registration-paper",
    ),
]
