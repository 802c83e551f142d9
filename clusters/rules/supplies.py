"""Between a summary form and what the books say: where each row goes, which cells differ, what filling would write.

Pure. Cells of a form are text as saved ({row key: {column key: text}}), those of a supply `Decimal` or words. A row whose
words are typed is found again by its words; a cell the books do not know is never touched.
"""

import dataclasses
from decimal import Decimal

from clusters.rules.summaries import NUMBERS, shown_exactly
from core.text import fold


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One cell that would be written. now: None where nothing stands; due: what the books say."""

    row: str
    column: str
    where: str
    now: str
    due: str
    value: object


def seated(form, kept, given):
    """dict row of the books → row of the form. Fixed rows are themselves; one with words of its own goes to the row with the
    same words, else to the first row without words and numbers; None when the form is full."""
    free = [row.key for row in form.rows if row.free]
    named = {fold(kept.get(key, {}).get("label", "")): key for key in reversed(free) if kept.get(key, {}).get("label")}
    seats, empty = {}, [key for key in free if not any(kept.get(key, {}).values())]
    for key, values in given.items():
        if key not in free:
            seats[key] = key
        elif (found := named.get(fold(values["label"]))) is not None:
            seats[key] = found
        else:
            seats[key] = empty.pop(0) if empty else None
    return seats


def changes(form, kept, given):
    """The cells in which form and books differ, in the order of the form. given: already on the rows of the form.

    Nothing written and 0 are the same."""
    found = []
    for row in form.rows:
        values, old = given.get(row.key, {}), kept.get(row.key, {})
        if row.free and values.get("label") and fold(old.get("label", "")) != fold(values["label"]):
            found.append(Change(row.key, "label", f"Dòng {row.ordinal}, nội dung", old.get("label", ""), values["label"],
                                values["label"]))  # fmt: skip
        called = row.label or values.get("label", "")
        for column in form.typed(row):
            if column.kind not in NUMBERS or values.get(column.key) is None:
                continue
            now, due = Decimal(old.get(column.key) or 0), values[column.key]
            if now != due:
                said = shown_exactly(now) if old.get(column.key) else ""
                found.append(Change(row.key, column.key, f"{called}, {column.words}", said, shown_exactly(due), due))
    return found


def filled(kept, made):
    """The cells of the form with these changes written."""
    cells = {row: dict(values) for row, values in kept.items()}
    for change in made:
        cells.setdefault(change.row, {})[change.column] = change.value
    return cells
