"""Letters to the State level: one sent with lines of both departments, one still being typed in. No unit knows of either."""

import dataclasses

from awards.forwarding.models import Forwarded, Forwarding
from awards.forwarding.services import answers, letters
from core.models import StoredFile
from tests.core import uploads
from tests.factories import awards as make

SENT, DRAFT = "TRÌNH-6601", "SOẠN-TRÌNH-6602"


@dataclasses.dataclass
class Upwards:
    """What was submitted: of the sent letter one line waits and one is answered."""

    sent: Forwarding
    waiting: Forwarded
    answered: Forwarded
    file: StoredFile
    draft: Forwarding
    line: Forwarded  # of the draft


def build(stage):
    """Put `upwards` on the stage."""
    world, by = stage.world, stage.world.hanh
    people = [make.person(f"Người {SENT}", by=by, unit=side.unit, title=SENT) for side in stage.sides.values()]
    sent = make.letter("61", *((one, "CSTDTQ") for one in people), by=by, subject=SENT)
    waiting, answered = sent.lines.order_by("position", "pk")
    answers.answer_line(
        answered, outcome="refused", answer=f"Công văn {SENT}", answered_on=make.BEFORE.date(), reason=SENT, version=0,
        by=by, at=make.BEFORE, on=make.BEFORE.date(),
    )  # fmt: skip
    draft = make.letter(
        "62", (make.person(f"Người {DRAFT}", by=by, unit=world.stp), "HCLD3"), by=by, state="draft", subject=DRAFT
    )
    stored = letters.attach_file(sent, uploads.upload(f"{SENT}.pdf", uploads.pdf()), by=by, at=make.BEFORE)
    letters.attach_file(draft, uploads.upload(f"{DRAFT}.pdf", uploads.pdf()), by=by, at=make.BEFORE)
    stage.upwards = Upwards(sent, waiting, answered, stored, draft, draft.lines.get())


def forbidden(name):
    """The marks of the letters this person may not read."""
    marks = set() if name in {"hanh", "thang"} else {DRAFT}
    return marks if name in {"hanh", "thang", "do", "ha"} else marks | {SENT}
