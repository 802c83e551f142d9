"""Sessions, papers and summary forms: written by the head's people and the standing body, forms by the latter alone."""

from tests.matrix.people import READS, RUNS, STP, SYT
from tests.matrix.row import Row, reads, writes

SEES = RUNS | READS | STP | {"tuan"}  # the first department's cluster, which the council member follows
WRITES = RUNS | STP
DRAFTS = WRITES | READS  # who knows of a draft
SEES_OTHER = RUNS | READS | SYT
BETWEEN = RUNS | READS | STP


def year(stage, side):
    return [side.cluster.pk]


def session(stage, side):
    return [side.session.pk]


def paper(stage, side):
    return [side.paper.pk]


def outline(stage, side):
    return [side.cluster.pk, "de-cuong"]


def form(stage, side):
    return [stage.between.pk, "03"]


def _wording(stage, side):
    return {"version": 1, "title": "Kế hoạch", "content": "Khác", "press": "save"}


ROWS = [
    Row("clusters:session-list", reads(SEES, SEES), args=year),
    Row("clusters:session-list", reads(SEES_OTHER, SEES_OTHER), args=lambda s, side: [s.sides["syt"].cluster.pk],
        note="the other department's"),
    Row("clusters:session-create", reads(WRITES, SEES), writes(WRITES, SEES, send=lambda s, side: {"kind": "other"}),
        args=year),
    Row("clusters:session-detail", reads(SEES, SEES), args=session),
    Row("clusters:session-detail", reads(SEES_OTHER, SEES_OTHER), args=lambda s, side: [s.sides["syt"].session.pk],
        note="the other department's"),
    Row("clusters:session-edit", reads(WRITES, SEES), writes(WRITES, SEES, send=lambda s, side: {"version": 1}),
        args=session),
    Row("clusters:session-step", reads(WRITES, SEES), writes(WRITES, SEES),
        args=lambda s, side: [side.session.pk, "conclude"]),
    Row("clusters:session-discard", reads(WRITES, SEES), writes(WRITES, SEES), args=session),
    Row("clusters:session-minutes", reads(WRITES, SEES),
        writes(WRITES, SEES, status=422, send=lambda s, side: {"press": "issue"}), args=session),
    Row("clusters:session-file", post=writes(WRITES, SEES, status=422), args=session),
    Row("clusters:paper-create", reads(WRITES, SEES), writes(WRITES, SEES, send=_wording), args=outline),
    Row("clusters:paper-detail", reads(DRAFTS, DRAFTS), args=paper),
    Row("clusters:paper-detail", reads(SEES_OTHER, SEES_OTHER), args=lambda s, side: [s.sides["syt"].paper.pk],
        note="the other department's"),
    Row("clusters:paper-edit", reads(WRITES, DRAFTS), writes(WRITES, DRAFTS, send=_wording), args=paper),
    Row("clusters:paper-print", reads(WRITES, DRAFTS),
        writes(WRITES, DRAFTS, status=422, send=lambda s, side: {"press": "issue"}), args=paper),
    Row("clusters:paper-reopen", reads(WRITES, DRAFTS, status=302), writes(WRITES, DRAFTS), args=paper,
        note="not yet issued"),
    Row("clusters:summary-detail", reads(BETWEEN, BETWEEN), args=form),
    Row("clusters:summary-edit", reads(RUNS, BETWEEN), writes(RUNS, BETWEEN, send=lambda s, side: {"version": 1}),
        args=form),
    Row("clusters:summary-fill", reads(RUNS, BETWEEN), writes(RUNS, BETWEEN, status=422), args=form),
    Row("clusters:summary-import", reads(RUNS, BETWEEN), writes(RUNS, BETWEEN, status=422), args=form),
    Row("clusters:summary-export", reads(BETWEEN, BETWEEN), args=form),
    Row("clusters:summary-print", reads(BETWEEN, BETWEEN), args=form),
]  # fmt: skip
