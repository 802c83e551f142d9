"""Reads about report rounds: rounds in a list, what a report says, the last period's figures, the roll-up."""

import dataclasses
import datetime
import decimal
import json
from collections import defaultdict

from django.conf import settings
from django.db.models import Count, Q

from core.markup import to_html
from core.models import JournalEntry
from core.sheets.fields import shown_number
from plans.enums import IndicatorKind, ReportKind, RollUp
from plans.models.filings import SENT
from plans.models.reports import (
    ReportIndicator,
    ReportRound,
    ReportValue,
    UnitReport,
    UnitReportComment,
    UnitReportExtension,
    UnitReportReminder,
)
from plans.queries.filings import FileRef, FilingKind, Rows, files_of, register
from plans.workflow.reports import UNIT_REPORT, filing_findings

PREPARING = ("plans.report-round-create", "plans.report-round-edit")
SUGGESTED = settings.BASE_DIR / "plans" / "data" / "report_indicators.json"


# Rounds --------------------------------------------------------------------------------------------------------------
def rounds_of(user):
    """The rounds this person may know of, with how many units report and how many of them sent; two numbers a row."""
    reach = UnitReport.objects.visible_to(user).values("pk")
    mine = Q(reports__in=reach)
    return (
        ReportRound.objects.visible_to(user)
        .select_related("plan")
        .annotate(
            unit_count=Count("reports", filter=mine),
            sent_count=Count("reports", filter=mine & Q(reports__state__in=SENT)),
        )
        .in_order()
    )


def progress_of(task, user):
    """(round, sent, total) of the opened rounds a task of the plan is done by."""
    rounds = rounds_of(user).filter(task=task, opened_at__isnull=False)
    return [(collected, collected.sent_count, collected.unit_count) for collected in rounds]


def before(collected):
    """The round of the same kind one year earlier, or None."""
    return ReportRound.objects.filter(year=collected.year - 1, kind=collected.kind, opened_at__isnull=False).first()


def suggested(kind):
    """(headings, indicators as dicts) a new round begins with: suggestions, not law."""
    kept = json.loads(SUGGESTED.read_text(encoding="utf-8"))
    return kept["outline"][kind], kept["indicators"]


INDICATOR_FIELDS = (
    "group", "label", "measure", "kind", "required", "roll_up", "compared", "negative", "part_of",
)  # fmt: skip


def indicators_of(collected):
    """The round's indicators as dicts, in order."""
    return list(collected.indicators.order_by("position", "pk").values(*INDICATOR_FIELDS))


def last_edit(collected):
    """The journal's last word on who prepared the round, or None."""
    written = JournalEntry.objects.filter(
        subject_type="plans.reportround", subject_id=str(collected.pk), act__in=PREPARING
    )
    return written.order_by("-number").first()


def period_of(kind, year):
    """(first day, last day) the figures of a round speak of."""
    last = datetime.date(year, 6, 30) if kind == ReportKind.MID_YEAR else datetime.date(year, 12, 31)
    return datetime.date(year, 1, 1), last


# What a report says --------------------------------------------------------------------------------------------------
def number_words(number):
    """65.2000 as 65,2 and 1490 as 1.490; "" for None."""
    if number is None:
        return ""
    whole = number.to_integral_value()
    return shown_number(whole if number == whole else number.normalize())


@dataclasses.dataclass(frozen=True, slots=True)
class ValueLine:
    """One indicator with its answer."""

    position: int
    group: str
    label: str
    measure: str
    kind: str
    required: bool
    compared: bool
    number: decimal.Decimal | None = None
    text: str = ""
    note: str = ""

    @property
    def answer(self):
        """The answer in words, as pages, papers and comparisons show it."""
        if self.kind == IndicatorKind.TEXT:
            return self.text
        return (
            f"{number_words(self.number)}%"
            if self.kind == IndicatorKind.PERCENT and self.number is not None
            else (number_words(self.number))
        )

    @property
    def line(self):
        parts = [f"{self.position}. {self.label}: {self.answer or '(trống)'}", self.note]
        return " · ".join(part for part in parts if part)


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    heading: str
    text: str

    @property
    def html(self):
        return to_html(self.text)


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What a report says: either the live draft or what was filed at a moment."""

    values: tuple[ValueLine, ...]
    sections: tuple[Section, ...]
    files: tuple[FileRef, ...]
    filed_at: datetime.datetime | None = None
    by: object = None

    @property
    def empty(self):
        answered = any(value.answer or value.note for value in self.values)
        return not (answered or self.files or any(section.text for section in self.sections))


def live_content(report):
    """The report as it stands now."""
    values = {value.indicator_id: value for value in report.values.all()}
    lines = tuple(
        _line(indicator, values.get(indicator.pk)) for indicator in report.round.indicators.order_by("position", "pk")
    )
    return Content(lines, sections_of(report), files_of(report), report.filed_at)


def _line(indicator, value):
    shared = {
        name: getattr(indicator, name)
        for name in ("position", "group", "label", "measure", "kind", "required", "compared")
    }
    return ValueLine(**shared, number=value.number, text=value.text, note=value.note) if value else ValueLine(**shared)


def sections_of(report):
    """Each heading of the outline with the unit's text."""
    texts = [*report.sections, *[""] * len(report.round.headings)]
    return tuple(Section(heading, text) for heading, text in zip(report.round.headings, texts, strict=False))


