"""Real workers and a real broker: a long import survives the death of the worker that writes it."""

import pytest

from tests.services.conftest import kill
from tests.support.processes import wait_until

pytestmark = [pytest.mark.services, pytest.mark.slow]


def test_a_worker_killed_in_mid_import_leaves_nothing_and_the_next_writes_all_once(installation):
    installation.stage("long_import", 400)
    with installation.worker(IMPORT_LEASE_SECONDS="10") as first:
        assert 100 <= installation.stage("wait_for_rows", 100) < 400
        kill(first)
    at_kill = installation.stage("imported")

    with installation.worker(IMPORT_LEASE_SECONDS="10") as second:
        wait_until(
            lambda: installation.stage("imported")["state"] == "applied",
            seconds=200,
            what=lambda: second.output[-3000:],
        )
        installation.rounds(second, "core.apply_imports", 1)
    after = installation.stage("imported")

    assert at_kill == {
        "state": "applying",
        "attempts": 1,
        "units": 0,
        "steps": ["begin"],
        "told": [],
        "journal": 0,
        "faults": [],
    }
    assert after == {
        "state": "applied",
        "attempts": 2,
        "units": 400,
        "steps": ["begin", "finish"],
        "told": ["Đã nhập xong tệp “đơn vị.xlsx”"],
        "journal": 400,
        "faults": [],
    }
