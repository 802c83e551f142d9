"""The kinds of message a person may choose a delivery for."""

from core import obligations
from core.models.notices import Delivery

_KINDS = {}  # kind -> (label, default delivery)


def register_kind(kind, label, *, default=Delivery.AT_ONCE):
    """Name a kind of message, with how it is delivered to those who chose nothing."""
    _KINDS[kind] = (label, Delivery(default))


def kinds():
    """dict kind -> label, in order of label; every provider of duties is a kind of reminder."""
    named = {kind: f"Nhắc việc: {p.label}" for kind, p in obligations.PROVIDERS.items()}
    named |= {kind: label for kind, (label, _) in _KINDS.items()}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


def default_delivery(kind):
    """How a kind reaches those who chose nothing."""
    if kind in _KINDS:
        return _KINDS[kind][1]
    provider = obligations.PROVIDERS.get(kind)
    return Delivery(provider.delivery) if provider else Delivery.AT_ONCE
