"""Background doors to the services. Each is safe to run twice, late or not at all; the database says what is due.

Every task has a command twin: `remind`, `send_notices`, `apply_imports`, `journal verify`. `**_later` lets an older worker take a newer
message. Ages and pauses use the machine clock (`timezone.now`), days use the product's clock.
"""

import datetime
import logging

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from core import clock, files, heartbeats, journal, notices
from core.access import READ_JOURNAL, people_with
from core.notices import delivery, digests
from core.reminders import remind
from core.sheets import imports

log = logging.getLogger(__name__)


@shared_task(name="core.remind_daily")
def remind_daily(*, on=None, **_later):
    """Write the day's reminders; `on` is an ISO day, today when none is given."""
    day = datetime.date.fromisoformat(on) if on else clock.today()
    return remind(on=day, at=clock.now())


@shared_task(name="core.wrap_daily")
def wrap_daily(**_later):
    """Make the daily mails of those who chose one mail a day."""
    return digests.wrap_day(on=clock.today(), at=clock.now())


@shared_task(name="core.send_pending")
def send_pending(**_later):
    """Send one batch; while more is waiting, the next batch is asked for at once."""
    report = delivery.send_pending(on=clock.today(), at=clock.now(), machine=timezone.now())
    if report.more and report.counts:
        send_pending.apply_async()
    return report.counts


@shared_task(name="core.verify_journal")
def verify_journal(**_later):
    """Check the chain of the journal; a fault is logged and told to those who read the journal."""
    at = clock.now()
    check = journal.verify(at=at)
    if check.faults:
        log.error("journal: %s faults in %s rows, first: %s", len(check.faults), check.entries, check.faults[0])
        notices.notify(
            key=f"core.journal:{check.pk}",
            people=people_with(READ_JOURNAL),
            kind="core.journal",
            subject="Nhật ký có dấu hiệu bị sửa",
            body="\n".join(check.faults[:10]),
            url=reverse("core:journal-list"),
            at=at,
        )
    else:
        log.info("journal: %s rows whole, head %s", check.entries, journal.head())
    return len(check.faults)


@shared_task(name="core.heartbeat")
def heartbeat(**_later):
    """A sign of life: beat asked and a worker answered."""
    heartbeats.beat("worker", machine=timezone.now())


@shared_task(name="core.rescan_files")
def rescan_files(**_later):
    """Ask the scanner again about files it has not settled."""
    return files.rescan(at=clock.now())


@shared_task(name="core.sweep_files")
def sweep_files(**_later):
    """Delete bytes an undone upload left behind; their age follows the machine clock."""
    return files.sweep(at=timezone.now())


@shared_task(name="core.apply_imports")
def apply_imports(**_later):
    """Apply the long imports that people confirmed, and those whose worker died."""
    return imports.run_waiting(at=clock.now())


@shared_task(name="core.forget_imports")
def forget_imports(**_later):
    """Delete the uploaded sheets that nobody confirmed within a day."""
    return imports.forget_old(at=clock.now())
