"""The book of awards at the size the product must carry: 80,000 lines of 40,000 recipients. Bulk rows, no services."""

import datetime
import random

from django.utils import timezone

from awards.law.enums import Cause, Level, PersonClass, RecipientKind
from awards.registry.enums import DecisionState
from awards.registry.models import Decision, Grant, Recipient
from awards.registry.services.decisions import fold_decision, fold_grant
from awards.registry.services.recipients import set_keys
from config.demo.names import Names

LINES_OF_A_DECISION = 40
TITLES = ("Chuyên viên", "Phó Trưởng phòng", "Trưởng phòng", "Phó Giám đốc", "Giáo viên", "Bác sĩ", "Cán bộ xã")
GIVEN = ("BK_TINH", "BK_TINH", "BK_TINH", "CSTDT", "CSTDCS", "LDTT", "GK_SO", "CO_TINH", "BK_TTG", "HCLD3")
BATCH = 2000


def seed(units, by, *, grants=80_000, recipients=40_000):
    """Fill the book; names repeat as they do in a province: a fifth of the people bear another one's name."""
    at, dice, names = timezone.now(), random.Random(7), Names(31)
    called = [names.next() for _ in range(int(recipients * 0.8))]
    people = []
    for number in range(recipients):
        person = number % 5 > 0
        unit = units[number % len(units)]
        one = Recipient(
            kind=RecipientKind.INDIVIDUAL if person else RecipientKind.COLLECTIVE,
            name=called[number % len(called)] if person else f"Phòng Chuyên môn số {number % 7001}",
            birth_year=1960 + dice.randrange(40) if person and number % 3 else None,
            title=dice.choice(TITLES) if person else "",
            workplace=unit.name,
            unit=unit,
            updated_at=at,
        )
        set_keys(one)
        people.append(one)
    people = Recipient.objects.bulk_create(people, batch_size=BATCH)
    first = datetime.date(2004, 1, 5)
    decisions = []
    for number in range(grants // LINES_OF_A_DECISION):
        one = Decision(
            number=str(number + 1),
            symbol="QĐ-UBND",
            decided_on=first + datetime.timedelta(days=number * 3 % 6500),
            level=Level.PROVINCE,
            decider="Chủ tịch UBND tỉnh",
            signer="Người Ký Thử",
            subject=f"Về việc khen thưởng đợt {number + 1}",
            state=DecisionState.ENTERED,
            created_by=by,
            updated_at=at,
        )
        fold_decision(one)
        decisions.append(one)
    decisions = Decision.objects.bulk_create(decisions, batch_size=BATCH)
    lines = []
    for number in range(grants):
        one = people[(number * 7919) % len(people)]
        line = Grant(
            decision=decisions[number // LINES_OF_A_DECISION],
            recipient=one,
            kind=one.kind,
            position=number % LINES_OF_A_DECISION + 1,
            award=GIVEN[number % len(GIVEN)],
            cause=Cause.MERIT,
            name=one.name,
            title=one.title,
            workplace=one.workplace,
            unit=one.unit,
            person_class=PersonClass.DIRECT_WORKER if one.kind == RecipientKind.INDIVIDUAL else "",
            period=str(2004 + number % 18),
        )
        fold_grant(line)
        lines.append(line)
    Grant.objects.bulk_create(lines, batch_size=BATCH)
    return people
