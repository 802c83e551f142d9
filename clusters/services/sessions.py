"""A session of a cluster is prepared, written, concluded; its minutes are issued."""

from django.db import transaction

from clusters.documents.sessions import minutes
from clusters.enums import SessionKind, SessionState
from clusters.models import Attendance, ClusterSession, Milestone
from clusters.permissions.clusters import can_prepare, can_record
from clusters.permissions.sessions import can_issue, can_write
from clusters.queries.sessions import results_of, seats_of
from clusters.services.clusters import fresh, note_change, record_milestone
from clusters.services.numbers import numbered
from clusters.workflow.sessions import MILESTONES, SESSION
from core import documents, files, journal
from core.errors import Refused
from core.models import IssuedDocument, Transition
from plans.services.filings import Clash

journal.name_acts(
    {
        "cluster.session": "Chuẩn bị phiên họp cụm, khối",
        "cluster.session-conclude": "Chốt biên bản phiên họp cụm, khối",
        "cluster.session-reopen": "Mở lại biên bản phiên họp cụm, khối",
        "cluster.session-discard": "Bỏ phiên họp cụm, khối",
    }
)
ONCE_A_YEAR = (SessionKind.MID_YEAR, SessionKind.YEAR_END)
FIELDS = ("held_on", "starts_at", "ends_at", "place", "chair", "secretary", "guests", "content", "resolutions")


@transaction.atomic
def plan_session(year, *, kind, by, at, held_on=None, starts_at=None, place="", chair="", secretary=""):
    """Prepare a session and return it; the same one again when it was already prepared in the same words.

    Raises Refused when the person does not lead or run the cluster, when the year is closed, or when the year already has
    its sơ kết or tổng kết.
    """
    year = fresh(year)  # one at a time
    if not can_prepare(by, year):
        raise Refused(
            "Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng chuẩn bị phiên họp của năm chưa tổng kết."
        )
    given = {"held_on": held_on, "starts_at": starts_at, "place": place, "chair": chair, "secretary": secretary}
    others = ClusterSession.objects.filter(year=year, kind=kind).order_by("pk")
    if again := others.filter(state=SessionState.PLANNED, **given).first():
        return again
    if kind in ONCE_A_YEAR and others.exists():
        label = SessionKind(kind).label.lower()
        raise Refused(f"Năm này đã có {label}. Hãy mở phiên họp đó để sửa.")
    session = ClusterSession.objects.create(year=year, kind=kind, updated_at=at, **given)
    note_change(year, f"Chuẩn bị {SessionKind(kind).label.lower()}", by=by, at=at)
    journal.record("cluster.session", by=by, at=at, subject=session, detail={"kind": str(kind)})
    return session


@transaction.atomic
def save_session(session, *, version, by, at, attendance=None, **fields):
    """Write what is known of a planned session; returns it as stored.

    fields: any of FIELDS. attendance: {membership id: {"present", "people", "absent_because"}}, of members asked to it.
    Raises Refused once it is concluded or for others; Clash when somebody saved since `version`, nothing is written then.
    """
    if not can_write(by, session):
        raise Refused("Biên bản đã chốt hoặc bạn không được sửa phiên họp này.")
    if unknown := set(fields) - set(FIELDS):
        raise TypeError(f"no such fields: {sorted(unknown)}")
    rows = ClusterSession.objects.filter(pk=session.pk, version=version, state=SessionState.PLANNED)
    if rows.update(version=version + 1, updated_at=at, **fields) != 1:
        raise Clash("Phiên họp này vừa được người khác lưu. So sánh hai bản rồi lưu lại.")
    for name, value in {**fields, "version": version + 1, "updated_at": at}.items():
        setattr(session, name, value)
    asked = {m.pk for m in seats_of(session)}
    for membership, values in (attendance or {}).items():
        if membership in asked:
            Attendance.objects.update_or_create(session=session, membership_id=membership, defaults=values)
    return session


@transaction.atomic
def discard_session(session, *, by, at):
    """Take away a session that was prepared by mistake; a second press finds nothing and changes nothing.

    Raises Refused for others, once it was ever concluded, or while files hang on it: those are traces that stay.
    """
    if not can_write(by, session):
        raise Refused("Biên bản đã chốt hoặc bạn không được bỏ phiên họp này.")
    if Transition.objects.of(session).exists() or IssuedDocument.objects.of(session).exists():
        raise Refused("Phiên họp này đã có biên bản nên không bỏ được; hãy sửa và chốt lại.")
    if files.of(session).exists():
        raise Refused("Phiên họp còn tệp kèm theo. Hãy xóa tệp trước.")
    if ClusterSession.objects.filter(pk=session.pk, state=SessionState.PLANNED).delete()[0] == 0:
        return
    note_change(session.year, f"Bỏ {session.get_kind_display().lower()} đang chuẩn bị", by=by, at=at)
    journal.record("cluster.session-discard", by=by, at=at, subject=session.year, detail={"kind": session.kind})


@transaction.atomic
def take_session_step(session, action, *, by, at, reason=""):
    """Conclude or reopen. Concluding a sơ kết or tổng kết records its day as milestone, unless one is recorded.

    Raises Refused or Stale like `Workflow.take`; a second press changes nothing.
    """
    transition = SESSION.take(session, action, by=by, at=at, reason=reason)
    if action == "conclude":
        _record_day(session, by=by, at=at)
    note_change(session.year, f"{session.get_kind_display()}: {transition.label.lower()}", by=by, at=at, reason=reason)
    journal.record(f"cluster.session-{action}", by=by, at=at, subject=session)
    return transition


def _record_day(session, *, by, at):
    kind, year = MILESTONES.get(session.kind), session.year
    if kind is None or not can_record(by, year):
        return
    milestone = Milestone.objects.select_for_update(of=("self",)).filter(year=year, kind=kind).first()
    if milestone is None or milestone.done_on:
        return
    milestone.year = year
    place = session.place or milestone.place
    record_milestone(milestone, done_on=session.held_on, place=place, paper=milestone.paper, by=by, at=at)


@transaction.atomic
def issue_minutes(session, *, words, by, at, known=None):
    """Issue the minutes of a concluded session under a number of the cluster; returns the issued document.

    words: `documents.words.Words`. Without a number the next one of the cluster is taken. known: how many issues the page
    showed; where there are more by now, the newest is returned and nothing is issued. Raises Refused before the
    session is concluded, for others, without a day, or when the number was given to another paper.
    """
    if session.state != SessionState.CONCLUDED:
        raise Refused("Hãy chốt biên bản trước khi phát hành.")
    if not can_issue(by, session):
        raise Refused("Chỉ đơn vị trưởng cụm, khối và Ban Thi đua - Khen thưởng phát hành được biên bản.")
    fresh(session.year)  # one at a time
    issued = IssuedDocument.objects.of(session)
    if known is not None and issued.count() > known:
        return issued.first()
    words = numbered(session, session.year, words)
    paper = minutes(session, words, results=results_of(session), draft=False)
    return documents.issue(paper, subject=session, by=by, at=at)
