"""What beat asks for exists, at the right hours, and each task does its one thing."""

import datetime
import zoneinfo

import pytest
from celery.schedules import crontab
from django.conf import settings
from django.utils import timezone

from config.celery import app
from core import heartbeats, tasks
from core.models import JournalCheck, Notice, StoredFile
from core.models.notices import Delivery, NoticeChoice
from core.notices import notify
from tests.core.duties import KIND, march

pytestmark = pytest.mark.django_db


def test_every_scheduled_task_is_registered():
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert scheduled <= set(app.tasks)
    assert {name for name in app.tasks if name.startswith("core.")} <= scheduled


def test_reminders_go_out_from_eight_in_the_morning_local_time():
    schedule = settings.CELERY_BEAT_SCHEDULE["reminders"]["schedule"]

    assert isinstance(schedule, crontab)
    assert (schedule.hour, schedule.minute) == (set(range(8, 18)), {0})
    assert zoneinfo.ZoneInfo(settings.CELERY_TIMEZONE) == zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")


def test_a_claim_outlives_the_longest_task():
    """Else a notice still being sent could be called stuck, and a person might send it again."""
    assert datetime.timedelta(seconds=settings.CELERY_TASK_TIME_LIMIT) < settings.NOTICE_STUCK


def test_the_day_of_the_product_is_reminded_and_sent(desk, world):
    desk.owes("k", march(14), people=(world.lan.pk,))

    assert tasks.remind_daily() == 1
    assert tasks.remind_daily(on="2022-03-08", a_word_of_a_newer_version=1) == 0
    assert tasks.send_pending() == {"sent": 1}


def test_a_full_batch_asks_for_the_next(world, settings):
    settings.NOTICE_BATCH = 2
    for n in range(5):
        notify(key=f"k{n}", people=[world.lan], kind="x", subject="x", at=timezone.now())

    tasks.send_pending()  # eager here: the follow-ups run inside
    assert Notice.objects.filter(state="sent").count() == 5


def test_the_daily_mail_is_made(desk, world):
    NoticeChoice.objects.create(person=world.lan, kind=KIND, delivery=Delivery.DAILY)
    desk.owes("k", march(14), people=(world.lan.pk,))
    tasks.remind_daily()
    tasks.send_pending()

    assert tasks.wrap_daily() == 1
    assert tasks.send_pending() == {"sent": 1}


def test_a_heartbeat_is_of_the_machine_clock():
    before = timezone.now()
    tasks.heartbeat()

    assert before <= heartbeats.last("worker") <= timezone.now()
    assert heartbeats.last("nobody") is None


def test_the_nightly_jobs_run_on_an_empty_installation():
    tasks.rescan_files()
    tasks.sweep_files()

    assert tasks.verify_journal() == 0
    assert JournalCheck.objects.get().faults == []
    assert StoredFile.objects.count() == 0
