"""Messages about reports are those of every filing; a person chooses how to get them under this name."""

from campaigns.queries.results import CAMPAIGN_REPORTS
from plans.notices.filings import register_notices

register_notices(CAMPAIGN_REPORTS)
