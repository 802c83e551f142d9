"""Reads about target registration: rounds, what a registration says, titles and targets over all units."""

import dataclasses
import datetime
import json
from collections import defaultdict

from django.conf import settings
from django.db.models import Count, Q

from core.text import fold
from plans.enums import TitleObject
from plans.models.filings import SENT
from plans.models.targets import (
    TargetGoal,
    TargetRegistration,
    TargetRegistrationComment,
    TargetRegistrationExtension,
    TargetRegistrationReminder,
    TargetRound,
    TargetTitle,
)
from plans.queries.filings import FileRef, FilingKind, Rows, files_of, register
from plans.workflow.targets import TARGET_REGISTRATION, filing_findings

SUGGESTED = settings.BASE_DIR / "plans" / "data" / "titles.json"


def suggested_titles():
    """Names to offer while typing, each once."""
    kept = json.loads(SUGGESTED.read_text(encoding="utf-8"))
    return list(dict.fromkeys(title["name"] for title in kept["titles"]))


# Rounds --------------------------------------------------------------------------------------------------------------
def round_of(year):
    """The year's round, or None."""
    return TargetRound.objects.select_related("plan").filter(year=year).first()


def rounds_of(user):
    """The rounds in which this person may know of a unit's registration, newest first, with how many were sent."""
    mine = TargetRegistration.objects.visible_to(user).of_units()
    reach = Q(registrations__in=mine.values("pk"))
    return (
        TargetRound.objects.filter(pk__in=mine.values("round"))
        .select_related("plan")
        .annotate(
            unit_count=Count("registrations", filter=reach),
            sent_count=Count("registrations", filter=reach & Q(registrations__state__in=SENT)),
        )
        .order_by("-year", "pk")
    )


def of_province(collected, user):
    """What the province registers with the Government in this round, or None."""
    found = TargetRegistration.objects.visible_to(user).filter(round=collected, government=True)
    return found.select_related("unit", "round").first()


# What a registration says ---------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class TitleLine:
    name: str
    object: str
    quantity: int
    note: str

    @property
    def object_label(self):
        return TitleObject(self.object).label

    @property
    def line(self):
        parts = [f"{self.name} ({self.object_label.lower()}): {self.quantity}", self.note]
        return " · ".join(part for part in parts if part)


@dataclasses.dataclass(frozen=True, slots=True)
class GoalLine:
    content: str
    measure: str
    value: str
    due: str

    @property
    def line(self):
        return " · ".join(part for part in (self.content, self.measure, self.value, self.due) if part)


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What a registration says: either the live draft or what was filed at a moment."""

    number: str
    symbol: str
    signed_on: datetime.date | None
    titles: tuple[TitleLine, ...]
    goals: tuple[GoalLine, ...]
    files: tuple[FileRef, ...]
    filed_at: datetime.datetime | None = None
    by: object = None

    @property
    def notation(self):
        return f"{self.number}/{self.symbol}" if self.number and self.symbol else self.number

    @property
    def empty(self):
        return not (self.titles or self.goals or self.files or self.number)


TITLE_FIELDS = ("name", "object", "quantity", "note")
GOAL_FIELDS = ("content", "measure", "value", "due")


def live_content(registration):
    """The registration as it stands now."""
    titles = registration.titles.order_by("position", "pk").values(*TITLE_FIELDS)
    goals = registration.goals.order_by("position", "pk").values(*GOAL_FIELDS)
    return Content(
        registration.number,
        registration.symbol,
        registration.signed_on,
        tuple(TitleLine(**row) for row in titles),
        tuple(GoalLine(**row) for row in goals),
        files_of(registration),
        registration.filed_at,
    )


def dump(content):
    """The content as JSON; files, deadline and moments are kept by every filing."""
    return {
        "number": content.number,
        "symbol": content.symbol,
        "signed_on": content.signed_on.isoformat() if content.signed_on else None,
        "titles": [dataclasses.asdict(line) for line in content.titles],
        "goals": [dataclasses.asdict(line) for line in content.goals],
    }


def parse(kept):
    """The content from its JSON."""
    return Content(
        kept["number"],
        kept["symbol"],
        datetime.date.fromisoformat(kept["signed_on"]) if kept["signed_on"] else None,
        tuple(TitleLine(**line) for line in kept["titles"]),
        tuple(GoalLine(**line) for line in kept["goals"]),
        (),
    )


TARGETS = register(
    FilingKind(
        code="target-registration",
        round_code="target-round",
        round_key="year",
        round_list="target-list",
        parent="plan",
        subject="đăng ký thi đua",
        model=TargetRegistration,
        round=TargetRound,
        comment=TargetRegistrationComment,
        extension=TargetRegistrationExtension,
        reminder=TargetRegistrationReminder,
        workflow=TARGET_REGISTRATION,
        columns=("number", "symbol", "signed_on"),
        rows=(
            Rows("titles", TargetTitle, "registration", TITLE_FIELDS),
            Rows("goals", TargetGoal, "registration", GOAL_FIELDS),
        ),
        findings=filing_findings,
        live=live_content,
        dump=dump,
        parse=parse,
        fields=(
            ("Số, ký hiệu", lambda content: content.notation),
            ("Ngày ký", lambda content: f"{content.signed_on:%d/%m/%Y}" if content.signed_on else ""),
            ("Danh hiệu", lambda content: "\n".join(line.line for line in content.titles)),
            ("Chỉ tiêu", lambda content: "\n".join(line.line for line in content.goals)),
        ),
        duty_key=lambda registration: f"plans.target-registration:{registration.round.year}:{registration.unit_id}",
    )
)


# Over all units --------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class TitleSum:
    """One title for one object over all registrations that were sent: ((registration, how many), …)."""

    name: str
    object: str
    shares: tuple

    @property
    def object_label(self):
        return TitleObject(self.object).label

    @property
    def total(self):
        return sum(number for _, number in self.shares)


@dataclasses.dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the roll-up is made of; words of drafts are never read."""

    sent: tuple
    unsent: tuple
    titles: tuple[TitleSum, ...]
    goals: tuple  # (registration, GoalLine)


def round_facts(collected, user):
    """Titles by name and object, targets by unit, and who has not sent; names that differ in case or marks are one."""
    found = list(
        TargetRegistration.objects.visible_to(user)
        .of_units()
        .filter(round=collected)
        .select_related("unit", "round")
        .in_order()
    )
    sent = tuple(one for one in found if one.state in SENT)
    by_id = {one.pk: one for one in sent}
    order = {one.pk: place for place, one in enumerate(sent)}
    names, shares = {}, defaultdict(lambda: defaultdict(int))
    for title in TargetTitle.objects.filter(registration__in=sent).order_by("registration", "position", "pk"):
        key = (fold(title.name), title.object)
        names.setdefault(key, title.name)
        shares[key][title.registration_id] += title.quantity
    titles = tuple(
        TitleSum(
            names[key],
            key[1],
            tuple((by_id[pk], number) for pk, number in sorted(units.items(), key=lambda item: order[item[0]])),
        )
        for key, units in sorted(shares.items(), key=lambda item: (item[0][1], item[0][0]))
    )
    goals = [
        (by_id[goal.registration_id], GoalLine(goal.content, goal.measure, goal.value, goal.due))
        for goal in TargetGoal.objects.filter(registration__in=sent).order_by("registration", "position", "pk")
    ]
    goals.sort(key=lambda row: order[row[0].pk])
    return RoundFacts(sent, tuple(one for one in found if one.state not in SENT), titles, tuple(goals))
