"""A department with `count` of everything a list shows: units below it, people, plans, tasks, activities, messages.

Bulk rows; both the staff member and the department's officer see all of them.
"""

import datetime

from core.models import MailboxMessage, Notice
from core.notices import notify
from core.text import fold, sort_key
from plans.enums import ActivityKind, ActivityState, FilingState, PlanState, TaskState
from plans.models import (
    AnnualPlan,
    PlanReading,
    PlanTask,
    ReportRound,
    ReportValue,
    TargetGoal,
    TargetRegistration,
    TargetRegistrationComment,
    TargetRound,
    TargetTitle,
    TaskEvidence,
    TaskUpdate,
    UnitPlan,
    UnitPlanTask,
    UnitReport,
    UnitReportComment,
)
from plans.models.activities import Activity, ActivityMember, ActivityUnit
from plans.models.unit_plans import UnitPlanComment, UnitPlanExtension, UnitPlanRound
from tests.factories import units as make
from tests.factories.unit_plans import moment
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, UnitPeriod, User

NOW = moment(8)
FOUNDED = make.FOUNDED
STATES = list(FilingState)
ROLES = (Role.OFFICER, Role.HEAD, Role.CLERK)


def grow(world, collected, task, activity, own_plan, *, report, registration, start, stop):
    """Rows number `start` to `stop` of everything; report and registration are the department's own."""
    numbers = range(start, stop)
    units = _units(world, numbers)
    _people(units, numbers)
    plans = _unit_plans(collected, units, numbers)
    years = _years(world, numbers)
    _reports(report, units, years, world, numbers)
    _registrations(registration, units, years, world, numbers)
    _one_plan(own_plan, world, numbers)
    _tasks(task, world, numbers)
    _activities(activity, world, units, numbers)
    _messages(world, plans, numbers)


def _units(world, numbers):
    kinds = (UnitKind.PUBLIC_SERVICE, UnitKind.SCHOOL, UnitKind.DIVISION)
    units = Unit.objects.bulk_create(
        Unit(
            name=f"Phòng số {n}",
            kind=kinds[n % len(kinds)],
            parent=world.stp,
            valid_from=FOUNDED,
            path=world.stp.path,
            folded=fold(f"Phòng số {n}"),
            sort_key=sort_key(f"Phòng số {n:03}"),
        )
        for n in numbers
    )
    for unit in units:
        unit.path = f"{world.stp.path}{unit.pk}/"
    Unit.objects.bulk_update(units, ["path"])
    UnitPeriod.objects.bulk_create(
        UnitPeriod(unit=unit, name=unit.name, kind=unit.kind, parent=world.stp, valid_from=FOUNDED) for unit in units
    )
    return units


def _people(units, numbers):
    people = User.objects.bulk_create(
        User(username=f"nguoi{n}", full_name=f"Lò Văn {n}", folded=f"lo van {n} nguoi{n}", sort_key=f"{n:04}")
        for n in numbers
    )
    Appointment.objects.bulk_create(
        Appointment(user=person, unit=unit, role=role, starts_on=FOUNDED)
        for person, unit in zip(people, units, strict=True)
        for role in ROLES
    )


def _unit_plans(collected, units, numbers):
    def moments(state):
        filed = state in (FilingState.FILED, FilingState.RETURNED, FilingState.ACCEPTED)
        return {"first_filed_at": moment(2), "filed_at": moment(2)} if filed else {}

    plans = UnitPlan.objects.bulk_create(
        UnitPlan(
            round=collected,
            unit=unit,
            state=STATES[n % len(STATES)],
            title="Kế hoạch",
            body="Nội dung",
            due_on=datetime.date(2022, 3, 14),
            updated_at=NOW,
            **moments(STATES[n % len(STATES)]),
        )
        for n, unit in zip(numbers, units, strict=True)
    )
    old, new = datetime.date(2022, 3, 14), datetime.date(2022, 3, 15)
    UnitPlanExtension.objects.bulk_create(
        UnitPlanExtension(
            round=collected, unit=unit, old_due_on=old, new_due_on=new, reason="Mưa", by=collected.opened_by, at=NOW
        )
        for unit in units
    )
    return plans


