"""Many decisions, recipients and lines of the department; one entered decision and one recipient with many of each."""

import dataclasses
import datetime

from django.contrib.contenttypes.models import ContentType

from awards.law.enums import Level
from awards.registry.enums import DecisionState
from awards.registry.models import Decision, Grant, GrantChange, Recipient
from core.models import Transition
from tests.factories import awards as make
from tests.factories.unit_plans import moment

NOW = moment(8)
AWARDS = ("BK_TINH", "CSTDCS", "LDTT", "GK_SO")
KINDS = ("individual", "collective", "household")


@dataclasses.dataclass
class Book:
    entered: Decision
    draft: Decision
    recipient: Recipient
    grant: Grant


def begin(world):
    """A decision in the book with one line of the department, and a draft with one."""
    by = world.hanh
    lo = make.person("Lò Văn Sổ", by=by, unit=world.stp)
    entered = make.entered("2871", (lo, "BK_TINH"), by=by)
    draft = make.decision("7", by=by)
    make.grant(draft, lo, "CSTDT", by=by)
    return Book(entered, draft, lo, entered.grants.get())


def grow(world, book, start, stop):
    numbers = range(start, stop)
    states = list(DecisionState)
    people = Recipient.objects.bulk_create(
        Recipient(
            kind=KINDS[n % 3], name=f"Lò Văn Sổ {n}", unit=world.stp, title="Chuyên viên", workplace="Sở Tư pháp",
            folded=f"lo van so {n}", sort_key=f"{n:05}", updated_at=NOW,
        )
        for n in numbers
    )  # fmt: skip
    papers = Decision.objects.bulk_create(
        Decision(
            number=str(3000 + n), symbol="QĐ-UBND", decided_on=datetime.date(2021, 1 + n % 12, 1), level=Level.PROVINCE,
            decider="Chủ tịch UBND tỉnh", subject="Khen thưởng", state=states[n % 3], folded=f"{3000 + n} qd ubnd lo van",
            created_by=world.hanh, updated_at=NOW,
        )
        for n in numbers
    )  # fmt: skip

    def line(n, decision, recipient):
        return Grant(
            decision=decision, recipient=recipient, kind=recipient.kind, position=n + 2, award=AWARDS[n % 4], cause="merit",
            name=f"Lò Văn Sổ {n}", unit=world.stp, title="Chuyên viên", folded=f"lo van so {n}",
            revoked_on=datetime.date(2022, 1, 5) if n % 5 == 0 else None,
        )  # fmt: skip

    grown = list(zip(numbers, papers, people, strict=True))
    made = Grant.objects.bulk_create(
        line(n, *pair)
        for n, paper, one in grown
        for pair in ((paper, one), (book.entered, one), (paper, book.recipient), (book.draft, one))
    )
    GrantChange.objects.bulk_create(
        GrantChange(
            decision_id=grant.decision_id, grant=grant, kind="correction", paper="9/QĐ", dated=datetime.date(2022, 1, 5),
            reason="In sai", before={"name": "Lò Văn Xổ"}, after={"name": grant.name}, by=world.hanh, at=NOW,
        )
        for grant in made
        if grant.decision_id != book.draft.pk
    )  # fmt: skip
    Transition.objects.bulk_create(
        Transition(
            subject_type=ContentType.objects.get_for_model(Decision), subject_id=book.entered.pk, action="enter",
            label="Vào sổ", source="draft", target="entered", by=world.hanh, at=NOW,
        )
        for n in numbers
    )  # fmt: skip
