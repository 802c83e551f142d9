"""The province's plan, its tasks, and activities.

An issued plan is for everybody with a post; a draft for the standing body, which writes it, and for leaders and
auditor, who read everything. A task is worked on by the standing body and the unit that leads it.
"""

from tests.core import uploads
from tests.matrix.people import ALL, POSTED, READS, RUNS, STP
from tests.matrix.row import Row, reads, writes
from tests.matrix.stage import DRAFT_YEAR, OLD_YEAR

DRAFT = RUNS | READS  # who knows of a draft
WORKS = RUNS | STP  # on a task Sở Tư pháp leads
PARTY = RUNS | READS | STP | {"tuan"}  # who knows of an activity of Sở Tư pháp with Tuấn in its team
LINK = {"label": "Quyết định", "url": "https://example.vn/qd"}


def issued(stage, side):
    return [2022]


def draft(stage, side):
    return [DRAFT_YEAR]


def old(stage, side):
    return [OLD_YEAR]


def reading(stage, side):
    return [stage.reading.pk]


def task(stage, side):
    return [side.task.pk]


def activity(stage, side):
    return [side.activity.pk]


def inspection(stage, side):
    return [stage.inspection.pk]


def _progress(stage, side):
    return {"version": side.task.version, "progress_note": "9/13 khối", "note": "Đang làm"}


def _file(stage, side):
    return {"file": uploads.upload("them.docx", uploads.docx())}


def _activity(stage, side):
    return {
        "kind": "training",
        "title": "Tập huấn nghiệp vụ",
        "starts_on": "20/03/2022",
        "ends_on": "20/03/2022",
        "place": "Hội trường",
        "units": [side.unit.pk],
        "version": side.activity.version,
        "team-TOTAL_FORMS": "0",
        "team-INITIAL_FORMS": "0",
    }


def _result(stage, side):
    return {
        "version": side.activity.version,
        "result": "Tốt",
        "unit-TOTAL_FORMS": "0",
        "unit-INITIAL_FORMS": "0",
    }


def _on_task(name, get=None, post=None, args=task):
    return Row(f"plans:{name}", get, post, args=args, two_sided=True)


def _on_activity(name, get=None, post=None, args=activity):
    return Row(f"plans:{name}", get, post, args=args, two_sided=True)


ROWS = [
    Row("plans:plan-list", reads(ALL), note="everybody, each with the plans they may read"),
    Row("plans:plan-import", reads(RUNS), writes(RUNS, status=422)),
    Row("plans:plan-import-review", reads(RUNS), writes(RUNS, status=422), args=reading),
    Row(
        "plans:plan-import-keep",
        post=writes(RUNS, send=lambda s, side: {"version": "0", "subject": "Sửa"}),
        args=reading,
    ),
    Row("plans:plan-detail", reads(POSTED, POSTED), args=issued),
    Row("plans:plan-detail", reads(DRAFT, DRAFT), args=draft, note="draft"),
    Row("plans:plan-edit", reads(RUNS, DRAFT), writes(RUNS, DRAFT, status=422), args=draft, note="draft"),
    Row("plans:plan-edit", reads((), POSTED), writes((), POSTED), args=issued, note="what was issued stays"),
    Row("plans:plan-issue", reads(RUNS, DRAFT), writes(RUNS, DRAFT), args=draft, note="draft"),
    Row("plans:plan-issue", reads(RUNS, POSTED), args=issued, post=writes(RUNS, POSTED, status=422)),
    Row("plans:plan-close", reads(RUNS, POSTED), writes(RUNS, POSTED), args=old),
    Row("plans:plan-clone", reads(RUNS, POSTED), writes(RUNS, POSTED), args=issued),
    Row("plans:plan-document", reads(POSTED, POSTED), args=lambda s, side: [2022, "pdf"]),
    Row("plans:plan-document", reads(DRAFT, DRAFT), args=lambda s, side: [DRAFT_YEAR, "docx"], note="draft"),
    Row("plans:plan-export", reads(POSTED, POSTED), args=issued),
    Row("plans:plan-export", reads(DRAFT, DRAFT), args=draft, note="draft"),
    # Tasks
    _on_task("task-detail", reads(POSTED, POSTED)),
    Row("plans:task-detail", reads(DRAFT, DRAFT), args=lambda s, side: [s.draft.tasks.first().pk], note="draft"),
    _on_task("task-update", reads(WORKS, POSTED), writes(WORKS, POSTED, send=_progress)),
    _on_task("task-step", reads(WORKS, POSTED), writes(WORKS, POSTED), lambda s, side: [side.task.pk, "start"]),
    _on_task("task-evidence", post=writes(WORKS, POSTED, send=_file)),
    _on_task("task-link", post=writes(WORKS, POSTED, send=lambda s, side: LINK)),
    _on_task("task-link-remove", post=writes(WORKS, POSTED), args=lambda s, side: [side.task.pk, side.link.pk]),
    # Activities
    Row("plans:activity-list", reads(ALL), note="everybody, each with the activities that concern them"),
    Row("plans:activity-export", reads(ALL), note="the rows of the list"),
    Row("plans:activity-create", reads(RUNS), writes(RUNS, send=_activity)),
    _on_activity("activity-detail", reads(PARTY, PARTY)),
    Row("plans:activity-detail", reads(DRAFT, DRAFT), args=lambda s, side: [s.planned.pk], note="not yet announced"),
    Row(
        "plans:activity-detail",
        reads(DRAFT | STP | {"hoa", "dung"}, DRAFT | STP | {"hoa", "dung"}),
        args=inspection,
        note="inspection of both departments: each reads its own conclusion",
    ),
    _on_activity("activity-edit", reads(RUNS, PARTY), writes(RUNS, PARTY, send=_activity)),
    _on_activity("activity-result", reads(RUNS, PARTY), writes(RUNS, PARTY, send=_result)),
    _on_activity("activity-file", post=writes(RUNS, PARTY, send=_file)),
    _on_activity("activity-invitation", reads(RUNS, PARTY), args=lambda s, side: [side.activity.pk, "docx"]),
    _on_activity("activity-step", reads(RUNS, PARTY), writes(RUNS, PARTY), lambda s, side: [side.activity.pk, "hold"]),
]
