"""Reads about unit plans: the board, its list, what was filed, and clean answers for other rooms."""

import dataclasses
import datetime
from collections import Counter, defaultdict
from urllib.parse import urlencode

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from core.markup import to_html
from core.models import Notice, StoredFile, Transition
from core.models.notices import Audience, NoticeState
from core.text import fold
from plans.enums import Quarter
from plans.enums import UnitPlanState as S
from plans.models.unit_plans import (
    DRAFTING,
    OPEN,
    SENT,
    UNIT_ROLES,
    Extension,
    UnitPlan,
    UnitPlanReminder,
    UnitPlanRound,
)
from plans.permissions.unit_plans import is_inside
from plans.workflow.unit_plans import INTERNAL
from units.enums import Role
from units.enums import UnitKind as K
from units.models import User
from units.queries import people_with
from units.rights import rights_of

# Rows of the board, in its order: key in the address, words, kinds of unit.
KIND_GROUPS = (
    ("so-nganh", "Sở, ban, ngành", (K.DEPARTMENT, K.DIVISION, K.OFFICE)),
    ("dang", "Cơ quan Đảng", (K.PARTY,)),
    ("doan-the", "Mặt trận, đoàn thể", (K.FRONT,)),
    ("hoi", "Hội đặc thù", (K.ASSOCIATION,)),
    ("vu-trang-noi-chinh", "Lực lượng vũ trang, nội chính", (K.ARMED_FORCES, K.JUSTICE)),
    ("trung-uong", "Cơ quan Trung ương trên địa bàn", (K.CENTRAL_AGENCY,)),
    ("su-nghiep", "Đơn vị sự nghiệp", (K.PUBLIC_SERVICE, K.SCHOOL)),
    ("huyen", "UBND huyện, thị xã, thành phố", (K.DISTRICT, K.TOWN, K.CITY)),
    ("xa", "UBND xã, phường, thị trấn", (K.COMMUNE, K.WARD, K.TOWNSHIP)),
    ("doanh-nghiep-tw", "Doanh nghiệp Trung ương", (K.CENTRAL_ENTERPRISE,)),
    ("doanh-nghiep", "Doanh nghiệp địa phương", (K.LOCAL_ENTERPRISE,)),
    ("khac", "Đơn vị khác", (K.PROVINCE, K.PROVINCE_COMMITTEE, K.COUNCIL, K.OTHER)),
)
GROUP_OF_KIND = {kind: key for key, _, kinds in KIND_GROUPS for kind in kinds}
GROUP_LABELS = {key: label for key, label, _ in KIND_GROUPS}
GROUP_KINDS = {key: kinds for key, _, kinds in KIND_GROUPS}

# Asked by mục IV.5 of the plan: sở, ban, ngành, đoàn thể; districts; the other bodies of province level.
DEFAULT_GROUPS = tuple(key for key, _, _ in KIND_GROUPS if key not in ("xa", "khac"))

# Lists the board can open: key in the address, states outside the unit, words.
LISTS = {
    "tat-ca": ("Tất cả", frozenset(S)),
    "chua-gui": ("Chưa gửi xong", OPEN),
    "da-nop": ("Chờ kiểm tra", frozenset({S.FILED})),
    "tiep-nhan": ("Đã tiếp nhận", frozenset({S.ACCEPTED})),
    "da-gui": ("Đã gửi", SENT),
    "tra-lai": ("Trả lại", frozenset({S.RETURNED})),
    "nhap": ("Nháp", DRAFTING),
    "chua-nop": ("Chưa nộp", frozenset({S.MISSING})),
    "tre": ("Trễ hạn", frozenset(S)),
}
LATE = "tre"
COLUMNS = ("tiep-nhan", "da-nop", "tra-lai", "nhap", "chua-nop")


# The board ---------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class BoardRow:
    """Counts of one kind of unit (or of all): dict list key → number of plans that list shows."""

    key: str
    label: str
    counts: dict

    @property
    def total(self):
        return self.counts["tat-ca"]

    @property
    def sent(self):
        return self.counts["da-gui"]


@dataclasses.dataclass(frozen=True, slots=True)
class BoardCounts:
    """The numbers of one year's board, within what the user may see."""

    year: int
    rows: tuple[BoardRow, ...]
    all: BoardRow

    def count(self, key):
        return self.all.counts[key]


def round_of(year):
    """The year's round, or None."""
    return UnitPlanRound.objects.select_related("plan").filter(year=year).first()


def late_rows(plans, *, on):
    """Filed after the last good day, or not filed and the day is over: the same answer as `UnitPlan.days_late`."""
    filed_late = Q(filed_day__gt=F("due_on"))
    return plans.annotate(filed_day=TruncDate("first_filed_at")).filter(
        filed_late | Q(first_filed_at=None, due_on__lt=on)
    )


