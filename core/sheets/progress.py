"""How far an import is, told from the worker to the page while the transaction of the import is open.

It stands in the cache that web and workers share (Redis, or files below the data folder), not in the database: a row
written in the transaction is invisible until it commits, and a second connection cannot write beside it, since SQLite
has one writer at a time. Nothing is decided here. If the cache loses an entry, the page says “waiting” for a moment, or
a second worker begins, waits for the first one's transaction and finds that the state has moved on.

The same entry is the sign of life: it ends `IMPORT_LEASE` seconds after the last word, far longer than any stretch
without one (reading a file of 20.000 rows is the longest), and then another worker takes the import up. The machine's clock counts, as for notices.
"""

import dataclasses

from django.conf import settings
from django.core.cache import caches

from core.sheets.fields import shown_number

STEP = 20  # rows between two words


@dataclasses.dataclass(frozen=True, slots=True)
class Progress:
    """What the worker does now, and how many of how many rows it has done."""

    doing: str
    done: int
    rows: int

    @property
    def shown(self):
        """ "512 / 2.000"."""
        return f"{shown_number(self.done)} / {shown_number(self.rows)}"


def claim(draft):
    """Say that work begins; False while somebody who does it is alive."""
    return _cache().add(_key(draft), ("Đang mở tệp", 0, draft.counts["all"]), settings.IMPORT_LEASE)


def tell(draft, doing, done, rows):
    _cache().set(_key(draft), (doing, done, rows), settings.IMPORT_LEASE)


def teller(draft, doing, rows):
    """A function of the number of rows done, called for every row; says so now and then."""
    tell(draft, doing, 0, rows)

    def told(done):
        if done % STEP == 0 or done == rows:
            tell(draft, doing, done, rows)

    return told


def forget(draft):
    _cache().delete(_key(draft))


def of(draft):
    """The latest word, or None while nobody works on it."""
    said = _cache().get(_key(draft))
    return Progress(*said) if said else None


def _cache():
    return caches["shared"]


def _key(draft):
    return f"import:{draft.key}"
