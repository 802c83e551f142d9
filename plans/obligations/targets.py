"""Duties around registrations: to file, to confirm, to receive."""

from plans.obligations.filings import provide_duties
from plans.queries.targets import TARGETS

provide_duties(TARGETS)
