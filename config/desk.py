"""What stands on a person's desk: the duties in order of haste, and beside them the work their role follows."""

import calendar
import dataclasses
import datetime

from django.urls import reverse
from django.utils import timezone

from config.health import SILENCE
from config.navigation import address
from core import access, heartbeats, words
from core.models import Notice
from core.models.notices import NoticeState
from core.obligations import of_person, owed
from core.reminders import planned
from plans.enums import PlanState, TaskState
from plans.models import AnnualPlan, UnitPlan
from plans.queries import annual, filing_boards, unit_plans
from units.enums import Role
from units.models import Appointment, User
from units.rights import rights_of

SOON = datetime.timedelta(days=7)
GROUPS = (
    ("tre-han", "Trễ hạn"),
    ("hom-nay", "Hôm nay"),
    ("trong-tuan", "Trong 7 ngày tới"),
    ("sau-do", "Sau đó"),
)
SHOWN = {"tre-han": 10, "hom-nay": 10, "trong-tuan": 8, "sau-do": 5}
# The first duty of these kinds has its own words on the one primary button of the desk.
FIRST_STEP = {
    "plans.unit-plan": ("Soạn kế hoạch của đơn vị", "pencil"),
    "plans.unit-plan-confirm": ("Xem và xác nhận kế hoạch", "file-check"),
    "plans.unit-plan-review": ("Kiểm tra kế hoạch kế tiếp", "file-check"),
}
PARTS = ("tiep-nhan", "da-nop", "tra-lai", "nhap", "chua-nop")
TONES = {
    "tiep-nhan": ("ok", "circle-check", "Đã tiếp nhận"),
    "da-nop": ("wait", "send", "Đã nộp, chờ kiểm tra"),
    "tra-lai": ("warn", "arrow-back-up", "Trả lại để sửa"),
    "nhap": ("idle", "pencil", "Đang soạn nháp"),
    "chua-nop": ("none", "circle-dashed", "Chưa nộp"),
}


# The queue --------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One duty as a row: how it looks is decided by its distance to the day."""

    title: str
    url: str
    unit: str
    detail: str
    due_on: datetime.date
    tone: str
    icon: str
    word: str


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    key: str
    label: str
    lines: tuple[Line, ...]
    total: int

    @property
    def rest(self):
        return self.total - len(self.lines)

    @property
    def url(self):
        return f"{reverse('duty-list')}?nhom={self.key}"


def group_of(duty, on):
    """The heading a duty stands under on the day."""
    if duty.due_on < on:
        return "tre-han"
    if duty.due_on == on:
        return "hom-nay"
    return "trong-tuan" if duty.due_on <= on + SOON else "sau-do"


def line(duty, on):
    late = duty.due_on < on
    tone, icon, word = ("bad", "alert-triangle", "Trễ hạn") if late else ("wait", "hourglass", "Chờ xử lý")
    unit = getattr(duty.unit, "label", duty.unit) or ""
    return Line(duty.title, duty.url, str(unit), duty.detail, duty.due_on, tone, icon, word)


def queue(duties, on, *, shown=SHOWN):
    """Duties under their headings, the empty ones left out; at most `shown` rows each (all, when shown is None)."""
    found = {key: [] for key, _ in GROUPS}
    for duty in duties:
        found[group_of(duty, on)].append(duty)
    return [
        Group(key, label, tuple(line(d, on) for d in found[key][: shown and shown[key]]), len(found[key]))
        for key, label in GROUPS
        if found[key]
    ]


def first_step(duties):
    """The words, icon and address of the primary button: the most urgent duty, or None."""
    if not duties:
        return None
    words, icon = FIRST_STEP.get(duties[0].kind, ("Mở việc gấp nhất", "arrow-right"))
    return {"label": words, "icon": icon, "url": duties[0].url}


# What the role follows --------------------------------------------------------------------------------------------
def unit_plan_board(user, on):
    """Counts of this year's unit plans within the user's scope, each with the address of its list; None without."""
    season = unit_plans.round_of(on.year)
    if season is None:
        return None
    counts = filing_boards.board_counts(unit_plans.plans_of(on.year, user), on=on)
    if not counts.all.total:
        return None
    rows = [
        {
            "tone": TONES[key][0],
            "icon": TONES[key][1],
            "label": TONES[key][2],
            "count": counts.count(key),
            "url": unit_plans.board_url(on.year, key),
        }
        for key in PARTS
    ]
    return {
        "deadline": season.deadline,
        "days": (season.deadline.last_day - on).days,
        "total": counts.all.total,
        "sent": counts.all.sent,
        "open": counts.count("chua-gui"),
        "late": counts.count("tre"),
        "waiting": counts.count("da-nop"),
        "rows": rows,
        "parts": [(row["tone"], row["count"]) for row in rows],
        "words": ", ".join(f"{row['count']} {row['label'].lower()}" for row in rows)
        + f" trên {counts.all.total} đơn vị",
        "board_url": unit_plans.board_url(on.year, ""),
        "sent_url": unit_plans.board_url(on.year, "da-gui"),
        "open_url": unit_plans.board_url(on.year, "chua-gui"),
        "waiting_url": unit_plans.board_url(on.year, "da-nop"),
        "late_url": unit_plans.board_url(on.year, "tre"),
    }


