"""The four columns of the task table, by the names offices give them."""

import dataclasses

from plans.reading.plain import bare


@dataclasses.dataclass(frozen=True, slots=True)
class Columns:
    """Where each column stands in the row, counted from 0; None: the table has no such column."""

    ordinal: int | None
    text: int
    lead: int
    coordinators: int | None

    def of(self, cells):
        def at(index):
            return cells[index] if index is not None and index < len(cells) else ""

        return at(self.ordinal), at(self.text), at(self.lead), at(self.coordinators)


def find_columns(cells):
    """The columns when the cells are the table's head, otherwise None."""
    place = {}
    for index, cell in enumerate(cells):
        name = bare(cell)
        if not name or len(name) > 60:
            continue
        if "chu tri" in name:
            place.setdefault("lead", index)
        elif "phoi hop" in name:
            place.setdefault("coordinators", index)
        elif "nhiem vu" in name or "noi dung" in name:
            place.setdefault("text", index)
        elif name in {"so tt", "stt", "tt", "so thu tu", "so"}:
            place.setdefault("ordinal", index)
    if "text" not in place or "lead" not in place:
        return None
    return Columns(place.get("ordinal"), place["text"], place["lead"], place.get("coordinators"))


def is_header_row(cells):
    return find_columns(cells) is not None
