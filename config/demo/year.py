"""The year up to 8/3/2022, replayed in the order it happened: each day under its own clock, reminders at eight."""

import datetime
import hashlib
from itertools import groupby

from django.conf import settings
from django.utils import timezone

from config.demo import (
    TODAY,
    awards,
    campaigns,
    clusters,
    covenants,
    exemplars,
    filings,
    forwarding,
    fund,
    participation,
    scoring,
    summaries,
    unit_plans,
)
from config.demo.people import settle
from config.demo.unit_plans import Event
from core import clock
from core.days import is_working_day
from core.notices import delivery
from core.reminders import remind
from plans import reading
from plans.documents.annual import plan_paper
from plans.enums import ActivityKind
from plans.models import PlanTask
from plans.services import activities, annual, tasks
from plans.services.unit_plan_rounds import open_round
from units.enums import Role
from units.models import Unit

SEED = settings.BASE_DIR / "plans" / "data" / "ke-hoach-102-ubnd-2022.txt"
SIGNED = datetime.date(2022, 1, 14)
# position in the plan, day, progress note, due date moved to, resulting paper ("" while it goes on)
PROGRESS = (
    (1, (2022, 1, 14), "", None, "Kế hoạch 102/KH-UBND"),
    (2, (2022, 1, 25), "", None, "Chỉ thị phát động phong trào thi đua năm 2022"),
    (5, (2022, 2, 24), "", None, "Báo cáo tại Hội nghị tổng kết Cụm thi đua 7 tỉnh"),
    (3, (2022, 2, 21), "chờ ký", (2022, 3, 15), ""),
    (4, (2022, 3, 1), "9/13 khối đã ký giao ước", None, ""),
    (6, (2022, 2, 10), "đang lấy ý kiến các tỉnh trong cụm", (2022, 2, 28), ""),
    (7, (2022, 3, 3), "27 ý kiến góp ý", None, ""),
    (9, (2022, 3, 4), "31/48 hồ sơ đã kiểm tra", None, ""),
    (13, (2022, 3, 7), "đang dự thảo", (2022, 4, 29), ""),
    (26, (2022, 2, 15), "11 gương điển hình tiên tiến", None, ""),
    (27, (2022, 2, 28), "2 đợt khen thưởng", None, ""),
)


def live_through():
    """People settle in, the plan is issued, the round opens; then day after day up to the morning of 8/3."""
    with clock.replay(moment(datetime.date(2022, 1, 4), 9)):
        cast = settle(at=clock.now())
    with clock.replay(moment(SIGNED, 8, 10)):
        plan = _issue(cast)
        collected = _open(cast, plan)
    happenings = [
        *_progress(cast, plan),
        *_activities(cast),
        *unit_plans.events(cast, collected),
        *filings.events(cast, plan),
        *campaigns.events(cast, plan),
        *participation.events(cast),
        *exemplars.events(cast),
        *clusters.events(cast),
        *scoring.events(cast),
        *covenants.events(cast),
        *awards.events(cast),
        *forwarding.events(cast),
        *fund.events(cast),
        *summaries.events(cast),
    ]
    happenings.sort(key=lambda event: (event.day, event.hour))
    by_day = {day: list(events) for day, events in groupby(happenings, key=lambda event: event.day)}
    day = SIGNED
    while day <= TODAY:
        _live(day, by_day.get(day, ()))
        day += datetime.timedelta(days=1)


def moment(day, hour, minute=0):
    local = datetime.datetime.combine(day, datetime.time(hour, minute))
    return timezone.make_aware(local, timezone.get_default_timezone())


def _live(day, events):
    if is_working_day(day):
        with clock.replay(moment(day, 8)):
            remind(on=day, at=clock.now())
            _send()
    for event in events:
        with clock.replay(moment(day, event.hour.hour, event.hour.minute)):
            event.act(clock.now())
            _send()


def _send():
    while delivery.send_pending(on=clock.today(), at=clock.now(), machine=timezone.now()).more:
        pass


def _issue(cast):
    content = SEED.read_bytes()
    staff, lead = cast.staff[0], cast.centre[Role.LEAD]
    done = annual.import_plan(
        reading.read(content, SEED.name),
        by=staff,
        at=moment(SIGNED, 8, 10),
        source_name=SEED.name,
        source_sha256=hashlib.sha256(content).hexdigest(),
    )
    annual.issue_plan(done.plan, compose=plan_paper, by=lead, at=moment(SIGNED, 16))
    return done.plan


