"""Many letters to the State level, and one with many lines: waiting, answered on paper, answered by the book."""

import datetime

from awards.forwarding.enums import Outcome
from awards.forwarding.models import Forwarded, Forwarding
from awards.registry.models import Decision, Grant, Recipient
from tests.factories import awards as make
from tests.factories.unit_plans import moment

NOW, DAY = moment(8), datetime.date(2022, 3, 1)
KINDS = ("individual", "collective", "household")


def begin(world):
    """(sent letter, a line of it, draft)."""
    one = make.person("Lò Văn Trình", by=world.hanh, unit=world.stp)
    sent = make.letter("1", (one, "CSTDTQ"), by=world.hanh)
    return sent, sent.lines.get(), make.letter("2", (one, "HCLD3"), by=world.hanh, state="draft")


def grow(world, sent, draft, start, stop):
    numbers = range(start, stop)
    people = Recipient.objects.bulk_create(
        Recipient(
            kind=KINDS[n % 3], name=f"Lò Văn Trình {n}", unit=world.stp, folded=f"lo van trinh {n}",
            sort_key=f"trinh {n:04}", updated_at=NOW,
        )
        for n in numbers
    )  # fmt: skip
    letters = Forwarding.objects.bulk_create(
        Forwarding(
            number=f"{n + 10}", symbol="TTr-UBND", dated=datetime.date(2022, 2, n % 28 + 1), addressee="Thủ tướng",
            subject="Đề nghị", state=("sent", "draft")[n % 5 == 0], folded=f"{n + 10} ttr ubnd de nghi",
            created_by=world.hanh, updated_at=NOW,
        )
        for n in numbers
    )  # fmt: skip
    decision, _ = Decision.objects.get_or_create(
        number="9001",
        defaults={
            "symbol": "QĐ-TTg", "decided_on": DAY, "level": "state", "decider": "Thủ tướng Chính phủ", "subject": "Tặng",
            "state": "entered", "created_by": world.hanh, "updated_at": NOW,
        },
    )  # fmt: skip
    grants = Grant.objects.bulk_create(
        Grant(
            decision=decision, recipient=one, kind=one.kind, position=n + 1, award="BK_TTG", name=one.name,
            unit=world.stp, folded=one.folded,
        )
        for n, one in zip(numbers, people, strict=True)
    )  # fmt: skip
    Forwarded.objects.bulk_create(
        _line(letter, one, n, grant if letter is sent else None)
        for n, one, grant, own in zip(numbers, people, grants, letters, strict=True)
        for letter in (sent, draft, own)
    )


def _line(letter, one, n, grant):
    """Of the sent letter every fourth line is answered by the book, every fourth on paper; the book would answer others."""
    outcome = (Outcome.WAITING, Outcome.GRANTED, Outcome.REFUSED, Outcome.WAITING)[n % 4]
    outcome = outcome if letter.state == "sent" else Outcome.WAITING
    return Forwarded(
        forwarding=letter, recipient=one, kind=one.kind, position=n + 10, award="BK_TTG", cause="merit", name=one.name,
        unit_id=one.unit_id, folded=one.folded, outcome=outcome,
        answered_on=None if outcome == Outcome.WAITING else DAY, answer="Công văn",
        grant=grant if outcome == Outcome.GRANTED else None,
    )  # fmt: skip
