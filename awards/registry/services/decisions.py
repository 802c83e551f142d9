"""Decisions and their lines: typed in, entered, corrected, revoked."""

from django.db import IntegrityError, transaction
from django.db.models import F, Max, ProtectedError
from django.utils import timezone

from awards.law.rules import find
from awards.registry import notices
from awards.registry.enums import ChangeKind, DecisionState
from awards.registry.models import Decision, Grant, GrantChange, Recipient
from awards.registry.permissions import can_keep, can_write
from awards.registry.services.recipients import NOT_YOURS, alike, create_recipient, set_keys
from awards.registry.workflow import DECISION
from core import journal
from core.errors import Refused, Stale
from core.text import clean, fold

journal.name_acts(
    {
        "decision.create": "Nhập quyết định khen thưởng",
        "decision.edit": "Sửa quyết định khen thưởng đang nhập",
        "decision.remove": "Xóa quyết định khen thưởng đang nhập",
        "decision.enter": "Vào sổ quyết định khen thưởng",
        "decision.reopen": "Mở lại quyết định khen thưởng để sửa",
        "decision.annul": "Ghi hủy bỏ quyết định khen thưởng",
        "decision.export": "Xuất danh sách quyết định khen thưởng",
        "grant.correct": "Đính chính khen thưởng",
        "grant.revoke": "Thu hồi khen thưởng",
        "grant.export": "Xuất sổ khen thưởng",
    }
)
HEAD = ("number", "symbol", "decided_on", "level", "decider", "unit", "signer", "subject")
LINE = (
    "award",
    "cause",
    "name",
    "title",
    "workplace",
    "unit",
    "person_class",
    "is_enterprise",
    "period",
    "achievement",
)
TWICE = "Quyết định này (số, ký hiệu, ngày, cơ quan) đã có trong sổ. Hãy mở quyết định đó để bổ sung."
CHANGED = "Người khác vừa sửa quyết định này. Nội dung bạn nhập còn nguyên; hãy đối chiếu rồi lưu lại."
LINE_CHANGED = "Người khác vừa sửa dòng này. Nội dung bạn nhập còn nguyên; hãy đối chiếu rồi lưu lại."
ALIKE = "Có thể đã có hồ sơ của người, tập thể này. Hãy xem lại trước khi lập hồ sơ mới."
MERGED = "Hồ sơ này vừa được gộp vào hồ sơ khác. Nội dung bạn nhập còn nguyên; hãy ghi lại."
PAID = "Sổ quỹ ghi khoản chi cho quyết định này, nên không xóa được. Hãy sửa rồi vào sổ lại."
GONE = "Quyết định vừa được mở lại hoặc hủy bỏ. Hãy tải lại trang."
CLOSED = "Quyết định đã vào sổ; chỉ đính chính hoặc thu hồi từng dòng, hoặc mở lại để sửa."


def fold_decision(decision):
    decision.folded = fold(" ".join((decision.code, decision.decider, decision.signer, decision.subject)))[:1000]


def fold_grant(grant):
    award = find(grant.award)
    words = (grant.name, grant.title, grant.workplace, award.name, award.short, grant.achievement, grant.period)
    grant.folded = fold(" ".join(words))[:1000]


@transaction.atomic
def create_decision(*, by, at, source="", **head):
    """A decision to be typed in; `head` are the fields of HEAD. Raises Refused when it is in the book already."""
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    decision = Decision(created_by=by, updated_at=at, source=source, **head)
    fold_decision(decision)
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(TWICE) from twice
    journal.record("decision.create", by=by, at=at, subject=decision)
    return decision


@transaction.atomic
def update_decision(decision, *, version, by, at, **head):
    """Write the head of a decision not yet entered. Raises Stale when somebody saved since `version`."""
    must_write(by, decision)
    for name, value in head.items():
        setattr(decision, name, value)
    fold_decision(decision)
    try:
        touch(decision, version=version, at=at, folded=decision.folded, **head)
    except IntegrityError as twice:
        raise Refused(TWICE) from twice
    journal.record("decision.edit", by=by, at=at, subject=decision, detail={"fields": sorted(head)})
    return decision


