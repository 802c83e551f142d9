"""Guards around every proof, and the cast. *See* `support/` for what each guard does."""

import os
import uuid

import pytest
from hypothesis import HealthCheck, settings

from tests.factories import cast
from tests.journeys.stage import worlds
from tests.support import client as clients
from tests.support import commit, network, order

DATABASE = {"db", "transactional_db", "django_db_setup"}
# A slow machine is no fault of the code; the same examples in each run, so that a failure is found again.
settings.register_profile("suite", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL run what asks the database: a proof without one says the same there as on SQLite."""
    if not os.environ.get("DATABASE_URL"):
        return
    asking = [item for item in items if _asks(item)]
    if len(asking) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
        items[:] = asking


def _asks(item):
    marked = item.get_closest_marker("django_db")
    at_once = marked is not None and marked.kwargs.get("transaction")  # two hands at once: what locks are for
    return bool(DATABASE & set(item.fixturenames) or at_once or item.get_closest_marker("services"))


@pytest.fixture(autouse=True)
def _guards(monkeypatch):
    """On-commit callbacks run, unordered rows come back reversed, nothing leaves the machine."""
    commit.install(monkeypatch)
    order.install(monkeypatch)
    network.install(monkeypatch)


@pytest.fixture(autouse=True)
def _unhurried(monkeypatch):
    """What the product asks or notes once a minute, it does not ask again in a long test on a slow machine."""
    monkeypatch.setattr("units.signin.SEEN_EVERY", 3600)
    monkeypatch.setattr("units.middleware.KEPT_SECONDS", 3600)


@pytest.fixture(scope="session")
def _all_files(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def _own_files(settings, _all_files):
    """Stored files go to a folder of this test's own; most tests store none, so it is made by the first one stored."""
    settings.MEDIA_ROOT = _all_files / uuid.uuid4().hex


@pytest.fixture
def world(db):
    """The fixed cast of units and people (`factories/cast.py`)."""
    return cast.world()


@pytest.fixture
def client_for():
    """`client_for(person)`: a signed-in client; None gives a stranger's."""
    return clients.signed_in


@pytest.fixture
def client():
    """A stranger's client with the same guards."""
    return clients.PageClient()


@pytest.fixture(scope="session")
def made_worlds(tmp_path_factory, worker_id):
    """The folder of worlds of the journeys, made once for all workers of a run."""
    base = tmp_path_factory.getbasetemp()
    return worlds((base if worker_id == "master" else base.parent) / "worlds")
