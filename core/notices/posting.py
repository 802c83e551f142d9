"""Writing notices and reading them."""

from django.db import transaction

from core.models.notices import UNSENT, Notice, NoticeState

SUBJECT_LENGTH = Notice._meta.get_field("subject").max_length


def one_line(text):
    """No line break survives: a subject becomes a mail header."""
    line = " ".join(str(text).split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


@transaction.atomic
def notify(*, key, people, kind, subject, body="", url="", at):
    """Write one notice per person (accounts or ids) and return how many were new.

    The key is unique per person, so saying the same thing twice adds nothing. The rows belong to the caller's
    transaction: the sender sees them only after it commits, and not at all if it does not.
    """
    return post(
        Notice(person_id=person, key=key, kind=kind, subject=one_line(subject), body=body.strip(), url=url, at=at)
        for person in sorted({getattr(p, "pk", p) for p in people})
    )


@transaction.atomic
def post(notices):
    """Write those rows whose person and key are not there yet; return how many were new."""
    new = {(n.person_id, n.key): n for n in notices}
    keys, people = {k for _, k in new}, {p for p, _ in new}
    for part in _chunks(sorted(keys), 500):
        known = Notice.objects.filter(key__in=part).values_list("person_id", "key")
        if len(people) == 1:
            known = known.filter(person_id__in=people)
        for pair in known:
            new.pop(pair, None)
    Notice.objects.bulk_create(new.values(), batch_size=500, ignore_conflicts=True)
    return len(new)


def _chunks(items, size):
    for start in range(0, len(items), size):
        yield items[start : start + size]


def unread_count(user):
    """How many notices this person has not read; 0 for a stranger."""
    return Notice.objects.of(user).unread().count() if user.is_authenticated else 0


def mark_settled(*, key, people, at):
    """Somebody dealt with what the notices whose key begins so told of: nobody else need read them. Returns how many."""
    return Notice.objects.filter(person__in=people, key__startswith=key).unread().update(read_at=at)


def call_off(*, key, reason):
    """What the notices whose key begins so tell of holds no more: those not yet sent never are. Returns how many."""
    unsent = Notice.objects.filter(key__startswith=key, state__in=UNSENT)
    return unsent.update(state=NoticeState.CANCELLED, error=reason)


def mark_read(*, person, at, pk=None):
    """Mark one notice, or all of them, as read by its own person; return how many changed."""
    mine = Notice.objects.of(person).unread()
    return (mine if pk is None else mine.filter(pk=pk)).update(read_at=at)
