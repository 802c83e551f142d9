"""What is done with a whole round of any kind by whoever opened it: add units, move the deadline, remind those who owe."""

import dataclasses

from django.db import IntegrityError, transaction

from core import journal
from core.errors import Refused
from plans.models.filings import OPEN
from plans.notices import filings as notices
from plans.permissions.filings import can_ask, can_review
from plans.queries.filings import kind_of


def only_reviewers(person):
    """Raise unless this person runs the province's rounds."""
    if not can_review(person):
        raise Refused("Chỉ Ban Thi đua - Khen thưởng được làm việc này.")


def only(may, person, collected):
    """Raise unless this person may do that (`can_ask`, `can_review`) in the round."""
    if not may(person, collected):
        whose = collected.receiver.label if collected.receiver_id else "Ban Thi đua - Khen thưởng"
        raise Refused(f"Chỉ {whose} được làm việc này.")


@transaction.atomic
def add_units(collected, units, *, by, at):
    """One missing filing per unit that has none yet. Returns how many were added; nobody is told here."""
    only(can_ask, by, collected)
    kind = kind_of(collected)
    have = set(kind.model.objects.filter(round=collected).values_list("unit_id", flat=True))
    made = kind.model.objects.bulk_create(
        [
            kind.model(round=collected, unit=unit, due_on=collected.deadline.last_day, updated_at=at)
            for unit in units
            if unit.pk not in have
        ]
    )
    if made:
        journal.record(f"{kind.key}-open", by=by, at=at, subject=collected, detail={"units": len(made)})
    return len(made)


@transaction.atomic
def extend(collected, *, unit, new_due_on, reason, by, at):
    """Move the last good day for one unit, or for all when `unit` is None, and tell those who have not filed.

    A unit that already has a later day of its own keeps it. Reminders follow the new day by themselves, because their
    key carries it. Returns the extension made.
    """
    only(can_ask, by, collected)
    if not reason.strip():
        raise Refused("Cần nêu lý do gia hạn.")
    kind = kind_of(collected)
    every = kind.model.objects.filter(round=collected)
    moved = every.filter(due_on__lt=new_due_on)
    if unit is not None:
        moved = moved.filter(unit=unit)
        old = every.filter(unit=unit).values_list("due_on", flat=True).first()
        if old is None:
            raise Refused("Đơn vị này không thuộc đợt nộp.")
    else:
        old = collected.deadline.last_day
    if new_due_on <= old:
        raise Refused(f"Hạn mới phải sau hạn hiện nay, ngày {old:%d/%m/%Y}.")
    concerned = list(moved.filter(state__in=OPEN).named().order_by("pk"))
    made = kind.extension.objects.create(
        round=collected, unit=unit, old_due_on=old, new_due_on=new_due_on, reason=reason.strip(), by=by, at=at
    )
    if unit is None:
        kind.round.objects.filter(pk=collected.pk).update(due_date=new_due_on, before=False)
        collected.due_date, collected.before = new_due_on, False
    moved.update(due_on=new_due_on)
    for filing in concerned:
        filing.due_on, filing.round = new_due_on, collected
    notices.extended(concerned, made, by=by, at=at)
    detail = {"unit": str(unit) if unit else "", "from": old, "to": new_due_on, "reason": made.reason}
    journal.record(f"{kind.key}-extend", by=by, at=at, subject=collected, detail=detail)
    return made


@dataclasses.dataclass(frozen=True, slots=True)
class Reminded:
    """What a reminder by hand did, or would do: rows (filing, people) to be told, and rows (filing, why not) skipped."""

    sent: tuple
    skipped: tuple


def plan_reminders(filings, *, on):
    """Who would be told about which filing today; nothing is sent. The preview shows exactly this."""
    filings = list(filings)
    if not filings:
        return Reminded((), ())
    people = notices.people_to_remind(filings, on=on)
    reminders = kind_of(filings[0]).reminder.objects
    today = set(reminders.filter(filing__in=filings, day=on).values_list("filing_id", flat=True))
    sent, skipped = [], []
    for filing in filings:
        if filing.state not in OPEN:
            skipped.append((filing, f"đã gửi {filing.noun}"))
        elif filing.pk in today:
            skipped.append((filing, "hôm nay đã nhắc"))
        elif not people[filing.pk]:
            skipped.append((filing, "chưa có cán bộ thi đua hoặc thủ trưởng"))
        else:
            sent.append((filing, people[filing.pk]))
    return Reminded(tuple(sent), tuple(skipped))


@transaction.atomic
def remind(filings, *, by, at, on):
    """Remind the people of these filings by hand; a person gets at most one such message per filing and day."""
    filings = list(filings)
    for collected in {filing.round_id: filing.round for filing in filings}.values():
        only(can_review, by, collected)
    planned = plan_reminders(filings, on=on)
    sent, skipped = [], list(planned.skipped)
    for filing, people in planned.sent:
        try:
            with transaction.atomic():
                kind_of(filing).reminder.objects.create(filing=filing, day=on, by=by, at=at)
        except IntegrityError:
            skipped.append((filing, "hôm nay đã nhắc"))
            continue
        notices.reminded(filing, people, on=on, at=at)
        sent.append((filing, people))
    if sent:
        detail = {"units": [str(filing.unit) for filing, _ in sent]}
        first = sent[0][0]
        journal.record(f"{kind_of(first).key}-remind", by=by, at=at, subject=first.round, detail=detail)
    return Reminded(tuple(sent), tuple(skipped))
