"""The shell and core's own pages: one's own things for everybody, the machinery for those who look after it."""

from core.notices import kinds
from tests.matrix.people import ADMIN, ALL, MANAGES, POSTED, READS, RUNS, STP
from tests.matrix.row import Row, reads, writes

JOURNAL = {"thang", "ha", "admin"}  # lead, auditor, administrator
LAN = {"lan"}


def _choices(stage, side):
    return dict.fromkeys(kinds(), "at_once")


def _step(stage, side):
    return {"audience": "people", "side": "before", "days": "45", "is_active": "on"}


ROWS = [
    Row("home", reads(ALL)),
    Row("duty-list", reads(ALL)),
    Row("help", reads(ALL)),
    Row("health", reads(ALL, status=503, outside=503), note="no worker gives a sign of life in a proof"),
    Row("core:search", reads(ALL), query=lambda stage, side: "?q=mat"),
    Row("core:search", reads(ALL), query=lambda stage, side: "?q=ke+hoach", note="plans"),
    Row("core:search", reads(ALL), query=lambda stage, side: "?q=du+thao", note="drafts"),
    Row("core:search", reads(ALL), query=lambda stage, side: "?q=kin", note="planned activities"),
    Row("core:search-suggest", reads(ALL), query=lambda stage, side: "?q=so"),
    # Notices: one's own
    Row("core:notice-list", reads(ALL)),
    Row("core:notice-bell", reads(ALL)),
    Row("core:notice-read", post=writes(LAN, LAN), args=lambda s, side: [side.notice.pk], two_sided=True),
    Row("core:notice-read-all", post=writes(ALL)),
    Row("core:notice-choices", reads(ALL), writes(ALL, send=_choices)),
    # Delivery and reminders: staff, lead, administrator
    Row("core:delivery-list", reads(MANAGES)),
    Row("core:delivery-resend", post=writes(MANAGES), args=lambda s, side: [s.failed.pk]),
    Row("core:delivery-resend-all", post=writes(MANAGES)),
    Row("core:mailbox", reads(ADMIN)),
    Row("core:mailbox-message", reads(ADMIN), args=lambda s, side: [s.mail.pk]),
    Row("core:reminder-rules", reads(MANAGES)),
    Row("core:reminder-rule-create", reads(MANAGES), writes(MANAGES, send=_step)),
    Row("core:reminder-rule-edit", reads(MANAGES), writes(MANAGES, send=_step), args=lambda s, side: [s.rule.pk]),
    Row("core:reminder-rule-drop", post=writes(MANAGES), args=lambda s, side: [s.rule.pk]),
    Row("core:reminder-own", post=writes(MANAGES, send=lambda s, side: {"kind": "plans.unit-plan"})),
    Row("core:reminder-common", post=writes(MANAGES, send=lambda s, side: {"kind": "plans.unit-plan"})),
    Row("core:reminder-preview", reads(MANAGES)),
    Row("core:reminder-run", post=writes(MANAGES)),
    # Calendar: one's own, and the secret address for whoever has it
    Row("core:calendar", reads(ALL)),
    Row("core:calendar-open", post=writes(ALL)),
    Row("core:calendar-close", post=writes(ALL)),
    Row(
        "core:calendar-feed",
        reads(ALL, outside=200),
        args=lambda s, side: [side.feed.token],
        two_sided=True,
        note="titles, units and dates only",
    ),
    Row("core:journal-list", reads(JOURNAL)),
    # Files and issued documents follow their record
    Row(
        "core:file-download",
        reads(STP, STP),
        args=lambda s, side: [side.draft_file.uuid],
        two_sided=True,
        note="file of a draft",
    ),
    Row(
        "core:file-download",
        reads(STP | RUNS | READS, STP | RUNS | READS),
        args=lambda s, side: [side.filed_file.uuid],
        two_sided=True,
        note="file of a filed plan",
    ),
    Row(
        "core:file-download",
        reads(POSTED, POSTED),
        args=lambda s, side: [side.evidence.uuid],
        two_sided=True,
        note="evidence of a task of the issued plan",
    ),
    Row(
        "core:file-download",
        reads(STP | RUNS | READS | {"tuan"}, STP | RUNS | READS | {"tuan"}),
        args=lambda s, side: [side.activity_file.uuid],
        two_sided=True,
        note="file of an announced activity",
    ),
    Row("core:file-download", reads(RUNS, RUNS), args=lambda s, side: [s.source.uuid], note="source of a plan"),
    Row(
        "core:file-preview",
        reads(STP | RUNS | READS | {"tuan"}, STP | RUNS | READS | {"tuan"}),
        args=lambda s, side: [side.activity_file.uuid],
        two_sided=True,
    ),
    Row("core:file-preview", reads(POSTED, POSTED), args=lambda s, side: [side.evidence.uuid], note="evidence"),
    Row(
        "core:file-remove",
        reads(RUNS | STP, RUNS | STP),
        writes(RUNS | STP, RUNS | STP),
        args=lambda s, side: [side.evidence.uuid],
        two_sided=True,
        note="evidence",
    ),
    Row(
        "core:file-remove",
        reads(RUNS, RUNS),
        writes(RUNS, RUNS),
        args=lambda s, side: [side.activity_file.uuid],
        two_sided=True,
        note="file of an activity",
    ),
    Row(
        "core:file-remove",
        reads((), ()),
        writes((), ()),
        args=lambda s, side: [side.filed_file.uuid],
        two_sided=True,
        note="a filed plan keeps its files; drafts let go of theirs on their own page",
    ),
    Row("core:document-download", reads(POSTED, POSTED), args=lambda s, side: [s.paper.uuid, "docx"], note="plan"),
    Row(
        "core:document-download",
        reads(RUNS | READS, RUNS | READS),
        args=lambda s, side: [s.report.uuid, "docx"],
        note="summary of every unit",
    ),
]
