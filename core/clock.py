"""The only clock. Views, tasks and commands read it and pass `on=` (a day) or `at=` (a moment) down.

`THIDUA_TODAY` fixes the day for demonstrations and replays; the hour goes on as in reality.
"""

import contextlib
import contextvars
import datetime

from django.conf import settings
from django.utils import timezone

_replayed = contextvars.ContextVar("replayed moment", default=None)


@contextlib.contextmanager
def replay(moment):
    """Inside, it is this (aware) moment: for loading a past as it went. Other threads and processes keep their own."""
    token = _replayed.set(moment)
    try:
        yield
    finally:
        _replayed.reset(token)


def simulated():
    """The fixed day, or None when the clock is real."""
    moment = _replayed.get()
    return timezone.localdate(moment) if moment else settings.THIDUA_TODAY


def now():
    """This moment, aware. With a fixed day: that day at the present local hour."""
    if moment := _replayed.get():
        return moment
    real = timezone.now()
    day = simulated()
    if day is None:
        return real
    return datetime.datetime.combine(day, timezone.localtime(real).time(), tzinfo=timezone.get_default_timezone())


def today():
    """This day in Asia/Ho_Chi_Minh. At 06:30 on 15/3 it is 15/3, though UTC still says 14/3."""
    return simulated() or timezone.localdate()
