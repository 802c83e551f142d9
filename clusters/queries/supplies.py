"""Figures for the summary forms that other rooms keep: each upper floor registers what its books count; nothing here knows
them.

    @supplies(SummaryCode.F03)
    def given_by_the_province(year): ...      # calendar year → Supply

Several rooms may supply one form, each its own cells. A cell that a book knows and counts none in is 0; a cell that no book
knows is absent. The figures are of the whole province: only for those who read every unit's work.
"""

import dataclasses
from collections import defaultdict

PROVIDERS = defaultdict(list)  # code of a form -> functions, in the order of registration


@dataclasses.dataclass(frozen=True, slots=True)
class Supply:
    """cells: {row key: {column key: Decimal or words}}; links: {(row key, column key): address of the list that shows exactly
    what the cell counts}; notes: sentences on what was read how, and what was not counted."""

    cells: dict = dataclasses.field(default_factory=dict)
    links: dict = dataclasses.field(default_factory=dict)
    notes: list = dataclasses.field(default_factory=list)

    @property
    def is_empty(self):
        return not any(value for row in self.cells.values() for key, value in row.items() if key != "label")


def supplies(code):
    """Register a provider of one form."""

    def register(find):
        PROVIDERS[code].append(find)
        return find

    return register


def supply_of(code, year):
    """What all books together say of a form in a calendar year."""
    found = Supply()
    for find in PROVIDERS[code]:
        part = find(year)
        for row, values in part.cells.items():
            found.cells.setdefault(row, {}).update(values)
        found.links.update(part.links)
        found.notes.extend(part.notes)
    return found
