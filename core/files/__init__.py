"""Files people hand in: looked into before they are kept, scanned, and given out only through a rights check.

    @files.guard("plans.unitplan")                       # in the app's permissions.py: who may read
    def may_read(user, plan) -> bool: …

    stored = files.store(upload, owner=plan, by=user, at=now)        # raises Refused with a sentence
    files.of(plan)                                                   # for components/files.html

Start reading at `keeping.py`; what a file may be stands in `contents.py`.
"""

from core.files.contents import DOCUMENTS, IMAGES, OFFICE, SHEETS, TEXTS
from core.files.guards import guard, is_restricted, may_read, may_read_file, may_remove, remover, single
from core.files.keeping import listing, of, open_bytes, remove, rescan, store, sweep, verify

__all__ = [
    "DOCUMENTS",
    "IMAGES",
    "OFFICE",
    "SHEETS",
    "TEXTS",
    "guard",
    "is_restricted",
    "listing",
    "may_read",
    "may_read_file",
    "may_remove",
    "of",
    "open_bytes",
    "remove",
    "remover",
    "rescan",
    "single",
    "store",
    "sweep",
    "verify",
]
