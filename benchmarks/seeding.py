"""A province at the size the product must carry: 300 units, 2,000 people, ten years of plans. Bulk rows, no services."""

import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from config.demo.names import Names
from core import text
from core.models import Notice, Transition
from plans.enums import FilingState, PlanState, TaskState
from plans.models import (
    AnnualPlan,
    PlanDuty,
    PlanTask,
    ReportIndicator,
    ReportRound,
    ReportValue,
    TargetRegistration,
    TargetRound,
    TargetTitle,
    UnitPlan,
    UnitPlanRound,
    UnitPlanTask,
    UnitReport,
)
from plans.queries.reports import suggested
from units.enums import Role, UnitKind
from units.models import Appointment, Unit, User
from units.models.people import person_keys

YEARS = range(2013, 2023)
START = datetime.date(2013, 1, 1)


def seed(*, units=300, people=2000):
    """Fill an empty, migrated database whose units of 2022 are loaded; returns people by role and the units."""
    every = _units(units)
    persons, by_role = _people(people, every)
    plans = _plans(persons[0])
    _unit_plans(plans, every, persons)
    _reports(plans[-1], every, persons[0])
    _registrations(plans[-1], every, persons[0])
    _notices(persons)
    return by_role, every


def _units(wanted):
    """The units in force in 2022, and schools below the districts until there are enough."""
    day = datetime.date(2022, 3, 8)
    every = list(Unit.objects.in_force(day).in_order())
    districts = [u for u in every if u.kind == UnitKind.DISTRICT]
    schools = []
    for number in range(wanted - len(every)):
        parent = districts[number % len(districts)]
        name = f"Trường Trung học cơ sở số {number + 1}"
        schools.append(
            Unit(
                name=name,
                kind=UnitKind.SCHOOL,
                parent=parent,
                valid_from=START,
                path=parent.path,
                folded=text.fold(name),
                sort_key=text.sort_key(name),
                position=1000 + number,
            )
        )
    schools = Unit.objects.bulk_create(schools)
    for school in schools:
        school.path = f"{school.parent.path}{school.pk}/"
    Unit.objects.bulk_update(schools, ["path"])
    return every + schools


def _people(wanted, units):
    names = Names(2022)
    rows = []
    for number in range(wanted):
        name, username = names.next(), f"nguoi{number}"
        rows.append(User(username=username, full_name=name, **person_keys(full_name=name, username=username)))
    persons = User.objects.bulk_create(rows)
    body = next(u for u in units if u.code == "BTDKT")
    asked = owing(units)
    first = {Role.STAFF: body, Role.LEAD: body, Role.AUDITOR: body, Role.ADMIN: units[0]}
    posts = [(person, unit, role) for person, (role, unit) in zip(persons, first.items(), strict=False)]
    for index, person in enumerate(persons[len(first) :]):
        unit = asked[index % len(asked)] if index < 2 * len(asked) else units[index % len(units)]
        posts.append(
            (
                person,
                unit,
                Role.OFFICER if index < len(asked) else Role.HEAD if index < 2 * len(asked) else Role.OFFICER,
            )
        )
    Appointment.objects.bulk_create(Appointment(user=p, unit=u, role=r, starts_on=START) for p, u, r in posts)
    by_role = {}
    for person, _, role in posts:
        by_role.setdefault(role, person)
    return persons, by_role


def owing(units):
    """Whoever is not a commune, the province itself or its council owes a plan, and the schools with them."""
    silent = {UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP, UnitKind.PROVINCE, UnitKind.COUNCIL}
    return [u for u in units if u.kind not in silent]


def _plans(by):
    plans = AnnualPlan.objects.bulk_create(
        AnnualPlan(
            year=year,
            state=PlanState.ISSUED if year == 2022 else PlanState.CLOSED,
            number=str(90 + year % 13),
            subject=f"Công tác thi đua, khen thưởng năm {year}",
            signed_on=datetime.date(year, 1, 14),
            folded=text.fold(f"kế hoạch {year} công tác thi đua khen thưởng"),
        )
        for year in YEARS
    )
    tasks, quarters = [], [1] * 9 + [2] * 6 + [3] * 6 + [4] * 4 + [None] * 2
    for plan in plans:
        for position, quarter in enumerate(quarters, 1):
            words = f"Nhiệm vụ {position} năm {plan.year}: tổ chức thực hiện phong trào thi đua, xét khen thưởng"
            tasks.append(
                PlanTask(
                    plan=plan,
                    quarter=quarter,
                    position=position,
                    ordinal=str(position),
                    text=words,
                    lead="Sở Nội vụ (Ban TĐKT tỉnh)",
                    coordinators="Văn phòng UBND tỉnh",
                    due_on=datetime.date(plan.year, (quarter or 4) * 3, 28),
                    state=TaskState.WAITING if plan.year == 2022 else TaskState.DONE,
                    folded=text.fold(words),
                )
            )
    tasks = PlanTask.objects.bulk_create(tasks, batch_size=500)
    PlanDuty.objects.bulk_create(
        PlanDuty(plan=p, section="IV.5", text="Gửi kế hoạch", due_date=datetime.date(p.year, 3, 15), before=True)
        for p in plans
    )
    return plans


