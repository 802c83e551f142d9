"""A round of unit plans, and plans in every state, reached through the services as people reach them."""

import datetime
import io

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from plans.enums import PlanState
from plans.models import AnnualPlan, PlanDuty, UnitPlan
from plans.services import filings as steps
from plans.services import unit_plan_rounds as rounds

BODY = "# Mục đích\nPhát động phong trào thi đua yêu nước.\n- Ký giao ước thi đua trong tháng 3"
TASKS = (
    {"quarter": 1, "text": "Phát động phong trào thi đua", "lead": "Văn phòng", "due_on": datetime.date(2022, 3, 31)},
    {"quarter": None, "text": "Tuyên truyền gương người tốt, việc tốt", "lead": "Công đoàn", "due_on": None},
)


def moment(day, hour=9, minute=0, *, month=3, year=2022):
    """A local moment of March 2022, unless said otherwise."""
    return timezone.make_aware(datetime.datetime(year, month, day, hour, minute))


def annual_plan(year=2022):
    plan = AnnualPlan.objects.create(
        year=year,
        state=PlanState.ISSUED,
        number="102",
        symbol="KH-UBND",
        place="Điện Biên",
        signed_on=datetime.date(year, 1, 14),
        subject=f"Công tác thi đua, khen thưởng năm {year}",
    )
    duty = PlanDuty.objects.create(
        plan=plan,
        section="IV.5",
        text=f"Kế hoạch gửi về Sở Nội vụ trước ngày 15/3/{year}",
        due_date=datetime.date(year, 3, 15),
        before=True,
    )
    return plan, duty


def season(world, *units, year=2022):
    """The year's round for these units (Sở Tư pháp and Sở Y tế when none is named), opened by staff."""
    plan, duty = annual_plan(year)
    return rounds.open_round(
        plan, duty, units or (world.stp, world.syt), by=world.hanh, at=moment(14, month=1, year=year)
    )


def plan_of(unit, year=2022):
    return UnitPlan.objects.select_related("unit", "round").get(unit=unit, round__year=year)


def word_file(name="ke-hoach.docx", text="Kế hoạch"):
    """A real Word file."""
    document, kept = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(kept)
    return SimpleUploadedFile(
        name,
        kept.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    )


def draft(unit_plan, *, by, at=None, body=BODY, title="Kế hoạch thi đua, khen thưởng năm 2022", tasks=TASKS, **values):
    """Saved by the officer."""
    steps.save_draft(
        unit_plan,
        version=unit_plan.version,
        values={
            "title": title,
            "number": "15",
            "symbol": "KH-STP",
            "signed_on": datetime.date(2022, 2, 25),
            "body": body,
            "tasks": list(tasks),
            **values,
        },
        by=by,
        at=at or moment(1),
    )
    return unit_plan


def awaiting(unit_plan, *, by, at=None, **values):
    """Drafted and passed to the head."""
    draft(unit_plan, by=by, at=at, **values)
    steps.submit(unit_plan, by=by, at=at or moment(1))
    return unit_plan


def filed(unit_plan, *, by, head, at=None, **values):
    """Confirmed by the head and sent."""
    awaiting(unit_plan, by=by, at=at, **values)
    steps.confirm(unit_plan, by=head, at=at or moment(1))
    return unit_plan


def returned(unit_plan, *, by, head, staff, at=None, reason="Thiếu chỉ tiêu đăng ký", **values):
    filed(unit_plan, by=by, head=head, at=at, **values)
    steps.give_back(unit_plan, reason=reason, by=staff, at=at or moment(2))
    return unit_plan


def accepted(unit_plan, *, by, head, staff, at=None, **values):
    filed(unit_plan, by=by, head=head, at=at, **values)
    steps.accept(unit_plan, by=staff, at=at or moment(2))
    return unit_plan


def in_state(unit_plan, state, *, by, head, staff):
    """The plan in one of the six states."""
    walks = {
        "missing": lambda: unit_plan,
        "draft": lambda: draft(unit_plan, by=by),
        "awaiting": lambda: awaiting(unit_plan, by=by),
        "filed": lambda: filed(unit_plan, by=by, head=head),
        "returned": lambda: returned(unit_plan, by=by, head=head, staff=staff),
        "accepted": lambda: accepted(unit_plan, by=by, head=head, staff=staff),
    }
    return walks[state]()
