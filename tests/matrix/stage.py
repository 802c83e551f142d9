"""What the rows speak of: both departments with the same work in the same states, and the province's own records.

Everything confidential carries a mark, so that an answer to somebody else can be searched for it.
"""

import dataclasses
import datetime

from core import calendars, documents, files
from core.models import CalendarFeed, ImportDraft, MailboxMessage, Notice, ReminderRule, StoredFile
from core.models.notices import NoticeState
from core.notices import notify
from plans import reading as reader
from plans.documents import unit_plans as papers
from plans.enums import ActivityKind
from plans.models import AnnualPlan, PlanDuty, PlanReading, PlanTask, TargetRound
from plans.models.activities import Activity
from plans.queries import unit_plans as queries
from plans.services import activities as activity_services
from plans.services import filings as filing_services
from plans.services import readings as reading_services
from plans.services import targets as target_services
from plans.services import tasks as task_services
from plans.services import unit_plan_rounds as rounds
from tests.core import uploads
from tests.factories import cast
from tests.factories import reports as make_reports
from tests.factories import targets as make_targets
from tests.factories import unit_plans as make
from tests.factories import units as make_units
from tests.matrix import (
    stage_awards,
    stage_campaigns,
    stage_clusters,
    stage_covenants,
    stage_exemplars,
    stage_forwarding,
    stage_fund,
    stage_papers,
    stage_participation,
    stage_score_sheets,
    stage_votes,
)
from tests.plans import samples
from tests.plans.annual import draft_plan, plan_led_by
from units.enums import Role
from units.models import Appointment, Unit, User

NOW = make.moment(8)
TODAY = NOW.date()
DAY = datetime.date
RETURNED, AWAITING, FILED, ACCEPTED = 2022, 2021, 2020, 2019  # the year in which a department's plan is in this state
DRAFT_YEAR, OLD_YEAR = 2024, ACCEPTED


@dataclasses.dataclass
class Side:
    """One department, its two people and everything that is theirs."""

    name: str
    unit: Unit
    officer: User
    head: User
    mark: str  # what left the unit: for the unit and for those who read every unit's work
    draft_mark: str  # what never left it: for the unit alone
    plans: dict = dataclasses.field(default_factory=dict)  # year -> UnitPlan
    reports: dict = dataclasses.field(default_factory=dict)  # year -> UnitReport
    targets: dict = dataclasses.field(default_factory=dict)  # year -> TargetRegistration
    registrations: dict = dataclasses.field(default_factory=dict)  # year -> Registration for a campaign
    campaign_reports: dict = dataclasses.field(default_factory=dict)  # year -> CampaignReport
    registration_file: StoredFile = None
    campaign_report_file: StoredFile = None
    report_file: StoredFile = None
    target_file: StoredFile = None
    filed_file: StoredFile = None
    draft_file: StoredFile = None
    task: PlanTask = None
    evidence: StoredFile = None
    link: object = None
    activity: Activity = None
    activity_file: StoredFile = None
    notice: Notice = None
    post: Appointment = None
    feed: CalendarFeed = None
    own_campaign: object = None
    own_campaign_draft: object = None
    own_campaign_handed: object = None  # a draft that waits for the head
    own_campaign_file: StoredFile = None
    own_round: object = None  # registration in the own campaign, asked of a division
    own_filed: object = None  # what the division filed in it
    cluster: object = None
    cluster_member: object = None  # a member beside the department
    session: object = None
    paper: object = None


@dataclasses.dataclass
class Stage:
    world: cast.World
    people: dict  # name -> User; also past, future, stopped
    sides: dict  # "stp", "syt" -> Side
    plan: AnnualPlan = None
    draft: AnnualPlan = None
    old: AnnualPlan = None
    reading: PlanReading = None
    source: StoredFile = None
    planned: Activity = None
    inspection: Activity = None
    paper: documents.issuing.IssuedDocument = None
    report: documents.issuing.IssuedDocument = None
    rule: ReminderRule = None
    failed: Notice = None
    mail: MailboxMessage = None
    report_round: object = None
    prepared_round: object = None
    imported: ImportDraft = None
    campaign: object = None
    campaign_draft: object = None
    campaign_summary: object = None
    prepared_cluster: object = None
    between: object = None  # the cluster between provinces
    closed_cluster: object = None
    follower: object = None
    free_unit: Unit = None
    campaign_asked: object = None
    exemplars: dict = None  # side name -> stage_exemplars.Exemplars
    exemplar_target: object = None
    polls: object = None  # stage_votes.Polls
    sheets: dict = None  # side name -> stage_score_sheets.Sheets
    pacts: dict = None  # side name -> stage_covenants.Pact
    upwards: object = None  # stage_forwarding.Upwards
    books: dict = None  # side name or "province" -> stage_fund.Book
    honours: object = None  # stage_awards.Honours


