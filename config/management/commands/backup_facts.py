"""`manage.py backup_facts`: what the database holds, as JSON; the restore drill compares it with the backup's."""

import json

from django.core.management.base import BaseCommand
from django.db import transaction

from config import backup


class Command(BaseCommand):
    help = "Print rows by model and the head of the journal as JSON."
    requires_system_checks = ()  # nothing in the product may stand between the data and their backup

    def handle(self, **options):
        with transaction.atomic():
            self.stdout.write(json.dumps(backup.facts()))
