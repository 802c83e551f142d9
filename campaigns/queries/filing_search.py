"""Registrations and reports in the global search, by unit, year and the name of the campaign."""

from campaigns.queries.registrations import REGISTRATIONS
from campaigns.queries.results import CAMPAIGN_REPORTS
from plans.queries.filing_search import provide_search

SAID = {"phong", "trao", "nam", "thi", "dua"}  # of every one
ALSO = ("round__campaign__folded",)

provide_search(
    REGISTRATIONS, "Đăng ký phong trào", "checklist", general=frozenset(SAID | {"dang", "ky", "ki"}), also=ALSO
)
provide_search(
    CAMPAIGN_REPORTS, "Báo cáo phong trào", "report-analytics", general=frozenset(SAID | {"bao", "cao"}), also=ALSO
)
