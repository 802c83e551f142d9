"""Messages about registrations are those of every filing; a person chooses how to get them under this name."""

from plans.notices.filings import register_notices
from plans.queries.targets import TARGETS

register_notices(TARGETS)
