"""What the five kinds of filing share in proofs: how one is made, what its officer's page sends, where a text lands."""

import dataclasses
import io
from collections.abc import Callable

import docx
import pypdf

from campaigns.queries.registrations import REGISTRATIONS
from campaigns.queries.results import CAMPAIGN_REPORTS
from plans.queries.filings import FilingKind
from plans.queries.reports import UNIT_REPORTS
from plans.queries.targets import TARGETS
from plans.queries.unit_plans import UNIT_PLANS
from plans.services import filings as steps
from tests.factories import campaign_reports, registrations, reports, targets, unit_plans

INSIDE, RUNS, READS = {"lan", "binh"}, {"hanh", "thang"}, {"do", "ha"}
FOREIGN = {"hoa", "dung"}  # in scope of the round, which then shows their own unit only
NO_SCOPE = {"tuan", "van", "ke", "admin", "root", "stranger"}
EVERYBODY = sorted(INSIDE | RUNS | READS | FOREIGN | NO_SCOPE)


def paper_text(content):
    """The words of a PDF or Word file, on one line."""
    if content[:5] == b"%PDF-":
        found = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    else:
        document = docx.Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        found = [*(paragraph.text for paragraph in document.paragraphs), *cells]
    return " ".join(" ".join(found).split())


@dataclasses.dataclass(frozen=True, eq=False)
class Sample:
    """One kind, with one text in its content.

    send(filing, text, **changes): what the officer's page posts, complete and right; name(filing, word): the field
    meant by a word of `changes`. text(filing): the text as saved; values(text): the same for the service; part, label,
    shown(text): what holds it, on the clash page. unclear: input that makes no sense yet, the label of its part, and
    what is saved of that part.
    """

    kind: FilingKind
    make: object
    of: Callable
    send: Callable
    text: Callable
    values: Callable
    part: str
    label: str
    unclear: tuple
    shown: Callable = str
    name: Callable = lambda filing, word: word

    def __str__(self):
        return self.kind.code

    def save(self, filing, text, *, by):
        """Saved by the officer through the service."""
        steps.save_draft(filing, version=filing.version, values=self.values(text), by=by, at=self.make.moment(2))
        return filing


def _plan(filing, text="Lời", **changes):
    found = {"version": filing.version, "press": "save", "title": "Kế hoạch năm 2022", "body": text}
    found |= dict.fromkeys(("number", "symbol", "signed_on"), "")
    found |= {"tasks-TOTAL_FORMS": "1", "tasks-INITIAL_FORMS": "0", "tasks-0-text": "Việc một"}
    return found | changes


def _value(filing, word):
    """“v1”: the field of the first indicator, of the round or of the campaign it belongs to."""
    if word[0] != "v" or not word[1:].isdecimal():
        return word
    return f"value_{_indicators(filing).get(position=int(word[1:])).pk}"


def _indicators(filing):
    owner = filing.round if hasattr(filing.round, "indicators") else filing.round.campaign
    return owner.indicators


def _figures(filing, changes):
    found = {}
    for indicator in _indicators(filing).all():
        found |= {f"value_{indicator.pk}": "1", f"note_{indicator.pk}": ""}
    return found | {_value(filing, word): typed for word, typed in changes.items()}


def _report(filing, text="Lời", **changes):
    found = {"version": filing.version, "press": "save", "section_0": text, "section_1": ""}
    return found | _figures(filing, changes)


def _of_campaign(filing, text="Lời", **changes):
    return {"version": filing.version, "press": "save", "measures": text} | _figures(filing, changes)


def _campaign_report(filing, text="Lời", **changes):
    found = {"version": filing.version, "press": "save", "section_0": text}
    found |= dict.fromkeys(("section_1", "section_2", "section_3"), "")
    for prefix in ("tap-the", "ca-nhan"):
        found |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    found |= {"ca-nhan-0-name": "Lù Văn Pản", "ca-nhan-0-achievement": "Hiến đất"}
    return found | _figures(filing, changes)


def _registration(filing, text="Lời", **changes):
    found = {"version": filing.version, "press": "save", **dict.fromkeys(("number", "symbol", "signed_on"), "")}
    for prefix in ("danh-hieu", "chi-tieu"):
        found |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-INITIAL_FORMS": "0"}
    found |= {"danh-hieu-0-name": "Chiến sĩ thi đua cơ sở", "danh-hieu-0-object": "person", "danh-hieu-0-quantity": "3"}
    return found | {"chi-tieu-0-content": text, "chi-tieu-0-value": "4,5"} | changes


SAMPLES = (
    Sample(
        UNIT_PLANS,
        unit_plans,
        unit_plans.plan_of,
        send=_plan,
        text=lambda plan: plan.body,
        values=lambda text: {"body": text},
        part="body",
        label="Nội dung chính",
        unclear=({"signed_on": "31/02"}, "Ngày ban hành", lambda plan: plan.signed_on),
    ),
    Sample(
        UNIT_REPORTS,
        reports,
        reports.filing_of,
        send=_report,
        text=lambda report: "".join(report.sections),
        values=lambda text: {"sections": [text, ""]},
        part="section_0",
        label="Công tác chỉ đạo",
        unclear=(
            {"v1": "ba"},
            "Số phong trào",
            lambda report: report.values.filter(indicator__position=1).first(),
        ),
        name=_value,
    ),
    Sample(
        TARGETS,
        targets,
        targets.filing_of,
        send=_registration,
        text=lambda made: "".join(made.goals.values_list("content", flat=True)),
        values=lambda text: {"goals": [{"content": text, "measure": "", "value": "4,5", "due": ""}]},
        part="goals",
        label="Chỉ tiêu",
        shown=lambda text: f"1. {text} · 4,5",
        unclear=({"danh-hieu-0-quantity": "ba"}, "Danh hiệu", lambda made: made.titles.first()),
    ),
    Sample(
        REGISTRATIONS,
        registrations,
        registrations.filing_of,
        send=_of_campaign,
        text=lambda made: made.measures,
        values=lambda text: {"measures": text},
        part="measures",
        label="Nội dung, biện pháp",
        unclear=({"v1": "ba"}, "Số xã đạt chuẩn", lambda made: made.targets.filter(indicator__position=1).first()),
        name=_value,
    ),
    Sample(
        CAMPAIGN_REPORTS,
        campaign_reports,
        campaign_reports.filing_of,
        send=_campaign_report,
        text=lambda report: "".join(report.sections),
        values=lambda text: {"sections": [text, "", "", ""]},
        part="section_0",
        label="Kết quả, hiệu quả",
        unclear=({"v1": "ba"}, "Số xã đạt chuẩn", lambda made: made.figures.filter(indicator__position=1).first()),
        name=_value,
    ),
)
PLAN, REPORT, REGISTRATION, CAMPAIGN_REGISTRATION, CAMPAIGN_REPORT = SAMPLES
