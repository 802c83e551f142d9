"""Backups that prove themselves: one folder with the database, the files, and what was counted in the same moment.

`take` writes it, `drill` restores it beside the real thing and compares. PostgreSQL: pg_dump works in the very snapshot
that was counted. SQLite: writers wait while it is copied.
"""

import contextlib
import json
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from core import journal

DUMP, COPY, FILES, FACTS = "database.dump", "database.sqlite3", "files.tar", "facts.json"


class BackupFailed(Exception):
    """One sentence that says which part failed."""


def facts():
    """What the database holds now: rows by model, the head of the journal. Call it inside one transaction."""
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]
    return {
        "counts": {model._meta.label_lower: model._base_manager.count() for model in models},
        "journal": journal.head(),
    }


def take(folder, *, at):
    """Write a backup below `folder` and return its path. A backup that was not finished never bears its final name."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    final = folder / f"thidua-{at:%Y%m%d-%H%M%S}"
    if final.exists():
        raise BackupFailed(f"{final} already exists")
    partial = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        counted = _dump_postgresql(partial) if connection.vendor == "postgresql" else _copy_sqlite(partial)
        (partial / FACTS).write_text(json.dumps({"at": at.isoformat(), **counted}, indent=1))
        with tarfile.open(partial / FILES, "w") as tar:
            if settings.MEDIA_ROOT.exists():
                tar.add(settings.MEDIA_ROOT, arcname="files")
        for path in partial.iterdir():
            path.chmod(0o600)
        partial.rename(final)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return final


def prune(folder, *, keep):
    """Remove all but the newest `keep` backups; returns the removed paths."""
    old = sorted(path for path in folder.glob("thidua-*") if (path / FACTS).exists())[:-keep]
    for path in old:
        shutil.rmtree(path)
    return old


def _dump_postgresql(folder):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        counted = facts()
        _postgres_program(
            "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}",
            f"--file={folder / DUMP}", database=connection.settings_dict["NAME"],
        )  # fmt: skip
    return counted


def _copy_sqlite(folder):
    with transaction.atomic():  # IMMEDIATE: nobody writes until the copy is made
        counted = facts()
        with (
            contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"])) as source,
            contextlib.closing(sqlite3.connect(folder / COPY)) as target,
        ):
            source.backup(target)
    return counted


def _postgres_program(name, *arguments, database):
    """Run a client program of PostgreSQL, the newest that is installed: it must not be older than the server."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    program = installed[-1] if installed else shutil.which(name)
    if not program:
        raise BackupFailed(f"{name} is not installed (package postgresql-client)")
    server = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": server["HOST"],
        "PGPORT": str(server["PORT"] or 5432),
        "PGUSER": server["USER"],
        "PGPASSWORD": server["PASSWORD"],
        "PGDATABASE": database,
    }
    done = subprocess.run(
        [program, *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(f"{name}: {done.stderr.strip()}")


# The drill ----------------------------------------------------------------------------------------------------------------
def drill(backup):
    """Restore the backup into a temporary place and compare; returns what was compared, as lines.

    Raises BackupFailed on the first thing that does not fit. The running installation is not touched.
    """
    expected = json.loads((backup / FACTS).read_text())
    with tempfile.TemporaryDirectory(prefix="thidua-drill-") as name, contextlib.ExitStack() as undo:
        var = Path(name)
        with tarfile.open(backup / FILES) as tar:
            tar.extractall(var, filter="data")
        (var / "files").mkdir(exist_ok=True)
        environment = {**os.environ, "THIDUA_VAR": str(var), "MEDIA_ROOT": str(var / "files"), "LOG_LEVEL": "ERROR"}
        if (backup / DUMP).exists():
            environment["DATABASE_URL"] = undo.enter_context(_temporary_database(backup / DUMP))
        else:
            shutil.copy(backup / COPY, var / "thidua.sqlite3")
            environment.pop("DATABASE_URL", None)
            environment.pop("REDIS_URL", None)
        restored = json.loads(_manage("backup_facts", env=environment))
        for label, count in expected["counts"].items():
            if restored["counts"].get(label) != count:
                raise BackupFailed(f"{label}: {count} rows were backed up, {restored['counts'].get(label)} restored")
        if restored["journal"] != expected["journal"]:
            raise BackupFailed("the head of the journal differs")
        lines = [f"{sum(expected['counts'].values())} rows in {len(expected['counts'])} tables are equal"]
        lines += _manage("journal", "verify", env=environment).strip().splitlines()
        lines += _manage("files_verify", env=environment).strip().splitlines()
    return lines


@contextlib.contextmanager
def _temporary_database(dump):
    """A database of its own on the same server (the role needs CREATEDB); yields its DATABASE_URL."""
    server, name = connection.settings_dict, f"thidua_drill_{secrets.token_hex(4)}"
    where = {
        "host": server["HOST"],
        "port": server["PORT"] or 5432,
        "user": server["USER"],
        "password": server["PASSWORD"],
    }
    with psycopg.connect(dbname=server["NAME"], autocommit=True, **where) as admin:
        try:
            admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as refused:
            raise BackupFailed("the database role may not create databases; ALTER ROLE … CREATEDB") from refused
        try:
            _postgres_program(
                "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={name}", str(dump), database=name
            )
            user, password = quote(server["USER"], safe=""), quote(server["PASSWORD"], safe="")
            yield f"postgres://{user}:{password}@{server['HOST']}:{where['port']}/{name}"
        finally:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _manage(*arguments, env):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BackupFailed(f"{' '.join(arguments)}: {done.stdout.strip()} {done.stderr.strip()}")
    return done.stdout