def my_unit_plans(user, on):
    """This year's plans of the units where the person drafts or confirms, with their state as the unit sees it."""
    rights = rights_of(user, on)
    ids = rights.unit_ids(Role.OFFICER, Role.HEAD)
    if not ids:
        return []
    return list(
        UnitPlan.objects.visible_to(user)
        .filter(round__year=on.year, unit_id__in=ids)
        .select_related("unit", "round")
        .order_by("unit__position", "unit__sort_key", "pk")
    )


@dataclasses.dataclass(frozen=True, slots=True)
class QuarterCard:
    """The tasks of the running quarter of the year's plan, for those who follow the whole plan."""

    label: str
    url: str
    rows: list
    last_day: datetime.date

    @property
    def done(self):
        return sum(row.task.state == TaskState.DONE for row in self.rows)


def running_quarter(user, on):
    """The quarter of this year's plan the day lies in; None without a plan this person may read."""
    plan = AnnualPlan.objects.visible_to(user).filter(year=on.year).exclude(state=PlanState.DRAFT).first()
    if plan is None:
        return None
    quarter = annual.quarter_on(plan, on)
    rows = annual.rows_of(annual.filtered(plan, {"quarter": str(quarter)}, on=on), on=on)
    last_day = datetime.date(on.year, quarter * 3, calendar.monthrange(on.year, quarter * 3)[1])
    url = f"{plan.get_absolute_url()}?quarter={quarter}#bang"
    return QuarterCard(f"quý {words.roman(quarter)}", url, rows, last_day) if rows else None


def coming_reminders(duties, on):
    """What will go out by itself next: for each day and kind, to how many people; at most four lines.

    duties: everything owed on the day by anybody.
    """
    people = {}
    for plan in planned(on=on, duties=duties):
        people.setdefault((plan.day, plan.label), set()).update(plan.people)
    return [{"day": day, "label": label, "people": len(ids)} for (day, label), ids in list(people.items())[:4]]


def undelivered():
    """Mails that did not leave and wait for a person to look at them."""
    return Notice.objects.filter(state=NoticeState.FAILED).count()


@dataclasses.dataclass(frozen=True, slots=True)
class SystemCard:
    """How the product itself is doing, for its administrator."""

    worker_at: datetime.datetime | None
    worker_lives: bool
    accounts: int
    without_post: int
    undelivered: int


def system_card(on):
    """Background work by the machine clock, accounts, accounts nobody gave a post, mails that did not leave."""
    sign = heartbeats.last("worker")
    active = User.objects.filter(is_active=True)
    return SystemCard(
        worker_at=sign,
        worker_lives=sign is not None and timezone.now() - sign < SILENCE,
        accounts=active.count(),
        without_post=active.exclude(pk__in=Appointment.objects.current(on).values("user")).count(),
        undelivered=undelivered(),
    )


def latest_notices(user):
    """The person's newest unread notices."""
    return list(Notice.objects.of(user).unread().order_by("-at", "-pk")[:5])


def desk_of(user, on):
    """Everything the desk shows, as a template context."""
    rights = rights_of(user, on)
    runs_reminders = access.allowed(user, access.RUN_REMINDERS)
    everything = owed(on=on) if runs_reminders else None  # read once for the queue and for the reminders
    duties = of_person(everything, user) if runs_reminders else owed(on=on, person=user)
    groups = queue(duties, on)
    totals = {group.key: group for group in groups}
    return {
        "posts": rights.posts,
        "groups": groups,
        "total": len(duties),
        "late": totals.get("tre-han"),
        "today_group": totals.get("hom-nay"),
        "week": totals.get("trong-tuan"),
        "first": first_step(duties),
        "board": unit_plan_board(user, on) if rights.sees_all else None,
        "runs": rights.is_standing_body,
        "my_plans": my_unit_plans(user, on),
        "quarter": None if rights.holds(Role.OFFICER, Role.HEAD, Role.ADMIN) else running_quarter(user, on),
        "reminders": coming_reminders(everything, on) if runs_reminders else [],
        "undelivered": undelivered() if access.allowed(user, access.SEE_DELIVERIES) else 0,
        "system": system_card(on) if rights.holds(Role.ADMIN) else None,
        "delivery_url": address("core:delivery-list"),
        "reminders_url": address("core:reminder-preview"),
        "calendar_url": address("core:calendar"),
        "notices": latest_notices(user),
    }
