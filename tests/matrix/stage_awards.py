"""The book of awards: an entered decision with a line of each department, and a draft nobody else knows of.

Other rooms of awards add to `Honours` what is theirs.
"""

import dataclasses

from awards.registry.models import Decision, Grant, Merge, Recipient
from awards.registry.services import merging
from core import files
from core.models import StoredFile
from tests.core import uploads
from tests.factories import awards as make

DRAFT_MARK = "THƯỞNG-NHÁP-4417"  # in the draft alone: for the standing body
SCAN_MARK = "BẢN-CHỤP-4417"  # in history, file names: for readers of every line
READS_ALL = frozenset({"hanh", "thang", "do", "ha"})


@dataclasses.dataclass
class Honours:
    """What is in the book."""

    entered: Decision
    draft: Decision
    grants: dict  # side name -> its line of the entered decision
    recipients: dict  # side name -> who it is for
    drafted: Grant  # a line of the draft
    hidden: Recipient  # whose name stands only in the draft
    scan: StoredFile
    twins: list  # two records of one name
    trace: Merge  # of a third one into the first


def build(stage):
    """Put `honours` on the stage."""
    by = stage.world.hanh
    recipients, lines = {}, []
    for name, side in stage.sides.items():
        recipients[name] = make.person(f"Người {side.mark}", by=by, unit=side.unit, title=side.mark)
        lines.append((recipients[name], "BK_TINH", {"achievement": side.mark, "workplace": side.mark}))
    entered = make.entered("2871", *lines, by=by)
    scan = files.store(uploads.upload(f"{SCAN_MARK}.pdf", uploads.pdf()), owner=entered, by=by, at=make.BEFORE)
    draft = make.decision("7", by=by, subject=f"Khen {DRAFT_MARK}")
    hidden = make.person(f"Kín {DRAFT_MARK}", by=by, unit=stage.world.stp)
    drafted = make.grant(draft, hidden, "CSTDT", by=by)
    make.grant(draft, recipients["stp"], "CSTDT", by=by, title=DRAFT_MARK)
    grants = {name: entered.grants.get(recipient=one) for name, one in recipients.items()}
    twins = [make.person(f"Trùng {DRAFT_MARK}", by=by, unit=unit) for unit in (stage.world.stp, stage.world.syt)]
    gone = make.person(f"Trùng {DRAFT_MARK}", by=by, unit=stage.world.snv)
    trace = merging.merge(twins[0], gone, reason=f"Là một {DRAFT_MARK}", by=by, at=make.BEFORE)
    stage.honours = Honours(entered, draft, grants, recipients, drafted, hidden, scan, twins, trace)


def forbidden(name):
    """The marks that may not stand in any answer to this person."""
    marks = set() if name in {"hanh", "thang"} else {DRAFT_MARK}
    return marks if name in READS_ALL else marks | {SCAN_MARK}
