"""Who may do what in the book of awards. When it may be done is the workflow's business."""

from awards.registry.enums import DecisionState
from awards.registry.models import Decision
from core import files
from units.rights import rights_of


def can_keep(user, decision=None):
    """Enter decisions, correct and revoke grants, merge records: the standing body."""
    return rights_of(user).is_standing_body


def can_write(user, decision):
    """Change head and lines: only before the decision is entered."""
    return decision.state == DecisionState.DRAFT and can_keep(user)


def reads_all(user):
    """Whole decisions with every line, and the figures over all units."""
    return rights_of(user).sees_all


def can_export(user):
    return bool(rights_of(user).posts)


@files.guard("awards.decision", restricted=True)
def may_read_files(user, decision):
    """The scan shows every name, so it is for those who may read every line, and who took it is written down."""
    return reads_all(user) and Decision.objects.visible_to(user).filter(pk=decision.pk).exists()


@files.remover("awards.decision")
def may_remove_files(user, decision):
    return can_write(user, decision)
