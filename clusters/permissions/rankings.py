"""Who sees a ranking before it is published, who chooses proposals, who publishes and opens it again."""

from clusters.enums import ClusterYearState
from clusters.permissions.clusters import can_run, leads, leads_or_deputises
from units.rights import rights_of


def can_preview(user, year):
    """The standing body, readers of every unit's work, the people of head and deputies."""
    return rights_of(user).sees_all or (year.is_published and leads_or_deputises(user, year))


def can_choose(user, year):
    """Choose who is proposed: the head's people, and the standing body, while the year runs."""
    return year.state == ClusterYearState.RUNNING and (can_run(user) or leads(user, year))


def can_publish(user, year):
    """The standing body, while the year runs."""
    return year.state == ClusterYearState.RUNNING and can_run(user)


def may_publish(user, ranking):
    """The same, asked of a ranking."""
    return can_publish(user, ranking.year)


def can_read_withdrawn(user, year):
    """Rankings that were opened again: readers of every unit's work."""
    return rights_of(user).sees_all
