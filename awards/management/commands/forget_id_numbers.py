"""After SECRET_KEY was replaced: digests made with the old one recognise nobody, and would keep one person two records."""

from django.core.management.base import BaseCommand

from awards.registry.services.recipients import forget_id_numbers
from core import clock


class Command(BaseCommand):
    help = "Bỏ dấu nhận biết số định danh đã ghi, sau khi thay SECRET_KEY; hồ sơ và khen thưởng giữ nguyên."

    def handle(self, **options):
        self.stdout.write(f"Đã bỏ ở {forget_id_numbers(at=clock.now())} hồ sơ.")
