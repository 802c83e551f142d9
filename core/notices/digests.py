"""One mail a day for those who chose so: a notice of its own that wraps the day's lines, claimed like any other."""

from django.db import transaction

from core.days import is_working_day
from core.models.notices import Notice, NoticeState
from core.notices.posting import post

KIND = "core.digest"


def digest_subject(count, *, on):
    return f"{count} thông báo, ngày {on:%d/%m/%Y}"


@transaction.atomic
def wrap_day(*, on, at):
    """Make each person's daily mail from the lines that wait; return how many mails were made.

    One per person and day: what comes after it was made waits for the next working day. Nothing on a day off.
    """
    if not is_working_day(on):
        return 0
    waiting = {}
    for pk, person in (
        Notice.objects.filter(state=NoticeState.HELD, wrapped_by=None)
        .order_by("person_id", "pk")
        .values_list("pk", "person_id")
    ):
        waiting.setdefault(person, []).append(pk)
    key = f"{KIND}:{on}"
    made = set(Notice.objects.filter(key=key, person_id__in=waiting).values_list("person_id", flat=True))
    new = {person: pks for person, pks in waiting.items() if person not in made}
    post(
        [
            Notice(
                person_id=person,
                key=key,
                kind=KIND,
                subject=digest_subject(len(pks), on=on),
                url="",
                at=at,
                wraps=True,
            )
            for person, pks in new.items()
        ]
    )
    for wrapper in Notice.objects.filter(key=key, person_id__in=new).order_by("pk"):
        Notice.objects.filter(pk__in=new[wrapper.person_id], state=NoticeState.HELD, wrapped_by=None).update(
            wrapped_by=wrapper
        )
    return len(new)
