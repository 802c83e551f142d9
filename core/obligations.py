"""Who still owes what, by when: one list for the desk, the late boards, the reminders and the calendar feed.

An app registers a provider in its `obligations.py`; nothing here knows a business noun. A duty that is done is simply
no longer in the list, so nothing has to be switched off when somebody files.
"""

import dataclasses
import datetime

from core.days import Deadline
from core.passes import one_pass

PROVIDERS = {}  # kind -> Provider


@dataclasses.dataclass(frozen=True, slots=True)
class Duty:
    """One thing somebody still owes.

    key: unique and stable for the life of the duty, beginning with the kind, without the date.
    due_on: the last good day, local, inclusive. `before` says that the paper reads “trước ngày <due_on + 1>”.
    people: ids of those who must act; heads: of those told when it grows late; leads: of those who get one summary.
    title: may appear in calendars and mails, so it holds nothing confidential.
    url: a path inside the product; board: the path of the list this duty stands in, for summaries.
    """

    key: str
    kind: str
    title: str
    due_on: datetime.date
    people: tuple = ()
    heads: tuple = ()
    leads: tuple = ()
    url: str = ""
    unit: object = ""
    detail: str = ""
    before: bool = False
    board: str = ""

    @property
    def deadline(self):
        if self.before:
            return Deadline(self.due_on + datetime.timedelta(days=1), before=True)
        return Deadline(self.due_on, before=False)

    def days_left(self, on):
        """Days to the last good day: 0 on it, negative when late."""
        return (self.due_on - on).days

    def is_late(self, on):
        return on > self.due_on


@dataclasses.dataclass(frozen=True, slots=True)
class Provider:
    kind: str
    label: str
    find: object
    delivery: str = "at_once"
    steps: tuple = ()
    discreet: bool = False


def provides(kind, label, *, delivery="at_once", steps=(), discreet=False):
    """Register `find(*, on, person=None)`, which yields each Duty still owed on the day; with a person, only theirs.

    delivery: how its reminders reach those who chose nothing; "daily" for queues that would flood a mailbox.
    steps: reminders of its own to begin with, as (audience, days around the last good day, repeated after days or None);
    without any the kind follows the common schedule. Staff may change both.
    discreet: who still owes it, and how many, is not for everybody who keeps the schedule; its preview tells neither, and no subject names the unit.
    """

    def register(find):
        if kind in PROVIDERS and PROVIDERS[kind].find.__qualname__ != find.__qualname__:
            raise ValueError(f"two providers of {kind}")
        PROVIDERS[kind] = Provider(kind, label, find, delivery, tuple(steps), discreet)
        return find

    return register


def is_discreet(kind):
    return kind in PROVIDERS and PROVIDERS[kind].discreet


def label_of(kind):
    return PROVIDERS[kind].label if kind in PROVIDERS else kind


def of_kind(kind, *, on):
    """The duties of one kind still owed on the day; a kind nobody provides any more has none."""
    provider = PROVIDERS.get(kind)
    with one_pass():
        return list(provider.find(on=on)) if provider else []


def owed(*, on, person=None):
    """Everything still owed on the day, the earliest first; with a person (account or id), what that person must do."""
    with one_pass():
        duties = [d for p in PROVIDERS.values() for d in p.find(on=on, person=person)]
    if person is not None:
        duties = of_person(duties, person)
    return sorted(duties, key=lambda d: (d.due_on, d.title, str(d.unit), d.key))


def of_person(duties, person):
    """Of these duties, in their order, what that person (account or id) must do."""
    person_id = getattr(person, "pk", person)
    return [d for d in duties if person_id in d.people]
