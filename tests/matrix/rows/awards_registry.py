"""The book: drafts are the standing body's; entered lines those of every unit's readers, and of the line's own unit.

A decision is known to both departments, for each has a line in it; a line or a recipient only to its own.
"""

from tests.core import uploads
from tests.matrix.people import ALL, READS, RUNS, STP, UNITS
from tests.matrix.row import Row, reads, writes

KNOWS = RUNS | READS | UNITS  # the entered decision
OWN = RUNS | READS | STP  # a line of Sở Tư pháp
PAPER = {"paper": "Quyết định 15/QĐ-UBND", "dated": "10/01/2022", "reason": "Kê khai sai"}
HEAD = {
    "number": "99", "symbol": "QĐ-UBND", "decided_on": "20/12/2021", "level": "province", "unit": "",
    "decider": "Chủ tịch UBND tỉnh", "signer": "", "subject": "Khen thưởng",
}  # fmt: skip


def entered(stage, side):
    return [stage.honours.entered.pk]


def draft(stage, side):
    return [stage.honours.draft.pk]


def line(stage, side):
    return [stage.honours.grants[side.name].pk]


def drafted(stage, side):
    return [stage.honours.drafted.pk]


def recipient(stage, side):
    return [stage.honours.recipients[side.name].pk]


def hidden(stage, side):
    return [stage.honours.hidden.pk]


def _step(which, action):
    return lambda stage, side: [*which(stage, side), action]


def _head(stage, side):
    return {**HEAD, "version": stage.honours.draft.version}


def _new_head(stage, side):
    return HEAD


def _line(stage, side):
    return {"award": "BK_TINH", "cause": "", "name": "Ai đó", "version": "0"}


def _correction(stage, side):
    return {**_line(stage, side), "paper": PAPER["paper"], "dated": PAPER["dated"], "reason": "In sai"}


def _paper(stage, side):
    return PAPER


def _reason(stage, side):
    return {"reason": "Nhập nhầm"}


def _file(stage, side):
    return {"file": uploads.upload("them.pdf", uploads.pdf())}


def _record(stage, side):
    return {"name": "Tên khác", "version": stage.honours.recipients[side.name].version}


def _known(stage, side):
    return f"?nguoi={stage.honours.hidden.pk}"


def _new(stage, side):
    return "?moi=individual"


ROWS = [
    Row("awards:catalogue", reads(ALL)),
    Row("awards:grant-list", reads(ALL), note="everybody, each with the lines they may see"),
    Row("awards:grant-list", reads(ALL), note="drafts", query=lambda stage, side: "?state=draft"),
    Row("awards:decision-list", reads(ALL), note="everybody, each with those they may see"),
    Row("awards:decision-create", reads(RUNS), writes(RUNS, send=_new_head)),
    Row("awards:decision-detail", reads(KNOWS, KNOWS), args=entered),
    Row("awards:decision-detail", reads(RUNS, RUNS), args=draft, note="draft"),
    Row("awards:decision-edit", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_head), draft),
    Row("awards:decision-remove", reads(RUNS, RUNS), writes(RUNS, RUNS), draft),
    Row("awards:decision-file", post=writes(RUNS, KNOWS, send=_file), args=entered),
    Row("awards:decision-step", reads(RUNS, RUNS), writes(RUNS, RUNS), _step(draft, "enter"), "enter"),
    Row("awards:decision-step", reads(RUNS, KNOWS), writes(RUNS, KNOWS, send=_reason), _step(entered, "reopen"), "reopen"),
    Row("awards:decision-step", reads(RUNS, KNOWS), writes(RUNS, KNOWS, send=_paper), _step(entered, "annul"), "annul"),
    Row("awards:grant-add", reads(RUNS, RUNS), writes(RUNS, RUNS, status=422), draft, "whom"),
    Row("awards:grant-add", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_line), draft, "known", query=_known),
    Row("awards:grant-add", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_line), draft, "new", query=_new),
    Row("awards:grant-edit", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_line), drafted),
    Row("awards:grant-remove", reads(RUNS, RUNS), writes(RUNS, RUNS), drafted),
    Row("awards:grant-correct", reads(RUNS, OWN), writes(RUNS, OWN, send=_correction), line, two_sided=True),
    Row("awards:grant-revoke", reads(RUNS, OWN), writes(RUNS, OWN, send=_paper), line, two_sided=True),
    Row("awards:recipient-list", reads(ALL), note="everybody, each with those they may see"),
    Row("awards:recipient-detail", reads(OWN, OWN), args=recipient, two_sided=True),
    Row("awards:recipient-detail", reads(RUNS, RUNS), args=hidden, note="named in a draft only"),
    Row("awards:recipient-edit", reads(RUNS, OWN), writes(RUNS, OWN, send=_record), recipient, two_sided=True),
    Row(
        "core:file-download", reads(RUNS | READS, RUNS | READS),
        args=lambda stage, side: [stage.honours.scan.uuid], note="scan of a decision",
    ),
]  # fmt: skip
