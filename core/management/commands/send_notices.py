"""`manage.py send_notices`: the twin of the sending task, for cron or by hand. Sends all that is due now."""

import collections

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import clock
from core.models.notices import NoticeState
from core.notices import delivery, digests


class Command(BaseCommand):
    help = "Gửi các thông báo đang chờ, từng lô một, đến khi hết."

    def add_arguments(self, parser):
        parser.add_argument("--wrap", action="store_true", help="làm thư gộp trong ngày trước khi gửi")
        parser.add_argument("--limit", type=int, help="số thông báo mỗi lô")

    def handle(self, *, wrap, limit, **options):
        if wrap:
            self.stdout.write(f"Thư gộp: {digests.wrap_day(on=clock.today(), at=clock.now())}.")
        total = collections.Counter()
        while True:
            report = delivery.send_pending(on=clock.today(), at=clock.now(), machine=timezone.now(), limit=limit)
            total.update(report.counts)
            if not (report.more and report.counts):
                break
        for state, count in sorted(total.items()):
            self.stdout.write(f"{NoticeState(state).label}: {count}")
        if not total:
            self.stdout.write("Không có gì chờ gửi.")
