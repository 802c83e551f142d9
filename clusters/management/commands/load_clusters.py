"""`manage.py load_clusters`: the clusters known of the province, from clusters/data. Safe to repeat."""

from django.core.management.base import BaseCommand

from clusters.services.loading import load_clusters
from core import clock


class Command(BaseCommand):
    help = "Load the clusters known of Điện Biên for 2021 and 2022; with --demo the ten fictional ones too."

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="the fictional clusters of the demonstration too")

    def handle(self, *, demo, **options):
        made = load_clusters(at=clock.now(), demo=demo)
        self.stdout.write(f"Đã nạp {made} năm hoạt động của cụm, khối thi đua.")
