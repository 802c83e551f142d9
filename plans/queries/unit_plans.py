"""Reads about unit plans: a year's board and list, what a plan says, the summary report, answers for other rooms.

What every filing shares stands in `filings` (one of them) and `filing_boards` (a round of them).
"""

import dataclasses
import datetime
from collections import Counter

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from core.markup import to_html
from core.models import StoredFile
from plans.enums import FilingState as S
from plans.enums import Quarter
from plans.models.filings import SENT
from plans.models.unit_plans import (
    UnitPlan,
    UnitPlanComment,
    UnitPlanExtension,
    UnitPlanReminder,
    UnitPlanRound,
    UnitPlanTask,
)
from plans.queries import filing_boards as boards
from plans.queries.filings import FileRef, FilingKind, Rows, day_of, files_of, register
from plans.workflow.unit_plans import UNIT_PLAN, filing_findings


# A year --------------------------------------------------------------------------------------------------------------
def round_of(year):
    """The year's round, or None."""
    return UnitPlanRound.objects.select_related("plan").filter(year=year).first()


def plans_of(year, user):
    """The year's plans this person may know of; every number and list starts here."""
    return UnitPlan.objects.visible_to(user).for_year(year)


def board_url(year, key="", group="", words=""):
    """The address of a list of the year's board."""
    return boards.list_url(UnitPlanRound(year=year), key, group, words)


# What a plan says ------------------------------------------------------------------------------------------------------
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
        files_of(unit_plan),
        unit_plan.filed_at,
    )


def dump(content):
    """The content as JSON; files, deadline and moments are kept by every filing."""
    found = dataclasses.asdict(content)
    for name in ("files", "filed_at", "by"):
        del found[name]
    found["signed_on"] = content.signed_on.isoformat() if content.signed_on else None
    for line in found["tasks"]:
        line["due_on"] = line["due_on"].isoformat() if line["due_on"] else None
    return found


def parse(kept):
    """The content from its JSON."""
    return Content(
        kept["title"],
        kept["number"],
        kept["symbol"],
        day_of(kept["signed_on"]),
        kept["body"],
        tuple(TaskLine(t["quarter"], t["text"], t["lead"], day_of(t["due_on"])) for t in kept["tasks"]),
        (),
    )


UNIT_PLANS = register(
    FilingKind(
        code="unit-plan",
        round_code="unit-plan",
        round_key="year",
        round_list="unit-plan-board-today",
        parent="plan",
        subject="kế hoạch đơn vị",
        model=UnitPlan,
        round=UnitPlanRound,
        comment=UnitPlanComment,
        extension=UnitPlanExtension,
        reminder=UnitPlanReminder,
        workflow=UNIT_PLAN,
        columns=("title", "number", "symbol", "signed_on", "body"),
        rows=(Rows("tasks", UnitPlanTask, "unit_plan", ("quarter", "text", "lead", "due_on")),),
        findings=filing_findings,
        live=live_content,
        dump=dump,
        parse=parse,
        fields=(
            ("Trích yếu", lambda content: content.title),
            ("Số, ký hiệu", lambda content: content.notation),
            ("Ngày ban hành", lambda content: f"{content.signed_on:%d/%m/%Y}" if content.signed_on else ""),
            ("Nội dung chính", lambda content: content.body),
            ("Nhiệm vụ", lambda content: "\n".join(task.line for task in content.tasks)),
        ),
        duty_key=lambda plan: f"plans.unit-plan:{plan.round.year}:{plan.unit_id}",
    )
)


# For other rooms -----------------------------------------------------------------------------------------------------
def filed_on_time(unit, year):
    """True: first filed by the last good day. False: filed late, or never. None: the unit owed no plan that year."""
    found = UnitPlan.objects.filter(unit=unit, round__year=year).first()
    if found is None:
        return None
    return bool(found.first_filed_at) and found.days_late(on=found.due_on) == 0


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
    plans = list(boards.listed(plans_of(year, user), on=on).annotate(task_count=Count("tasks")))
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
