"""What a proof does inside an installation of its own: a process that takes commands and answers, line by line, in JSON.

["many_notices", 500]  →  null
["picture"]            →  {"states": …}
"""

import datetime
import io
import json
import sys
import time

import django
import openpyxl

django.setup()

from django.db import connection  # noqa: E402  Django must be set up first
from django.db.models import Count  # noqa: E402  Django must be set up first
from django.utils import timezone  # noqa: E402  Django must be set up first

from core import journal  # noqa: E402  Django must be set up first
from core.models import (  # noqa: E402  Django must be set up first
    ImportDraft,
    JournalEntry,
    MailboxMessage,
    Notice,
    Transition,
)
from core.notices import notify  # noqa: E402  Django must be set up first
from core.sheets import imports, progress  # noqa: E402  Django must be set up first
from tests.factories import cast  # noqa: E402  Django must be set up first
from tests.factories import units as make  # noqa: E402  Django must be set up first
from units.models import Unit  # noqa: E402  Django must be set up first
from units.resources import UnitSheet  # noqa: E402  Django must be set up first


def local(year, month, day, hour=9):
    return timezone.make_aware(datetime.datetime(year, month, day, hour))


def many_notices(count):
    """So many notices to ten people who read mail."""
    people = [make.person(f"p{n}", f"Người Thứ {n}", email=f"p{n}@dienbien.test") for n in range(10)]
    for n in range(count):
        notify(
            key=f"k{n}",
            people=[people[n % 10]],
            kind="test.message",
            subject=f"Thông báo {n}",
            body="Nội dung",
            at=local(2022, 3, 8),
        )


def unit_plans():
    """The seed's duty: Sở Tư pháp and Sở Y tế owe their plans “trước ngày 15/3/2022”; nobody has begun."""
    from plans.models import AnnualPlan, PlanDuty  # noqa: PLC0415  only this action needs the plans app
    from plans.services.unit_plan_rounds import open_round  # noqa: PLC0415  only this action needs the plans app

    world = cast.world()
    plan = AnnualPlan.objects.create(
        year=2022, number="102", state="issued", signed_on=datetime.date(2022, 1, 14), subject="Kế hoạch công tác"
    )
    duty = PlanDuty.objects.create(
        plan=plan, section="IV.5", text="Xây dựng kế hoạch", due_date=datetime.date(2022, 3, 15), before=True
    )
    open_round(plan, duty, [world.stp, world.syt], by=world.hanh, at=local(2022, 1, 17))


def long_import(count):
    """A confirmed sheet of so many new units; a worker has to apply it."""
    world = cast.world()
    book = openpyxl.Workbook()
    book.active.append(["Mã", "Tên đơn vị", "Loại", "Mã đơn vị cấp trên"])
    for n in range(count):
        book.active.append([f"M{n}", f"Đơn vị số {n}", "Khác", world.province.name])
    book.save(buffer := io.BytesIO())
    at = local(2022, 3, 8)
    sheet = UnitSheet(by=world.hanh, on=at.date())
    draft = imports.start_import(sheet, buffer.getvalue(), "đơn vị.xlsx", by=world.hanh, at=at, address="/don-vi/nhap/")
    imports.begin_import(draft, by=world.hanh, at=at)


def wait_for_rows(count):
    """Answer as soon as the worker says that it has written so many rows of the import."""
    draft = ImportDraft.objects.get()
    while not (said := progress.of(draft)) or said.doing != "Đã ghi" or said.done < count:
        time.sleep(0.02)
    return said.done


def imported():
    """How the import stands."""
    draft = ImportDraft.objects.get()
    return {
        "state": draft.state,
        "attempts": draft.attempts,
        "units": Unit.objects.filter(code__startswith="M").count(),
        "steps": list(Transition.objects.of(draft).order_by("pk").values_list("action", flat=True)),
        "told": list(Notice.objects.filter(kind=imports.NOTICE).values_list("subject", flat=True)),
        "journal": JournalEntry.objects.filter(act="units.create").count(),
        "faults": journal.faults()[1],
    }


def wait_for_mails(count):
    """Answer as soon as so many mails have left."""
    while MailboxMessage.objects.count() < count:
        time.sleep(0.02)


def picture():
    """How notices and mails stand."""
    mails = MailboxMessage.objects.order_by("pk")
    return {
        "states": dict(Notice.objects.order_by().values_list("state").annotate(Count("pk"))),
        "claims": list(Notice.objects.filter(state="sending").order_by("pk").values_list("pk", flat=True)),
        "sent": list(Notice.objects.filter(state="sent").order_by("pk").values_list("pk", flat=True)),
        "failed": dict(Notice.objects.filter(state="failed").order_by("pk").values_list("pk", "error")),
        "mailed": list(mails.values_list("notice_id", flat=True)),
        "letters": sorted(
            f"{recipient.split('@')[0]}: {subject}" for recipient, subject in mails.values_list("recipients", "subject")
        ),
    }


ACTIONS = {
    f.__name__: f for f in (many_notices, unit_plans, long_import, wait_for_rows, imported, wait_for_mails, picture)
}

if __name__ == "__main__":
    for line in sys.stdin:
        action, *arguments = json.loads(line)
        print(json.dumps(ACTIONS[action](*arguments)), flush=True)
        connection.close()
