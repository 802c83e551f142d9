"""Target registration of 2022, open with about half of the units in, and the mid-year round being prepared for June."""

import datetime

from config.demo.unit_plans import Event
from core.days import add_working_days
from plans.enums import ReportKind
from plans.models import PlanTask, TargetRegistration, TargetRound
from plans.queries import reports as report_queries
from plans.services import filings as steps
from plans.services import report_rounds, targets
from units.enums import UnitKind
from units.models import Unit

OPENED = datetime.date(2022, 2, 7)
DUE = datetime.date(2022, 3, 25)  # “trước ngày 25/3”
PREPARED = datetime.date(2022, 3, 4)
MID_YEAR_TASK = 15  # position in the plan: II.6
RETURN_EVERY, ANSWER_EVERY = 13, 3
TITLES = (
    ("Lao động tiên tiến", "person", 18),
    ("Chiến sĩ thi đua cơ sở", "person", 3),
    ("Tập thể lao động tiên tiến", "collective", 4),
    ("Tập thể lao động xuất sắc", "collective", 1),
    ("Bằng khen của Chủ tịch UBND tỉnh", "person", 2),
    ("Cờ thi đua của UBND tỉnh", "collective", 1),
)
GOALS = (
    ("Hoàn thành nhiệm vụ được giao trong năm", "%", "100", "Quý IV"),
    ("Giải quyết hồ sơ, công việc đúng hạn", "%", "từ 98 trở lên", "cả năm"),
    ("Sáng kiến được công nhận cấp cơ sở", "sáng kiến", "5", "Quý IV"),
    ("Gương điển hình tiên tiến được giới thiệu", "gương", "3", "Quý III"),
)


def events(cast, plan):
    """All steps up to 8/3, as `Event`s."""
    yield Event(OPENED, datetime.time(15, 0), lambda at: _open(cast, plan, at))
    for index, unit in enumerate(cast.owing):
        if index % 2 == 0:
            yield from _registered(cast, unit, index)
    yield Event(datetime.date(2022, 3, 7), datetime.time(15, 30), lambda at: _of_province(cast, at))
    yield Event(PREPARED, datetime.time(15, 0), lambda at: _prepare(cast, plan, at))


def _open(cast, plan, at):
    targets.open_round(plan, cast.owing, due_date=DUE, before=True, opens_on=OPENED, by=cast.staff[0], at=at)


def _fresh(unit):
    return TargetRegistration.objects.select_related("unit", "round").get(unit=unit, round__year=2022, government=False)


def lines_of(index):
    """What the unit at this place registers: from two to four titles and as many targets."""
    count = 2 + index % 3
    titles = [
        {"name": name, "object": kind, "quantity": number + index * 7 % 5, "note": ""}
        for name, kind, number in (TITLES * 2)[index % 6 : index % 6 + count]
    ]
    goals = [
        dict(zip(("content", "measure", "value", "due"), goal, strict=True))
        for goal in (GOALS * 2)[index % 4 : index % 4 + count]
    ]
    return {"titles": titles, "goals": goals}


def _registered(cast, unit, index):
    """Drafted and sent within a day; every third one answered, one in thirteen returned."""
    day = add_working_days(OPENED, 2 + index * 11 % 18)
    officer, head, staff = cast.officers[unit.pk], cast.heads[unit.pk], cast.staff[index % len(cast.staff)]
    minute = index * 7 % 60

    def write(at):
        made = _fresh(unit)
        steps.save_draft(made, version=made.version, values=lines_of(index), by=officer, at=at)
        steps.submit(made, by=officer, at=at)

    yield Event(day, datetime.time(9, minute), write)
    yield Event(day, datetime.time(14, minute), lambda at: steps.confirm(_fresh(unit), by=head, at=at))
    answered = add_working_days(day, 1)
    if answered > datetime.date(2022, 3, 7):
        return
    if index % RETURN_EVERY == 0:
        reason = "Số lượng Chiến sĩ thi đua cơ sở chưa khớp với số người của đơn vị."
        yield Event(
            answered,
            datetime.time(10, minute),
            lambda at: steps.give_back(_fresh(unit), reason=reason, by=staff, at=at),
        )
    elif index % ANSWER_EVERY:
        yield Event(answered, datetime.time(10, minute), lambda at: steps.accept(_fresh(unit), by=staff, at=at))


def _of_province(cast, at):
    """The province's own, drafted and not yet confirmed."""
    province = Unit.objects.filter(kind=UnitKind.PROVINCE).in_order().first()
    staff = cast.staff[0]
    made = targets.start_for_province(TargetRound.objects.get(year=2022), province, by=staff, at=at)
    titles = (
        ("Cờ thi đua của Chính phủ", "collective", 4),
        ("Chiến sĩ thi đua toàn quốc", "person", 1),
        ("Bằng khen của Thủ tướng Chính phủ", "collective", 12),
        ("Bằng khen của Thủ tướng Chính phủ", "person", 20),
    )
    goals = (
        ("Đơn vị phát động phong trào thi đua thường xuyên", "%", "100", "Quý I"),
        ("Xã đạt chuẩn nông thôn mới tăng thêm", "xã", "3", "Quý IV"),
    )
    values = {
        "titles": [{"name": name, "object": kind, "quantity": number, "note": ""} for name, kind, number in titles],
        "goals": [dict(zip(("content", "measure", "value", "due"), goal, strict=True)) for goal in goals],
    }
    steps.save_draft(made, version=made.version, values=values, by=staff, at=at)


def _prepare(cast, plan, at):
    headings, indicators = report_queries.suggested(ReportKind.MID_YEAR)
    first, last = report_queries.period_of(ReportKind.MID_YEAR, 2022)
    report_rounds.create_round(
        plan,
        kind=ReportKind.MID_YEAR,
        title="Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm 2022",
        task=PlanTask.objects.get(plan=plan, position=MID_YEAR_TASK),
        period_from=first,
        period_to=last,
        opens_on=datetime.date(2022, 6, 1),
        due_date=datetime.date(2022, 6, 20),
        before=True,
        outline="\n".join(headings),
        indicators=indicators,
        by=cast.staff[0],
        at=at,
    )
