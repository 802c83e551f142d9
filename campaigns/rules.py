"""What the length of a campaign opens later: pure, from facts and the parameters of `rulesets/durations.toml`.

Counted by calendar years from the launch to the sơ kết or tổng kết: three years from 08/03/2019 are reached on
08/03/2022, not a day earlier; from 29/02 the last day of February counts where the year has no 29th. Two readings of
"từ 3 năm trở lên" are possible for a campaign that runs from 01/01 to 31/12 of the third year: with both days counted it
is full on 31/12, by the period between the dates only on 01/01. We take the stricter one and say from which day a
summing-up is safe.
"""

import calendar
import dataclasses
import datetime
import functools
import tomllib
from pathlib import Path

from campaigns.enums import CampaignKind, Launcher
from core.findings import blocker, info, unknown, warning

FILE = Path(__file__).parent / "rulesets" / "durations.toml"
READ = ("V", "Vq")  # evidence that may stop something; below it a finding only warns
UNVERIFIED = "chưa kiểm chứng"
MOVEMENTS = (CampaignKind.MOVEMENT, CampaignKind.SECTOR)  # Luật 06/2022/QH15, Điều 16: only movements count
OCCASIONS = {("review", "close"): "khi sơ kết hoặc tổng kết", ("close",): "khi tổng kết", ("review",): "khi sơ kết"}


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """What the rules ask of a campaign. Days are local; None is not known. kind, method, launcher: values of the enums."""

    kind: str
    method: str
    launcher: str
    launched_on: datetime.date | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    reviewed_on: datetime.date | None = None
    closed_on: datetime.date | None = None


def facts_of(campaign):
    """The facts as they stand on the record."""
    return Facts(**{field.name: getattr(campaign, field.name) for field in dataclasses.fields(Facts)})


@functools.cache
def parameters():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def rulesets_on(day, *, known):
    """The rule sets in force on the day that had been passed by `known`."""
    return [
        each
        for each in parameters()["rulesets"]
        if each["valid_from"] <= day <= each.get("valid_to", datetime.date.max) and each["known_from"] <= known
    ]


def after_years(day, years):
    """The same day so many years later; 29/02 becomes 28/02 where there is none (Bộ luật Dân sự 2015, Điều 148)."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def full_years(first, last):
    """Whole calendar years between two days; 0 when the second comes first."""
    if last < first:
        return 0
    years = last.year - first.year
    return years if after_years(first, years) <= last else years - 1


def durations(facts, *, on):
    """Findings: which later awards the campaign's length opens, from which day, by which article.

    Judged by the rules of the day it was closed; while it runs, by those of today, and by those known today that will
    be in force on its last day. INFO: long enough. UNKNOWN: not yet, or who launched it, or when, is not known. WARNING: only
    if it is summed up after its last day. BLOCKER: closed too early. Evidence below Vq never blocks.
    """
    if facts.kind not in MOVEMENTS:
        return [info("not-a-movement", "Không phải phong trào thi đua, nên thời gian không mở điều kiện khen thưởng nào.",
                     "Luật 06/2022/QH15, Điều 16" if on >= datetime.date(2022, 6, 15) else "")]  # fmt: skip
    begin = facts.launched_on or facts.starts_on
    days = (
        [facts.closed_on]
        if facts.closed_on
        else [on, *([facts.ends_on] if facts.ends_on and facts.ends_on > on else [])]
    )
    found, seen = [], set()
    for day in days:
        for ruleset in rulesets_on(day, known=on):
            if ruleset["code"] in seen:
                continue
            seen.add(ruleset["code"])
            rules = [rule for rule in ruleset["rules"] if _concerns(rule, facts)]
            found += [_found(rule, facts, begin, on) for rule in rules]
        found += [
            warning("amended", each["message"], _cited(each))
            for each in parameters()["amendments"]
            if day >= each["from"] and on >= each["from"] and found
        ]
    return found or [_nothing_found(facts)]


def _nothing_found(facts):
    if facts.launcher == Launcher.UNKNOWN:
        return unknown("launcher", "Chưa rõ cấp phát động nên chưa biết thời gian mở điều kiện khen thưởng nào.")
    return info(
        "no-rule", "Các quy định đã nạp không có điều kiện khen thưởng nào tính theo thời gian cho cấp phát động này."
    )


def _concerns(rule, facts):
    return facts.launcher in rule["launchers"] and facts.method in rule.get("methods", (facts.method,))


def _found(rule, facts, begin, on):
    occasion = OCCASIONS.get(tuple(rule["at"]), "")
    words = f"{rule['opens']}, {occasion}" if occasion else rule["opens"]
    message, cited = f"Từ {rule['years']} năm: {words}.", _cited(rule)
    if begin is None:
        return unknown(rule["id"], message, cited, "Chưa rõ ngày phát động nên chưa tính được.")
    reached = after_years(begin, rule["years"])
    counted = "phát động" if facts.launched_on else "bắt đầu (chưa rõ ngày phát động)"
    datum = f"Tính từ ngày {counted} {begin:%d/%m/%Y}: đủ {rule['years']} năm ngày {reached:%d/%m/%Y}"
    summed_up = facts.closed_on or (facts.reviewed_on if "review" in rule["at"] else None)
    if summed_up and summed_up >= reached:
        return _weighed(info, rule, message, cited, f"{datum}; {_named(facts, summed_up)} ngày {summed_up:%d/%m/%Y}.")
    if facts.closed_on:
        return _weighed(blocker, rule, message, cited, f"{datum}; đã tổng kết ngày {facts.closed_on:%d/%m/%Y}.")
    if reached <= on:
        return _weighed(info, rule, message, cited, f"{datum}.")
    if facts.ends_on and facts.ends_on < reached:
        return warning(rule["id"], message, cited, f"{datum}, sau ngày kết thúc {facts.ends_on:%d/%m/%Y}.")
    return unknown(rule["id"], message, cited, f"{datum}.")


def _named(facts, day):
    return "tổng kết" if day == facts.closed_on else "sơ kết"


def _weighed(level, rule, message, cited, datum):
    make = level if rule["evidence"] in READ else warning
    return make(rule["id"], message, cited, datum)


def _cited(row):
    if row["evidence"] in READ:
        return row["citation"]
    return f"{row['citation']} ({UNVERIFIED})" if row["citation"] else UNVERIFIED.capitalize()
