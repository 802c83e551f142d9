"""Claiming and sending. The database says what is due, so a lost task loses nothing.

    PENDING --claim--> SENDING --> SENT | CANCELLED | FAILED | HELD (for the daily mail) | PENDING (try again later)

The claim is one conditional update: of many workers exactly one wins. Every later write must still hold the claim. A
mail is never sent twice by the product: only when the server surely took nothing (no connection, or it answered “later”)
does a notice go back to PENDING. If a worker dies while sending, nobody knows whether the mail left; after `NOTICE_STUCK`
the notice is FAILED, and a person decides. Ages and pauses follow the machine clock, never the demonstration clock.
"""

import dataclasses
import datetime
import logging
import smtplib
import uuid

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F

from core import journal
from core.errors import Stale
from core.models.notices import Channel, Delivery, Notice, NoticeChoice, NoticeState
from core.notices.digests import digest_subject
from core.notices.mail import compose
from core.notices.registry import default_delivery
from core.notices.still_owed import StillOwed

log = logging.getLogger(__name__)

PAUSES = tuple(datetime.timedelta(minutes=m) for m in (1, 5, 20, 60))  # after each failed attempt; then FAILED
STUCK = "Bị ngắt khi đang gửi; không rõ thư đã đi hay chưa. Hãy hỏi người nhận trước khi gửi lại."
LOCKED = "Tài khoản người nhận đã khóa."

journal.name_acts({"notice.resend": "Gửi lại thư"})


class NotTaken(Exception):
    """The server surely took nothing, and may take it later."""


@dataclasses.dataclass
class Report:
    """What one batch did: counts by state, and whether more was waiting than it took."""

    counts: dict = dataclasses.field(default_factory=dict)
    more: bool = False

    def add(self, state):
        if state:
            self.counts[str(state)] = self.counts.get(str(state), 0) + 1


def send_pending(*, on, at, machine, limit=None):
    """Send one batch of what is due and return a `Report`. Safe to run by many workers at once and as often as liked.

    on: the day duties are asked for; at: the moment written as “sent”; machine: this moment on the machine clock.
    """
    limit = limit or settings.NOTICE_BATCH
    fail_stuck(machine=machine)
    batch = list(Notice.objects.ready(machine).select_related("person").order_by("pk")[: limit + 1])
    report = Report(more=len(batch) > limit)
    batch = batch[:limit]
    choices = {
        (person, kind): delivery
        for person, kind, delivery in NoticeChoice.objects.filter(
            person_id__in={n.person_id for n in batch}
        ).values_list("person_id", "kind", "delivery")
    }
    owed = StillOwed(on)
    with Post() as post:
        for notice in batch:
            report.add(_deliver(notice, choices, owed, post, at=at, machine=machine))
    return report


def claim(notice, *, machine):
    """Make the notice ours; False when somebody was faster."""
    token = uuid.uuid4().hex
    won = Notice.objects.filter(pk=notice.pk, state=NoticeState.PENDING).update(
        state=NoticeState.SENDING, claim=token, claimed_at=machine, attempts=F("attempts") + 1
    )
    if won == 1:
        notice.state, notice.claim, notice.claimed_at = NoticeState.SENDING, token, machine
        notice.attempts += 1
    return won == 1


def _deliver(notice, choices, owed, post, *, at, machine):
    if not claim(notice, machine=machine):
        return None
    person = notice.person
    if not person.is_active:
        return _close(notice, NoticeState.CANCELLED, error=LOCKED)
    if reason := owed.renew(notice):
        return _close(notice, NoticeState.CANCELLED, error=reason)
    choice = choices.get((person.pk, notice.kind), default_delivery(notice.kind))
    if not person.email or (choice == Delivery.PRODUCT and not notice.wraps):
        return _close(notice, NoticeState.SENT, channel=Channel.PRODUCT, sent_at=at)
    if choice == Delivery.DAILY and not notice.wraps:
        return _close(notice, NoticeState.HELD, channel=Channel.DIGEST)
    lines = _lines(notice, owed) if notice.wraps else ()
    if notice.wraps and not lines:
        return _close(notice, NoticeState.CANCELLED, error="Mọi việc trong thư gộp đã xong.")
    if notice.wraps:
        notice.subject = digest_subject(len(lines), on=owed.on)
    try:
        post.send(compose(notice, connection=post.connection, lines=lines))
    except NotTaken as refusal:
        return _again_or_failed(notice, str(refusal), machine=machine)
    except (smtplib.SMTPException, OSError, ValueError) as failure:
        return _close(notice, NoticeState.FAILED, error=f"Máy chủ thư không nhận: {_said(failure)}")
    return _sent(notice, at=at)


