"""The twin of the task `core.forget_imports`, for cron."""

from django.core.management.base import BaseCommand

from core import clock
from core.sheets.imports import forget_old


class Command(BaseCommand):
    help = "Xóa các tệp bảng tính đã tải lên quá một ngày mà chưa được xác nhận."

    def handle(self, **options):
        self.stdout.write(f"Đã xóa {forget_old(at=clock.now())} mục.")
