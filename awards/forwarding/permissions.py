"""Who may know and keep what was submitted to the State level."""

from awards.forwarding.enums import ForwardingState
from awards.forwarding.models import Forwarding
from core import files
from units.rights import rights_of


def can_see_forwardings(user):
    """Readers of every unit's work. Nobody in a unit learns who was submitted."""
    return rights_of(user).sees_all


def can_keep(user, forwarding=None):
    """Write letters, send them, record the answers: the standing body."""
    return rights_of(user).is_standing_body


def can_write(user, forwarding):
    """Change head and lines: only before the letter is sent."""
    return forwarding.state == ForwardingState.DRAFT and can_keep(user)


def can_answer(user, forwarding):
    """Record what was answered: only after it was sent."""
    return forwarding.state == ForwardingState.SENT and can_keep(user)


@files.guard("awards.forwarding", restricted=True)
def may_read_files(user, forwarding):
    """Exactly as the page; who took them is written down."""
    return Forwarding.objects.visible_to(user).filter(pk=forwarding.pk).exists()


@files.remover("awards.forwarding")
def may_remove_files(user, forwarding):
    return can_write(user, forwarding)
