"""Messages to people: a row first, then perhaps a mail. Nothing leaves that was not first a `Notice` row.

`posting` writes rows, `delivery` claims and sends them, `mail` words them, `digests` wraps a person's day into one mail.
"""

from core.notices.posting import call_off, mark_settled, notify, unread_count
from core.notices.registry import kinds, register_kind

__all__ = ["call_off", "kinds", "mark_settled", "notify", "register_kind", "unread_count"]
