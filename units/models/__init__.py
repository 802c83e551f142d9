"""Units over time, people with accounts, appointments."""

from units.models.people import Appointment, User
from units.models.units import Unit, UnitEvent, UnitPeriod, UnitSuccession

__all__ = ["Appointment", "Unit", "UnitEvent", "UnitPeriod", "UnitSuccession", "User"]
