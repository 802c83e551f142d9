"""Reads about reports on campaigns: rounds, what a report says beside the unit's target and its report before."""

import dataclasses
import datetime

from campaigns.enums import HonourObject
from campaigns.models.results import (
    HEADINGS,
    CampaignReport,
    CampaignReportComment,
    CampaignReportExtension,
    CampaignReportReminder,
    ReportCandidate,
    ReportedFigure,
    ResultRound,
)
from campaigns.queries.figures import FIGURE_FIELDS, FigureLine, dump_lines, lines_of, parse_lines
from campaigns.queries.registrations import targets_of
from campaigns.workflow.results import CAMPAIGN_REPORT, filing_findings
from plans.models.filings import SENT
from plans.queries.filings import FileRef, FilingKind, Rows, files_of, register
from plans.queries.reports import Section

CANDIDATE_FIELDS = ("object", "name", "title", "achievement")


def before(collected):
    """The campaign's round of the same kind whose period ended last before this one's, or None."""
    earlier = ResultRound.objects.filter(
        campaign=collected.campaign_id, kind=collected.kind, period_to__lt=collected.period_to
    )
    return earlier.order_by("-period_to", "-pk").first()


def last_figures(report):
    """dict indicator id → number the unit reported the period before, of any kind of report, as far as it was sent."""
    earlier = CampaignReport.objects.filter(
        round__campaign=report.round.campaign_id,
        round__period_to__lt=report.round.period_to,
        unit=report.unit_id,
        state__in=SENT,
    ).order_by("-round__period_to", "-pk")
    found = ReportedFigure.objects.filter(report__in=earlier.values("pk")[:1], number__isnull=False)
    return dict(found.values_list("indicator_id", "number"))


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    object: str
    name: str
    title: str
    achievement: str

    @property
    def line(self):
        parts = (HonourObject(self.object).label, self.name, self.title, self.achievement)
        return " · ".join(part for part in parts if part)


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What a report says: either the live draft or what was filed at a moment."""

    lines: tuple[FigureLine, ...]
    sections: tuple[Section, ...]
    candidates: tuple[Candidate, ...]
    files: tuple[FileRef, ...]
    filed_at: datetime.datetime | None = None
    by: object = None

    @property
    def has_targets(self):
        return any(line.target is not None for line in self.lines)

    @property
    def has_last(self):
        return any(line.last is not None for line in self.lines)

    @property
    def collectives(self):
        return [one for one in self.candidates if one.object == HonourObject.COLLECTIVE]

    @property
    def persons(self):
        return [one for one in self.candidates if one.object == HonourObject.PERSON]

    @property
    def empty(self):
        answered = any(line.words or line.note for line in self.lines)
        return not (answered or self.files or self.candidates or any(section.text for section in self.sections))


def live_content(report):
    """The report as it stands now."""
    collected = report.round
    lines = lines_of(
        collected.campaign,
        report.figures.all(),
        targets=targets_of(collected.campaign_id, report.unit_id, collected.year),
        last=last_figures(report),
    )
    texts = [*report.sections, *[""] * len(HEADINGS)]
    sections = tuple(Section(heading, text) for heading, text in zip(HEADINGS, texts, strict=False))
    candidates = report.candidates.order_by("position", "pk").values(*CANDIDATE_FIELDS)
    return Content(lines, sections, tuple(Candidate(**row) for row in candidates), files_of(report), report.filed_at)


def dump(content):
    """The content as JSON; files, deadline and moments are kept by every filing."""
    return {
        "lines": dump_lines(content.lines),
        "sections": [dataclasses.asdict(section) for section in content.sections],
        "candidates": [dataclasses.asdict(one) for one in content.candidates],
    }


def parse(kept):
    """The content from its JSON."""
    return Content(
        parse_lines(kept["lines"]),
        tuple(Section(**section) for section in kept["sections"]),
        tuple(Candidate(**one) for one in kept["candidates"]),
        (),
    )


CAMPAIGN_REPORTS = register(
    FilingKind(
        code="campaign-report",
        round_code="result-round",
        round_key="pk",
        round_list="result-round-list",
        parent="campaign__unit",
        subject="báo cáo phong trào",
        model=CampaignReport,
        round=ResultRound,
        comment=CampaignReportComment,
        extension=CampaignReportExtension,
        reminder=CampaignReportReminder,
        workflow=CAMPAIGN_REPORT,
        columns=("sections",),
        rows=(
            Rows("figures", ReportedFigure, "report", FIGURE_FIELDS, ("indicator__position", "pk")),
            Rows("candidates", ReportCandidate, "report", CANDIDATE_FIELDS),
        ),
        findings=filing_findings,
        live=live_content,
        dump=dump,
        parse=parse,
        fields=(
            ("Kết quả", lambda content: "\n".join(line.line for line in content.lines if line.words or line.note)),
            ("Lời văn", lambda content: "\n".join(f"{s.heading}\n{s.text}" for s in content.sections if s.text)),
            ("Tập thể, cá nhân đề nghị", lambda content: "\n".join(one.line for one in content.candidates)),
        ),
        duty_key=lambda report: f"campaigns.campaign-report:{report.round_id}:{report.unit_id}",
    )
)