def _unit_plans(plans, units, persons):
    states, at = list(FilingState), timezone.now()
    rows = []
    for plan in plans:
        collected = UnitPlanRound.objects.create(
            plan=plan,
            year=plan.year,
            title=f"Kế hoạch năm {plan.year} của các đơn vị",
            due_date=datetime.date(plan.year, 3, 15),
            before=True,
            opens_on=datetime.date(plan.year, 1, 14),
            opened_by=persons[0],
            opened_at=at,
        )
        for index, unit in enumerate(owing(units)):
            state = states[index % len(states)] if plan.year == 2022 else FilingState.ACCEPTED
            day = datetime.datetime(plan.year, 1 + index % 3, 1 + index % 8, 3, tzinfo=datetime.UTC)
            filed = state in (FilingState.FILED, FilingState.RETURNED, FilingState.ACCEPTED)
            rows.append(
                UnitPlan(
                    round=collected,
                    unit=unit,
                    state=state,
                    title=f"Kế hoạch năm {plan.year}",
                    body="# Mục đích\nThực hiện kế hoạch của tỉnh.\n- Phong trào thi đua\n- Khen thưởng",
                    due_on=datetime.date(plan.year, 3, 14),
                    first_filed_at=day if filed else None,
                    filed_at=day if filed else None,
                    updated_at=day,
                )
            )
    rows = UnitPlan.objects.bulk_create(rows, batch_size=500)
    UnitPlanTask.objects.bulk_create(
        (
            UnitPlanTask(unit_plan=row, position=n, quarter=n, text="Tổng kết phong trào thi đua", lead="Văn phòng")
            for row in rows
            for n in (1, 2, 3)
        ),
        batch_size=1000,
    )
    subject = ContentType.objects.get_for_model(UnitPlan)
    steps = (("submit", "Trình thủ trưởng", "draft", "awaiting"), ("accept", "Tiếp nhận", "filed", "accepted"))
    Transition.objects.bulk_create(
        (
            Transition(
                subject_type=subject,
                subject_id=row.pk,
                action=action,
                label=label,
                source=source,
                target=target,
                by=persons[0],
                at=row.updated_at,
            )
            for row in rows
            for action, label, source, target in steps
        ),
        batch_size=1000,
    )


def filings(model, collected, units):
    """One filing per owing unit, of every state in turn; returns those that were sent."""
    states, sent = list(FilingState), (FilingState.FILED, FilingState.ACCEPTED)
    rows = []
    for index, unit in enumerate(owing(units)):
        state = states[index % len(states)]
        at = timezone.now() if state in (*sent, FilingState.RETURNED) else None
        rows.append(
            model(
                round=collected,
                unit=unit,
                state=state,
                due_on=collected.due_date,
                first_filed_at=at,
                filed_at=at,
                updated_at=timezone.now(),
            )
        )
    return [row for row in model.objects.bulk_create(rows, batch_size=500) if row.state in sent]


def _reports(plan, units, staff):
    """A mid-year round with the suggested indicators, a third of the units in."""
    headings, indicators = suggested("mid_year")
    collected = ReportRound.objects.create(
        plan=plan,
        kind="mid_year",
        year=plan.year,
        title="Báo cáo sơ kết 6 tháng",
        period_from=datetime.date(plan.year, 1, 1),
        period_to=datetime.date(plan.year, 6, 30),
        due_date=datetime.date(plan.year, 6, 20),
        opens_on=datetime.date(plan.year, 2, 1),
        outline="\n".join(headings),
        created_by=staff,
        opened_by=staff,
        opened_at=timezone.now(),
        updated_at=timezone.now(),
    )
    rows = ReportIndicator.objects.bulk_create(
        ReportIndicator(round=collected, position=n, **values) for n, values in enumerate(indicators, 1)
    )
    ReportValue.objects.bulk_create(
        (
            ReportValue(report=report, indicator=indicator, number=7)
            for report in filings(UnitReport, collected, units)
            for indicator in rows
        ),
        batch_size=1000,
    )


def _registrations(plan, units, staff):
    collected = TargetRound.objects.create(
        plan=plan,
        year=plan.year,
        title=f"Đăng ký thi đua năm {plan.year}",
        due_date=datetime.date(plan.year, 3, 25),
        opens_on=datetime.date(plan.year, 2, 1),
        opened_by=staff,
        opened_at=timezone.now(),
    )
    TargetTitle.objects.bulk_create(
        (
            TargetTitle(registration=one, position=n, name=f"Danh hiệu {n}", object="person", quantity=n)
            for one in filings(TargetRegistration, collected, units)
            for n in (1, 2, 3)
        ),
        batch_size=1000,
    )


def _notices(persons):
    """Twenty thousand sent messages, a hundred of them for the first person."""
    at = timezone.now()
    Notice.objects.bulk_create(
        (
            Notice(
                person=persons[0] if number < 100 else persons[number % len(persons)],
                key=f"bench:{number}",
                kind="plans.unit-plan",
                subject=f"Kế hoạch đơn vị, lời nhắc {number}",
                at=at,
                state="sent",
                sent_at=at,
            )
            for number in range(20_000)
        ),
        batch_size=1000,
    )
