"""Letters to the State level: drafts are the standing body's; sent ones are read by readers of every unit, too."""

from tests.core import uploads
from tests.matrix.people import READS, RUNS
from tests.matrix.row import Row, reads, writes

SEES = RUNS | READS
HEAD = {
    "number": "63", "symbol": "TTr-UBND", "dated": "01/03/2022", "addressee": "Thủ tướng Chính phủ",
    "subject": "Đề nghị tặng thưởng", "version": "0",
}  # fmt: skip
LINE = {"name": "Người mới", "award": "HCLD3", "cause": "merit", "version": "0"}


def draft(stage, side):
    return [stage.upwards.draft.pk]


def sent(stage, side):
    return [stage.upwards.sent.pk]


def draft_line(stage, side):
    return [stage.upwards.draft.pk, stage.upwards.line.pk]


def waiting(stage, side):
    return [stage.upwards.sent.pk, stage.upwards.waiting.pk]


def answered(stage, side):
    return [stage.upwards.sent.pk, stage.upwards.answered.pk]


def _head(stage, side):
    return HEAD


def _line(stage, side):
    return {**LINE, "kind": "individual"}


def _file(stage, side):
    return {"file": uploads.upload("moi.docx", uploads.docx("Mới"))}


def _reason(stage, side):
    return {"reason": "Nhầm danh sách"}


def _answer(stage, side):
    return {
        "outcome": "refused", "answer": "Công văn", "answered_on": "01/03/2022", "reason": "Lý do", "version": "0",
    }  # fmt: skip


def _on(name, get=None, post=None, args=draft, note=""):
    return Row(f"awards:forwarding-{name}", get, post, args=args, note=note)


def _step(of, action):
    return lambda stage, side: [*of(stage, side), action]


ROWS = [
    _on("list", reads(SEES), args=lambda stage, side: ()),
    _on("create", reads(RUNS), writes(RUNS, send=_head), args=lambda stage, side: ()),
    _on("detail", reads(SEES, SEES), args=sent, note="sent"),
    _on("detail", reads(RUNS, RUNS), note="draft"),
    _on("edit", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_head), note="draft"),
    _on("edit", reads(RUNS, SEES, status=302), writes(RUNS, SEES, send=_head), args=sent, note="sent"),
    _on("remove", reads(RUNS, RUNS), writes(RUNS, RUNS)),
    _on("step", reads(RUNS, RUNS), writes(RUNS, RUNS), args=_step(draft, "send"), note="send"),
    _on("step", reads(RUNS, SEES), writes(RUNS, SEES, 422, send=_reason), args=_step(sent, "reopen"), note="answered"),
    _on("file", post=writes(RUNS, SEES, send=_file), args=sent),
    _on("link", reads(RUNS, SEES), writes(RUNS, SEES), args=sent),
    _on("line-add", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_line)),
    _on("line-edit", reads(RUNS, RUNS), writes(RUNS, RUNS, send=_line), args=draft_line),
    _on("line-remove", reads(RUNS, RUNS), writes(RUNS, RUNS), args=draft_line),
    _on("answer", reads(RUNS, SEES), writes(RUNS, SEES, send=_answer), args=waiting),
    _on("answer-clear", reads(RUNS, SEES), writes(RUNS, SEES), args=answered),
    Row(
        "core:file-download",
        reads(SEES, SEES),
        args=lambda stage, side: [stage.upwards.file.uuid],
        note="file of a letter to the State level",
    ),
]
