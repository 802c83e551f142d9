"""`manage.py journal verify`: walk the whole chain; leaves with 1 when something does not fit."""

from django.core.management.base import BaseCommand, CommandError

from core import clock, journal


class Command(BaseCommand):
    help = "Kiểm tra chuỗi băm của nhật ký (verify) hoặc in đầu chuỗi (head)."

    def add_arguments(self, parser):
        parser.add_argument("action", choices=["verify", "head"])

    def handle(self, *, action, **options):
        if action == "head":
            self.stdout.write(journal.head())
            return
        check = journal.verify(at=clock.now())
        for fault in check.faults:
            self.stderr.write(fault)
        if check.faults:
            raise CommandError(f"Nhật ký có {len(check.faults)} sai lệch trong {check.entries} dòng.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {check.entries} dòng, đầu chuỗi {journal.head()}")