def _years(world, numbers):
    """Plans of years long past, and what the department filed in each."""
    plans = AnnualPlan.objects.bulk_create(
        AnnualPlan(year=2021 - n, state=PlanState.CLOSED, number=str(n), subject=f"Năm {2021 - n}") for n in numbers
    )
    collections = UnitPlanRound.objects.bulk_create(
        UnitPlanRound(
            plan=plan,
            year=plan.year,
            title=f"Kế hoạch năm {plan.year}",
            due_date=datetime.date(plan.year, 3, 15),
            before=True,
            opens_on=datetime.date(plan.year, 1, 14),
            opened_by=world.hanh,
            opened_at=NOW,
        )
        for plan in plans
    )
    UnitPlan.objects.bulk_create(
        UnitPlan(
            round=collected,
            unit=world.stp,
            state=FilingState.ACCEPTED,
            due_on=datetime.date(collected.year, 3, 14),
            first_filed_at=NOW,
            filed_at=NOW,
            updated_at=NOW,
        )
        for collected in collections
    )
    return plans


def _filings(model, collected, units, numbers):
    """One filing per unit, of every state in turn, then received, to keep few duties open.

    Returns those that were sent.
    """
    sent = (FilingState.FILED, FilingState.ACCEPTED)
    made = model.objects.bulk_create(
        model(
            round=collected,
            unit=unit,
            state=(state := STATES[n % len(STATES)] if n < len(STATES) else FilingState.ACCEPTED),
            due_on=datetime.date(2022, 3, 14),
            updated_at=NOW,
            first_filed_at=moment(2) if state in (*sent, FilingState.RETURNED) else None,
            filed_at=moment(2) if state in (*sent, FilingState.RETURNED) else None,
        )
        for n, unit in zip(numbers, units, strict=True)
    )
    return [filing for filing in made if filing.state in sent]


def _old(model, rounds, unit):
    """What the department filed in each of the rounds long past."""
    model.objects.bulk_create(
        model(
            round=collected,
            unit=unit,
            state=FilingState.ACCEPTED,
            due_on=collected.due_date,
            first_filed_at=NOW,
            filed_at=NOW,
            updated_at=NOW,
        )
        for collected in rounds
    )


def _round_values(plan):
    year = plan.year
    due = datetime.date(year, 7, 15)
    return {"plan": plan, "year": year, "title": f"Đợt {year}", "due_date": due, "opens_on": datetime.date(year, 6, 1)}


def _reports(own, units, years, world, numbers):
    collected = own.round
    sent = _filings(UnitReport, collected, units, numbers)
    ReportValue.objects.bulk_create(
        ReportValue(report=report, indicator=indicator, number=5)
        for report in sent
        for indicator in collected.indicators.exclude(kind="text")
    )
    rounds = ReportRound.objects.bulk_create(
        ReportRound(
            kind="mid_year",
            period_from=datetime.date(plan.year, 1, 1),
            period_to=datetime.date(plan.year, 6, 30),
            outline="Kết quả",
            created_by=world.hanh,
            opened_at=NOW,
            updated_at=NOW,
            **_round_values(plan),
        )
        for plan in years
    )
    _old(UnitReport, rounds, world.stp)
    UnitReportComment.objects.bulk_create(
        UnitReportComment(filing=own, text=f"Ý kiến {n}", by=world.lan, at=NOW) for n in numbers
    )


def _registrations(own, units, years, world, numbers):
    sent = _filings(TargetRegistration, own.round, units, numbers)
    TargetTitle.objects.bulk_create(
        TargetTitle(registration=one, position=n, name=f"Danh hiệu {one.pk % 7}", object="person", quantity=n)
        for one in sent
        for n in (1, 2, 3)
    )
    TargetGoal.objects.bulk_create(
        TargetGoal(registration=one, position=1, content="Chỉ tiêu", value="100") for one in sent
    )
    rounds = TargetRound.objects.bulk_create(
        TargetRound(opened_by=world.hanh, opened_at=NOW, **_round_values(plan)) for plan in years
    )
    _old(TargetRegistration, rounds, world.stp)
    TargetRegistrationComment.objects.bulk_create(
        TargetRegistrationComment(filing=own, text=f"Ý kiến {n}", by=world.lan, at=NOW) for n in numbers
    )