def must_write(user, decision):
    """Refused for others than the standing body, and once the decision is entered."""
    if not can_keep(user):
        raise Refused(NOT_YOURS)
    if not can_write(user, decision):
        raise Refused(CLOSED)


@transaction.atomic
def touch(decision, *, at, version, **values):
    """Write the head of a draft, only if nobody saved it since `version` and it is still a draft."""
    rows = Decision.objects.filter(pk=decision.pk, version=version, state=DecisionState.DRAFT)
    if rows.update(version=version + 1, updated_at=at, **values) != 1:
        raise Stale(CHANGED)
    decision.version, decision.updated_at = version + 1, at


@transaction.atomic
def keep_draft(decision, *, at):
    """Hold a decision a draft while its lines change. Two people may type lines at once; nobody enters it in between."""
    if Decision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT).update(updated_at=at) != 1:
        raise Stale(CLOSED)
    decision.updated_at = at


@transaction.atomic
def keep_entered(decision, *, at):
    """Hold a decision entered while one of its lines is corrected or revoked: nobody opens or annuls it in between."""
    if Decision.objects.filter(pk=decision.pk, state=DecisionState.ENTERED).update(updated_at=at) != 1:
        raise Stale(GONE)
    decision.updated_at = at


@transaction.atomic
def remove_decision(decision, *, by, at):
    """Drop a decision being typed in, with its lines; recipients stay.

    Raises Refused, also for one that was entered once and is named in the book of a fund since; or Stale.
    """
    must_write(by, decision)
    journal.record("decision.remove", by=by, at=at, subject=decision, detail={"grants": decision.grants.count()})
    try:
        gone, _ = Decision.objects.filter(pk=decision.pk, state=DecisionState.DRAFT).delete()
    except ProtectedError as named:
        raise Refused(PAID) from named
    if gone == 0:
        raise Stale(CHANGED)


# Lines ------------------------------------------------------------------------------------------------------------------
@transaction.atomic
def add_grant(decision, recipient, *, by, at, position=None, **line):
    """One line of the list, for a recipient; `line` are fields of LINE, the name as the paper writes it.

    Raises Refused when the decision is entered or gives this recipient this award already, Stale when it was changed or
    the record was merged into another.
    """
    must_write(by, decision)
    keep_draft(decision, at=at)
    if not Recipient.objects.select_for_update(of=("self",)).filter(pk=recipient.pk, merged_into=None).first():
        raise Stale(MERGED)
    if position is None:
        position = (decision.grants.aggregate(last=Max("position"))["last"] or 0) + 1
    line.setdefault("name", recipient.name)
    grant = Grant(decision=decision, recipient=recipient, kind=recipient.kind, position=position, **line)
    fold_grant(grant)
    try:
        with transaction.atomic():
            grant.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(f"Quyết định đã ghi “{find(grant.award).name}” cho {recipient.name}.") from twice
    return grant


@transaction.atomic
def add_new(decision, *, record, id_number="", but=(), by, at, **line):
    """A line for somebody without a record: both are made, or neither.

    but: ids of records that may be the same and were said to be others. Raises what the two acts raise, and Refused when
    there is one more by now: somebody pressed twice, or was faster.
    """
    must_write(by, decision)
    keep_draft(decision, at=at)  # two presses at once: the second waits here
    if {one.pk for one in alike(record, id_number)} - set(but):
        raise Refused(ALIKE)
    recipient = create_recipient(by=by, at=at, id_number=id_number, **record)
    return add_grant(decision, recipient, by=by, at=at, **line)


