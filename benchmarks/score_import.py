"""A whole cluster's score sheets from Excel: 14 members × 40 criteria = 560 rows, previewed and written.

    .venv/bin/python -m benchmarks.score_import [--rounds 5]

Times as multiples of reading the same workbook with openpyxl alone, in the same run. SQLite in a temporary folder.
"""

import argparse
import io
import os
import statistics
import tempfile
import time
from decimal import Decimal


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as var:
        os.environ["THIDUA_VAR"] = var
        os.environ.setdefault("THIDUA_TODAY", "2022-03-08")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        run(given.rounds)


def run(rounds):
    import django  # noqa: PLC0415  the environment comes first

    django.setup()
    import openpyxl  # noqa: PLC0415  the environment comes first
    from django.core.management import call_command  # noqa: PLC0415  the environment comes first

    from benchmarks import seeding, seeding_clusters  # noqa: PLC0415  Django comes first
    from clusters.enums import SheetState  # noqa: PLC0415  Django comes first
    from clusters.models import ScoreSheet  # noqa: PLC0415  Django comes first
    from clusters.resources.score_sheets import AllSheets  # noqa: PLC0415  Django comes first
    from core import clock  # noqa: PLC0415  Django comes first
    from core.sheets.imports import apply_import, start_import  # noqa: PLC0415  Django comes first
    from units.enums import Role  # noqa: PLC0415  Django comes first

    for command in ("migrate", "load_units", "load_holidays"):
        call_command(command, verbosity=0)
    people, units = seeding.seed(units=300, people=400)
    staff = people[Role.STAFF]
    year = seeding_clusters.seed(units, staff)
    ScoreSheet.objects.filter(year=year).update(state=SheetState.ASSESSING)
    took = {"đọc tệp": [], "xem trước": [], "ghi": []}
    for number in range(rounds):
        content = _workbook(openpyxl, year, number)
        at = clock.now()
        with _timed(took["đọc tệp"]):
            rows = sum(1 for _ in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        sheet = AllSheets(by=staff, on=clock.today(), year_id=year.pk)
        with _timed(took["xem trước"]):
            draft = start_import(sheet, content, "phiếu.xlsx", by=staff, at=at)
        with _timed(took["ghi"]):
            counts = apply_import(draft, AllSheets(by=staff, on=clock.today(), year_id=year.pk), by=staff, at=at)
    base = statistics.median(took["đọc tệp"])
    print(f"{rows - 1} dòng; lần cuối: {counts}")
    for name, times in took.items():
        middle = statistics.median(times)
        print(f"{name:<12} {middle * 1000:>8.0f} ms {middle / base:>7.1f} ×")


class _timed:
    def __init__(self, kept):
        self.kept = kept

    def __enter__(self):
        self.start = time.perf_counter()

    def __exit__(self, *exc):
        self.kept.append(time.perf_counter() - self.start)


def _workbook(openpyxl, year, number):
    """All lines of the year as exported, each direct score one hundredth of a point below what stands there."""
    from clusters.enums import CriterionKind  # noqa: PLC0415  Django comes first
    from clusters.models import ScoreSheet  # noqa: PLC0415  Django comes first
    from clusters.queries.score_sheets import scored  # noqa: PLC0415  Django comes first
    from clusters.queries.sheet_cells import STAGES_IN  # noqa: PLC0415  Django comes first
    from clusters.tables.score_sheets import COLUMNS, MEMBER, rows_of  # noqa: PLC0415  Django comes first

    sheets = list(ScoreSheet.objects.filter(year=year).whole().in_order())
    known = scored(sheets)
    direct = {c.name for c in known[sheets[0].pk].criteria if c.kind == CriterionKind.DIRECT}
    book = openpyxl.Workbook()
    book.active.append([column.label for column in (MEMBER, *COLUMNS)])
    for sheet in sheets:
        for row in rows_of(sheet, known[sheet.pk], STAGES_IN[sheet.state], member=sheet.membership.body.label):
            if row.get("points") is not None and row["name"] in direct:
                row |= {"points": row["points"] - Decimal("0.01"), "reason": f"Lần {number + 1}"}
            book.active.append([row.get(column.key) for column in (MEMBER, *COLUMNS)])
    book.save(kept := io.BytesIO())
    return kept.getvalue()


if __name__ == "__main__":
    main()
