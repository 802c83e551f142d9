"""What everybody who speaks of the demo world must agree on: its day, its password, its accounts."""

import datetime

from units.enums import Role
from units.models import Appointment, User

TODAY = datetime.date(2022, 3, 8)
PASSWORD = "dien-bien-2022"  # of every fictional account; an installation with real people holds none of them


def is_loaded():
    return User.objects.filter(demo=True).exists()


def accounts():
    """One fictional account per role, in the order of the roles: list of Appointment with user and unit."""
    held = (
        Appointment.objects.current(TODAY)
        .filter(user__demo=True)
        .select_related("user", "unit")
        .order_by("starts_on", "pk")
    )
    first = {}
    for appointment in held:
        first.setdefault(appointment.role, appointment)
    return [first[role] for role in Role.values if role in first]
