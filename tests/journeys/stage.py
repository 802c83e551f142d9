"""The product as it runs, on a data folder of its own: one server, whose world is laid back before each journey."""

import contextlib
import fcntl
import shutil
import sqlite3
import subprocess
import sys

from tests.journeys.worlds import BEGINNING, DEMO, SCORING, copy
from tests.support.environments import BASE_DIR, environment
from tests.support.processes import fetch, free_port, started, wait_until

TODAY = "2022-03-08"
__all__ = ["BEGINNING", "DEMO", "SCORING", "Stage", "serving", "worlds"]


def worlds(folder):
    """The folder with all worlds; made by whoever comes first, the others wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / SCORING).exists():
            subprocess.run(
                [sys.executable, "-m", "tests.journeys.worlds", folder],
                cwd=BASE_DIR,
                env=environment(folder / "var"),
                stdin=subprocess.DEVNULL,
                check=True,
            )
    return folder


class Stage:
    """A served world: its address, and the few facts a browser cannot see."""

    def __init__(self, url, made, database):
        self.url, self.made, self.database = url, made, database

    def reset(self, world=DEMO):
        """Lay the world back as it was made; sessions and everything written since are gone."""
        copy(self.made / world, self.database)

    def ask(self, sql, *values):
        """Rows of one statement against the served database; what it writes is kept."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as database, database:
            return database.execute(sql, values).fetchall()

    def plan_of(self, code):
        """(id, state) of a unit's plan."""
        return self.ask(
            "SELECT p.id, p.state FROM plans_unitplan p JOIN units_unit u ON u.id = p.unit_id WHERE u.code = ?", code
        )[0]

    def units_in(self, state):
        """Codes of the units whose plan is in this state and that have an officer and a head, in a fixed order."""
        rows = self.ask(
            "SELECT u.code FROM plans_unitplan p JOIN units_unit u ON u.id = p.unit_id WHERE p.state = ? AND 2 = "
            "(SELECT count(DISTINCT user_id) FROM units_appointment a WHERE a.unit_id = u.id AND role IN "
            "('officer', 'head')) ORDER BY p.id",
            state,
        )
        return [code for (code,) in rows]

    def person(self, role, code=None):
        """The username of the first person with this role, of this unit if one is named."""
        rows = self.ask(
            "SELECT p.username FROM units_appointment a JOIN units_user p ON p.id = a.user_id JOIN units_unit u "
            "ON u.id = a.unit_id WHERE a.role = ? AND (? IS NULL OR u.code = ?) ORDER BY a.id LIMIT 1",
            role,
            code,
            code,
        )
        return rows[0][0]

    def steps(self, plan, action):
        """How often this step of a unit's plan was taken."""
        return self.ask(
            "SELECT count(*) FROM core_transition t JOIN django_content_type c ON c.id = t.subject_type_id "
            "WHERE c.model = 'unitplan' AND t.subject_id = ? AND t.action = ?",
            plan,
            action,
        )[0][0]


@contextlib.contextmanager
def serving(made, folder):
    """Serve a copy of the demo world; yields the Stage."""
    var = folder / "var"
    shutil.copytree(made / "var", var, ignore=shutil.ignore_patterns("*.sqlite3*", "broker"))
    database = var / "thidua.sqlite3"
    copy(made / DEMO, database)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = (
        "-m",
        "gunicorn",
        "config.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--threads",
        "4",
        "--log-level",
        "warning",
    )
    env = environment(var, THIDUA_TODAY=TODAY, SITE_URL=url)
    with started(*command, env=env, log=folder / "server.log") as server:
        wait_until(lambda: fetch(f"{url}/don-vi/dang-nhap/"), what=lambda: f"no answer\n{server.output[-3000:]}")
        yield Stage(url, made, database)
