"""The journal: an append-only, hash-chained record of every act that matters.

Also views and downloads of restricted things, exports and changes of rights. A ballot never enters it: neither the
choice, nor anything that would tie a choice to a person or a moment.

A row's hash covers the row and the hash before it, so a changed or removed row breaks the chain; `JournalHead` keeps
the last number and hash, so a cut-off tail shows too. Who can rewrite both tables can rewrite history: the nightly check
writes the head into the log, and a copy of that log elsewhere is the anchor.
"""

import contextlib
import contextvars
import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F

from core.models.journal import JournalCheck, JournalEntry, JournalHead

FIRST = "0" * 64
_ACTS = {}  # act -> label
_ADMINISTRATIVE = set()  # acts on accounts, units and the product itself, which say nothing of the work of units
_HELD = contextvars.ContextVar("rows of the journal held back", default=None)


def name_acts(acts, *, administrative=False):
    """dict act -> Vietnamese words for the list page.

    administrative: their rows name accounts, units and settings only, so whoever administers the product may read
    them. Any other row may name a draft or a file, and is for readers of the whole journal.
    """
    _ACTS.update(acts)
    if administrative:
        _ADMINISTRATIVE.update(acts)


def act_label(act):
    return _ACTS.get(act, act)


def acts(*, whole):
    """dict act -> words, by their words: all that were named, or the administrative ones."""
    return dict(sorted(((a, w) for a, w in _ACTS.items() if whole or a in _ADMINISTRATIVE), key=lambda pair: pair[1]))


@contextlib.contextmanager
def held():
    """Hold the rows of one long transaction back and write them at its end, in order, as if one by one.

    An import records thousands of acts: this way other writers do not wait for the head all the while, and it is asked
    and moved once. Not around a service that goes on after a part of its work was rolled back: its row would stay.
    """
    if _HELD.get() is not None:
        yield
        return
    token = _HELD.set([])
    try:
        with transaction.atomic():
            yield
            entries = _HELD.get()
            if entries:
                _append(entries)
    finally:
        _HELD.reset(token)


def record(act, *, by, at, subject=None, detail=None, ip=None):
    """Write one row in the caller's transaction and return it; `by` is an account, or None for the product itself.

    Taking the number locks the head until the transaction ends, which puts all writers in one line on both databases;
    so call it last in a service. `subject` is a saved object; `detail` is plain data without secrets or floats.
    """
    entry = JournalEntry(
        at=at,
        act=act,
        by=by,
        by_name=str(by) if by else "",
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        subject_name=" ".join(str(subject).split())[:300] if subject is not None else "",
        detail=_plain(detail or {}),
        ip=ip,
    )
    if (waiting := _HELD.get()) is not None:
        waiting.append(entry)
    else:
        _append([entry])
    return entry


@transaction.atomic
def _append(entries):
    """Number and chain the rows, write them and move the head."""
    first, previous = _next_numbers(len(entries))
    for number, entry in enumerate(entries, first):
        entry.number, entry.previous = number, previous
        entry.hash = previous = digest(entry)
    if len(entries) == 1:
        entries[0].save()
    else:  # the public manager refuses: nobody else writes rows in bulk
        JournalEntry._base_manager.bulk_create(entries, batch_size=500)
    if JournalHead.objects.filter(pk=1, number=entries[-1].number).update(hash=previous) != 1:
        raise RuntimeError("the head of the journal moved inside one transaction")


def _next_numbers(count):
    """The first of the next numbers and the hash before it. The update is the lock: a second writer waits for our commit."""
    if not JournalHead.objects.filter(pk=1).update(number=F("number") + count):
        JournalHead.objects.get_or_create(pk=1, defaults={"number": 0, "hash": FIRST})
        JournalHead.objects.filter(pk=1).update(number=F("number") + count)
    head = JournalHead.objects.get(pk=1)
    return head.number - count + 1, head.hash


def _plain(detail):
    """Data that reads the same from both databases: dates as text, decimals and floats as text, no NUL."""
    text = json.dumps(detail, cls=DjangoJSONEncoder, ensure_ascii=False).replace("\\u0000", "")
    return json.loads(text, parse_float=str)


def digest(entry):
    """The hash of one row: 64 hexadecimal digits over everything the row says and the hash before it."""
    said = {
        "number": entry.number,
        "at": int(entry.at.timestamp()) * 1_000_000 + entry.at.microsecond,
        "act": entry.act,
        "by": entry.by_id,
        "by_name": entry.by_name,
        "subject": [entry.subject_type, entry.subject_id, entry.subject_name],
        "detail": entry.detail,
        "ip": entry.ip,
        "previous": entry.previous,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def faults():
    """Walk the whole chain; return (number of rows, list of sentences saying what does not fit)."""
    found, previous, expected, last = [], FIRST, 1, FIRST
    count = 0
    for entry in JournalEntry.objects.order_by("number").iterator(chunk_size=2000):
        count += 1
        if entry.number != expected:
            found.append(
                f"Thiếu dòng {expected}."
                if entry.number == expected + 1
                else f"Thiếu dòng {expected} đến {entry.number - 1}."
            )
        elif entry.previous != previous:
            found.append(f"Dòng {entry.number} không nối với dòng trước.")
        if digest(entry) != entry.hash:
            found.append(f"Dòng {entry.number} đã bị sửa.")
        previous, expected, last = entry.hash, entry.number + 1, entry.hash
    head = JournalHead.objects.filter(pk=1).first()
    if head is None:
        if count:
            found.append("Mất dòng ghi đầu chuỗi.")
    elif head.number >= expected:
        found.append(f"Thiếu các dòng cuối: từ {expected} đến {head.number}.")
    elif head.hash != last:
        found.append("Dòng cuối không khớp với đầu chuỗi.")
    return count, found


def verify(*, at):
    """Check the chain and keep the result as a row."""
    count, found = faults()
    return JournalCheck.objects.create(at=at, entries=count, faults=found[:200])


def head():
    """ "number hash" of the last row, to be kept where the writers of the database cannot reach."""
    row = JournalHead.objects.filter(pk=1).first()
    return f"{row.number} {row.hash}" if row else f"0 {FIRST}"
