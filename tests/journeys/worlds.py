"""Make the two worlds the journeys start from. Run as a process of its own: `python -m tests.journeys.worlds FOLDER`.

`beginning.sqlite3`: units, people and posts, no plan yet. `demo.sqlite3`: the demo world on the morning of 8/3/2022.
"""

import datetime
import os
import sqlite3
import sys
from pathlib import Path

import django

BEGINNING, DEMO = "beginning.sqlite3", "demo.sqlite3"


def copy(source, target):
    """Copy a database whole, also onto one that is being served."""
    with sqlite3.connect(source) as old, sqlite3.connect(target, timeout=20) as new:
        old.backup(new)
    old.close()
    new.close()


def make(folder):
    from django.core.management import call_command  # noqa: PLC0415  apps must be set up first
    from django.db import connection, transaction  # noqa: PLC0415  apps must be set up first

    from config.demo.people import settle  # noqa: PLC0415  apps must be set up first
    from config.demo.year import moment  # noqa: PLC0415  apps must be set up first
    from core import clock  # noqa: PLC0415  apps must be set up first

    live, base = Path(connection.settings_dict["NAME"]), folder / "base.sqlite3"
    for command in ("migrate", "load_units", "load_holidays"):
        call_command(command, verbosity=0)
    connection.close()
    copy(live, base)
    with clock.replay(moment(datetime.date(2022, 1, 4), 9)), transaction.atomic():
        settle(at=clock.now())
    connection.close()
    copy(live, folder / BEGINNING)
    copy(base, live)
    call_command("load_demo", verbosity=0)
    connection.close()
    copy(live, folder / DEMO)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    make(Path(sys.argv[1]))
