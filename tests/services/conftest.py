"""Installations of their own: a data folder, a database, a broker of files or of Redis."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from tests.support.environments import BASE_DIR, environment
from tests.support.processes import started, wait_until

CELERY = ("-W", "ignore", "-m", "celery", "--quiet", "-A", "config")


class Installation:
    """The product in processes; `worker()` is the one the embedded default starts, with beat inside."""

    def __init__(self, folder, **env):
        self.folder = folder
        self.env = {**env, "THIDUA_BEAT_SECONDS": "1", "LOG_LEVEL": "INFO"}
        self._logs = 0

    def environment(self, **more):
        return environment(self.folder, **{**self.env, "THIDUA_TODAY": "2022-03-08", **more})

    @contextlib.contextmanager
    def built(self):
        """Keep the stage open (`stage.py`) until the proof is over."""
        env = {**self.environment(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        with subprocess.Popen(
            [sys.executable, "-m", "tests.services.stage"],
            cwd=BASE_DIR,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as self._stage:
            try:
                yield self
            finally:
                self._stage.kill()

    def ask(self, *command):
        """Give the stage a command without waiting for its answer."""
        self._stage.stdin.write(json.dumps(command) + "\n")
        self._stage.stdin.flush()

    def answer(self):
        """The stage's answer to the command asked before."""
        line = self._stage.stdout.readline()
        assert line, "the stage broke; its error stands above"
        return json.loads(line)

    def stage(self, *command):
        self.ask(*command)
        return self.answer()

    def picture(self):
        return self.stage("picture")

    @contextlib.contextmanager
    def worker(self, *, beat=True, **more):
        self._logs += 1
        name = f"w{self._logs}"
        command = [*CELERY, "worker", "--concurrency", "2", "--loglevel", "INFO", "-n", f"{name}@test"]
        command += ["-B", "-s", str(self.folder / "beat")] if beat else []
        with started(*command, env=self.environment(**more), log=self.folder / f"{name}.log") as process:
            yield process

    def rounds(self, worker, task, count=3):
        """Wait until a task has been done so many times since now."""
        before = done(worker, task)
        wait_until(lambda: done(worker, task) >= before + count, seconds=120, what=lambda: worker.output[-3000:])

    def settled(self, worker):
        """Wait until nothing waits or is being sent."""

        def quiet():
            states = self.picture()["states"]
            return not states.get("pending") and not states.get("sending")

        wait_until(quiet, seconds=120, what=lambda: worker.output[-3000:])


def done(worker, task):
    return sum(f"Task {task}[" in line and "succeeded" in line for line in worker.output.splitlines())


def kill(worker):
    """The whole group at once, as a power cut would."""
    os.killpg(worker.process.pid, signal.SIGKILL)
    worker.process.wait()


@contextlib.contextmanager
def own_database(url, template="template1"):
    """A database on the run's PostgreSQL, a copy of another one; yields its address."""
    name = f"services_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """A migrated, empty database made once: the address of one on PostgreSQL, or the data folder with an SQLite file."""
    folder, database = tmp_path_factory.mktemp("migrated"), os.environ.get("DATABASE_URL")
    broker = os.environ.get("REDIS_URL")
    with contextlib.ExitStack() as stack:
        more = {}
        if broker and database:
            more = {"DATABASE_URL": stack.enter_context(own_database(database)), "REDIS_URL": broker}
        env = {**environment(folder, **more), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        migrate = [sys.executable, "manage.py", "migrate", "-v0", "--skip-checks"]
        subprocess.run(migrate, cwd=BASE_DIR, env=env, stdin=subprocess.DEVNULL, check=True, timeout=240)
        yield more.get("DATABASE_URL") or folder


@pytest.fixture
def installation(migrated, tmp_path_factory):
    """Migrated and empty: Redis and PostgreSQL where the run has them, files and SQLite otherwise."""
    folder = Path(tmp_path_factory.mktemp("var"))
    broker, database = os.environ.get("REDIS_URL"), os.environ.get("DATABASE_URL")
    with contextlib.ExitStack() as stack:
        env = {}
        if broker and database:  # half of it is no installation the product starts with
            worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
            env["REDIS_URL"] = urlsplit(broker)._replace(path=f"/{1 + int(worker) % 15}").geturl()
            with redis.Redis.from_url(env["REDIS_URL"]) as server:
                server.flushdb()
            template = urlsplit(migrated).path.lstrip("/")
            env["DATABASE_URL"] = stack.enter_context(own_database(database, template))
        else:
            shutil.copytree(migrated, folder, dirs_exist_ok=True)
        yield stack.enter_context(Installation(folder, **env).built())