def plans_in_list(plans, key, *, on):
    """The plans one of `LISTS` shows."""
    return late_rows(plans, on=on) if key == LATE else plans.in_states(LISTS[key][1])


def board_counts(year, user, *, on):
    """Counts by kind of unit and list, two queries however many units there are."""
    plans = UnitPlan.objects.visible_to(user).for_year(year)
    by_group = defaultdict(Counter)
    for kind, state, number in (
        plans.order_by().values_list("unit__kind", "state").annotate(number=Count("pk")).order_by("unit__kind", "state")
    ):
        for key, (_, states) in LISTS.items():
            if key != LATE and state in states:
                by_group[GROUP_OF_KIND[kind]][key] += number
    late = late_rows(plans, on=on).order_by().values_list("unit__kind").annotate(number=Count("pk"))
    for kind, number in late.order_by("unit__kind"):
        by_group[GROUP_OF_KIND[kind]][LATE] += number
    rows = tuple(
        BoardRow(key, label, {name: by_group[key][name] for name in LISTS})
        for key, label, _ in KIND_GROUPS
        if by_group[key]["tat-ca"]
    )
    return BoardCounts(year, rows, BoardRow("", "Cộng", {k: sum(r.counts[k] for r in rows) for k in LISTS}))


def filings_by_day(year, user):
    """Cumulative filings: list of (local day, number of plans sent up to and including it), of plans now sent."""
    plans = UnitPlan.objects.visible_to(user).for_year(year).in_states(SENT)
    days = plans.annotate(day=TruncDate("first_filed_at")).order_by().values_list("day").annotate(number=Count("pk"))
    total, found = 0, []
    for day, number in days.order_by("day"):
        total += number
        found.append((day, total))
    return found


def filed_until(series, day):
    """The height of a cumulative series on a day."""
    return next((total for when, total in reversed(series) if when <= day), 0)


def needed_per_day(total, sent, *, on, last_day):
    """How many plans a day are still needed, today and the last good day included; a float, or None when over."""
    days = (last_day - on).days + 1
    return (total - sent) / days if days > 0 and total > sent else None


# The list ----------------------------------------------------------------------------------------------------------
def listed(year, user, *, on, key="tat-ca", group="", words=""):
    """The board's list under its filters, in order; page, export and reminder all start here."""
    plans = plans_in_list(UnitPlan.objects.visible_to(user).for_year(year), key, on=on)
    if group:
        plans = plans.filter(unit__kind__in=GROUP_KINDS[group])
    if words:
        plans = plans.search(fold(words), on=on)
    return plans.select_related("unit", "round").in_order()


@dataclasses.dataclass(slots=True)
class ListRow:
    """One plan of the list with the people to call and the reminders they got."""

    plan: UnitPlan
    people: list
    heads: list
    late: int
    reminded_at: datetime.datetime | None = None
    reminded: int = 0

    @property
    def state(self):
        return self.plan.outside_state

    @property
    def open(self):
        return self.plan.state in OPEN


def duty_key(unit_plan):
    """The key of the unit's duty to file, by which reminders are found again."""
    return f"plans.unit-plan:{unit_plan.round.year}:{unit_plan.unit_id}"


def reminders_of(plans):
    """dict plan id → (latest moment, number of days on which somebody of the unit was reminded), two queries."""
    by_key = {duty_key(plan): plan.pk for plan in plans}
    found = defaultdict(dict)
    sent = Notice.objects.filter(duty_key__in=by_key, audience=Audience.PEOPLE).exclude(state=NoticeState.CANCELLED)
    for key, at in sent.order_by("at", "pk").values_list("duty_key", "at"):
        found[by_key[key]][timezone.localdate(at)] = at
    by_hand = UnitPlanReminder.objects.filter(unit_plan__in=by_key.values()).order_by("at", "pk")
    for pk, day, at in by_hand.values_list("unit_plan_id", "day", "at"):
        found[pk][day] = max(at, found[pk].get(day, at))
    return {pk: (max(days.values()), len(days)) for pk, days in found.items()}


def with_people(plans, *, on):
    """Rows for these plans (a page of them, or an export): five queries, however many rows."""
    plans = list(plans)
    unit_ids = [p.unit_id for p in plans]
    officers, heads = people_with(Role.OFFICER, unit_ids, on), people_with(Role.HEAD, unit_ids, on)
    ids = {pk for found in (officers, heads) for people in found.values() for pk in people}
    users = User.objects.in_bulk(ids) if ids else {}
    reminded = reminders_of(plans)
    return [
        ListRow(
            plan,
            [users[pk] for pk in officers.get(plan.unit_id, ())],
            [users[pk] for pk in heads.get(plan.unit_id, ())],
            plan.days_late(on=on),
            *reminded.get(plan.pk, (None, 0)),
        )
        for plan in plans
    ]


