"""Unit plans: addresses below /ke-hoach/don-vi/."""

from django.urls import path, re_path

from plans.queries.unit_plans import UNIT_PLANS
from plans.urls.filings import filing_paths, round_paths
from plans.views import filings
from plans.views import unit_plan_rounds as rounds

YEAR = "don-vi/<int:year>/"
ONE = "don-vi/ho-so/<int:pk>/"

urlpatterns = [
    path("don-vi/", rounds.unit_plan_board_today, name="unit-plan-board-today"),
    path("don-vi/cua-toi/", filings.mine, {"kind": UNIT_PLANS}, name="my-unit-plan"),
    *round_paths(YEAR, UNIT_PLANS),
    path(YEAR + "mo/", rounds.unit_plan_open, name="unit-plan-open"),
    path(YEAR + "bao-cao/", rounds.unit_plan_report_page, name="unit-plan-report-page"),
    re_path(r"^don-vi/(?P<year>\d{4})/bao-cao\.(?P<form>pdf|docx)$", rounds.unit_plan_report, name="unit-plan-report"),
    *filing_paths(ONE, UNIT_PLANS),
]
