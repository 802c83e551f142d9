"""Duties around unit plans: to file, to confirm, to receive."""

from plans.obligations.filings import provide_duties
from plans.queries.unit_plans import UNIT_PLANS

provide_duties(UNIT_PLANS)
