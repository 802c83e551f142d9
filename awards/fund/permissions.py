"""Who may keep and read the book of a fund."""

from awards.fund.models import READERS
from units.enums import Role
from units.rights import rights_of


def can_see_funds(user):
    rights = rights_of(user)
    return rights.sees_all or rights.holds(*READERS)


def can_keep(user, fund):
    """Write and strike lines: the accountant of exactly this unit, and the standing body for every fund."""
    rights = rights_of(user)
    return rights.is_standing_body or rights.holds_at(fund.unit_id, Role.ACCOUNTANT)