def _one_plan(plan, world, numbers):
    UnitPlanTask.objects.bulk_create(
        UnitPlanTask(unit_plan=plan, position=100 + n, text=f"Việc {n}", quarter=1) for n in numbers
    )
    UnitPlanComment.objects.bulk_create(
        UnitPlanComment(filing=plan, text=f"Ý kiến {n}", by=(world.lan, world.hanh)[n % 2], at=NOW) for n in numbers
    )


def _tasks(task, world, numbers):
    tasks = PlanTask.objects.bulk_create(
        PlanTask(
            plan=task.plan,
            position=100 + n,
            quarter=1 + n % 4,
            ordinal=str(n),
            text=f"Làm việc số {n}",
            lead="Sở Tư pháp",
            due_on=datetime.date(2022, 3, 1) + datetime.timedelta(days=n % 20),
            folded=fold(f"Làm việc số {n} Sở Tư pháp"),
            state=TaskState.DONE if n % 4 else TaskState.WAITING,
        )
        for n in numbers
    )
    leads = PlanTask.lead_units.through
    leads.objects.bulk_create(leads(plantask_id=each.pk, unit_id=world.stp.pk) for each in tasks)
    TaskUpdate.objects.bulk_create(
        TaskUpdate(task=task, note=f"Tiến độ {n}", by=(world.lan, world.hanh)[n % 2], at=NOW) for n in numbers
    )
    TaskEvidence.objects.bulk_create(
        TaskEvidence(task=task, label=f"Số {n}", url="https://example.vn/", by=world.lan, at=NOW) for n in numbers
    )


ENOUGH = 40  # rows with a choice among hundreds in each: more take long and show nothing new


def _activities(activity, world, units, numbers):
    announced, held, closed = ActivityState.ANNOUNCED, ActivityState.HELD, ActivityState.CLOSED
    states = (announced, closed, closed, held, closed, closed)
    activities = Activity.objects.bulk_create(
        Activity(
            kind=ActivityKind.TRAINING,
            state=states[n % len(states)],
            title=f"Tập huấn số {n}",
            starts_on=datetime.date(2022, 3, 1) + datetime.timedelta(days=n % 20),
            ends_on=datetime.date(2022, 3, 1) + datetime.timedelta(days=n % 20),
            place="Hội trường",
            folded=fold(f"Tập huấn số {n}"),
            created_by=world.hanh,
            updated_at=NOW,
            announced_at=NOW,
        )
        for n in numbers
    )
    ActivityUnit.objects.bulk_create(ActivityUnit(activity=each, unit=world.stp) for each in activities)
    ActivityUnit.objects.bulk_create(ActivityUnit(activity=activity, unit=unit) for unit in units)
    ActivityMember.objects.bulk_create(
        ActivityMember(activity=each, position=1, name="Hoàng Anh Tuấn", user=world.tuan) for each in activities
    )
    ActivityMember.objects.bulk_create(
        ActivityMember(activity=activity, position=100 + n, name=f"Lò Văn {n}") for n in numbers if n < ENOUGH
    )


def _messages(world, plans, numbers):
    for n in numbers:
        notify(
            key=f"news:{n}",
            people=[world.hanh, world.lan, world.admin],
            kind="plans.activity",
            subject=f"Tin số {n}",
            url=plans[0].get_absolute_url(),
            at=NOW,
        )
    Notice.objects.filter(key__startswith="news:").update(state="sent", sent_at=NOW)
    MailboxMessage.objects.bulk_create(
        MailboxMessage(at=NOW, sender="a@b.vn", recipients="c@d.vn", subject=f"Thư số {n}", text="…") for n in numbers
    )
    PlanReading.objects.bulk_create(
        PlanReading(name=f"ke-hoach-{n}.txt", sha256=f"{n:064}", draft={}, by=(world.hanh, world.thang)[n % 2], at=NOW)
        for n in numbers
    )
