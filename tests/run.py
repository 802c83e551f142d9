"""The whole suite behind `make test`: lint, then SQLite, then PostgreSQL and Redis that live only for this run.

    python -m tests.run [paths or pytest options]

Nothing of the system is used but its programs: the servers listen on free loopback ports, keep their data in a
temporary folder, and are stopped whatever happens. The last line printed is pytest's.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.environments import BASE_DIR, PRODUCTION, environment

BIN = Path(sys.executable).parent
WORKERS = str(
    min(4, (os.cpu_count() or 1) + 1)
)  # browsers, servers and workers of proofs are waited for: one more fills it


class Failed(Exception):
    """A step failed; it has already said why."""


def heading(text):
    print(f"\n━━ {text} ".ljust(110, "━"), flush=True)


def step(name, *command, env=None):
    started = time.monotonic()
    done = subprocess.run(command, cwd=BASE_DIR, env=env, stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise Failed(name)
    return time.monotonic() - started


def quiet(name, *command, env=None):
    """A step that speaks only when it fails."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=BASE_DIR, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"✗ {name}\n{done.stdout}{done.stderr}", flush=True)
        raise Failed(name)
    print(f"✓ {name} ({time.monotonic() - started:.1f} s)", flush=True)


def lint(var):
    heading("Lint")
    var.mkdir()
    plain = environment(var)
    quiet("ruff format", BIN / "ruff", "format", "--check", "--quiet", ".")
    quiet("ruff check", BIN / "ruff", "check", "--quiet", ".")
    quiet("djlint", BIN / "djlint", "templates", "--lint", "--quiet")
    quiet("import-linter", BIN / "lint-imports", "--no-cache", env=plain)
    quiet("makemigrations --check", sys.executable, "manage.py", "makemigrations", "--check", "--dry-run", env=plain)
    quiet("check", sys.executable, "manage.py", "check", "--fail-level", "WARNING", env=plain)
    deploy = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    quiet("check --deploy", sys.executable, *deploy, env=environment(var, **PRODUCTION))


# Servers of our own -----------------------------------------------------------------------------------------------------
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def server_account():
    """PostgreSQL refuses root: run it as `postgres`, or as `nobody`; anybody else runs it as themselves."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            account = pwd.getpwnam(name)
            return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    raise Failed("no account to run PostgreSQL with")


def postgres_bin():
    """The newest installed PostgreSQL, or whatever PATH offers."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise Failed("PostgreSQL is not installed (deploy/setup.sh test)")
    return found[-1].parent if found else Path(on_path).parent


@contextlib.contextmanager
def process(command, log, **options):
    """A server with its output in a file; stopped, then killed, at the end."""
    with log.open("wb") as output:
        server = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )
    try:
        yield server
    finally:
        for number in (signal.SIGINT, signal.SIGKILL):
            if server.poll() is None:
                server.send_signal(number)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    server.wait(15)


def wait_for(port, server, log, name):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    print(f"✗ {name} did not start:\n{log.read_text(errors='replace')[-3000:]}", flush=True)
    raise Failed(name)


@contextlib.contextmanager
def postgres(folder):
    """A PostgreSQL of our own; yields its DATABASE_URL."""
    account, programs, password, port = server_account(), postgres_bin(), secrets.token_hex(16), free_port()
    home = folder / "postgres"
    home.mkdir()
    secret = home / "password"
    secret.write_text(password)
    if account:
        for path in (home, secret):
            os.chown(path, account["user"], account["group"])
    data = home / "data"
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-U", "thidua", "--pwfile", secret, "--auth=scram-sha-256", "--no-sync",
         "--encoding=UTF8", "--locale=C.UTF-8"],
        cwd=home, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **account,
    )  # fmt: skip
    if made.returncode:
        print(made.stdout + made.stderr, flush=True)
        raise Failed("initdb")
    options = {
        "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": home, "max_connections": 100,
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "128MB", "jit": "off",
        "autovacuum": "off", "wal_level": "minimal", "max_wal_senders": 0,
    }  # fmt: skip
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    log = folder / "postgres.log"
    with process([programs / "postgres", "-D", data, *settings], log, cwd=home, **account) as server:
        wait_for(port, server, log, "PostgreSQL")
        url = f"postgres://thidua:{password}@127.0.0.1:{port}/postgres"
        wait_until_ready(programs, url)
        yield url


def wait_until_ready(programs, url):
    """The port opens a moment before PostgreSQL accepts sessions."""
    for _ in range(100):
        if subprocess.run([programs / "pg_isready", "-q", "-d", url], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise Failed("PostgreSQL accepts no sessions")


@contextlib.contextmanager
def redis(folder):
    """A Redis of our own, in memory only; yields its REDIS_URL."""
    program, port, home = shutil.which("redis-server"), free_port(), folder / "redis"
    if not program:
        raise Failed("Redis is not installed (deploy/setup.sh test)")
    home.mkdir()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", home]
    log = folder / "redis.log"
    with process(command, log) as server:
        wait_for(port, server, log, "Redis")
        yield f"redis://127.0.0.1:{port}/0"


# The run ----------------------------------------------------------------------------------------------------------------
def pytest(env, *options):
    # Neighbours stay with one process, so that a costly stage is built once; whoever is done takes from the others.
    spread = ("-n", WORKERS, "--dist", "worksteal")
    step("pytest", sys.executable, "-m", "pytest", "-q", *spread, "--durations=8", *options, env=env)


def main(chosen):
    with tempfile.TemporaryDirectory(prefix="thidua-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs under another account and must reach its own folder
        if not chosen:
            lint(folder / "lint")
        heading("SQLite, broker in files")
        pytest(environment(folder / "sqlite"), *chosen)
        heading("PostgreSQL and Redis")
        with postgres(folder) as database, redis(folder) as broker:
            env = environment(folder / "services", DATABASE_URL=database, REDIS_URL=broker)
            pytest(env, "-m", "not journey and not embedded and not once", *chosen)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        main(sys.argv[1:])
    except Failed as failure:
        print(f"✗ {failure}", file=sys.stderr, flush=True) if str(failure) != "pytest" else None
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
