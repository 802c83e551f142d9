"""Deadlines and working days. A day is a day in Asia/Ho_Chi_Minh.

Days off and make-up days (a Saturday worked for a bridge day) come from `Holiday` rows, because they are decided yearly.
A year in which we keep no day off is taken from the `holidays` package, with our make-up days on top.
"""

import contextlib
import contextvars
import dataclasses
import datetime
import functools

import holidays
from django.apps import apps
from django.core.signals import request_finished, request_started
from django.utils import timezone

from core import words

ONE_DAY = datetime.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something is due. `before`: "trước ngày X" excludes X itself; otherwise X is the last good day."""

    date: datetime.date
    before: bool = False

    @property
    def last_day(self):
        return self.date - ONE_DAY if self.before else self.date

    @property
    def ends_at(self):
        """The moment just after the last good day: 15/3 00:00 local time for "trước ngày 15/3"."""
        return timezone.make_aware(
            datetime.datetime.combine(self.last_day + ONE_DAY, datetime.time.min), timezone.get_default_timezone()
        )

    def is_late(self, at):
        """Whether an act at this (aware) moment comes too late."""
        return at >= self.ends_at

    @property
    def wording(self):
        """ "trước ngày 15/3/2022" or "chậm nhất ngày 15/3/2022"."""
        return f"{'trước' if self.before else 'chậm nhất'} ngày {words.short_date(self.date)}"

    @property
    def explained(self):
        """The wording with its last good day: "trước ngày 15/3/2022, hết thứ Hai 14/3"."""
        return f"{self.wording}{self.tail}"

    @property
    def tail(self):
        """What `explained` adds to the wording: ", hết thứ Hai 14/3"."""
        last = self.last_day
        return f", hết {words.weekday(last)} {words.day_figures(last)}/{words.month_figures(last)}"


# Working days -------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Calendar:
    """One year's exceptions to the five-day week: day → name of the day off; and the weekend days that are worked."""

    off: dict
    worked: frozenset

    def works(self, day):
        return day in self.worked or (day.weekday() < 5 and day not in self.off)


_kept = contextvars.ContextVar("calendars of this request", default=None)


@contextlib.contextmanager
def calendars_kept():
    """Read each year's calendar once inside this block. Requests do it by themselves; long tasks should."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _kept_here():
    """A walk over many days reads each year once, whether or not a request keeps calendars already."""
    return calendars_kept() if _kept.get() is None else contextlib.nullcontext()


def _open_request(**_):
    _kept.set({})


def _close_request(**_):
    _kept.set(None)


request_started.connect(_open_request, dispatch_uid="core.days")
request_finished.connect(_close_request, dispatch_uid="core.days")


def forget():
    """Drop what this request has read, after the rows changed."""
    if _kept.get() is not None:
        _kept.set({})


def calendar_of(year):
    """The year's `Calendar`: our rows, or the package's days off when we keep none for that year."""
    kept = _kept.get()
    if kept is None:
        return _read(year)
    if year not in kept:
        kept[year] = _read(year)
    return kept[year]


def _read(year):
    rows = apps.get_model("core", "Holiday").objects.filter(day__year=year).values_list("day", "name", "working")
    off = {day: name for day, name, working in rows if not working}
    worked = frozenset(day for day, _, working in rows if working)
    if off:
        return Calendar(off, worked)
    published, made_up = _published(year)
    return Calendar({day: name for day, name in published.items() if day not in worked}, worked | made_up)


@functools.cache
def _published(year):
    found = holidays.country_holidays("VN", years=year, language="vi")
    return dict(found), frozenset(day for day in found.weekend_workdays if day.year == year)


def is_working_day(day):
    """Monday to Friday without the days off, and the make-up days."""
    return calendar_of(day.year).works(day)


def holiday_name(day):
    """Why people are off on this day ("Tết Nguyên đán"), or "" on any other."""
    return calendar_of(day.year).off.get(day, "")


def next_working_day(day):
    """The day itself when it is worked, otherwise the first worked one after it."""
    with _kept_here():
        while not is_working_day(day):
            day += ONE_DAY
    return day


def previous_working_day(day):
    """The day itself when it is worked, otherwise the last worked one before it."""
    with _kept_here():
        while not is_working_day(day):
            day -= ONE_DAY
    return day


def add_working_days(day, count):
    """The day on which `count` working days have passed; the first day does not count. Negative counts go back."""
    step = ONE_DAY if count >= 0 else -ONE_DAY
    with _kept_here():
        for _ in range(abs(count)):
            day += step
            while not is_working_day(day):
                day += step
    return day


def working_days_between(start, end):
    """How many working days lie after `start`, up to and including `end`; 0 when `end` is not after `start`."""
    with _kept_here():
        return sum(is_working_day(start + ONE_DAY * n) for n in range(1, (end - start).days + 1))