@transaction.atomic
def _sent(notice, *, at):
    state = _close(notice, NoticeState.SENT, channel=Channel.MAIL, sent_at=at)
    if state and notice.wraps:
        notice.lines.filter(state=NoticeState.HELD).update(state=NoticeState.SENT, sent_at=at, error="")
    return state


def _lines(wrapper, owed):
    """The notices a daily mail wraps, without those that no longer hold; these are cancelled."""
    lines = []
    for line in wrapper.lines.filter(state=NoticeState.HELD).order_by("at", "pk"):
        if reason := owed.renew(line):
            Notice.objects.filter(pk=line.pk, state=NoticeState.HELD).update(state=NoticeState.CANCELLED, error=reason)
        else:
            lines.append(line)
    return lines


def _again_or_failed(notice, reason, *, machine):
    if notice.attempts > len(PAUSES):
        return _close(notice, NoticeState.FAILED, error=reason)
    pause = PAUSES[notice.attempts - 1]
    return _close(notice, NoticeState.PENDING, error=reason, try_at=machine + pause)


def _close(notice, state, **fields):
    """End our turn, if it still is ours; the words may have been brought up to date meanwhile."""
    fields["error"] = fields.get("error", "")[:500]
    ours = Notice.objects.filter(pk=notice.pk, state=NoticeState.SENDING, claim=notice.claim).update(
        state=state, subject=notice.subject, body=notice.body, url=notice.url, **fields
    )
    if not ours:
        log.warning("notice %s was taken from its sender before it became %s", notice.pk, state)
        return None
    return state


def fail_stuck(*, machine):
    """Make what has been SENDING for longer than `NOTICE_STUCK` visible as FAILED; return how many."""
    return Notice.objects.filter(state=NoticeState.SENDING, claimed_at__lte=machine - settings.NOTICE_STUCK).update(
        state=NoticeState.FAILED, error=STUCK, claim=""
    )


@transaction.atomic
def resend(notice, *, by, at):
    """Put a failed notice back into the line. The words are asked again before it leaves; pressing twice is Stale."""
    won = Notice.objects.filter(pk=notice.pk, state=NoticeState.FAILED).update(
        state=NoticeState.PENDING, attempts=0, try_at=None, claim="", error=""
    )
    if won != 1:
        raise Stale("Thư này không còn ở trạng thái “Không gửi được”. Hãy tải lại trang.")
    journal.record(
        "notice.resend", by=by, at=at, subject=notice, detail={"person": notice.person_id, "error": notice.error}
    )


@transaction.atomic
def resend_all(notices, *, by, at):
    """Put those of the notices that failed back into the line; return how many."""
    failed = list(notices.filter(state=NoticeState.FAILED).order_by("pk"))
    done = 0
    for notice in failed:
        try:
            resend(notice, by=by, at=at)
        except Stale:
            continue
        done += 1
    return done


class Post:
    """One connection to the mail server for a batch, opened at the first mail and again after a failure."""

    def __init__(self):
        self.connection = get_connection()
        self._open = False

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self._shut()

    def _shut(self):
        if self._open:
            self._open = False
            try:
                self.connection.close()
            except (smtplib.SMTPException, OSError) as failure:
                log.info("closing the mail connection: %s", failure)

    def send(self, message):
        """Send, or raise `NotTaken` when the server surely has nothing; anything else leaves the outcome open."""
        message.message()  # a line break in a header is refused before anything is opened
        if not self._open:
            try:
                self.connection.open()
            except smtplib.SMTPAuthenticationError:
                raise
            except (smtplib.SMTPException, OSError) as failure:
                raise NotTaken(f"Không kết nối được máy chủ thư: {_said(failure)}") from failure
            self._open = True
        try:
            message.send()
        except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused) as refusal:
            self._shut()
            if all(400 <= code < 500 for code in _codes(refusal)):
                raise NotTaken(f"Máy chủ thư hẹn gửi sau: {_said(refusal)}") from refusal
            raise
        except (smtplib.SMTPException, OSError):
            self._shut()
            raise


def _codes(refusal):
    if isinstance(refusal, smtplib.SMTPRecipientsRefused):
        return [code for code, _ in refusal.recipients.values()]
    return [refusal.smtp_code]


def _said(failure):
    """The server's answer as one line."""
    if isinstance(failure, smtplib.SMTPResponseException):
        said = failure.smtp_error
        said = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        return " ".join(f"{failure.smtp_code} {said}".split())
    return " ".join(str(failure).split()) or type(failure).__name__
