"""`manage.py load_units`: the units of the province, from the files of units/data. Safe to repeat."""

from django.core.management.base import BaseCommand

from core import clock
from units.services.loading import load_units


class Command(BaseCommand):
    help = "Load the 220 units of 2022 and the 45 communes of 01/07/2025."

    def handle(self, *args, **options):
        count = load_units(at=clock.now())
        self.stdout.write(f"Đã nạp {count['units']} đơn vị năm 2022 và {count['successors']} xã, phường từ 01/07/2025.")
