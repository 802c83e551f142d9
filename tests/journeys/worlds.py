"""Make the worlds the journeys start from. Run as a process of its own: `python -m tests.journeys.worlds FOLDER`.

`beginning.sqlite3`: units, people and posts, no plan yet. `demo.sqlite3`: the demo world on the morning of 8/3/2022.
`scoring.sqlite3`: the same, where one khối scores itself and all sheets but one are final.
"""

import datetime
import os
import sqlite3
import sys
from pathlib import Path

import django

BEGINNING, DEMO, SCORING = "beginning.sqlite3", "demo.sqlite3", "scoring.sqlite3"
SCORING_BLOC, LAST_TO_SCORE = "Khối Nội chính", "STP"


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
    with clock.replay(moment(datetime.date(2022, 3, 8), 7)), transaction.atomic():
        score_all_but_one(clock.now())
    connection.close()
    copy(live, folder / SCORING)


def score_all_but_one(at):
    """In one khối of 2022 scoring is open, and every sheet final but that of one department, which is still blank."""
    from clusters.models import ClusterYear  # noqa: PLC0415  apps must be set up first
    from clusters.services.score_sheets import open_sheets  # noqa: PLC0415  apps must be set up first
    from config.demo import scoring  # noqa: PLC0415  apps must be set up first
    from config.demo.people import cast_again  # noqa: PLC0415  apps must be set up first

    cast = cast_again()
    year = ClusterYear.objects.select_related("cluster").get(cluster__name=SCORING_BLOC, year=2022)
    open_sheets(year, by=cast.staff[0], at=at)
    scoring.score(cast, year, at, without=(LAST_TO_SCORE,))
    scoring.verify(cast, year, at)
    scoring.assess(cast, year, at)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    make(Path(sys.argv[1]))
