"""Cross-scoring: the giver sees what it gave, readers of every unit's work see all; the taker never."""

from clusters.enums import ClusterYearState
from clusters.models.clusters import UNIT_ROLES
from clusters.permissions.clusters import acting_units
from units.rights import rights_of


def givers_of(user, year):
    """The members of the year this person gives points for, as officer or head; those who left give none."""
    units = acting_units(user, *UNIT_ROLES)
    return [m for m in year.memberships.all() if m.left_on is None and m.unit_id and m.unit_id in units]


def gives_now(year, table, published):
    """Whether points may be given: a frozen table that asks for it, a running year, no published ranking."""
    running = year.state == ClusterYearState.RUNNING
    return running and table is not None and table.cross_scoring and not published


def can_read_crosses(user, year):
    return rights_of(user).sees_all
