"""`manage.py load_campaigns`: the campaigns named in the province's plan, from campaigns/data. Safe to repeat."""

from django.core.management.base import BaseCommand

from campaigns.services.loading import load_campaigns
from core import clock


class Command(BaseCommand):
    help = "Load the 16 campaigns of Kế hoạch 102/KH-UBND; those already on record stay as people edited them."

    def handle(self, *args, **options):
        self.stdout.write(f"Đã nạp {load_campaigns(at=clock.now())} phong trào.")
