"""A provider of duties for proofs of the machinery: the list is what the proof puts there."""

import datetime

import pytest

from core import obligations
from core.obligations import Duty

KIND = "test.paper"


class Desk:
    """Duties by key. `owes(...)` adds or changes one, `files(key)` takes it away."""

    def __init__(self):
        self.duties = {}

    def owes(self, key, due_on, *, kind=KIND, title="Kế hoạch thi đua năm 2022", **fields):
        duty = Duty(key=key, kind=kind, title=title, due_on=due_on, **fields)
        self.duties[key] = duty
        return duty

    def files(self, key):
        del self.duties[key]


def install(monkeypatch):
    """Only these duties exist for the length of one proof."""
    desk = Desk()
    monkeypatch.setattr(obligations, "PROVIDERS", {})

    @obligations.provides(KIND, "Kế hoạch của đơn vị")
    def papers(*, on, person=None):
        yield from [d for d in desk.duties.values() if d.kind == KIND]

    return desk


@pytest.fixture
def desk(monkeypatch):
    return install(monkeypatch)


MARCH = datetime.date(2022, 3, 1)


def march(day):
    return MARCH.replace(day=day)
