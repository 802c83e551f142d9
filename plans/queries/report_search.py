"""Unit reports in the global search."""

from plans.queries.filing_search import provide_search
from plans.queries.reports import UNIT_REPORTS

GENERAL = frozenset({"bao", "cao", "nam", "so", "ket", "6", "thang", "tong"})  # said of every report

provide_search(UNIT_REPORTS, "Báo cáo đơn vị", "file-text", general=GENERAL)
