"""Unit plans. The officer writes and the head confirms for exactly their unit; the standing body receives; leaders and
auditor read; for everybody else another unit's plan does not exist.
"""

from tests.matrix.people import ALL, READS, RUNS, STP, UNITS
from tests.matrix.row import Row, reads, writes
from tests.matrix.stage import ACCEPTED, AWAITING, FILED, RETURNED

LAN, BINH = {"lan"}, {"binh"}
SEES = STP | RUNS | READS  # one plan of Sở Tư pháp
BOARD = UNITS | RUNS | READS
REASON = {"reason": "Thiếu chỉ tiêu"}


def year(stage, side):
    return [2022]


def _plan(of):
    return lambda stage, side: [side.plans[of].pk]


def _draft(stage, side):
    return {
        "version": side.plans[RETURNED].version,
        "title": "Kế hoạch năm",
        "body": "Nội dung",
        "press": "save",
        "tasks-TOTAL_FORMS": "0",
        "tasks-INITIAL_FORMS": "0",
    }


def _kept(stage, side):
    return {"version": side.plans[RETURNED].version, "title": "Kế hoạch năm", "body": "Nội dung"}


def _one(name, of, get=None, post=None, **more):
    """A page of one plan, in the year in which it stands in the right state."""
    more.setdefault("args", _plan(of))
    return Row(f"plans:unit-plan-{name}", get, post, two_sided=True, **more)


def _step(name, of, opens, send=None):
    return _one(name, of, reads(opens, SEES), writes(opens, SEES, send=send))


def _with_reason(stage, side):
    return REASON


def _tab(name):
    return lambda stage, side: f"?tab={name}"


def _every(stage, side):
    return "?muc=tat-ca"


def _longer(stage, side):
    return {"new_due_on": "31/03/2022", "reason": "Mưa lũ"}


def _report(press):
    return lambda stage, side: {
        "opening": "Thực hiện kế hoạch", "press": press, "number": "9", "symbol": "BC-SNV", "dated_on": "08/03/2022",
        "signer_title": "GIÁM ĐỐC", "signer_name": "Lê Văn Ký",
    }  # fmt: skip


ROWS = [
    Row("plans:unit-plan-board-today", reads(ALL, status=302), note="a signpost; the board itself asks"),
    Row("plans:my-unit-plan", reads(ALL), note="everybody, each with the plans of their own units"),
    Row("plans:unit-plan-board", reads(BOARD), args=year, query=_every),
    Row("plans:unit-plan-export", reads(BOARD, BOARD), args=year, query=_every),
    Row("plans:unit-plan-remind", reads(RUNS, BOARD), writes(RUNS, BOARD), args=year),
    Row("plans:unit-plan-extend", reads(RUNS, BOARD), writes(RUNS, BOARD, send=_longer), args=year),
    Row(
        "plans:unit-plan-extend-one",
        reads(RUNS, BOARD),
        writes(RUNS, BOARD, send=_longer),
        args=lambda s, side: [2022, side.plans[2022].pk],
    ),
    Row(
        "plans:unit-plan-open",
        reads(RUNS),
        writes(RUNS, send=lambda s, side: {"kinds": ["huyen"]}),
        args=year,
    ),
    Row(
        "plans:unit-plan-report-page",
        reads(RUNS | READS, BOARD),
        writes(RUNS | READS, BOARD, status=200, send=_report("docx")),
        args=year,
    ),
    Row(
        "plans:unit-plan-report-page",
        reads(RUNS | READS, BOARD),
        writes(RUNS, BOARD, send=_report("issue")),
        args=year,
        note="issued for good: by the standing body only",
    ),
    Row("plans:unit-plan-report", reads(RUNS | READS, BOARD), args=lambda s, side: [2022, "docx"]),
    # One plan
    _one("detail", RETURNED, reads(SEES, SEES), note="filed, returned, being changed"),
    _one("detail", RETURNED, reads(SEES, SEES), query=_tab("ho-so"), note="files"),
    _one("detail", RETURNED, reads(SEES, SEES), query=_tab("y-kien"), note="comments"),
    _one("detail", RETURNED, reads(SEES, SEES), query=_tab("lich-su"), note="history"),
    _one("detail", AWAITING, reads(SEES, SEES), note="a draft that never left the unit"),
    _one("detail", FILED, reads(SEES, SEES), note="filed"),
    _one("versions", RETURNED, reads(SEES, SEES)),
    _one("comment", FILED, post=writes(STP | RUNS, SEES, send=lambda s, side: {"text": "Xin hỏi"})),
    _one("edit", RETURNED, reads(LAN, SEES), writes(LAN, SEES, send=_draft)),
    _one("autosave", RETURNED, post=writes(LAN, SEES, status=200, send=_kept)),
    _one(
        "file-remove",
        RETURNED,
        post=writes(LAN, SEES),
        args=lambda s, side: [side.plans[RETURNED].pk, side.draft_file.uuid],
    ),
    _step("submit", RETURNED, LAN),
    _step("withdraw", AWAITING, LAN),
    _step("hand-back", AWAITING, BINH, _with_reason),
    _step("confirm", AWAITING, BINH),
    _step("return", FILED, RUNS, _with_reason),
    _step("accept", FILED, RUNS),
    _step("reopen", ACCEPTED, RUNS, _with_reason),
]
