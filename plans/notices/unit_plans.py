"""Messages about unit plans are those of every filing; a person chooses how to get them under this name."""

from plans.notices.filings import register_notices
from plans.queries.unit_plans import UNIT_PLANS

register_notices(UNIT_PLANS)
