"""Letters and their lines: typed in, sent, opened again."""

from django.db import IntegrityError, transaction
from django.db.models import Max

from awards.forwarding.enums import ForwardingState
from awards.forwarding.models import Forwarded, Forwarding
from awards.forwarding.permissions import can_keep, can_write
from awards.forwarding.workflow import FORWARDING
from awards.law.enums import Level
from awards.law.rules import find
from awards.registry.services.recipients import find_or_create
from core import files, journal
from core.errors import Refused, Stale
from core.text import fold

journal.name_acts(
    {
        "forwarding.create": "Nhập tờ trình cấp Nhà nước",
        "forwarding.edit": "Sửa tờ trình cấp Nhà nước đang nhập",
        "forwarding.remove": "Xóa tờ trình cấp Nhà nước đang nhập",
        "forwarding.send": "Ghi đã trình cấp Nhà nước",
        "forwarding.reopen": "Mở lại tờ trình cấp Nhà nước để sửa",
        "forwarding.file": "Tải tệp của tờ trình cấp Nhà nước lên",
    }
)
HEAD = ("number", "symbol", "dated", "addressee", "subject")
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
NOT_YOURS = "Chỉ Ban Thi đua - Khen thưởng ghi việc trình cấp Nhà nước."
CLOSED = "Tờ trình đã gửi; muốn sửa, hãy mở lại khi chưa ghi kết quả nào."
TWICE = "Tờ trình này (số, ký hiệu, ngày) đã có. Hãy mở tờ trình đó để bổ sung."
CHANGED = "Người khác vừa sửa tờ trình này. Nội dung bạn nhập còn nguyên; hãy đối chiếu rồi lưu lại."
LINE_CHANGED = "Người khác vừa sửa dòng này. Nội dung bạn nhập còn nguyên; hãy đối chiếu rồi lưu lại."


def fold_letter(forwarding):
    forwarding.folded = fold(" ".join((forwarding.code, forwarding.addressee, forwarding.subject)))[:1000]


def fold_line(line):
    words = (line.name, line.title, line.workplace, line.honour.name, line.honour.short, line.achievement, line.period)
    line.folded = fold(" ".join(words))[:1000]


@transaction.atomic
def create_forwarding(*, by, at, **head):
    """A letter to be typed in; `head` are the fields of HEAD. Raises Refused when it is there already."""
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    forwarding = Forwarding(created_by=by, updated_at=at, **head)
    fold_letter(forwarding)
    try:
        with transaction.atomic():
            forwarding.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(TWICE) from twice
    journal.record("forwarding.create", by=by, at=at, subject=forwarding)
    return forwarding


@transaction.atomic
def update_forwarding(forwarding, *, version, by, at, **head):
    """Write the head of a letter not yet sent. Raises Refused, or Stale when somebody saved since `version`."""
    _must_write(by, forwarding)
    for name, value in head.items():
        setattr(forwarding, name, value)
    fold_letter(forwarding)
    rows = Forwarding.objects.filter(pk=forwarding.pk, version=version, state=ForwardingState.DRAFT)
    try:
        with transaction.atomic():
            won = rows.update(version=version + 1, updated_at=at, folded=forwarding.folded, **head)
    except IntegrityError as twice:
        raise Refused(TWICE) from twice
    if won != 1:
        raise Stale(CHANGED)
    forwarding.version, forwarding.updated_at = version + 1, at
    journal.record("forwarding.edit", by=by, at=at, subject=forwarding, detail={"fields": sorted(head)})
    return forwarding


@transaction.atomic
def remove_forwarding(forwarding, *, by, at):
    """Drop a letter that was never sent, with its lines; recipients stay. Raises Refused or Stale."""
    _must_write(by, forwarding)
    journal.record("forwarding.remove", by=by, at=at, subject=forwarding, detail={"lines": forwarding.lines.count()})
    if Forwarding.objects.filter(pk=forwarding.pk, state=ForwardingState.DRAFT).delete()[0] == 0:
        raise Stale(CLOSED)


