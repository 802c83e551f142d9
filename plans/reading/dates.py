"""Dates in the prose of a plan: the day it was signed, and the days by which something is due."""

import dataclasses
import datetime
import re

from core.errors import Refused

DAY = r"(?P<d>\d{1,2})\s*[/.\-]\s*(?P<m>\d{1,2})(?:\s*[/.\-]\s*(?P<y>\d{4}))?"
WORDS = r"(?P<d2>\d{1,2})\s+tháng\s+(?P<m2>\d{1,2})(?:\s+năm\s+(?P<y2>\d{4}))?"
DUE = re.compile(
    r"\b(?P<lead>trước(?:\s+ngày)?|(?:chậm nhất|muộn nhất|hạn chót|hạn cuối)(?:\s+(?:là|vào|đến|trước))*(?:\s+ngày)?"
    r"|(?:đến|xong|không quá|hết)(?:\s+hết)?\s+ngày)\s+(?:" + DAY + "|" + WORDS + ")",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    day: datetime.date
    before: bool
    year_guessed: bool
    start: int
    end: int


def calendar_day(year, month, day, *, line):
    """The day, or Refused when the calendar has no such day."""
    try:
        return datetime.date(int(year), int(month), int(day))
    except ValueError:
        raise Refused(
            f"Dòng {line}: ngày {int(day):02d}/{int(month):02d}/{year} không có trong lịch. Hãy sửa trong tệp rồi nạp lại."
        ) from None


def find_dues(text, *, year, line):
    """Due days in the text. “Trước ngày” excludes the day; “chậm nhất”, “đến ngày”, “hết ngày” include it.

    “Chậm nhất trước ngày” keeps the stricter reading, before. A day without a year takes the plan's and says so.
    """
    found = []
    for match in DUE.finditer(text):
        day, month = match["d"] or match["d2"], match["m"] or match["m2"]
        given = match["y"] or match["y2"]
        if not given and not year:
            continue
        found.append(
            Due(
                day=calendar_day(given or year, month, day, line=line),
                before="trước" in match["lead"].casefold(),
                year_guessed=not given,
                start=match.start(),
                end=match.end(),
            )
        )
    return found
