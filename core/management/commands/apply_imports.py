"""The twin of the task `core.apply_imports`, for cron."""

from django.core.management.base import BaseCommand

from core import clock
from core.sheets.imports import run_waiting


class Command(BaseCommand):
    help = "Nhập các tệp bảng tính dài đã được xác nhận."

    def handle(self, **options):
        self.stdout.write(f"Đã xử lý {run_waiting(at=clock.now())} tệp.")
