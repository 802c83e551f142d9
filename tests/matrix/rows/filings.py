"""What the addresses of every kind of filing answer.

The officer writes and the head confirms for exactly their unit; the standing body receives; leaders and auditor read;
for everybody else another unit's filing does not exist.
"""

from tests.matrix.people import READS, RUNS, STP, UNITS
from tests.matrix.row import Row, reads, writes
from tests.matrix.stage import ACCEPTED, AWAITING, FILED, RETURNED

LAN, BINH = {"lan"}, {"binh"}
SEES = STP | RUNS | READS  # one filing of Sở Tư pháp
BOARD = UNITS | RUNS | READS


def _reason(stage, side):
    return {"reason": "Thiếu chỉ tiêu"}


def _longer(stage, side):
    return {"new_due_on": "31/03/2022", "reason": "Mưa lũ"}


def _every(stage, side):
    return "?muc=tat-ca"


def filing_rows(code, filings, stored, draft, app="plans"):
    """Pages of one filing. filings(side): year → filing; stored(side): a file of the draft; draft(filing): POST data."""

    def one(name, of, get=None, post=None, **more):
        more.setdefault("args", lambda stage, side: [filings(side)[of].pk])
        return Row(f"{app}:{code}-{name}", get, post, two_sided=True, **more)

    def step(name, of, opens, send=None):
        return one(name, of, reads(opens, SEES), writes(opens, SEES, send=send))

    return [
        *(
            one("detail", RETURNED, reads(SEES, SEES), query=lambda s, side, tab=tab: f"?tab={tab}", note=tab)
            for tab in ("noi-dung", "ho-so", "y-kien", "lich-su")
        ),
        one("detail", AWAITING, reads(SEES, SEES), note="a draft that never left the unit"),
        one("detail", FILED, reads(SEES, SEES), note="filed"),
        one("versions", RETURNED, reads(SEES, SEES)),
        one("comment", FILED, post=writes(STP | RUNS, SEES, send=lambda s, side: {"text": "Xin hỏi"})),
        one(
            "edit",
            RETURNED,
            reads(LAN, SEES),
            writes(LAN, SEES, send=lambda s, side: draft(filings(side)[RETURNED])),
        ),
        one(
            "autosave",
            RETURNED,
            post=writes(LAN, SEES, status=200, send=lambda s, side: draft(filings(side)[RETURNED])),
        ),
        one(
            "file-remove",
            RETURNED,
            post=writes(LAN, SEES),
            args=lambda s, side: [filings(side)[RETURNED].pk, stored(side).uuid],
        ),
        step("submit", RETURNED, LAN),
        step("withdraw", AWAITING, LAN),
        step("hand-back", AWAITING, BINH, _reason),
        step("confirm", AWAITING, BINH),
        step("return", FILED, RUNS, _reason),
        step("accept", FILED, RUNS),
        step("reopen", ACCEPTED, RUNS, _reason),
    ]


def round_rows(code, key, filings, app="plans"):
    """Pages of a round. key(stage): how its address names it; filings(side) as above."""

    def whole(stage, side):
        return [key(stage)]

    return [
        Row(f"{app}:{code}-board", reads(BOARD), args=whole, query=_every),
        Row(f"{app}:{code}-export", reads(BOARD, BOARD), args=whole, query=_every),
        Row(f"{app}:{code}-remind", reads(RUNS, BOARD), writes(RUNS, BOARD), args=whole),
        Row(f"{app}:{code}-extend", reads(RUNS, BOARD), writes(RUNS, BOARD, send=_longer), args=whole),
        Row(
            f"{app}:{code}-extend-one",
            reads(RUNS, BOARD),
            writes(RUNS, BOARD, send=_longer),
            args=lambda stage, side: [key(stage), filings(side)[RETURNED].pk],
        ),
    ]
