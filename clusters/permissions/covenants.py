"""Who may read, write, sign and conclude the covenant of a cluster's year."""

from clusters.enums import CovenantState
from clusters.models import ClusterYear
from clusters.permissions.clusters import can_prepare, can_run, speaks_for
from clusters.permissions.score_tables import reads_drafts
from core.files.guards import guard
from units.enums import Role


def can_read_covenant(user, covenant):
    """Of whoever may open the year: from signing on. Before that those who write it and readers of every unit's work."""
    return covenant.state != CovenantState.DRAFT or reads_drafts(user, covenant.year)


def can_write_covenant(user, covenant):
    return can_prepare(user, covenant.year)


def can_conclude(user, covenant):
    """Hold the ceremony, record what was signed on paper, conclude with some missing."""
    return can_prepare(user, covenant.year)


def can_reopen(user, covenant):
    """A signed covenant is opened again by the standing body alone."""
    return covenant.year.is_open and can_run(user)


def can_sign(user, membership):
    """The head, today, of the member itself or of the unit that succeeded it; its officers cannot."""
    return membership.left_on is None and speaks_for(user, membership, Role.HEAD)


@guard("clusters.covenant")
def reads_issued(user, covenant):
    """What was signed and issued stays open to whoever may open the year, also while the text is written anew."""
    return ClusterYear.objects.visible_to(user).filter(pk=covenant.year_id).exists()
