"""What reading a document yields: a draft plan and the list of what the reader was unsure about.

Plain data, no database. `as_dict` and `from_dict` keep a draft as JSON between two sittings of an officer.
"""

import dataclasses
import datetime

# The plan's key for standing tasks; quarters are 1 to 4.
STANDING = None


@dataclasses.dataclass(slots=True)
class PlanHeader:
    number: str = ""
    symbol: str = ""
    place: str = ""
    signed_on: datetime.date | None = None
    kind: str = ""
    subject: str = ""
    authority: str = ""
    signer_title: str = ""
    signer_name: str = ""
    legal_bases: list[str] = dataclasses.field(default_factory=list)
    distribution: list[str] = dataclasses.field(default_factory=list)
    year: int | None = None

    @property
    def notation(self):
        return f"{self.number}/{self.symbol}" if self.number else ""


@dataclasses.dataclass(slots=True)
class Block:
    """A piece of the body in order. Kind: heading, paragraph, or tasks (where the table stands). Level 0 to 3."""

    kind: str
    text: str = ""
    level: int = 0
    line: int = 0


@dataclasses.dataclass(slots=True)
class DraftTask:
    """One row of the table as printed. `quarter` None: thường xuyên. `due_on` is the last good day, or None."""

    quarter: int | None
    ordinal: str
    text: str
    lead: str
    coordinators: str
    line: int = 0
    expected: list[str] = dataclasses.field(default_factory=list)
    due_on: datetime.date | None = None
    pk: int | None = None  # the PlanTask this row came from, when it came from one

    @property
    def coordinator_list(self):
        return [part.strip() for part in self.coordinators.split(";") if part.strip()]


@dataclasses.dataclass(slots=True)
class DraftDuty:
    """A dated duty in the prose. `before`: “trước ngày”, the date itself is too late."""

    section: str
    text: str
    addressees: str
    due_date: datetime.date
    before: bool
    line: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Doubt:
    """A line the reader was unsure about. `where`: header.number, task:3, block:7, distribution:12, duty:0."""

    line: int
    text: str
    why: str
    suggestion: str = ""
    where: str = ""


@dataclasses.dataclass(slots=True)
class PlanDraft:
    header: PlanHeader
    blocks: list[Block]
    tasks: list[DraftTask]
    duties: list[DraftDuty]
    doubts: list[Doubt]

    def tasks_of(self, quarter):
        return [task for task in self.tasks if task.quarter == quarter]

    @property
    def counts(self):
        """Tasks of quarters I to IV and standing ones: (9, 6, 6, 4, 2) in the seed."""
        return tuple(len(self.tasks_of(quarter)) for quarter in (1, 2, 3, 4, STANDING))


def as_dict(draft):
    """The draft as JSON-ready data; days as ISO text."""

    def plain(value):
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, dict):
            return {key: plain(each) for key, each in value.items()}
        if isinstance(value, list):
            return [plain(each) for each in value]
        return value

    return plain(dataclasses.asdict(draft))


def _day(value):
    return datetime.date.fromisoformat(value) if value else None


def from_dict(data):
    """The draft that `as_dict` wrote."""
    header = {**data["header"], "signed_on": _day(data["header"]["signed_on"])}
    return PlanDraft(
        header=PlanHeader(**header),
        blocks=[Block(**block) for block in data["blocks"]],
        tasks=[DraftTask(**{**task, "due_on": _day(task["due_on"])}) for task in data["tasks"]],
        duties=[DraftDuty(**{**duty, "due_date": _day(duty["due_date"])}) for duty in data["duties"]],
        doubts=[Doubt(**doubt) for doubt in data["doubts"]],
    )
