"""Prove the private storage: every kept file against its hash. Also the twin of the nightly tasks on files."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core import clock, files
from core.models import StoredFile

FAULTS = {"missing": "mất trong kho", "changed": "nội dung đã bị thay đổi"}


class Command(BaseCommand):
    help = "Đối chiếu mọi tệp đã lưu với mã băm; --rescan quét tiếp tệp chưa quét; --sweep xóa tệp thừa quá 24 giờ."

    def add_arguments(self, parser):
        parser.add_argument("--rescan", action="store_true", help="quét mã độc những tệp chưa có kết quả")
        parser.add_argument("--sweep", action="store_true", help="xóa tệp không thuộc hồ sơ nào")

    def handle(self, *, rescan, sweep, **options):
        if rescan:
            clean, infected, waiting = files.rescan(at=clock.now())
            self.stdout.write(f"Đã quét: {clean} tệp sạch, {infected} tệp có mã độc, {waiting} tệp chưa quét.")
        if sweep:
            self.stdout.write(f"Đã xóa {files.sweep(at=timezone.now())} tệp thừa.")
        faults = list(files.verify())
        for stored, fault in faults:
            self.stderr.write(f"{stored.uuid} {stored.name}: {FAULTS[fault]}")
        self.stdout.write(f"Đã kiểm tra {StoredFile.objects.kept().count()} tệp, {len(faults)} tệp có lỗi.")
        if faults:
            raise CommandError("Kho tệp không nguyên vẹn.")
