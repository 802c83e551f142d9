"""Who may use core's own pages. Core knows no post and no role: the floor above says who, here it is asked.

    access.register("run_reminders", lambda user: rights_of(user).is_standing_body, people=standing_body_ids)

A page whose rule nobody registered is open to nobody.
"""

from django.core.exceptions import PermissionDenied

RUN_REMINDERS = "run_reminders"  # change the schedule of reminders, see what will go out, run a day
SEE_DELIVERIES = "see_deliveries"  # who was sent what, and in which state; send again
SEE_MAILBOX = "see_mailbox"  # read the mails of the mailbox inside the product
READ_JOURNAL = "read_journal"  # read the journal's rows on accounts, units and the product itself
READ_WHOLE_JOURNAL = "read_whole_journal"  # and those on the work of units
NAMES = (RUN_REMINDERS, SEE_DELIVERIES, SEE_MAILBOX, READ_JOURNAL, READ_WHOLE_JOURNAL)

_RULES = {}  # name -> (allows(user) -> bool, people() -> ids)


def register(name, allows, *, people=None):
    """Say who passes: `allows(user) -> bool`; `people()` gives the ids of those to tell when something is wrong there."""
    if name not in NAMES:
        raise ValueError(f"unknown access {name}")
    _RULES[name] = (allows, people)


def allowed(user, name):
    """Plain yes or no; an unregistered name, a stranger and a locked account are no."""
    if not user.is_authenticated or not user.is_active or name not in _RULES:
        return False
    return bool(_RULES[name][0](user))


def people_with(name):
    """Ids of the people behind a name, sorted; empty when the floor above gave no list."""
    people = _RULES.get(name, (None, None))[1]
    return sorted(people()) if people else []


def require(user, name):
    """Pass, or 403."""
    if not allowed(user, name):
        raise PermissionDenied