def build():
    world = cast.world()
    stage = Stage(world, dict(world.people), {})
    stage.sides = {
        "stp": Side("stp", world.stp, world.lan, world.binh, "MẬT-STP-7391", "NHÁP-STP-5512"),
        "syt": Side("syt", world.syt, world.hoa, world.dung, "MẬT-SYT-2846", "NHÁP-SYT-9077"),
    }
    _people_without_right(stage)
    _annual(stage)
    for year in (AWAITING, FILED, ACCEPTED, RETURNED):
        _round(stage, year)
    _filing_rounds(stage)
    for side in stage.sides.values():
        _unit_plans(stage, side)
        side.report_file = _filings(stage, side, make_reports, side.reports, lambda mark: {"words": mark})
        side.target_file = _filings(stage, side, make_targets, side.targets, _registered)
        _task(stage, side)
        _activity(stage, side)
        _own(stage, side)
    _province(stage)
    _imported(stage)
    stage_clusters.build(stage)
    stage_participation.build(stage, (AWAITING, FILED, ACCEPTED, RETURNED), _filings)
    stage_campaigns.build(stage)
    stage_exemplars.build(stage)
    stage_papers.build(stage)
    stage_covenants.build(stage)
    stage_score_sheets.build(stage)
    stage_votes.build(stage)
    stage_forwarding.build(stage)
    stage_fund.build(stage)
    stage_awards.build(stage)
    return stage


def _people_without_right(stage):
    """Yesterday's, tomorrow's and a closed account's posts; each would open much if it counted."""
    world = stage.world
    for name, full_name, when in (
        ("past", "Tòng Thị Chung", {"starts_on": DAY(2021, 1, 1), "ends_on": DAY(2021, 12, 31)}),
        ("future", "Lường Văn Mai", {"starts_on": DAY(2022, 3, 9)}),
    ):
        person = stage.people[name] = make_units.person(name, full_name)
        for unit, role in (
            (world.btdkt, Role.STAFF), (world.stp, Role.OFFICER), (world.stp, Role.HEAD), (world.syt, Role.OFFICER),
            (world.province, Role.AUDITOR), (world.province, Role.ADMIN),
        ):  # fmt: skip
            make_units.post(person, unit, role, **when)
    stopped = stage.people["stopped"] = make_units.person("stopped", "Khoàng Văn Ngừng", is_active=False)
    make_units.post(stopped, world.btdkt, Role.STAFF)


def _imported(stage):
    """An import of people whose first passwords nobody has seen."""
    stage.imported = ImportDraft.objects.create(
        kind="units.user:PeopleSheet:", name="người.xlsx", state=ImportDraft.State.APPLIED,
        result={"opened": [[stage.world.lan.pk, 2]]}, by=stage.world.hanh, at=NOW, updated_at=NOW,
    )  # fmt: skip


def _annual(stage):
    world = stage.world
    stage.plan = plan_led_by(world, count=2)
    PlanDuty.objects.create(
        plan=stage.plan, section="IV.5", text="Gửi kế hoạch", due_date=DAY(2022, 3, 15), before=True
    )
    stage.paper = documents.issued_for(stage.plan).first()
    draft = reader.read(samples.tiny_text(), "du-thao.txt")
    draft.header.year, draft.header.subject = DRAFT_YEAR, "Công tác DỰ-THẢO-8804"
    draft.tasks[0].text = "Nhiệm vụ DỰ-THẢO-8804"
    stage.draft = draft_plan(world, draft)
    source = uploads.upload("DỰ-THẢO-8804.txt", samples.tiny_text(year="2023"))
    stage.reading = reading_services.open_reading(source, by=world.hanh, at=NOW)
    stage.source = files.of(stage.reading)[0]


def _round(stage, year):
    plan = stage.plan if year == RETURNED else make.annual_plan(year)[0]
    if year == OLD_YEAR:
        stage.old = plan
    duty = plan.duties.get()
    units = [side.unit for side in stage.sides.values()]
    rounds.open_round(plan, duty, units, by=stage.world.hanh, at=make.moment(14, month=1, year=year))


