"""All tables of the app, by room."""

from awards.forwarding.models import Forwarded, Forwarding
from awards.fund.models import Fund, FundEntry
from awards.registry.models import Decision, Grant, GrantChange, Merge, Recipient

__all__ = [
    "Decision",
    "Forwarded",
    "Forwarding",
    "Fund",
    "FundEntry",
    "Grant",
    "GrantChange",
    "Merge",
    "Recipient",
]
