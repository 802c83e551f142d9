"""Asking once more, just before sending, whether what a reminder says still holds."""

import time

from core import obligations
from core.models.notices import Audience, Notice, NoticeState
from core.reminders.engine import DONE, MOVED
from core.reminders.wording import worded

FRESH = 2.0  # seconds a kind's list may be reused within one batch
NEWER = "Đã có lời nhắc mới hơn về việc này."
NOT_YOURS = "Người nhận không còn được giao việc này."


class StillOwed:
    """The duties of the day, read again at least every `FRESH` seconds."""

    def __init__(self, on):
        self.on = on
        self._read = {}  # kind -> (moment on the monotonic clock, dict key -> Duty)

    def _duties(self, kind):
        moment, duties = self._read.get(kind, (0.0, None))
        if duties is None or time.monotonic() - moment > FRESH:
            duties = {d.key: d for d in obligations.of_kind(kind, on=self.on)}
            self._read[kind] = (time.monotonic(), duties)
        return duties

    def renew(self, notice):
        """Reason not to send the reminder, or "" after bringing its words up to this day. Other notices always hold."""
        if not notice.audience:
            return ""
        duties = self._duties(notice.kind)
        if notice.audience == Audience.LEADS:
            open_ = [duties[k] for k in notice.duties if k in duties and duties[k].due_on == notice.due_on]
            open_ = [d for d in open_ if notice.person_id in d.leads]
            if not open_:
                return DONE
        else:
            duty = duties.get(notice.duty_key)
            if duty is None:
                return DONE
            if duty.due_on != notice.due_on:
                return MOVED
            if notice.person_id not in (duty.people if notice.audience == Audience.PEOPLE else duty.heads):
                return NOT_YOURS
            open_ = [duty]
        if self._superseded(notice):
            return NEWER
        notice.subject, notice.body, notice.url = worded(open_, audience=notice.audience, on=self.on)
        return ""

    @staticmethod
    def _superseded(notice):
        """After days without sending, several steps may wait; only the latest is worth a mail."""
        return (
            Notice.objects.filter(
                person=notice.person_id,
                duty_key=notice.duty_key,
                due_on=notice.due_on,
                audience=notice.audience,
                step__gt=notice.step,
            )
            .exclude(state=NoticeState.CANCELLED)
            .exists()
        )