def remember(grants, *, at):
    """The latest title, workplace and unit of each recipient are those of the newest line that is in the book.

    What stands only in drafts is told to nobody, so a draft changes no record.
    """
    grants = list(grants)
    people = {one.pk: one for one in Recipient.objects.filter(pk__in={grant.recipient_id for grant in grants})}
    entered = Grant.objects.filter(recipient__in=people).exclude(decision__state=DecisionState.DRAFT)
    newest = dict(entered.values_list("recipient").annotate(day=Max("decision__decided_on")))
    changed = {}
    for grant in grants:
        recipient = people[grant.recipient_id]
        is_newest = grant.decision.decided_on >= newest.get(recipient.pk, grant.decision.decided_on)
        for name in ("title", "workplace", "unit_id"):
            value = getattr(grant, name)
            if value and value != getattr(recipient, name) and (is_newest or not getattr(recipient, name)):
                setattr(recipient, name, value)
                changed[recipient.pk] = recipient
    for recipient in changed.values():
        set_keys(recipient)
        recipient.updated_at = at
    fields = ["title", "workplace", "unit", "folded", "sort_key", "updated_at"]
    Recipient.objects.bulk_update(changed.values(), fields, batch_size=100)


@transaction.atomic
def update_grant(grant, *, by, at, version=None, **line):
    """Write a line of a decision not yet entered. Raises Refused, or Stale when somebody saved it since `version`."""
    must_write(by, grant.decision)
    keep_draft(grant.decision, at=at)
    for name, value in line.items():
        setattr(grant, name, value)
    fold_grant(grant)
    try:
        with transaction.atomic():
            _write_line(grant, version, line)
    except IntegrityError as twice:
        raise Refused(f"Quyết định đã ghi “{find(grant.award).name}” cho {grant.recipient.name}.") from twice
    return grant


def _write_line(grant, version, values):
    """Write some fields of one line, only if nobody wrote it since `version` (None: since it was read)."""
    version = grant.version if version is None else version
    rows = Grant.objects.filter(pk=grant.pk, version=version, revoked_on=None)
    if rows.update(version=version + 1, folded=grant.folded, **values) != 1:
        raise Stale(LINE_CHANGED)
    grant.version = version + 1


@transaction.atomic
def remove_grant(grant, *, by, at):
    """Drop a line of a decision not yet entered."""
    must_write(by, grant.decision)
    keep_draft(grant.decision, at=at)
    Grant.objects.filter(pk=grant.pk).delete()


# Steps, corrections ----------------------------------------------------------------------------------------------------
@transaction.atomic
def take_decision_step(decision, action, *, by, at, reason="", paper="", dated=None):
    """Enter, reopen or annul; annulling needs the paper that annuls. Raises Refused or Stale like `Workflow.take`.

    The row is held first, so that no line goes and no correction comes between the look at them and the step. Units learn
    that a decision with lines of theirs was entered.
    """
    Decision.objects.select_for_update(of=("self",)).filter(pk=decision.pk).first()  # None: removed, the step says so
    if action == "annul":
        if not (clean(paper) and dated):
            raise Refused("Cần ghi số và ngày của văn bản hủy bỏ.")
        _must_follow(decision, dated, at)
    if action == "reopen" and decision.changes.exists():
        raise Refused("Quyết định đã có đính chính hoặc thu hồi, không mở lại được. Hãy đính chính từng dòng.")
    transition = DECISION.take(decision, action, by=by, at=at, reason=reason)
    if action == "annul":
        GrantChange.objects.create(
            decision=decision,
            kind=ChangeKind.REVOCATION,
            paper=clean(paper),
            dated=dated,
            reason=clean(reason),
            by=by,
            at=at,
        )
    if action == "enter":
        remember(decision.grants.select_related("decision"), at=at)
        notices.tell_entered(decision, transition, by=by, at=at)
    if action == "reopen":
        notices.take_back(decision)
    journal.record(f"decision.{action}", by=by, at=at, subject=decision)
    return transition


