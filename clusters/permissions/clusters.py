"""Who may do what with a cluster in a year. When it may be done is the workflow's business."""

from clusters.enums import ClusterYearState, MemberRole
from clusters.models.clusters import UNIT_ROLES, acting_units
from units.rights import rights_of


def can_run(user, year=None):
    """Staff and lead of the standing body set up clusters, their members, leaders and followers."""
    return rights_of(user).is_standing_body


def can_read_history(user, year=None):
    """Who changed what, and why members left: readers of every unit's work."""
    return rights_of(user).sees_all


def speaks_for(user, membership, *roles):
    """Officer or head (or the roles named), today, of the member itself or of the unit that succeeded it."""
    return membership.unit_id is not None and membership.unit_id in acting_units(user, *(roles or UNIT_ROLES))


def leads(user, year):
    """Officer or head, today, of the unit that heads the cluster."""
    return _holds_place(user, year, MemberRole.HEAD)


def leads_or_deputises(user, year):
    """Officer or head, today, of a unit that heads the cluster or is one of its deputies."""
    return _holds_place(user, year, MemberRole.HEAD, MemberRole.DEPUTY)


def _holds_place(user, year, *places):
    if not rights_of(user).holds(*UNIT_ROLES):
        return False
    placed = {m.unit_id for m in year.memberships.all() if m.role in places and m.left_on is None and m.unit_id}
    return bool(placed & acting_units(user, *UNIT_ROLES))


def can_prepare(user, year):
    """Write score table, covenant and papers of a running year: the head's people, and the standing body."""
    return year.is_open and (can_run(user) or year.is_published and leads(user, year))


def can_record(user, year):
    """Say on which day the covenant was signed or a conference held: the head's people, and the standing body for them."""
    return year.state == ClusterYearState.RUNNING and (can_run(user) or leads(user, year))
