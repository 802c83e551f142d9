"""What other rooms do to fulfil a task of the plan: each upper floor registers what it can show; nothing here knows them.

    @fulfils("Phong trào")
    def campaigns(task, user): ...

The function starts from `visible_to(user)` and returns `Fulfilment` rows in order.
"""

import dataclasses

PROVIDERS = {}  # label -> function


@dataclasses.dataclass(frozen=True, slots=True)
class Fulfilment:
    """One thing that fulfils the task: its name, its page, how far it is."""

    title: str
    url: str
    state: str = ""


def fulfils(label):
    """Register `find(task, user) -> list[Fulfilment]` under a word."""

    def register(find):
        PROVIDERS[label] = find
        return find

    return register


def fulfilments_of(task, user):
    """[(label, rows)] of everything this person may see that fulfils the task; labels without rows are left out."""
    found = ((label, list(find(task, user))) for label, find in PROVIDERS.items())
    return [(label, rows) for label, rows in found if rows]