def _unit_plans(stage, side):
    who = {"by": side.officer, "head": side.head}
    staff = stage.world.hanh

    def draft(year, mark):
        task = {"quarter": 1, "text": f"Việc {mark}", "lead": "Văn phòng", "due_on": None}
        values = {"title": f"Kế hoạch {mark}", "body": f"# Mục đích\n{mark}", "tasks": [task]}
        plan = make.plan_of(side.unit, year)
        side.plans[year] = plan
        return plan, values

    plan, values = draft(AWAITING, side.draft_mark)
    make.awaiting(plan, by=side.officer, **values)
    plan, values = draft(FILED, side.mark)
    make.filed(plan, **who, **values)
    plan, values = draft(ACCEPTED, side.mark)
    make.accepted(plan, **who, staff=staff, **values)

    plan, values = draft(RETURNED, side.mark)
    make.draft(plan, by=side.officer, **values)
    side.filed_file = filing_services.attach_file(
        plan, make.word_file(f"{side.mark}.docx", f"Đã gửi {side.unit}"), by=side.officer, at=make.moment(1)
    )
    filing_services.submit(plan, by=side.officer, at=make.moment(1))
    filing_services.confirm(plan, by=side.head, at=make.moment(1))
    filing_services.comment(plan, text=f"Ý kiến {side.mark}", by=side.officer, at=make.moment(2))
    filing_services.give_back(plan, reason=f"Thiếu {side.mark}", by=staff, at=make.moment(2))
    plan, values = draft(RETURNED, side.draft_mark)
    make.draft(plan, by=side.officer, at=make.moment(3), **values)
    side.draft_file = filing_services.attach_file(
        plan, make.word_file(f"{side.draft_mark}.docx", f"Đang sửa {side.unit}"), by=side.officer, at=make.moment(3)
    )
    for year in side.plans:
        side.plans[year] = make.plan_of(side.unit, year)


def _filing_rounds(stage):
    """Report rounds and registrations in the same four years; one more round that no unit knows of."""
    for year in (AWAITING, FILED, ACCEPTED, RETURNED):
        collected = make_reports.season(stage.world, year=year)
        if year == RETURNED:
            stage.report_round = collected
        make_targets.season(stage.world, year=year)
    stage.prepared_round = make_reports.prepared(stage.world, kind="year_end", title="Tổng kết DỰ-THẢO-8804")


def _registered(mark):
    return {"titles": [{"name": f"Danh hiệu {mark}", "object": "person", "quantity": 3, "note": ""}]}


def _filings(stage, side, factory, kept, content):
    """One filing in each of the four states, as of unit plans. Returns the file added after the return."""
    who, staff, moment = {"by": side.officer, "head": side.head}, stage.world.hanh, make.moment
    factory.awaiting(factory.filing_of(side.unit, AWAITING), by=side.officer, **content(side.draft_mark))
    factory.filed(factory.filing_of(side.unit, FILED), **who, **content(side.mark))
    accepted = factory.filed(factory.filing_of(side.unit, ACCEPTED), **who, **content(side.mark))
    filing_services.accept(accepted, by=staff, at=moment(2))
    returned = factory.filed(factory.filing_of(side.unit, RETURNED), **who, **content(side.mark))
    filing_services.comment(returned, text=f"Ý kiến {side.mark}", by=side.officer, at=moment(2))
    filing_services.give_back(returned, reason=f"Thiếu {side.mark}", by=staff, at=moment(2))
    factory.draft(returned, by=side.officer, at=moment(3), **content(side.draft_mark))
    stored = filing_services.attach_file(
        returned, make.word_file(f"{side.draft_mark}.docx", f"Đang sửa {side.unit}"), by=side.officer, at=moment(3)
    )
    for year in (AWAITING, FILED, ACCEPTED, RETURNED):
        kept[year] = factory.filing_of(side.unit, year)
    return stored


def _task(stage, side):
    side.task = stage.plan.tasks.filter(lead_units=side.unit).order_by("position").first()
    side.evidence = task_services.add_file(
        side.task, uploads.upload("minh-chung.pdf", uploads.pdf()), by=side.officer, at=NOW
    )
    task_services.add_link(side.task, label="Báo cáo", url="https://example.vn/", by=side.officer, at=NOW)
    side.link = side.task.evidence.get()


