"""Guards around every proof, and the cast. *See* `support/` for what each guard does."""

import os

import pytest

from tests.factories import cast
from tests.support import client as clients
from tests.support import commit, network, order

GROUPS = {
    "tests.matrix.test_rights": "rights",
    "tests.matrix.test_query_counts": "counts",
    "tests.journeys.test_pages": "pages",
    "tests.journeys.test_filing": "filing",
}
DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_collection_modifyitems(config, items):
    """Long proofs first; those that share a costly stage stay together on one process of the run."""
    for item in items:
        if group := GROUPS.get(item.module.__name__):
            item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: not item.get_closest_marker("services"))
    if os.environ.get("DATABASE_URL"):
        _keep_what_asks_the_database(config, items)


def _keep_what_asks_the_database(config, items):
    """On PostgreSQL a proof without a database says the same as on SQLite."""
    asking = [item for item in items if DATABASE & set(item.fixturenames) or item.get_closest_marker("services")]
    if len(asking) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asking)])
        items[:] = asking


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


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path_factory):
    """Stored files go to a folder of this test's own."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


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
