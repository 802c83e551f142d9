"""The daily engine: from what is still owed and the schedule to notices with unique keys."""

import collections
import dataclasses
import datetime

from django.db import transaction
from django.utils import timezone

from core import obligations
from core.days import calendars_kept, is_working_day, next_working_day
from core.models.notices import UNSENT, Audience, Notice, NoticeState
from core.models.reminders import ReminderRule
from core.notices.posting import post
from core.reminders.schedule import Schedule, Stop, ensure_rules
from core.reminders.wording import worded

MORNING = datetime.time(8, 0)
DONE = "Việc đã xong hoặc không còn phải làm."
MOVED = "Hạn đã thay đổi; đã có lời nhắc theo hạn mới."


@transaction.atomic
def remind(*, on, at=None):
    """Write the reminders of the day and return how many are new; `at` is the moment they bear (08:00 of the day).

    Running a day twice adds nothing, and neither does a clock moved back: a step is not taken once a later one was.
    After lost days each person gets the latest step only. Reminders of a moved deadline or of a finished thing that
    have not left yet are cancelled. On a day off nothing is written.
    """
    at = at or timezone.make_aware(datetime.datetime.combine(on, MORNING), timezone.get_default_timezone())
    ensure_rules()
    with calendars_kept():
        duties = obligations.owed(on=on)
        cancel_outdated(duties, at=at)
        if not is_working_day(on):
            return 0
        return post(list(_new_notices(duties, on=on, at=at)))


def cancel_outdated(duties, *, at):
    """Call off the reminders not yet sent whose duty is done or whose last good day has moved; return how many."""
    due = {d.key: d.due_on for d in duties}
    days = {(d.kind, d.due_on) for d in duties}
    waiting = Notice.objects.filter(state__in=UNSENT, kind__in=obligations.PROVIDERS).exclude(audience="")
    called_off = collections.defaultdict(list)
    for pk, kind, audience, key, due_on in waiting.values_list("pk", "kind", "audience", "duty_key", "due_on"):
        if audience == Audience.LEADS:
            if (kind, due_on) not in days:
                called_off[DONE].append(pk)
        elif key not in due:
            called_off[DONE].append(pk)
        elif due[key] != due_on:
            called_off[MOVED].append(pk)
    return sum(
        Notice.objects.filter(pk__in=pks[start : start + 500], state__in=UNSENT).update(
            state=NoticeState.CANCELLED, error=reason
        )
        for reason, pks in called_off.items()
        for start in range(0, len(pks), 500)
    )


def _new_notices(duties, *, on, at):
    schedule, taken = Schedule(), _taken(duties)
    summaries = collections.defaultdict(list)  # (kind, last good day, step, lead) -> duties
    for duty in duties:
        for stop in schedule.reached(duty, on=on):
            for person in _people(duty, stop.audience):
                if stop.audience == Audience.LEADS:
                    summaries[duty.kind, duty.due_on, stop.step, person].append(duty)
                elif stop.step > taken.get((person, duty.key, duty.due_on, stop.audience), stop.step - 1):
                    yield _notice([duty], duty.key, stop, person, on=on, at=at)
    for (kind, due_on, step, person), group in summaries.items():
        key = _leads_key(kind)
        if step > taken.get((person, key, due_on, Audience.LEADS), step - 1):
            yield _notice(group, key, Stop(Audience.LEADS, step, on), person, on=on, at=at)


def _taken(duties):
    """dict (person, duty key, last good day, audience) -> the latest step already written for them.

    Asked by the few days on which the many duties are due, in one statement however many they are.
    """
    taken = {}
    keys = {d.key for d in duties} | {_leads_key(d.kind) for d in duties}
    rows = Notice.objects.filter(due_on__in={d.due_on for d in duties}).exclude(audience="")
    for person, key, due_on, audience, step in rows.values_list("person_id", "duty_key", "due_on", "audience", "step"):
        if key in keys:
            spot = (person, key, due_on, audience)
            taken[spot] = max(step, taken.get(spot, step))
    return taken


def _leads_key(kind):
    return f"{kind}:leads"


def _people(duty, audience):
    return {Audience.PEOPLE: duty.people, Audience.HEADS: duty.heads, Audience.LEADS: duty.leads}[audience]


def _notice(duties, duty_key, stop, person, *, on, at):
    first = duties[0]
    subject, body, url = worded(duties, audience=stop.audience, on=on)
    return Notice(
        person_id=person,
        key=f"{duty_key}:{first.due_on}:{stop.step:+d}:{person}",
        kind=first.kind,
        subject=subject,
        body=body,
        url=url,
        at=at,
        audience=stop.audience,
        duty_key=duty_key,
        duties=[d.key for d in duties] if stop.audience == Audience.LEADS else [],
        due_on=first.due_on,
        step=stop.step,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Planned:
    """What will go out on a day if nothing changes: one line per kind, last good day, audience and step."""

    day: datetime.date
    kind: str
    label: str
    audience: str
    step: int
    due_on: datetime.date
    duties: tuple
    people: tuple  # ids, each once
    messages: int  # one per person and duty; a lead gets one in all

    @property
    def audience_label(self):
        return Audience(self.audience).label

    @property
    def title(self):
        return self.duties[0].title

    @property
    def step_words(self):
        return str(ReminderRule(offset=self.step))


def _stops(schedule, duty, *, first, last):
    """What comes from day to day; a step reached earlier goes out with the first of them, unless a later one does too."""
    stops = {(s.audience, s.day): s for s in schedule.coming(duty, first=first, last=last)}
    today = next_working_day(first)
    for stop in schedule.reached(duty, on=first):
        if stop.day < first:
            stops.setdefault((stop.audience, today), Stop(stop.audience, stop.step, today))
    return list(stops.values())


def planned(*, on, days=14, duties=None):
    """The reminders from the day on, in order of day; what has already been written is left out.

    duties: everything owed on the day, when the caller has it.
    """
    with calendars_kept():
        duties = obligations.owed(on=on) if duties is None else duties
        return _planned(duties, on=on, last=on + datetime.timedelta(days=days))


def _planned(duties, *, on, last):
    schedule, taken, stops = Schedule(), _taken(duties), {}
    groups = collections.defaultdict(lambda: ([], []))
    for duty in duties:
        alike = duty.kind, duty.due_on  # all that decides on which days its steps fall
        if alike not in stops:
            stops[alike] = _stops(schedule, duty, first=on, last=last)
        for stop in stops[alike]:
            key = _leads_key(duty.kind) if stop.audience == Audience.LEADS else duty.key
            people = [
                person
                for person in _people(duty, stop.audience)
                if stop.step > taken.get((person, key, duty.due_on, stop.audience), stop.step - 1)
            ]
            if people:
                listed, told = groups[stop.day, duty.kind, duty.due_on, stop.audience, stop.step]
                listed.append(duty)
                told.extend(people)
    return [
        Planned(
            day,
            kind,
            obligations.label_of(kind),
            audience,
            step,
            due_on,
            tuple(listed),
            tuple(sorted(set(told))),
            len(set(told) if audience == Audience.LEADS else told),
        )
        for (day, kind, due_on, audience, step), (listed, told) in sorted(groups.items())
    ]