def planned(world, title, units, **changes):
    values = {
        "kind": ActivityKind.TRAINING,
        "task": None,
        "title": title,
        "starts_on": DAY(2022, 3, 8),
        "ends_on": DAY(2022, 3, 8),
        "starts_at": None,
        "place": "Hội trường",
        "chair": "Trưởng ban",
        "content": "Nội dung",
        "plan_document": "45/KH-HĐTĐKT",
        "result_due_on": None,
        "units": units,
        "team": [{"name": "Hoàng Anh Tuấn", "title": "Ủy viên", "duty": "Báo cáo viên", "user": world.tuan}],
    }
    return activity_services.create_activity(by=world.hanh, at=NOW, **{**values, **changes})


def _activity(stage, side):
    side.activity = planned(stage.world, f"Tập huấn tại {side.unit}", [side.unit])
    activity_services.take_activity_step(side.activity, "announce", by=stage.world.hanh, at=NOW)
    side.activity_file = files.store(
        uploads.upload("tai-lieu.pdf", uploads.pdf()), owner=side.activity, by=stage.world.hanh, at=NOW
    )


def _own(stage, side):
    notify(
        key=f"own:{side.name}",
        people=[side.officer],
        kind="plans.activity",
        subject="Riêng của bạn",
        body=side.draft_mark,
        at=NOW,
    )
    side.notice = Notice.objects.get(key=f"own:{side.name}")
    side.post = Appointment.objects.get(user=side.officer)
    side.feed = calendars.open_feed(side.officer, at=NOW)


def _province(stage):
    world = stage.world
    stage.planned = planned(world, "Lễ KÍN-6120", [world.stp, world.syt], kind=ActivityKind.CEREMONY, team=[])
    inspection = planned(world, "Kiểm tra năm", [world.stp, world.syt], kind=ActivityKind.INSPECTION, team=[])
    for action in ("announce", "hold"):
        activity_services.take_activity_step(inspection, action, by=world.hanh, at=NOW)
    activity_services.record_result(
        inspection,
        version=inspection.version,
        by=world.hanh,
        at=NOW,
        participants=None,
        result="",
        result_document="12/TB",
        conclusions={side.unit.pk: (TODAY, f"Kết luận {side.mark}") for side in stage.sides.values()},
    )
    stage.inspection = inspection
    own = target_services.start_for_province(TargetRound.objects.get(year=FILED), world.province, by=world.hanh, at=NOW)
    make_targets.filed(own, by=world.hanh, head=world.thang)
    collected = queries.round_of(FILED)
    facts = queries.report_facts(FILED, world.hanh, on=TODAY)
    paper = papers.summary_report(
        collected,
        facts,
        number="9",
        symbol="BC-SNV",
        dated_on=TODAY,
        opening=papers.opening_sentence(collected, on=TODAY),
        remarks="Nhận xét",
        on_behalf="",
        signer_title="GIÁM ĐỐC",
        signer_name="Lê Văn Ký",
    )
    stage.report = documents.issue(paper, subject=collected, by=world.hanh, at=NOW)
    stage.rule = ReminderRule.objects.create(offset=-9)
    Notice.objects.filter(pk=stage.sides["stp"].notice.pk).update(state=NoticeState.FAILED)
    stage.failed = stage.sides["stp"].notice
    stage.mail = MailboxMessage.objects.create(
        at=NOW, sender="thidua@dienbien.test", recipients="lan@dienbien.test", subject="Nhắc việc", text="Còn 6 ngày."
    )


def forbidden(stage, name):
    """The marks that may not stand in any answer to this person."""
    reads_all = {"hanh", "thang", "do", "ha"}
    marks = set()
    for side in stage.sides.values():
        inside = {side.officer.username, side.head.username}
        if name not in inside:
            marks.add(side.draft_mark)
        if name not in inside | reads_all:
            marks.add(side.mark)
    if name not in reads_all:
        marks |= {"DỰ-THẢO-8804", "KÍN-6120"}
    marks |= stage_score_sheets.forbidden(name) | stage_votes.forbidden(name) | stage_awards.forbidden(name)
    marks |= stage_forwarding.forbidden(name) | stage_fund.forbidden(name)
    return marks | stage_clusters.forbidden(name) | stage_covenants.forbidden(name) | stage_papers.forbidden(name)
