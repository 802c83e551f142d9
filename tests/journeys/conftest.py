"""The stage and the people of the journeys."""

import contextlib

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.stage import DEMO, serving
from tests.journeys.walker import ARGUMENTS, CHROMIUM, Walker


def pytest_collection_modifyitems(items):
    here = __file__.rpartition("/")[0]
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="package")
def served(made_worlds, tmp_path_factory):
    with serving(made_worlds, tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture(scope="package")
def browser():
    """Package, not session: while it lives its event loop keeps Django's own proofs from the database."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def seen():
    """Kinds of pages that have been looked at in this run."""
    return set()


@pytest.fixture
def stage(served, request):
    """The demo world as it was made; a journey asks for the other one by `parametrize("stage", [BEGINNING], indirect=True)`."""
    served.reset(getattr(request, "param", DEMO))
    return served


@pytest.fixture
def walk(browser, stage, seen):
    """`walk(username)`: a signed-in person; `walk()`: a stranger. Faults met on the way fail the journey at its end."""
    with contextlib.ExitStack() as stack:
        walkers = []

        def begin(username=None, **options):
            walker = Walker(browser, stage, seen, **options)
            stack.callback(walker.close)
            walkers.append(walker)
            return walker.sign_in(username) if username else walker

        yield begin
    faults = [fault for walker in walkers for fault in walker.faults]
    assert not faults, "\n".join(faults)