def _open(cast, plan):
    return open_round(plan, plan.duties.get(), cast.owing, by=cast.staff[0], at=moment(SIGNED, 16, 30))


def _progress(cast, plan):
    for position, day, note, due, result in PROGRESS:

        def act(at, position=position, note=note, due=due, result=result):
            task = PlanTask.objects.select_related("plan").get(plan=plan, position=position)
            by = cast.staff[position % len(cast.staff)]
            if note:
                due_on = datetime.date(*due) if due else None
                tasks.report_progress(task, progress_note=note, due_on=due_on, version=task.version, by=by, at=at)
            if result:
                tasks.take_task_step(task, "finish", result=result, by=by, at=at)

        yield Event(datetime.date(*day), datetime.time(16, 45), act)


def _activities(cast):
    """A conference that was held, a training that is announced, an inspection that is being prepared."""
    staff = cast.staff[0]
    plan_fields = {"starts_at": datetime.time(8, 0), "chair": "", "content": "", "result_due_on": None, "task": None}

    def conference(at):
        activity = activities.create_activity(
            **plan_fields
            | {
                "kind": ActivityKind.CONFERENCE,
                "title": "Hội nghị tổng kết Cụm thi đua 7 tỉnh miền núi biên giới phía Bắc năm 2021",
                "starts_on": datetime.date(2022, 2, 24),
                "ends_on": datetime.date(2022, 2, 24),
                "place": "Tỉnh Hà Giang",
                "plan_document": "Giấy mời của Cụm trưởng",
                "task": PlanTask.objects.get(plan__year=2022, position=5),
            },
            units=Unit.objects.filter(code__in=("SNV", "VPUBND")),
            by=staff,
            at=at,
        )
        activities.take_activity_step(activity, "announce", by=staff, at=at)

    def conference_held(at):
        activity = activities.Activity.objects.get(kind=ActivityKind.CONFERENCE)
        activities.take_activity_step(activity, "hold", by=staff, at=at)
        activities.record_result(
            activity,
            version=activity.version,
            by=staff,
            at=at,
            conclusions={},
            participants=120,
            result="Điện Biên nhận nhiệm vụ Cụm trưởng năm 2022.",
            result_document="Báo cáo kết quả hội nghị",
        )
        activities.take_activity_step(activity, "close", by=staff, at=at)

    def training(at):
        activity = activities.create_activity(
            **plan_fields
            | {
                "kind": ActivityKind.TRAINING,
                "title": "Tập huấn nghiệp vụ công tác thi đua, khen thưởng năm 2022",
                "starts_on": datetime.date(2022, 4, 20),
                "ends_on": datetime.date(2022, 4, 21),
                "place": "Hội trường Sở Nội vụ",
                "plan_document": "Kế hoạch tập huấn năm 2022",
                "content": "- Lập hồ sơ đề nghị khen thưởng\n- Báo cáo sơ kết, tổng kết\n- Sử dụng phần mềm",
                "task": PlanTask.objects.get(plan__year=2022, position=14),
            },
            units=cast.owing,
            by=staff,
            at=at,
        )
        activities.take_activity_step(activity, "announce", by=staff, at=at)

    def inspection(at):
        council = cast.centre[Role.COUNCIL]
        activities.create_activity(
            **plan_fields
            | {
                "kind": ActivityKind.INSPECTION,
                "title": "Kiểm tra công tác thi đua, khen thưởng năm 2022",
                "starts_on": datetime.date(2022, 5, 16),
                "ends_on": datetime.date(2022, 5, 20),
                "place": "Trụ sở các đơn vị được kiểm tra",
                "task": PlanTask.objects.get(plan__year=2022, position=13),
            },
            units=[unit for unit in cast.owing if unit.kind in ("district", "department")][::5],
            team=[
                {"name": council.full_name, "title": "Ủy viên Hội đồng", "duty": "Trưởng đoàn", "user": council},
                {"name": staff.full_name, "title": "Chuyên viên Ban TĐKT", "duty": "Thư ký", "user": staff},
            ],
            by=staff,
            at=at,
        )

    for day, hour, act in (
        ((2022, 2, 10), 9, conference),
        ((2022, 2, 25), 9, conference_held),
        ((2022, 3, 2), 9, training),
        ((2022, 3, 4), 9, inspection),
    ):
        yield Event(datetime.date(*day), datetime.time(hour, 30), act)
