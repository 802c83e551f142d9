"""Prove the private storage: every kept file against its hash. With --sweep, delete bytes that belong to no record."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core import files
from core.models import StoredFile

FAULTS = {"missing": "mất trong kho", "changed": "nội dung đã bị thay đổi"}


class Command(BaseCommand):
    help = "Đối chiếu mọi tệp đã lưu với mã băm; --sweep xóa tệp thừa quá 24 giờ."

    def add_arguments(self, parser):
        parser.add_argument("--sweep", action="store_true", help="xóa tệp không thuộc hồ sơ nào")

    def handle(self, *, sweep, **options):
        faults = list(files.verify())
        for stored, fault in faults:
            self.stderr.write(f"{stored.uuid} {stored.name}: {FAULTS[fault]}")
        self.stdout.write(f"Đã kiểm tra {StoredFile.objects.kept().count()} tệp, {len(faults)} tệp có lỗi.")
        if sweep:
            self.stdout.write(f"Đã xóa {files.sweep(at=timezone.now())} tệp thừa.")
        if faults:
            raise CommandError("Kho tệp không nguyên vẹn.")
