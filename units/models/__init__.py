"""Units over time, people with accounts, appointments, what sign-in demands."""

from units.models.grants import GroupGrant, PersonGrant
from units.models.people import Appointment, User
from units.models.security import RoleSecurity
from units.models.units import Unit, UnitEvent, UnitPeriod, UnitSuccession

__all__ = [
    "Appointment",
    "GroupGrant",
    "PersonGrant",
    "RoleSecurity",
    "Unit",
    "UnitEvent",
    "UnitPeriod",
    "UnitSuccession",
    "User",
]