# What was written, what was filed --------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class FileRef:
    uuid: str
    name: str
    size: int
    sha256: str


@dataclasses.dataclass(frozen=True, slots=True)
class TaskLine:
    quarter: int | None
    text: str
    lead: str
    due_on: datetime.date | None

    @property
    def when(self):
        return Quarter(self.quarter).label if self.quarter else "Thường xuyên"

    @property
    def line(self):
        """One line of text, for comparing two versions."""
        parts = [self.when, self.text, self.lead, f"{self.due_on:%d/%m/%Y}" if self.due_on else ""]
        return " · ".join(part for part in parts if part)


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What a plan says: either the live draft or what was filed at a moment."""

    title: str
    number: str
    symbol: str
    signed_on: datetime.date | None
    body: str
    tasks: tuple[TaskLine, ...]
    files: tuple[FileRef, ...]
    filed_at: datetime.datetime | None = None
    by: object = None

    @property
    def notation(self):
        return f"{self.number}/{self.symbol}" if self.number and self.symbol else self.number

    @property
    def html(self):
        return to_html(self.body)

    @property
    def empty(self):
        return not (self.title or self.body or self.tasks or self.files or self.number)


def live_content(unit_plan):
    """The plan as it stands now."""
    return Content(
        unit_plan.title,
        unit_plan.number,
        unit_plan.symbol,
        unit_plan.signed_on,
        unit_plan.body,
        tuple(TaskLine(t.quarter, t.text, t.lead, t.due_on) for t in unit_plan.tasks.order_by("position", "pk")),
        tuple(FileRef(str(f.uuid), f.name, f.size, f.sha256) for f in unit_plan.attached()),
        unit_plan.filed_at,
    )


def snapshot(unit_plan, *, at):
    """The live content as JSON, kept with the filing."""
    content = live_content(unit_plan)
    found = dataclasses.asdict(content)
    del found["filed_at"], found["by"]
    found["signed_on"] = content.signed_on.isoformat() if content.signed_on else None
    for line in found["tasks"]:
        line["due_on"] = line["due_on"].isoformat() if line["due_on"] else None
    found["due_on"] = unit_plan.due_on.isoformat()
    found["days_late"] = unit_plan.days_late(on=timezone.localdate(at))
    return found


def _day(text):
    return datetime.date.fromisoformat(text) if text else None


def _content_of(filing):
    kept = filing.evidence
    return Content(
        kept["title"],
        kept["number"],
        kept["symbol"],
        _day(kept["signed_on"]),
        kept["body"],
        tuple(TaskLine(t["quarter"], t["text"], t["lead"], _day(t["due_on"])) for t in kept["tasks"]),
        tuple(FileRef(**f) for f in kept["files"]),
        filing.at,
        filing.by,
    )


def filings(unit_plan):
    """Every version that was filed, the oldest first."""
    steps = Transition.objects.of(unit_plan).filter(action="confirm")
    return [_content_of(step) for step in reversed(steps)]


def content_for(user, unit_plan):
    """What this person may read: the unit its own draft, everybody else what was last filed; None before that."""
    if is_inside(user, unit_plan) or unit_plan.state in SENT:
        return live_content(unit_plan)
    step = Transition.objects.of(unit_plan).filter(action="confirm").first()
    return _content_of(step) if step else None


@dataclasses.dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


FIELD_LABELS = {
    "title": "Trích yếu",
    "notation": "Số, ký hiệu",
    "signed_on": "Ngày ban hành",
    "body": "Nội dung chính",
    "tasks": "Nhiệm vụ",
    "files": "Tệp kèm theo",
}


def _words(content, field):
    value = getattr(content, field)
    if field == "signed_on":
        return f"{value:%d/%m/%Y}" if value else ""
    if field == "tasks":
        return "\n".join(task.line for task in value)
    if field == "files":
        return "\n".join(file.name for file in value)
    return value


def differences(before, after):
    """Fields in which two versions differ, in the words a reader compares. A file changed under one name shows, too."""
    found = []
    for field, label in FIELD_LABELS.items():
        old, new = _words(before, field), _words(after, field)
        if field == "files" and old == new and [f.sha256 for f in before.files] != [f.sha256 for f in after.files]:
            new = "\n".join(f"{f.name} (tệp mới)" for f in after.files)
        if old != new:
            found.append(Difference(label, old, new))
    return found


def steps_for(user, unit_plan):
    """History: the unit sees every step; outside, only what passed between the unit and the standing body."""
    steps = Transition.objects.of(unit_plan)
    return steps if is_inside(user, unit_plan) else steps.exclude(action__in=INTERNAL)


def extensions_of(unit_plan):
    """What moved this plan's deadline, newest first."""
    return (
        Extension.objects.filter(round=unit_plan.round)
        .filter(Q(unit=None) | Q(unit=unit_plan.unit_id))
        .select_related("by")
        .order_by("-at", "-pk")
    )


