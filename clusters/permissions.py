"""Who may do what with a cluster in a year. When it may be done is the workflow's business."""

from clusters.enums import ClusterYearState, MemberRole
from clusters.models.clusters import UNIT_ROLES
from units.rights import rights_of


def can_run(user, year=None):
    """Staff and lead of the standing body set up clusters, their members, leaders and followers."""
    return rights_of(user).is_standing_body


def can_read_history(user, year=None):
    """Who changed what, and why members left: readers of every unit's work."""
    return rights_of(user).sees_all


def leads(user, year):
    """Officer or head, today, of the unit that heads the cluster."""
    rights = rights_of(user)
    heading = (m.unit_id for m in year.memberships.all() if m.role == MemberRole.HEAD and m.left_on is None)
    return any(unit_id and rights.holds_at(unit_id, *UNIT_ROLES) for unit_id in heading)


def can_record(user, year):
    """Say on which day the covenant was signed or a conference held: the head's people, and the standing body for them."""
    return year.state == ClusterYearState.RUNNING and (can_run(user) or leads(user, year))
