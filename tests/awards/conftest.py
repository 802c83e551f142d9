import pytest


@pytest.fixture
def keeper(world):
    """Who keeps the book: an official of the standing body."""
    return world.hanh
