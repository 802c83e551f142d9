"""`manage.py bring_units_up_to_date`: twin of the daily task, for cron."""

from django.core.management.base import BaseCommand

from core import clock
from units.services.units import bring_up_to_date


class Command(BaseCommand):
    help = "Give units the name and place of today, after a future rename or move fell due."

    def handle(self, *args, **options):
        self.stdout.write(f"Đã cập nhật {bring_up_to_date(on=clock.today(), at=clock.now())} đơn vị.")
