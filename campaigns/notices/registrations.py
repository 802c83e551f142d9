"""Messages about registrations are those of every filing; a person chooses how to get them under this name."""

from campaigns.queries.registrations import REGISTRATIONS
from plans.notices.filings import register_notices

register_notices(REGISTRATIONS)
