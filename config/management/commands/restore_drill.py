"""`manage.py restore_drill BACKUP`: restore beside the real thing, compare everything, throw it away."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from config.backup import FACTS, BackupFailed, drill


class Command(BaseCommand):
    help = "Restore a backup into a temporary database and folder and compare it with what was backed up."
    requires_system_checks = ()  # nothing in the product may stand between the data and their backup

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path)

    def handle(self, *, backup: Path, **options):
        folder = backup.resolve()
        if not (folder / FACTS).exists():
            raise CommandError(f"{folder} is not a finished backup")
        try:
            lines = drill(folder)
        except BackupFailed as failure:
            raise CommandError(f"The backup does not restore: {failure}") from failure
        for line in lines:
            self.stdout.write(f"✓ {line}")