def dump(content):
    """The content as JSON; files, deadline and moments are kept by every filing."""
    values = [dataclasses.asdict(line) for line in content.values]
    for line in values:
        line["number"] = None if line["number"] is None else str(line["number"])
    return {"values": values, "sections": [dataclasses.asdict(section) for section in content.sections]}


def parse(kept):
    """The content from its JSON."""
    values = tuple(
        ValueLine(**{**line, "number": None if line["number"] is None else decimal.Decimal(line["number"])})
        for line in kept["values"]
    )
    return Content(values, tuple(Section(**section) for section in kept["sections"]), ())


UNIT_REPORTS = register(
    FilingKind(
        code="unit-report",
        round_code="report-round",
        round_key="pk",
        round_list="report-round-list",
        parent="plan",
        subject="báo cáo đơn vị",
        model=UnitReport,
        round=ReportRound,
        comment=UnitReportComment,
        extension=UnitReportExtension,
        reminder=UnitReportReminder,
        workflow=UNIT_REPORT,
        columns=("sections",),
        rows=(
            Rows(
                "values",
                ReportValue,
                "report",
                ("indicator_id", "number", "text", "note"),
                ("indicator__position", "pk"),
            ),
        ),
        findings=filing_findings,
        live=live_content,
        dump=dump,
        parse=parse,
        fields=(
            (
                "Số liệu",
                lambda content: "\n".join(value.line for value in content.values if value.answer or value.note),
            ),
            ("Lời văn", lambda content: "\n".join(f"{s.heading}\n{s.text}" for s in content.sections if s.text)),
        ),
        duty_key=lambda report: f"plans.unit-report:{report.round_id}:{report.unit_id}",
    )
)


def last_period(report):
    """dict label → the unit's own answer one year earlier, from what it sent then."""
    earlier = before(report.round)
    if earlier is None:
        return {}
    sent = ReportValue.objects.filter(
        report__round=earlier, report__unit=report.unit_id, report__state__in=SENT, number__isnull=False
    )
    return {label: number_words(number) for label, number in sent.values_list("indicator__label", "number")}


# The roll-up ---------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """One unit's answer to one indicator."""

    report: UnitReport
    words: str
    number: decimal.Decimal | None
    note: str


@dataclasses.dataclass(frozen=True, slots=True)
class RolledUp:
    """One indicator over all reports that were sent. `total` is None where nothing is summed."""

    indicator: ReportIndicator
    answers: tuple[Answer, ...]
    missing: tuple[UnitReport, ...]
    total: decimal.Decimal | None
    previous: decimal.Decimal | None

    @property
    def total_words(self):
        return number_words(self.total)

    @property
    def previous_words(self):
        return number_words(self.previous)


@dataclasses.dataclass(frozen=True, slots=True)
class RoundFacts:
    """What the roll-up and the province's report are made of; words of drafts are never read."""

    sent: tuple[UnitReport, ...]
    unsent: tuple[UnitReport, ...]
    rows: tuple[RolledUp, ...]
    sections: tuple  # (heading, ((report, text), …))


def round_facts(collected, user):
    """Everything about a round within what the user may see; the same number of queries for any number of units."""
    reports = list(
        UnitReport.objects.visible_to(user).filter(round=collected).select_related("unit", "round").in_order()
    )
    sent = tuple(report for report in reports if report.state in SENT)
    unsent = tuple(report for report in reports if report.state not in SENT)
    by_indicator = defaultdict(dict)
    for value in ReportValue.objects.answered().filter(report__in=sent):
        by_indicator[value.indicator_id][value.report_id] = value
    last = _totals(before(collected), user)
    rows = tuple(
        _rolled_up(indicator, sent, by_indicator[indicator.pk], last)
        for indicator in collected.indicators.order_by("position", "pk")
    )
    told = tuple(
        (
            heading,
            tuple(
                (report, report.sections[index])
                for report in sent
                if index < len(report.sections) and report.sections[index].strip()
            ),
        )
        for index, heading in enumerate(collected.headings)
    )
    return RoundFacts(sent, unsent, rows, told)


def _rolled_up(indicator, sent, values, last):
    answers = []
    for report in sent:
        if value := values.get(report.pk):
            answers.append(Answer(report, _line(indicator, value).answer, value.number, value.note))
    numbers = [answer.number for answer in answers if answer.number is not None]
    total = sum(numbers, decimal.Decimal()) if indicator.is_summed and numbers else None
    missing = tuple(report for report in sent if report.pk not in values)
    return RolledUp(
        indicator, tuple(answers), missing, total, last.get(indicator.label) if indicator.compared else None
    )


def _totals(collected, user):
    """dict label → total of the sent reports of a round, for indicators that are summed."""
    if collected is None:
        return {}
    found = defaultdict(decimal.Decimal)
    values = ReportValue.objects.filter(
        report__in=UnitReport.objects.visible_to(user).filter(round=collected, state__in=SENT),
        indicator__roll_up=RollUp.SUM,
        indicator__kind__in=(IndicatorKind.INTEGER, IndicatorKind.DECIMAL),
        number__isnull=False,
    )
    for label, number in values.values_list("indicator__label", "number"):
        found[label] += number
    return dict(found)
