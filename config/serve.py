"""The process starter behind `make run`: web, Celery worker and beat together, one process group, one Ctrl+C.

For evaluation, demonstrations and a single small machine. Larger installations run the same three as services
(deploy/systemd/). Needs nothing but the standard library, so that what it starts is what reads the settings.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
GRACE = 12  # seconds between asking a process to stop and stopping it

WEB = ("--workers", "1", "--threads", "8", "--timeout", "120", "--graceful-timeout", "8", "--log-level", "warning")
# Celery warns against root; here it is one machine, one person, and packages were installed by root a minute ago.
CELERY = ("-W", "ignore:You're running the worker with superuser", "-m", "celery", "--quiet", "-A", "config")
WORKER = ("--concurrency", "1", "--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat")
BEAT = ("--loglevel", "WARNING", "--pidfile=")


class CannotStart(Exception):
    """One sentence, Vietnamese and English, that says what to do."""


def say(message=""):
    print(message, flush=True)


class Lock:
    """One instance per data folder. The children inherit the lock, so it tells of leftovers too."""

    def __init__(self, path):
        self.path = path
        self.file = path.open("a+")
        os.set_inheritable(self.file.fileno(), True)

    def _try(self):
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def holder(self):
        """(starter's pid, process group of its children) as the holder wrote them, or (0, 0)."""
        self.file.seek(0)
        try:
            pid, group = (int(word) for word in self.file.read().split())
        except ValueError:
            return 0, 0
        return pid, group

    def take(self):
        """Raises CannotStart when another instance runs; stops what a killed starter left behind."""
        if self._try():
            return
        pid, group = self.holder()
        if group and not _alive(pid):
            say("· Dừng các tiến trình còn sót của lần chạy trước / stopping leftovers of an earlier run")
            _end_group(group)
            if self._try():
                return
        raise CannotStart(
            f"Phần mềm đang chạy với thư mục dữ liệu {self.path.parent} (tiến trình {pid}). Hãy dừng nó trước, hoặc đặt "
            "THIDUA_VAR sang thư mục khác. / Already running on this data folder; stop it first or set THIDUA_VAR."
        )

    def write(self, group):
        self.file.seek(0)
        self.file.truncate()
        self.file.write(f"{os.getpid()} {group}\n")
        self.file.flush()


def _alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _end_group(group):
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + GRACE
        while time.monotonic() < deadline:
            try:
                os.killpg(group, number)
            except (ProcessLookupError, PermissionError):
                return
            time.sleep(0.3)


def check_port(host, port):
    """Raises CannotStart when the address is taken or may not be used."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"Không mở được địa chỉ {host}:{port} ({error.strerror}). Hãy chọn cổng khác, ví dụ: make run PORT={port + 1}"
                f" / Cannot listen on {host}:{port}; choose another port."
            ) from error


class Group:
    """Child processes in one process group of their own: a terminal's Ctrl+C reaches only the starter."""

    def __init__(self, environment):
        self.environment = environment
        self.group = 0
        self.children = {}

    def start(self, name, *command):
        child = subprocess.Popen(
            [sys.executable, *command],
            cwd=BASE_DIR,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            process_group=self.group,
            close_fds=False,  # the lock goes with them
            text=True,
            errors="replace",
        )
        self.group = self.group or child.pid
        self.children[name] = child
        threading.Thread(target=self._relay, args=(name, child.stdout), daemon=True).start()

    def _relay(self, name, stream):
        for line in stream:
            if line.strip():
                say(f"{name:<6} │ {line.rstrip()}")

    def dead(self):
        """Names of children that ended by themselves."""
        return [name for name, child in self.children.items() if child.poll() is not None]

    def stop(self):
        """Ask all to finish what they hold, wait, then end the whole group."""
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, signal.SIGKILL)
        for child in self.children.values():
            child.wait()


def answers(url_host, port):
    with socket.socket(socket.AF_INET6 if ":" in url_host else socket.AF_INET) as probe:
        probe.settimeout(1)
        return probe.connect_ex((url_host, port)) == 0


def demo_of(var):
    """What `prepare` wrote when it loaded the demo world: {"today": ISO day, "accounts": […], "password": …}, or None."""
    path = var / "demo.json"
    return json.loads(path.read_text()) if path.exists() else None


def greet(url, demo):
    say()
    say(f"  Thi đua, khen thưởng: {url}")
    if demo:
        say(f"  Thế giới trình diễn, hôm nay là {demo['today']}. Tài khoản (mật khẩu chung: {demo['password']}):")
        for account in demo["accounts"]:
            say(f"    {account['username']:<14} {account['name']}, {account['role']}")
    say("  Dừng: Ctrl+C")
    say()


def run(host, port, var, *, empty):
    var.mkdir(parents=True, exist_ok=True)
    lock = Lock(var / "lock")
    lock.take()
    lock.write(0)
    check_port(host, port)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    url = f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
    scratch = var / "tmp"
    scratch.mkdir(exist_ok=True)
    environment = {"SITE_URL": url, **os.environ, "THIDUA_VAR": str(var), "TMPDIR": str(scratch)}
    environment["PYTHONUNBUFFERED"] = "1"
    if host != "127.0.0.1":
        environment.setdefault("ALLOWED_HOSTS", "*" if host in ("0.0.0.0", "::") else f"{host},127.0.0.1,localhost")

    prepare = [sys.executable, "manage.py", "prepare", *(["--empty"] if empty else [])]
    if code := subprocess.run(prepare, cwd=BASE_DIR, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
        return code
    demo = demo_of(var)
    if demo:
        environment.setdefault("THIDUA_TODAY", demo["today"])
        demo["today"] = environment["THIDUA_TODAY"]

    asked = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: asked.set())
    group = Group(environment)
    try:
        address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        group.start("web", "-m", "gunicorn", "config.wsgi", "--bind", address, *WEB)
        group.start("worker", *CELERY, "worker", *WORKER)
        group.start("beat", *CELERY, "beat", *BEAT)
        lock.write(group.group)
        greeted = False
        while not asked.wait(0.3):
            if dead := group.dead():
                say(f"✗ Tiến trình {', '.join(dead)} đã tự dừng; dừng tất cả. / {', '.join(dead)} ended; stopping all.")
                return 1
            if not greeted and answers(shown, port):
                greet(url, demo)
                greeted = True
        say("· Đang dừng… / stopping…")
        return 0
    finally:
        group.stop()
        lock.write(0)


def main():
    var = Path(os.environ.get("THIDUA_VAR") or BASE_DIR / "var").resolve()
    port = os.environ.get("PORT") or "8000"
    try:
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise CannotStart(
                f"PORT={port} không phải số cổng từ 1 đến 65535. / PORT must be a number from 1 to 65535."
            )
        return run(
            os.environ.get("HOST") or "127.0.0.1", int(port), var, empty=os.environ.get("EMPTY", "") not in ("", "0")
        )
    except CannotStart as problem:
        say(f"✗ {problem}")
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
