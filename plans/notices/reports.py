"""Messages about unit reports are those of every filing; a person chooses how to get them under this name."""

from plans.notices.filings import register_notices
from plans.queries.reports import UNIT_REPORTS

register_notices(UNIT_REPORTS)
