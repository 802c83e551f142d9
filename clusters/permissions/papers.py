"""Plan and outline of a cluster: written by the head's people and the standing body, issued for everybody of the year."""

from clusters.enums import PaperState
from clusters.models import ClusterYear
from clusters.permissions.clusters import can_prepare, can_run, leads
from core import files
from units.rights import rights_of


def can_write(user, paper):
    return paper.state == PaperState.DRAFT and can_prepare(user, paper.year)


def can_issue(user, paper):
    return can_prepare(user, paper.year)


def can_reopen(user, paper):
    """To write and issue it anew; what was issued stays."""
    return paper.year.is_open and can_run(user)


def can_read(user, paper):
    """A draft is for its writers and readers of every unit's work; the caller has checked the year."""
    if paper.state == PaperState.ISSUED:
        return True
    return rights_of(user).sees_all or paper.year.is_published and leads(user, paper.year)


@files.guard("clusters.clusterpaper")
def may_read_issued(user, paper):
    """What was issued is for everybody of the year, also while the next issue is being written."""
    return ClusterYear.objects.visible_to(user).filter(pk=paper.year_id).exists()
