"""Who may keep and read the book of a fund."""

from awards.fund.models import READERS
from units.enums import Role
from units.rights import rights_of


def can_see_funds(user):
    rights = rights_of(user)
    return rights.sees_all or rights.holds(*READERS)


def can_open(user):
    """Open a unit's fund for a year: the standing body, and accountants for their own unit."""
    rights = rights_of(user)
    return rights.is_standing_body or rights.holds(Role.ACCOUNTANT)


def can_open_for(user, unit):
    rights = rights_of(user)
    return rights.is_standing_body or rights.holds_at(unit.pk, Role.ACCOUNTANT)


def can_keep(user, fund):
    """Write and strike lines: the accountant of exactly the keeping unit, and the standing body for every fund."""
    rights = rights_of(user)
    return rights.is_standing_body or rights.holds_at(fund.keeper_id, Role.ACCOUNTANT)
