"""Reminding people of what they still owe: `schedule` says on which day, `engine` writes the rows, `wording` the words.

Nothing here sends. `remind(on=day)` writes notices with unique keys; `core.notices.delivery` claims them, asks once more
whether the thing is still owed, and sends.
"""

from core.reminders.engine import planned, remind
from core.reminders.schedule import ensure_rules

__all__ = ["ensure_rules", "planned", "remind"]
