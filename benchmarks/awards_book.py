"""The book of awards at real size, as multiples of a page that does nothing; and its files in and out.

    .venv/bin/python -m benchmarks.awards_book [--rounds 10] [--grants 80000] [--recipients 40000] [--rows 10000]

Pages first (list, search, a record, duplicates, export), then an import of old awards: preview and writing as multiples of
reading the same workbook alone. SQLite in a temporary folder, or the empty database of DATABASE_URL.
"""

import argparse
import io
import os
import tempfile
import time


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rounds", type=int, default=10)
    arguments.add_argument("--grants", type=int, default=80_000)
    arguments.add_argument("--recipients", type=int, default=40_000)
    arguments.add_argument("--rows", type=int, default=10_000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as var:
        os.environ["THIDUA_VAR"] = var
        os.environ.setdefault("THIDUA_TODAY", "2022-03-08")
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        run(given)


def run(given):
    import django  # noqa: PLC0415  the environment comes first

    django.setup()
    from django.conf import settings  # noqa: PLC0415  the environment comes first
    from django.core.management import call_command  # noqa: PLC0415  the environment comes first
    from django.test import Client  # noqa: PLC0415  the environment comes first

    from benchmarks import measure, seeding, seeding_awards  # noqa: PLC0415  Django comes first
    from units.enums import Role  # noqa: PLC0415  Django comes first

    settings.ROOT_URLCONF = "benchmarks.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.SECURE_SSL_REDIRECT = False
    for command in ("migrate", "load_units", "load_holidays"):
        call_command(command, verbosity=0)
    people, units = seeding.seed(units=300, people=400)
    start = time.perf_counter()
    recipients = seeding_awards.seed(units, people[Role.STAFF], grants=given.grants, recipients=given.recipients)
    print(f"{given.grants} dòng, {given.recipients} hồ sơ, ghi thẳng trong {time.perf_counter() - start:.0f} s")
    clients = {}
    for role in (Role.STAFF, Role.OFFICER):
        clients[role] = Client()
        clients[role].force_login(people[role], backend="django.contrib.auth.backends.ModelBackend")
    timings = measure.measure(pages(clients, recipients), rounds=given.rounds)
    print("\n".join(measure.table(timings, BASELINE)))
    imported(people[Role.STAFF], units, given.rows)


BASELINE = "không làm gì"


def pages(clients, recipients):
    """List of (name, client, path)."""
    from django.urls import reverse  # noqa: PLC0415  Django comes first

    from benchmarks.urls import TRIVIAL  # noqa: PLC0415  Django comes first
    from units.enums import Role  # noqa: PLC0415  Django comes first

    staff, officer = clients[Role.STAFF], clients[Role.OFFICER]
    book, name = reverse("awards:grant-list"), recipients[11].name
    return [
        (BASELINE, staff, TRIVIAL),
        ("sổ khen thưởng", staff, book),
        ("sổ, cán bộ đơn vị", officer, book),
        ("sổ, trang 100", staff, f"{book}?page=100"),
        ("sổ, lọc năm và hình thức", staff, f"{book}?year=2015&award=BK_TINH"),
        ("sổ, tìm tên", staff, f"{book}?q={name}"),
        ("các quyết định", staff, reverse("awards:decision-list")),
        ("người, tập thể", staff, reverse("awards:recipient-list")),
        ("người, tìm tên", staff, f"{reverse('awards:recipient-list')}?q={name}"),
        ("một người", staff, reverse("awards:recipient-detail", args=[recipients[11].pk])),
        ("hồ sơ có thể trùng", staff, reverse("awards:recipient-duplicates")),
        ("xuất một năm", staff, f"{reverse('awards:grant-export')}?year=2015"),
    ]


def imported(by, units, rows):
    """Old awards of decisions not yet in the book: previewed and written."""
    import openpyxl  # noqa: PLC0415  the environment comes first

    from awards.registry.resources.legacy import OldBookSheet  # noqa: PLC0415  Django comes first
    from core import clock  # noqa: PLC0415  Django comes first
    from core.sheets.imports import apply_import, start_import  # noqa: PLC0415  Django comes first

    content, at, today, took = workbook(openpyxl, units, rows), clock.now(), clock.today(), {}
    began = time.perf_counter()
    sum(1 for _ in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    took["đọc tệp"] = time.perf_counter() - began
    began = time.perf_counter()
    draft = start_import(OldBookSheet(by=by, on=today), content, "sổ cũ.xlsx", by=by, at=at)
    took["xem trước"] = time.perf_counter() - began
    began = time.perf_counter()
    counts = apply_import(draft, OldBookSheet(by=by, on=today), by=by, at=at)
    took["ghi"] = time.perf_counter() - began
    began = time.perf_counter()
    again = start_import(OldBookSheet(by=by, on=today), content, "sổ cũ.xlsx", by=by, at=at)
    took["xem trước lần hai"] = time.perf_counter() - began
    print(f"{rows} dòng × 15 cột; {counts}; lần hai: {again.counts}")
    for name, seconds in took.items():
        print(f"{name:<20} {seconds:>7.2f} s {seconds / took['đọc tệp']:>7.1f} ×")


def workbook(openpyxl, units, rows):
    """Old decisions of thirty lines each; a third of the people stand in the book already."""
    from awards.registry.models import Recipient  # noqa: PLC0415  Django comes first
    from config.demo.names import Names  # noqa: PLC0415  Django comes first

    known = list(Recipient.objects.filter(kind="individual").select_related("unit").order_by("pk")[: rows // 3])
    names, book = Names(44), openpyxl.Workbook(write_only=True)
    page = book.create_sheet()
    page.append(
        ["STT", "Số quyết định", "Ký hiệu", "Ngày ký", "Cơ quan quyết định", "Người ký", "Trích yếu", "Họ tên", "Đối tượng",
         "Hình thức khen thưởng", "Chức vụ", "Đơn vị công tác", "Loại hình", "Năm sinh", "Thời gian"]
    )  # fmt: skip
    for number in range(rows):
        old = known[number // 3] if number % 3 == 0 and number // 3 < len(known) else None
        paper = number // 30
        page.append(
            [number + 1, 5000 + paper, "QĐ-UBND", f"{paper % 28 + 1:02}/{paper % 12 + 1:02}/{1998 + paper % 6}",
             "Chủ tịch UBND tỉnh", "Người Ký Thử", f"Khen thưởng đợt {paper}", old.name if old else names.next(), "Cá nhân",
             "Bằng khen của Chủ tịch UBND tỉnh", "Chuyên viên", old.unit.name if old else units[number % len(units)].name,
             "Công trạng", old.birth_year if old else 1955 + number % 30, str(1998 + paper % 6)]
        )  # fmt: skip
    book.save(kept := io.BytesIO())
    return kept.getvalue()


if __name__ == "__main__":
    main()
