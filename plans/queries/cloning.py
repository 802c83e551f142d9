"""What next year's plan would look like: the same tasks, dates moved, years in the texts shifted; nothing is written."""

import calendar
import dataclasses
import datetime
import difflib
import re

from core.days import is_working_day, next_working_day, previous_working_day
from plans.queries.content import content_of
from plans.reading import PlanDraft

LONG = 240  # letters; longer texts are shown in pieces
AROUND = 8  # words kept on each side of a difference
ONE_DAY = datetime.timedelta(days=1)
SCHOOL_YEAR = re.compile(r"\b(năm học)\s+(20\d\d)(\s*-\s*)(20\d\d)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(năm)\s+(20\d\d)\b(?!\s*-\s*20\d\d)", re.IGNORECASE)
# A year that belongs to a cited paper or to the name of a law stays: “Luật … năm 2022”, “ngày 10/12/2021 của …”.
CITATION = re.compile(
    r"\b(?:Luật|Nghị định|Thông tư|Nghị quyết số|Quyết định số|Chỉ thị số|Kế hoạch số)[^.;]*?\bnăm 20\d\d"
)
DATED = re.compile(
    r"\b(?P<lead>trước ngày|chậm nhất ngày|đến ngày|hết ngày)\s+(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)"
)
OLD_PAPER = re.compile(r"\bngày \d{1,2}/\d{1,2}/(20\d\d)\b")


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One value the clone changes. `key` names it: header.subject, block:4, task:12, duty:0, task:12:due_on."""

    key: str
    label: str
    before: str
    after: str
    note: str = ""

    @property
    def shown(self):
        """(before, after) for people: of long texts only the places that differ, each with some words about it."""
        if max(len(self.before), len(self.after)) <= LONG:
            return self.before, self.after
        old, new = self.before.split(), self.after.split()
        groups = difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND)
        spans = [(group[0][1], group[-1][2], group[0][3], group[-1][4]) for group in groups]
        before = " … ".join(" ".join(old[a:b]) for a, b, _, _ in spans)
        after = " … ".join(" ".join(new[c:d]) for _, _, c, d in spans)
        return f"… {before} …", f"… {after} …"


def shift_years(text, year, by=1):
    """The text for the following year: “năm 2022” → “năm 2023”, “năm học 2021 - 2022” → “năm học 2022 - 2023”.

    Only last year, this year and next year move; periods (2021-2025), laws and numbered papers stay.
    """
    near = {year - 1, year, year + 1}
    kept = [match.span() for match in CITATION.finditer(text)]

    def inside(match):
        return any(start <= match.start() < end for start, end in kept)

    def school(match):
        if int(match[2]) not in near:
            return match[0]
        return f"{match[1]} {int(match[2]) + by}{match[3]}{int(match[4]) + by}"

    def plain(match):
        if int(match[2]) not in near or inside(match):
            return match[0]
        return f"{match[0][: -len(match[2])]}{int(match[2]) + by}"

    return SCHOOL_YEAR.sub(school, YEAR.sub(plain, text))


def quarter_last_day(year, quarter):
    return datetime.date(year, quarter * 3, calendar.monthrange(year, quarter * 3)[1])


def same_day_in(day, year):
    """The day in another year; 29 February becomes 28."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def move_due(day, by=1):
    """A task's last good day a year on. An end of quarter stays an end of quarter; a day off gives the next working
    day, or the last one before when the quarter would be left.
    """
    if day is None:
        return None
    last = quarter_last_day(day.year, (day.month - 1) // 3 + 1)
    if day in {last, _last_working(last)}:
        return _last_working(quarter_last_day(day.year + by, (day.month - 1) // 3 + 1))
    moved = same_day_in(day, day.year + by)
    if is_working_day(moved):
        return moved
    later = next_working_day(moved)
    end = quarter_last_day(moved.year, (moved.month - 1) // 3 + 1)
    return later if later <= end else _last_working(moved)


def move_duty(day, *, before, by=1):
    """The printed date of a duty a year on; its last good day is a working day."""
    moved = same_day_in(day, day.year + by)
    last = moved - ONE_DAY if before else moved
    if not is_working_day(last):
        last = next_working_day(last)
    return last + ONE_DAY if before else last


def _last_working(day):
    return day if is_working_day(day) else previous_working_day(day)


def clone_of(plan, keep=frozenset()):
    """(content, changes) of the following year's draft. `keep`: keys of text changes the officer does not want.

    Left behind: number, date, results, progress, evidence. Signer, bases and distribution are taken over to be checked.
    """
    content = content_of(plan)
    year, changes = plan.year, []

    def shifted(key, label, text, note=""):
        after = shift_years(text, year)
        if after == text:
            return text
        changes.append(Change(key, label, text, after, note))
        return text if key in keep else after

    header = dataclasses.replace(content.header, year=year + 1, number="", signed_on=None)
    header.subject = shifted("header.subject", "Trích yếu", header.subject)
    duties = []
    for index, duty in enumerate(content.duties):
        due = move_duty(duty.due_date, before=duty.before)
        changes.append(
            Change(f"duty:{index}:due_date", f"Việc có hạn {duty.section}: ngày", _day(duty.due_date), _day(due))
        )
        text = _with_date(shift_years(duty.text, year), duty.due_date, due)
        if text != duty.text:
            changes.append(Change(f"duty:{index}", f"Việc có hạn {duty.section}", duty.text, text))
        duties.append(dataclasses.replace(duty, due_date=due, text=duty.text if f"duty:{index}" in keep else text))
    moves = {old.due_date: new.due_date for old, new in zip(content.duties, duties, strict=True)}
    blocks = []
    for index, block in enumerate(content.blocks):
        after = shift_years(block.text, year)
        for old, new in moves.items():
            after = _with_date(after, old, new)
        if after != block.text:
            changes.append(Change(f"block:{index}", "Nội dung", block.text, after, _old_papers(block.text, year)))
        blocks.append(dataclasses.replace(block, text=block.text if f"block:{index}" in keep else after))
    tasks = []
    for index, task in enumerate(content.tasks):
        name = f"Nhiệm vụ {_name(task)}"
        text = shifted(f"task:{index}", name, task.text, _old_papers(task.text, year))
        due = move_due(task.due_on)
        if due != task.due_on:
            changes.append(Change(f"task:{index}:due_on", f"{name}: hạn", _day(task.due_on), _day(due)))
        tasks.append(dataclasses.replace(task, text=text, due_on=due, pk=None))
    return PlanDraft(header, blocks, tasks, duties, []), changes


def _with_date(text, old, new):
    def replace(match):
        same = (int(match["d"]), int(match["m"]), int(match["y"])) == (old.day, old.month, old.year)
        return f"{match['lead']} {new.day:02d}/{new.month}/{new.year}" if same else match[0]

    return DATED.sub(replace, text)


def _old_papers(text, year):
    years = sorted({match[1] for match in OLD_PAPER.finditer(text) if int(match[1]) <= year})
    return f"Viện dẫn văn bản năm {', '.join(years)}: xem có văn bản mới thay thế không." if years else ""


def _name(task):
    quarter = {1: "I", 2: "II", 3: "III", 4: "IV"}.get(task.quarter, "TX")
    return f"{quarter}.{task.ordinal}" if task.ordinal else f"quý {quarter}"


def _day(value):
    return f"{value:%d/%m/%Y}" if value else "cả năm"
