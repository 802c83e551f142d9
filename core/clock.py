"""The only clock. Views, tasks and commands read it and pass `on=` (a day) or `at=` (a moment) down.

`THIDUA_TODAY` fixes the day for demonstrations and replays; the hour goes on as in reality.
"""

import datetime

from django.conf import settings
from django.utils import timezone


def simulated():
    """The fixed day, or None when the clock is real."""
    return settings.THIDUA_TODAY


def now():
    """This moment, aware. With a fixed day: that day at the present local hour."""
    real = timezone.now()
    day = simulated()
    if day is None:
        return real
    return datetime.datetime.combine(day, timezone.localtime(real).time(), tzinfo=timezone.get_default_timezone())


def today():
    """This day in Asia/Ho_Chi_Minh. At 06:30 on 15/3 it is 15/3, though UTC still says 14/3."""
    return simulated() or timezone.localdate()
