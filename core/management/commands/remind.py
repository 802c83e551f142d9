"""`manage.py remind --on 2022-03-08`: the twin of the daily task. A range replays lost days in order."""

import datetime

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.reminders import ensure_rules, remind


class Command(BaseCommand):
    help = "Ghi lời nhắc của một ngày (chạy lại không thêm gì); việc gửi do send_notices làm."

    def add_arguments(self, parser):
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="ngày, mặc định là hôm nay")
        parser.add_argument("--from", dest="first", metavar="YYYY-MM-DD", help="chạy lần lượt từ ngày này đến --on")
        parser.add_argument("--rules-only", action="store_true", help="chỉ nạp lịch nhắc chung nếu chưa có")

    def handle(self, *, on, first, rules_only, **options):
        if rules_only:
            self.stdout.write(f"Đã nạp {ensure_rules()} bước nhắc.")
            return
        last = self._day(on) if on else clock.today()
        day = self._day(first) if first else last
        while day <= last:
            self.stdout.write(f"{day}: {remind(on=day)} lời nhắc mới.")
            day += datetime.timedelta(days=1)

    def _day(self, text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError as wrong:
            raise CommandError(f"“{text}” không phải là ngày dạng 2022-03-08.") from wrong
