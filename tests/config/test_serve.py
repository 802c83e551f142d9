"""The process starter: three processes, one address, one way to stop; a second start is told politely."""

import contextlib
import dataclasses
import os
import re
import shutil
import signal
import socket
import time
from pathlib import Path

import pytest
from django.urls import reverse

from config.serve import CannotStart, Lock, check_port
from tests.support.environments import environment
from tests.support.processes import fetch, free_port, started, wait_until

pytestmark = [pytest.mark.services, pytest.mark.slow, pytest.mark.embedded]


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def env(tmp_path, port):
    """An installation of its own, empty: what is proved here is the starter, not the demo world."""
    return environment(tmp_path / "var", PORT=str(port), EMPTY="1")


@dataclasses.dataclass(frozen=True)
class FirstStart:
    """What was seen of the first start of an empty installation, and the data folder it left."""

    folder: Path
    port: int
    answer: tuple
    alive: int
    left: list
    code: int
    output: str


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """One installation made from nothing, started and stopped with Ctrl+C; the other proofs start copies of it."""
    folder, number = tmp_path_factory.mktemp("first"), free_port()
    env = environment(folder / "var", PORT=str(number), EMPTY="1")
    with started("-m", "config.serve", env=env, log=folder / "log") as starter:
        wait_until(lambda: "Ctrl+C" in starter.output, what=lambda: starter.output)
        answer = fetch(f"http://127.0.0.1:{number}/")
        group = group_of(folder)
        alive = len(members(group))
        code = starter.stop(signal.SIGINT)
    return FirstStart(folder, number, answer, alive, members(group), code, starter.output)


@pytest.fixture
def lived_in(first, tmp_path):
    """The data folder of a second start."""
    shutil.copytree(first.folder / "var", tmp_path / "var")
    return tmp_path / "var"


def group_of(tmp_path):
    return int((tmp_path / "var" / "lock").read_text().split()[1])


def members(group):
    """Living processes of a group, by reading /proc."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, rest = path.read_text().rsplit(")", 1)
        except OSError:
            continue
        state, _, pgrp = rest.split()[:3]
        if int(pgrp) == group and state != "Z":
            found.append(int(path.parent.name))
    return found


def is_up(port):
    return lambda: fetch(f"http://127.0.0.1:{port}/") is not None


def test_it_starts_answers_and_stops_cleanly(first):
    status, headers, _ = first.answer

    assert (status, headers["Location"]) == (302, f"{reverse('units:sign-in')}?next=/")
    assert first.alive >= 4  # gunicorn and its worker, Celery's worker and its child, beat
    assert first.code == 0
    assert first.left == []
    assert re.search(r"Tài khoản quản trị đầu tiên: quantri, mật khẩu (\w{4}-){3}\w{4} ", first.output)
    assert f"http://127.0.0.1:{first.port}" in first.output
    assert "Traceback" not in first.output


def test_a_second_start_keeps_everything_and_makes_no_second_administrator(first, lived_in, tmp_path, env):
    begun = time.monotonic()
    with started("-m", "config.serve", env=env, log=tmp_path / "second") as starter:
        wait_until(lambda: "Ctrl+C" in starter.output, what=lambda: starter.output)
        took = time.monotonic() - begun
        assert starter.stop(signal.SIGTERM) == 0

    assert "mật khẩu" in first.output
    assert "mật khẩu" not in (tmp_path / "second").read_text()
    assert took < 20


def test_when_one_process_dies_all_stop(lived_in, tmp_path, env):
    with started("-m", "config.serve", env=env, log=tmp_path / "log") as starter:
        wait_until(lambda: "Ctrl+C" in starter.output, what=lambda: starter.output)
        group = group_of(tmp_path)
        os.kill(group, signal.SIGKILL)  # the group's first member is the web server
        code = starter.process.wait(40)

    assert code == 1
    assert "web đã tự dừng" in starter.output
    assert members(group) == []


def test_leftovers_of_a_killed_starter_are_stopped_by_the_next(lived_in, tmp_path, env):
    with started("-m", "config.serve", env=env, log=tmp_path / "first") as killed:
        wait_until(lambda: "Ctrl+C" in killed.output, what=lambda: killed.output)
        orphans = group_of(tmp_path)
        killed.process.kill()
        killed.process.wait(10)
        assert members(orphans)

        with started("-m", "config.serve", env=env, log=tmp_path / "second") as starter:
            wait_until(lambda: "Ctrl+C" in starter.output, what=lambda: starter.output)
            left = members(orphans)
            assert starter.stop() == 0

    assert left == []
    assert "còn sót" in starter.output


def test_the_same_data_folder_is_not_served_twice(tmp_path, env, port):
    holder = Lock(_file(tmp_path / "var" / "lock"))
    holder.take()
    holder.write(0)

    with contextlib.closing(holder.file), started("-m", "config.serve", env=env, log=tmp_path / "log") as starter:
        code = starter.process.wait(30)

    assert code == 1
    assert starter.output.startswith(
        f"✗ Phần mềm đang chạy với thư mục dữ liệu {tmp_path / 'var'} (tiến trình {os.getpid()})."
    )


def _file(path):
    path.parent.mkdir(parents=True)
    return path


def test_a_taken_port_is_said_before_anything_starts(port):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        with pytest.raises(CannotStart, match=f"make run PORT={port + 1}"):
            check_port("127.0.0.1", port)


@pytest.mark.parametrize("given", ["0", "abc", "70000"])
def test_a_senseless_port_is_refused(tmp_path, env, given):
    with started("-m", "config.serve", env={**env, "PORT": given}, log=tmp_path / "log") as starter:
        assert starter.process.wait(30) == 1

    assert starter.output.startswith(f"✗ PORT={given} không phải số cổng")
