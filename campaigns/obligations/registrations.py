"""Duties around registrations: to file, to confirm, to receive."""

from campaigns.queries.registrations import REGISTRATIONS
from plans.obligations.filings import provide_duties

provide_duties(REGISTRATIONS)
