"""Duties around unit reports: to file, to confirm, to receive."""

from plans.obligations.filings import provide_duties
from plans.queries.reports import UNIT_REPORTS

provide_duties(UNIT_REPORTS)
