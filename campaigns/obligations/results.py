"""Duties around reports: to file, to confirm, to receive."""

from campaigns.queries.results import CAMPAIGN_REPORTS
from plans.obligations.filings import provide_duties

provide_duties(CAMPAIGN_REPORTS)
