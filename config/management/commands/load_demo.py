"""Load the demo world into an empty installation (`config/demo/`)."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from config.demo.year import live_through
from units.models import Unit, User


class Command(BaseCommand):
    help = "Nạp thế giới trình diễn: kế hoạch 102, khoảng 80 đơn vị, nhân vật hư cấu, hôm nay là 08/03/2022."

    def handle(self, *, verbosity, **options):
        if settings.PRODUCTION:
            raise CommandError("Thế giới trình diễn có mật khẩu chung; không nạp vào bản cài chính thức.")
        if User.objects.exists():
            raise CommandError("Đã có tài khoản trong cơ sở dữ liệu; thế giới trình diễn chỉ nạp vào bản cài trống.")
        if not Unit.objects.exists():
            raise CommandError("Chưa có đơn vị nào. Hãy chạy `manage.py load_units` trước.")
        with transaction.atomic():
            live_through()
        if verbosity:
            self.stdout.write(f"Đã nạp thế giới trình diễn: {User.objects.count()} tài khoản.")