def attach_file(forwarding, uploaded, *, by, at):
    """Keep a file of the letter: its scan, the annexes, the answer. Raises Refused like `core.files.store`."""
    if not can_keep(by):
        raise Refused(NOT_YOURS)
    with transaction.atomic():
        stored = files.store(uploaded, owner=forwarding, by=by, at=at)
        journal.record("forwarding.file", by=by, at=at, subject=forwarding, detail={"file": stored.pk})
    return stored


def _must_write(user, forwarding):
    if not can_keep(user):
        raise Refused(NOT_YOURS)
    if not can_write(user, forwarding):
        raise Refused(CLOSED)


# Lines ------------------------------------------------------------------------------------------------------------------
def _keep_draft(forwarding, at):
    """Hold the letter a draft while its lines change: two people may type at once, nobody sends it in between."""
    if Forwarding.objects.filter(pk=forwarding.pk, state=ForwardingState.DRAFT).update(updated_at=at) != 1:
        raise Stale(CLOSED)
    forwarding.updated_at = at


def _must_be_of_the_state(code):
    award = find(code)
    if award.level != Level.STATE:
        raise Refused(f"“{award.name}” không phải danh hiệu, hình thức cấp Nhà nước.")
    return award


@transaction.atomic
def add_line(forwarding, recipient, *, by, at, **line):
    """One proposed award of the State level; `line` are fields of LINE.

    Raises Refused for another level, for the same award proposed twice and once the letter is sent; Stale when it was
    sent just now.
    """
    _must_write(by, forwarding)
    award = _must_be_of_the_state(line["award"])
    _keep_draft(forwarding, at)
    position = (forwarding.lines.aggregate(last=Max("position"))["last"] or 0) + 1
    line.setdefault("name", recipient.name)
    made = Forwarded(forwarding=forwarding, recipient=recipient, kind=recipient.kind, position=position, **line)
    fold_line(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as twice:
        raise Refused(f"Tờ trình đã đề nghị “{award.name}” cho {recipient.name}.") from twice
    return made


@transaction.atomic
def propose(forwarding, identity, *, by, at, **line):
    """`add_line` for a recipient known only by what `identity` says of it (fields of a record): found, or made.

    A new record stays only if its line does. Raises like `add_line`.
    """
    _must_write(by, forwarding)
    _keep_draft(forwarding, at)  # two presses at once: the second waits here, and finds the record
    return add_line(forwarding, find_or_create(by=by, at=at, **identity), by=by, at=at, **line)


@transaction.atomic
def update_line(line, *, version, by, at, **fields):
    """Write a line of a letter not yet sent. Raises Refused, or Stale when somebody saved the line since `version`."""
    _must_write(by, line.forwarding)
    award = _must_be_of_the_state(fields.get("award", line.award))
    _keep_draft(line.forwarding, at)
    for name, value in fields.items():
        setattr(line, name, value)
    fold_line(line)
    rows = Forwarded.objects.filter(pk=line.pk, version=version)
    try:
        with transaction.atomic():
            won = rows.update(version=version + 1, folded=line.folded, **fields)
    except IntegrityError as twice:
        raise Refused(f"Tờ trình đã đề nghị “{award.name}” cho {line.recipient.name}.") from twice
    if won != 1:
        raise Stale(LINE_CHANGED)
    line.version = version + 1
    return line


@transaction.atomic
def remove_line(line, *, by, at):
    """Drop a line of a letter not yet sent."""
    _must_write(by, line.forwarding)
    _keep_draft(line.forwarding, at)
    Forwarded.objects.filter(pk=line.pk).delete()


# Steps ------------------------------------------------------------------------------------------------------------------
@transaction.atomic
def take_forwarding_step(forwarding, action, *, by, at, reason=""):
    """Send or reopen. Raises Refused or Stale like `Workflow.take`.

    The row is held first, so that no line is added and no answer recorded between the guard's look and the step.
    """
    Forwarding.objects.select_for_update(of=("self",)).filter(
        pk=forwarding.pk
    ).first()  # None: removed, the step says so
    transition = FORWARDING.take(forwarding, action, by=by, at=at, reason=reason)
    journal.record(f"forwarding.{action}", by=by, at=at, subject=forwarding)
    return transition
