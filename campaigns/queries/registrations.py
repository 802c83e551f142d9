"""Reads about registration for campaigns: rounds, what a registration says."""

import dataclasses
import datetime

from campaigns.models.registrations import (
    RegisteredTarget,
    Registration,
    RegistrationComment,
    RegistrationExtension,
    RegistrationReminder,
    RegistrationRound,
)
from campaigns.queries.figures import FIGURE_FIELDS, FigureLine, dump_lines, lines_of, parse_lines
from campaigns.workflow.registrations import REGISTRATION, filing_findings
from core.markup import to_html
from plans.models.filings import SENT
from plans.queries.filings import FileRef, FilingKind, Rows, files_of, register


def before(collected):
    """The campaign's round of the year before, or None."""
    return RegistrationRound.objects.filter(campaign=collected.campaign_id, year=collected.year - 1).first()


def targets_of(campaign, unit_id, year):
    """dict indicator id → number the unit registered for the year, as far as it was sent."""
    sent = RegisteredTarget.objects.filter(
        registration__round__campaign=campaign,
        registration__round__year=year,
        registration__unit=unit_id,
        registration__state__in=SENT,
        number__isnull=False,
    )
    return dict(sent.values_list("indicator_id", "number"))


@dataclasses.dataclass(frozen=True, slots=True)
class Content:
    """What a registration says: either the live draft or what was filed at a moment."""

    lines: tuple[FigureLine, ...]
    measures: str
    files: tuple[FileRef, ...]
    filed_at: datetime.datetime | None = None
    by: object = None

    @property
    def measures_html(self):
        return to_html(self.measures)

    @property
    def empty(self):
        return not (self.measures or self.files or any(line.words or line.note for line in self.lines))


def live_content(registration):
    """The registration as it stands now."""
    lines = lines_of(registration.round.campaign, registration.targets.all())
    return Content(lines, registration.measures, files_of(registration), registration.filed_at)


def dump(content):
    """The content as JSON; files, deadline and moments are kept by every filing."""
    return {"lines": dump_lines(content.lines), "measures": content.measures}


def parse(kept):
    """The content from its JSON."""
    return Content(parse_lines(kept["lines"]), kept["measures"], ())


REGISTRATIONS = register(
    FilingKind(
        code="registration",
        round_code="registration-round",
        round_key="pk",
        round_list="registration-round-list",
        parent="campaign__unit",
        subject="đăng ký phong trào",
        model=Registration,
        round=RegistrationRound,
        comment=RegistrationComment,
        extension=RegistrationExtension,
        reminder=RegistrationReminder,
        workflow=REGISTRATION,
        columns=("measures",),
        rows=(Rows("targets", RegisteredTarget, "registration", FIGURE_FIELDS, ("indicator__position", "pk")),),
        findings=filing_findings,
        live=live_content,
        dump=dump,
        parse=parse,
        fields=(
            (
                "Mức đăng ký",
                lambda content: "\n".join(line.line for line in content.lines if line.words or line.note),
            ),
            ("Nội dung, biện pháp", lambda content: content.measures),
        ),
        duty_key=lambda registration: f"campaigns.registration:{registration.round_id}:{registration.unit_id}",
    )
)
