"""The rooms' models; each is described in its own file."""

from core.models.calendar import CalendarFeed
from core.models.documents import IssuedCopy, IssuedDocument, NumberSeries, TakenNumber
from core.models.files import StoredFile
from core.models.heartbeats import Heartbeat
from core.models.holidays import Holiday
from core.models.imports import ImportDraft
from core.models.journal import JournalCheck, JournalEntry, JournalHead
from core.models.mailbox import MailboxMessage
from core.models.notices import Notice, NoticeChoice
from core.models.reminders import ReminderRule
from core.models.transitions import Transition

__all__ = [
    "CalendarFeed",
    "Heartbeat",
    "Holiday",
    "ImportDraft",
    "IssuedCopy",
    "IssuedDocument",
    "JournalCheck",
    "JournalEntry",
    "JournalHead",
    "MailboxMessage",
    "Notice",
    "NoticeChoice",
    "NumberSeries",
    "ReminderRule",
    "StoredFile",
    "TakenNumber",
    "Transition",
]
