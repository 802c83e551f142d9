"""On which day which step falls. Steps are days around the last good day: −7 is a week before it, +7 a week after.

Days off are quiet. A step that falls on one moves to the next working day; but a step due on the last good day or
earlier would come too late if that working day lies after the last good day, so it is sent on the working day before.
"Trước ngày 15/3/2022" ends on Monday 14/3: step −1 (Sunday 13/3) goes out on the 14th together with step 0, of which
people get only the later one. A deadline that ends on a Sunday has its steps −1 and 0 on the Friday before.
"""

import dataclasses
import datetime

from core import obligations
from core.days import next_working_day, previous_working_day
from core.models.notices import Audience
from core.models.reminders import ReminderRule

DEFAULTS = (  # audience, step, every
    (Audience.PEOPLE, -30, None),
    (Audience.PEOPLE, -14, None),
    (Audience.PEOPLE, -7, None),
    (Audience.PEOPLE, -3, None),
    (Audience.PEOPLE, -1, None),
    (Audience.PEOPLE, 0, None),
    (Audience.PEOPLE, 7, 7),
    (Audience.HEADS, -1, None),
    (Audience.HEADS, 1, None),
    (Audience.HEADS, 7, 7),
    (Audience.LEADS, -1, None),
    (Audience.LEADS, 1, None),
    (Audience.LEADS, 7, 7),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Stop:
    """One step of one duty: who is told, which step, and the day it goes out."""

    audience: str
    step: int
    day: datetime.date


def ensure_rules():
    """Load the common schedule, and those that kinds bring along, into an installation that has none.

    Safe to repeat, never overwrites.
    """
    if ReminderRule.objects.filter(kind="").exists():
        return 0
    return len(ReminderRule.objects.bulk_create(default_rules(), ignore_conflicts=True))


def default_rules():
    """The common schedule and those of kinds with one of their own, not yet saved; what holds until they are."""
    schedules = {"": DEFAULTS} | {p.kind: p.steps for p in obligations.PROVIDERS.values() if p.steps}
    return [
        ReminderRule(kind=kind, audience=audience, offset=step, every=every)
        for kind, steps_of_kind in schedules.items()
        for audience, step, every in steps_of_kind
    ]


class Schedule:
    """All rules, read once. A kind with rows of its own, even switched off, does not follow the common ones."""

    def __init__(self):
        self._by_kind = {}
        for rule in ReminderRule.objects.order_by("kind", "audience", "offset", "pk"):
            self._by_kind.setdefault(rule.kind, []).append(rule)
        if "" not in self._by_kind:
            for rule in default_rules():
                self._by_kind.setdefault(rule.kind, []).append(rule)

    def rules(self, kind):
        return [r for r in self._by_kind.get(kind, self._by_kind[""]) if r.is_active]

    def reached(self, duty, *, on):
        """Per audience the latest step whose day has come: after a lost fortnight only that one is left."""
        latest = {}
        for rule in self.rules(duty.kind):
            stop = last_stop(rule, duty.due_on, on=on)
            if stop and (rule.audience not in latest or stop.step > latest[rule.audience].step):
                latest[rule.audience] = stop
        return list(latest.values())

    def coming(self, duty, *, first, last):
        """The stops from day to day, inclusive; of two on one day for one audience only the later step."""
        stops = {}
        for rule in self.rules(duty.kind):
            for step in steps(rule, until=(last - duty.due_on).days + 1):
                day = send_day(duty.due_on, step)
                held = stops.get((rule.audience, day))
                if first <= day <= last and (held is None or step > held.step):
                    stops[rule.audience, day] = Stop(rule.audience, step, day)
        return sorted(stops.values(), key=lambda s: (s.day, s.audience, s.step))


def steps(rule, *, until):
    """The steps of a rule up to a number of days, inclusive."""
    if not rule.every:
        return [rule.offset] if rule.offset <= until else []
    return list(range(rule.offset, until + 1, rule.every))


def send_day(due_on, step):
    """The working day on which a step goes out; see the head of this module."""
    nominal = due_on + datetime.timedelta(days=step)
    after = next_working_day(nominal)
    return previous_working_day(nominal) if step <= 0 and after > due_on else after


def last_stop(rule, due_on, *, on):
    """The rule's latest step whose day has come, or None."""
    # A step at or before the last good day may go out up to a long holiday early; later ones never do.
    for step in reversed(steps(rule, until=max((on - due_on).days, 0))):
        day = send_day(due_on, step)
        if day <= on:
            return Stop(rule.audience, step, day)
    return None
