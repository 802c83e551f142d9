"""What units are told of the book: that a decision with lines of theirs stands in it. Of a draft nobody is told.

Subjects name no decision, and no message what it is about, which may be a person: others run the mail.
"""

from django.db.models import Count
from django.utils import timezone

from awards.law.enums import RecipientKind
from core.models.notices import Delivery, Notice
from core.notices import call_off, register_kind
from core.notices.posting import post
from core.words import short_date
from plans.models.filings import UNIT_ROLES
from units.models import Appointment

KIND = "awards.decision"
register_kind(KIND, "Quyết định khen thưởng có đơn vị mình đã vào sổ", default=Delivery.DAILY)
SUBJECT = "Quyết định khen thưởng có đơn vị bạn đã vào sổ"


def tell_entered(decision, transition, *, by, at):
    """Officers and heads of the units with lines and of those above, each with the number of lines they may read."""
    told = _counts(decision, timezone.localdate(at))
    told.pop(by.pk, None)
    post(
        Notice(
            person_id=person,
            key=f"{_key(decision)}{transition.pk}",
            kind=KIND,
            subject=SUBJECT,
            body=_words(decision, counts),
            url=decision.get_absolute_url(),
            at=at,
        )
        for person, counts in sorted(told.items())
    )


def take_back(decision):
    """The decision was opened again: who has not been written to yet is not told."""
    call_off(key=_key(decision), reason="Quyết định được mở lại để sửa.")


def _key(decision):
    return f"{KIND}:{decision.pk}:"


def _counts(decision, on):
    """dict person id → dict kind of recipient → lines at or below their units; only people who may read some."""
    rows = decision.grants.exclude(unit=None).order_by().values_list("unit__path", "kind")
    lines = list(rows.annotate(n=Count("pk")))
    posts = Appointment.objects.current(on).filter(role__in=UNIT_ROLES).order_by("pk")
    paths = {}
    for person, path in posts.values_list("user_id", "unit__path"):
        paths.setdefault(person, []).append(path)
    told = {}
    for person, mine in paths.items():
        counts = {}
        for path, kind, n in lines:
            if path.startswith(tuple(mine)):
                counts[kind] = counts.get(kind, 0) + n
        if counts:
            told[person] = counts
    return told


def _words(decision, counts):
    kinds = ", ".join(f"{counts[kind]} {kind.label.lower()}" for kind in RecipientKind if kind in counts)
    head = f"{decision} ngày {short_date(decision.decided_on)}, {decision.decider}"
    return f"{head}.\nĐơn vị bạn và đơn vị trực thuộc có {sum(counts.values())} dòng ({kinds})."
