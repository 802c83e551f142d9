"""Decisions, grants, letters to the State level and funds, made by the product's own services."""

import datetime

from awards.forwarding.models import Forwarded, Forwarding
from awards.forwarding.services.letters import fold_letter, fold_line
from awards.law.enums import Level
from awards.registry.models import Decision
from awards.registry.services import decisions, recipients
from tests.factories.unit_plans import moment

DAY = datetime.date(2021, 12, 20)
BEFORE = moment(1, month=3)  # the book is kept on 1/3/2022


def person(name, *, by, unit=None, title="Chuyên viên", **more):
    """A recipient who is a person."""
    return recipients.create_recipient(by=by, at=BEFORE, kind="individual", name=name, unit=unit, title=title, **more)


def collective(name, *, by, unit=None, **more):
    return recipients.create_recipient(by=by, at=BEFORE, kind="collective", name=name, unit=unit, **more)


def decision(number="2871", *, by, on=DAY, level=Level.PROVINCE, decider="Chủ tịch UBND tỉnh", **more):
    """A decision being typed in, without lines."""
    more.setdefault("subject", "Về việc tặng Bằng khen của Chủ tịch UBND tỉnh")
    return decisions.create_decision(
        by=by, at=BEFORE, number=number, symbol="QĐ-UBND", decided_on=on, level=level, decider=decider, signer="Lò Văn Thử",
        **more,
    )  # fmt: skip


def grant(one, recipient, award="BK_TINH", *, by, cause="merit", **line):
    """A line of a decision, with the recipient's own unit and title where none is given."""
    line.setdefault("unit", recipient.unit)
    line.setdefault("title", recipient.title)
    line.setdefault("workplace", recipient.workplace or (recipient.unit.name if recipient.unit else ""))
    return decisions.add_grant(one, recipient, by=by, at=BEFORE, award=award, cause=cause, **line)


def enter(one, *, by):
    """The decision as it stands in the book."""
    one = Decision.objects.get(pk=one.pk)
    decisions.take_decision_step(one, "enter", by=by, at=BEFORE)
    return one


def entered(number, *lines, by, **more):
    """An entered decision; lines are (recipient, award) or (recipient, award, {more fields})."""
    one = decision(number, by=by, **more)
    for recipient, award, *rest in lines:
        grant(one, recipient, award, by=by, **(rest[0] if rest else {}))
    return enter(one, by=by)


def letter(number, *lines, by, on=datetime.date(2022, 2, 10), state="sent", subject="Đề nghị tặng thưởng"):
    """A letter to the State level with lines (recipient, award), as rows of the tables."""
    made = Forwarding(
        number=number, symbol="TTr-UBND", dated=on, addressee="Thủ tướng Chính phủ", subject=subject,
        state=state, created_by=by, updated_at=BEFORE,
    )  # fmt: skip
    fold_letter(made)
    made.save()
    for position, (recipient, award) in enumerate(lines, 1):
        line = Forwarded(
            forwarding=made, recipient=recipient, kind=recipient.kind, position=position, award=award, cause="merit",
            name=recipient.name, title=recipient.title, unit=recipient.unit,
        )  # fmt: skip
        fold_line(line)
        line.save()
    return made
