"""Load the days off the product ships with. A year that already has rows is left as people keep it."""

import datetime
import json
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import transaction

from core import days
from core.models import Holiday

FILE = Path(days.__file__).parent / "data" / "holidays.json"


class Command(BaseCommand):
    help = "Nạp lịch nghỉ lễ, Tết kèm theo phần mềm (bỏ qua năm đã có lịch)."

    @transaction.atomic
    def handle(self, **options):
        for year, rows in json.loads(FILE.read_text(encoding="utf-8"))["years"].items():
            if Holiday.objects.filter(day__year=year).exists():
                self.stdout.write(f"Năm {year}: đã có lịch, giữ nguyên.")
                continue
            Holiday.objects.bulk_create(
                Holiday(day=datetime.date.fromisoformat(r["day"]), name=r["name"], working=r["working"]) for r in rows
            )
            days.forget()
            self.stdout.write(f"Năm {year}: đã nạp {len(rows)} ngày.")