# For other rooms -----------------------------------------------------------------------------------------------------
def own_plans(user, rights):
    """The plans of the units where the person is officer or head, the newest year first."""
    return (
        UnitPlan.objects.visible_to(user)
        .filter(unit__in=rights.unit_ids(*UNIT_ROLES))
        .select_related("unit", "round__plan")
        .order_by("-round__year", "unit__position", "unit__sort_key", "pk")
    )


def with_days(plans, *, on):
    """(plan, days late) for each plan."""
    return [(plan, plan.days_late(on=on)) for plan in plans]


def filed_on_time(unit, year):
    """True: first filed by the last good day. False: filed late, or never. None: the unit owed no plan that year."""
    found = UnitPlan.objects.filter(unit=unit, round__year=year).first()
    if found is None:
        return None
    return bool(found.first_filed_at) and found.days_late(on=found.due_on) == 0


def board_url(year, key="", group="", words=""):
    """The address of a list of the board."""
    chosen = {k: v for k, v in (("muc", key), ("loai", group), ("q", words)) if v}
    address = reverse("plans:unit-plan-board", args=[year])
    return f"{address}?{urlencode(chosen)}#danh-sach" if chosen else address


# The summary report -------------------------------------------------------------------------------------------------
@dataclasses.dataclass(slots=True)
class ReportRow:
    plan: UnitPlan
    state: S
    late: int
    tasks: int = 0
    files: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the report is made of: plans with the standing body, and the others, each in the board's order."""

    sent: tuple[ReportRow, ...]
    unsent: tuple[ReportRow, ...]


def report_facts(year, user, *, on):
    """Everything the report says, three queries however many units. Words of drafts are never read."""
    plans = list(listed(year, user, on=on).annotate(task_count=Count("tasks")))
    sent = [p for p in plans if p.state in SENT]
    numbers = Counter()
    stored = StoredFile.objects.kept().filter(
        owner_type=ContentType.objects.get_for_model(UnitPlan), owner_id__in=[p.pk for p in sent]
    )
    dropped = {uuid for p in sent for uuid in p.dropped_files}
    for owner_id, uuid in stored.order_by("pk").values_list("owner_id", "uuid"):
        numbers[owner_id] += str(uuid) not in dropped
    rows = [
        ReportRow(p, p.outside_state, p.days_late(on=on), p.task_count, numbers[p.pk])
        if p.state in SENT
        else ReportRow(p, p.outside_state, p.days_late(on=on))
        for p in plans
    ]
    return ReportFacts(
        tuple(row for row in rows if row.plan.state in SENT), tuple(row for row in rows if row.plan.state not in SENT)
    )


# Sentences ----------------------------------------------------------------------------------------------------------
def what_now(user, unit_plan, *, heads=()):
    """Why the plan lies where it does and what this person can do, one sentence; "" when the buttons say it all."""
    names = " hoặc ".join(person.full_name for person in heads) or "thủ trưởng đơn vị"
    rights = rights_of(user)
    officer = rights.holds_at(unit_plan.unit_id, Role.OFFICER)
    head = rights.holds_at(unit_plan.unit_id, Role.HEAD)
    if officer or head:
        if unit_plan.state == S.AWAITING:
            return "" if head else f"Đang chờ {names} xác nhận. Muốn sửa, hãy rút về trước."
        if unit_plan.state == S.FILED:
            return "Đã nộp, Ban TĐKT đang kiểm tra nên không sửa được. Muốn sửa, gửi ý kiến để Ban TĐKT trả lại."
        if unit_plan.state == S.ACCEPTED:
            return "Ban TĐKT đã tiếp nhận nên không sửa được. Muốn sửa, gửi ý kiến để Ban TĐKT mở lại."
        return "" if officer else "Cán bộ thi đua đang soạn. Bạn xác nhận được sau khi cán bộ trình."
    if unit_plan.state in OPEN and unit_plan.state != S.RETURNED:
        return "Đơn vị chưa gửi. Bản nháp là việc riêng của đơn vị; nội dung hiện ra khi thủ trưởng đã xác nhận."
    if unit_plan.state == S.RETURNED:
        return "Đơn vị đang sửa. Dưới đây là bản đã gửi lần gần nhất."
    return ""
