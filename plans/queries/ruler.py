"""The year as a line: months, quarters, today, and the days worth a mark. Positions in the units of the drawing."""

import calendar
import dataclasses
import datetime

from core.pictures import number

WIDTH = 1140
ROOM = 7.1  # width of a letter, about


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """A day on the line; positions are figures for SVG. kind: ok, due, ink. `label` is empty where there is no room; the title always tells."""

    x: str
    kind: str
    title: str
    label: str = ""
    text_x: str = "0"
    anchor: str = "start"
    url: str = ""


def position(day, year):
    """0 on 1 January, WIDTH after 31 December; days outside the year stay at the ends."""
    first = datetime.date(year, 1, 1)
    length = 366 if calendar.isleap(year) else 365
    return round(min(max((day - first).days / length, 0), 1) * WIDTH, 1)


def months(year):
    """(x, “T1”) for each month."""
    return [(number(position(datetime.date(year, month, 1), year)), f"T{month}") for month in range(1, 13)]


def quarter_starts(year):
    return [number(position(datetime.date(year, month, 1), year)) for month in (4, 7, 10)]


def ruler(plan, tasks, duties, *, on):
    """Everything the drawing needs. Marks: the day of signing, the duties, and tasks with a day of their own."""
    year = plan.year
    days = []  # (day, weight, kind, words, url)
    if plan.signed_on and plan.signed_on.year == year:
        days.append((plan.signed_on, 0, "ok", "ban hành kế hoạch", ""))
    for duty in duties:
        if duty.due_date.year == year:
            words = f"{'trước' if duty.before else 'hạn'}: {_few(duty.text)}"
            days.append((duty.due_date, 0, "due", words, ""))
    for task in tasks:
        if task.due_on and task.due_on.year == year and not _quarter_end(task.due_on):
            kind = "ok" if task.state == "done" else "due" if task.is_late(on) else "ink"
            days.append((task.due_on, 1, kind, _few(task.short), task.get_absolute_url()))
    marks, taken = [], []
    for day, _, kind, words, url in sorted(days, key=lambda each: (each[1], each[0])):
        x = position(day, year)
        label = f"{day:%d/%m} {words}"
        width = len(label) * ROOM
        anchor = "end" if x + width > WIDTH else "start"
        left = x - 6 if anchor == "start" else x + 8 - width
        if any(left < end and left + width > start for start, end in taken):
            label = ""
        else:
            taken.append((left, left + width + 10))
        text_x = number(x - 6 if anchor == "start" else x + 8)
        marks.append((x, Mark(number(x), kind, f"{day:%d/%m} {words}", label, text_x, anchor, url)))
    marks = [mark for _, mark in sorted(marks, key=lambda pair: pair[0])]
    now = position(on, year) if on.year == year else (WIDTH if on.year > year else 0)
    return {
        "months": months(year),
        "quarters": quarter_starts(year),
        "marks": marks,
        "now": number(now) if on.year == year else None,
        "now_anchor": "start" if now < 60 else "end" if now > WIDTH - 60 else "middle",
        "past": number(now),
    }


def _few(text, limit=26):
    text = text.removesuffix(" …")
    if len(text) <= limit:
        return text
    return text[: limit + 1].rsplit(" ", 1)[0].rstrip(",;.")


def _quarter_end(day):
    return day.month % 3 == 0 and day.day == calendar.monthrange(day.year, day.month)[1]