@transaction.atomic
def correct_grant(grant, *, paper, dated, reason, by, at, version=None, **line):
    """Change what an entered decision says of one line, on a correcting paper; both wordings are kept.

    Raises Refused without paper, day, reason or change, and for a line that does not stand; Stale when somebody wrote the
    line since `version` (None: since it was read).
    """
    _must_stand(grant, by, paper, dated, reason, at)
    keep_entered(grant.decision, at=at)
    changed = {name: value for name, value in line.items() if getattr(grant, name) != value}
    if not changed:
        raise Refused("Chưa có nội dung nào thay đổi.")
    before = {name: said(grant, name) for name in changed}
    for name, value in changed.items():
        setattr(grant, name, value)
    fold_grant(grant)
    try:
        with transaction.atomic():
            _write_line(grant, version, changed)
    except IntegrityError as twice:
        raise Refused(f"Quyết định đã ghi “{find(grant.award).name}” cho {grant.recipient.name}.") from twice
    after = {name: said(grant, name) for name in changed}
    made = GrantChange.objects.create(
        decision=grant.decision, grant=grant, kind=ChangeKind.CORRECTION, paper=clean(paper), dated=dated,
        reason=clean(reason), before=before, after=after, by=by, at=at,
    )  # fmt: skip
    if "name" in changed:
        _rename(grant.recipient, before["name"], grant.name, at=at)
    remember([grant], at=at)
    journal.record("grant.correct", by=by, at=at, subject=grant, detail={"fields": sorted(changed)})
    return made


def _rename(recipient, old, new, *, at):
    """The record follows a corrected name where it bore the wrong one and no other line still does."""
    if recipient.name != old or recipient.grants.filter(name=old).exists():
        return
    recipient.name = new
    set_keys(recipient)
    Recipient.objects.filter(pk=recipient.pk, name=old).update(
        name=new, folded=recipient.folded, sort_key=recipient.sort_key, version=F("version") + 1, updated_at=at
    )


@transaction.atomic
def revoke_grant(grant, *, paper, dated, reason, by, at):
    """Take one award back, on the paper that does so. Raises Refused or Stale like `correct_grant`."""
    _must_stand(grant, by, paper, dated, reason, at)
    keep_entered(grant.decision, at=at)
    rows = Grant.objects.filter(pk=grant.pk, revoked_on=None)
    if rows.update(revoked_on=dated, version=F("version") + 1) != 1:
        raise Stale("Khen thưởng này vừa được thu hồi.")
    grant.revoked_on = dated
    made = GrantChange.objects.create(
        decision=grant.decision, grant=grant, kind=ChangeKind.REVOCATION, paper=clean(paper), dated=dated,
        reason=clean(reason), by=by, at=at,
    )  # fmt: skip
    journal.record("grant.revoke", by=by, at=at, subject=grant)
    return made


def _must_stand(grant, by, paper, dated, reason, at):
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    if grant.decision.state != DecisionState.ENTERED or grant.revoked_on:
        raise Refused("Chỉ đính chính, thu hồi khen thưởng đang có hiệu lực của quyết định đã vào sổ.")
    if not (clean(paper) and dated and clean(reason)):
        raise Refused("Cần ghi số, ngày của văn bản và lý do.")
    _must_follow(grant.decision, dated, at)


def _must_follow(decision, dated, at):
    """A paper about a decision is not older than it, and exists already."""
    if dated < decision.decided_on:
        raise Refused("Văn bản đính chính, thu hồi, hủy bỏ không thể trước ngày ký quyết định.")
    if dated > timezone.localdate(at):
        raise Refused(f"Ngày {dated:%d/%m/%Y} của văn bản chưa đến. Hãy kiểm tra lại ngày.")


def said(grant, name):
    """A field of a line in words, for the record of a correction."""
    if name == "award":
        return find(grant.award).name
    if name == "unit":
        return grant.unit.label if grant.unit else ""
    if name == "is_enterprise":
        return "Có" if grant.is_enterprise else "Không"
    display = getattr(grant, f"get_{name}_display", None)
    return str(display() if display else getattr(grant, name) or "")
