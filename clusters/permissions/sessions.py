"""Sessions of a cluster: the head's people and the standing body prepare and conclude them, the standing body reopens.

Everybody of the year knows day and place; what was said is for the writers and for readers of every unit's work until the
session is concluded, then for everybody of the year.
"""

from clusters.enums import SessionState
from clusters.models import ClusterSession, ClusterYear
from clusters.permissions.clusters import can_prepare, can_run, leads
from core import files
from units.rights import rights_of


def can_write(user, session):
    """While it is planned: place, attendance, content, resolutions, files."""
    return session.state == SessionState.PLANNED and can_prepare(user, session.year)


def can_conclude(user, session):
    return can_prepare(user, session.year)


def can_reopen(user, session):
    """Nobody changes minutes once the year is closed."""
    return session.year.is_open and can_run(user)


def can_issue(user, session):
    """Minutes are issued by who may conclude, once they are concluded."""
    return session.state == SessionState.CONCLUDED and can_prepare(user, session.year)


def can_read_minutes(user, session):
    """Content, resolutions and files; the caller has seen to it that the year is open to the person."""
    if session.state == SessionState.CONCLUDED:
        return True
    return rights_of(user).sees_all or session.year.is_published and leads(user, session.year)


@files.guard("clusters.clustersession")
def may_read_files(user, session):
    """Files and issued minutes are as open as the content."""
    seen = ClusterYear.objects.visible_to(user).filter(pk=session.year_id).exists()
    return seen and can_read_minutes(user, session)


@files.remover("clusters.clustersession")
def may_remove_files(user, session):
    return isinstance(session, ClusterSession) and can_write(user, session)
