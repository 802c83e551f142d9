"""Fixtures of the machinery's proofs."""

import pytest

from core.files import guards
from tests.core.duties import desk
from units.rights import rights_of

__all__ = ["desk"]


@pytest.fixture
def unit_guard(monkeypatch):
    """Files and documents of a unit are read by who holds a post there, and removed by its officer.

    Call it with `restricted=True` to have downloads written into the journal.
    """
    monkeypatch.setattr(guards, "_READERS", {})
    monkeypatch.setattr(guards, "_REMOVERS", {})
    monkeypatch.setattr(guards, "_RESTRICTED", set())

    def set_up(*, restricted=False):
        guards.guard("units.unit", restricted=restricted)(lambda user, unit: unit.pk in rights_of(user).unit_ids())
        guards.remover("units.unit")(lambda user, unit: rights_of(user).holds_at(unit.pk, "officer"))

    set_up()
    return set_up
