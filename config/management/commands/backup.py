"""`manage.py backup FOLDER`: database, files and what was counted, in one new folder."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config import backup


class Command(BaseCommand):
    help = "Write a backup into a new folder below FOLDER."
    requires_system_checks = ()  # nothing in the product may stand between the data and their backup

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, metavar="N", help="remove all but the newest N afterwards")

    def handle(self, *, folder, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError("--keep must be at least 1")
        try:
            made = backup.take(folder.resolve(), at=timezone.localtime())
        except backup.BackupFailed as failure:
            raise CommandError(str(failure)) from failure
        self.stdout.write(str(made))
        if keep:
            for path in backup.prune(folder.resolve(), keep=keep):
                self.stderr.write(f"removed {path}")
