"""What each kind of filing adds to the common pages: its templates, its words, the shape of its draft."""

import dataclasses

from core.models import IssuedDocument
from plans.forms.reports import ReportDraft
from plans.forms.targets import RegistrationDraft
from plans.forms.unit_plans import UnitPlanDraft
from plans.queries.reports import UNIT_REPORTS, last_period
from plans.queries.targets import TARGETS
from plans.queries.unit_plans import UNIT_PLANS


@dataclasses.dataclass(frozen=True, slots=True)
class FilingPages:
    """content: template that shows a content; hint: what to do while there is none; edit: template of the draft's page;
    draft: its `forms.drafts.Draft`; facts: template of lines for the summary beside the content, "" for none;
    extra(filing) gives what content and facts need besides `content` and `filing`.
    """

    content: str
    hint: str
    edit: str
    draft: type
    facts: str = ""
    extra: object = lambda filing: {}


def _paper_links(registration):
    issue = {}
    if registration.government:
        issue["issue_url"] = TARGETS.round_url("province-issue", registration.round)
        issue["issued"] = list(IssuedDocument.objects.of(registration.round))
    return issue | {
        "papers": [
            (label, icon, TARGETS.url("paper", registration.pk, form))
            for label, icon, form in (
                ("Bản đăng ký, Word", "file-type-docx", "docx"),
                ("Bản đăng ký, PDF", "file-type-pdf", "pdf"),
            )
        ]
    }


PAGES = {  # code of a kind -> FilingPages
    UNIT_PLANS.code: FilingPages(
        content="plans/unit_plan_content.html",
        hint="Nhập nội dung và nhiệm vụ, hoặc đính kèm tệp kế hoạch đã ban hành.",
        edit="plans/unit_plan_edit.html",
        draft=UnitPlanDraft,
    ),
    UNIT_REPORTS.code: FilingPages(
        content="plans/unit_report_content.html",
        hint="Điền số liệu từng chỉ tiêu, viết lời văn theo đề cương, hoặc đính kèm tệp báo cáo.",
        edit="plans/unit_report_edit.html",
        draft=ReportDraft,
        extra=lambda report: {"last": last_period(report)},
    ),
    TARGETS.code: FilingPages(
        content="plans/target_content.html",
        hint="Ghi danh hiệu và chỉ tiêu đơn vị đăng ký trong năm.",
        edit="plans/target_edit.html",
        draft=RegistrationDraft,
        facts="plans/target_facts.html",
        extra=_paper_links,
    ),
}
