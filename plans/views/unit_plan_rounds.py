"""Pages of the year's unit plans that are their own: opening, summary report. The rest: `views.filing_rounds`."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from core import clock, documents, journal
from core.days import Deadline
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedDocument
from plans.documents import unit_plans as papers
from plans.forms.filings import OpenRoundForm
from plans.forms.unit_plans import ReportForm, UnitPlanDraft
from plans.models import AnnualPlan
from plans.models.unit_plans import UnitPlan
from plans.permissions.filings import can_report, can_review
from plans.queries import filing_boards as boards
from plans.queries import unit_plans as queries
from plans.queries.unit_plans import UNIT_PLANS
from plans.services import unit_plan_rounds as services
from plans.views.filing_pages import PAGES, FilingPages, below_plan, below_plans
from plans.views.filing_rounds import BOARDS, BoardPages, round_for
from plans.views.papers import MANNERS
from units.models import Unit


@require_safe
def unit_plan_board_today(request):
    """The board of this year, or of the latest year that has one."""
    latest = UnitPlan.objects.visible_to(request.user).order_by("-round__year").values_list("round__year", flat=True)
    year = next(iter(latest[:1]), clock.today().year)
    return redirect("plans:unit-plan-board", year)


def _no_round(request, year):
    """No round that year: what has to come first."""
    user = request.user
    plan = AnnualPlan.objects.visible_to(user).filter(year=year).first()
    can_open = bool(plan) and can_review(user) and plan.duties.exists()
    return page(request, "plans/unit_plan_board_none.html", {"year": year, "plan": plan, "can_open": can_open})


def _links(collected, user):
    if not can_report(user):
        return ()
    return (("Báo cáo tổng hợp", "file-text", UNIT_PLANS.round_url("report-page", collected)),)


PAGES[UNIT_PLANS.code] = FilingPages(
    content="plans/unit_plan_content.html",
    hint="Nhập nội dung và nhiệm vụ, hoặc đính kèm tệp kế hoạch đã ban hành.",
    edit="plans/unit_plan_edit.html",
    draft=UnitPlanDraft,
    trail=below_plans,
)
BOARDS[UNIT_PLANS.code] = BoardPages(
    sub="plans/unit_plan_board_sub.html",
    trail=below_plan,
    links=_links,
    missing=_no_round,
    before=lambda collected: queries.round_of(collected.year - 1),
)


def unit_plan_open(request, year):
    """Open the year's round from the duty in the annual plan, for the kinds of unit chosen."""
    if not can_review(request.user):
        raise PermissionDenied
    plan = get_object_or_404(AnnualPlan.objects.visible_to(request.user), year=year)
    duty = plan.duties.order_by("due_date", "pk").first()
    collected, on = queries.round_of(year), clock.today()
    units = Unit.objects.in_force(on).filter(parent__isnull=False)
    numbers = Counter(boards.GROUP_OF_KIND[kind] for kind in units.order_by("pk").values_list("kind", flat=True))
    form = OpenRoundForm(posted(request), numbers=numbers, initial={"kinds": boards.DEFAULT_GROUPS})
    if duty and form.is_valid():
        kinds = [kind for key in form.cleaned_data["kinds"] for kind in boards.GROUP_KINDS[key]]
        try:
            collected = services.open_round(
                plan, duty, units.filter(kind__in=kinds).in_order(), by=request.user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, collected, f"Đã mở đợt nộp cho {collected.unit_plans.count()} đơn vị.")
    deadline = Deadline(duty.due_date, duty.before) if duty else None
    context = {"plan": plan, "duty": duty, "deadline": deadline, "round": collected, "year": year, "form": form}
    answer = invalid if form.is_bound else page
    return answer(request, "plans/unit_plan_open.html", context)


# The summary report --------------------------------------------------------------------------------------------------
def unit_plan_report_page(request, year):
    """The report with its few words to fill in: PDF, Word, or issued for good."""
    collected, on = round_for(request, UNIT_PLANS, {"year": year}, can_report), clock.today()
    facts = queries.report_facts(year, request.user, on=on)
    form = ReportForm(
        posted(request),
        initial={
            "dated_on": on,
            "opening": papers.opening_sentence(collected, on=on),
            "remarks": papers.closing_remarks(facts),
        },
    )
    if form.is_valid():
        words = dict(form.cleaned_data)
        press = words.pop("press") or "pdf"
        if press != "issue":
            return _report_file(request, collected, papers.summary_report(collected, facts, draft=True, **words), press)
        if not can_review(request.user):
            raise PermissionDenied
        try:
            issued = documents.issue(
                papers.summary_report(collected, facts, **words), subject=collected, by=request.user, at=clock.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, request.path, f"Đã phát hành {issued.title}.")
    context = {
        "round": collected,
        "year": year,
        "form": form,
        "facts": facts,
        "numbers": papers.numbers_sentence(facts),
        "issued": IssuedDocument.objects.of(collected),
        "reviewer": can_review(request.user),
    }
    answer = invalid if form.is_bound else page
    return answer(request, "plans/unit_plan_report.html", context)


@require_safe
def unit_plan_report(request, year, form):
    """One click: the report as it stands today."""
    collected, on = round_for(request, UNIT_PLANS, {"year": year}, can_report), clock.today()
    facts = queries.report_facts(year, request.user, on=on)
    paper = papers.summary_report(
        collected,
        facts,
        opening=papers.opening_sentence(collected, on=on),
        remarks=papers.closing_remarks(facts),
        dated_on=on,
        draft=True,
    )
    return _report_file(request, collected, paper, form)


def _report_file(request, collected, paper, form):
    content_type, render = MANNERS[form]
    journal.record("plans.unit-plan-report", by=request.user, at=clock.now(), subject=collected, detail={"form": form})
    name = f"Báo cáo tổng hợp kế hoạch đơn vị {collected.year}.{form}"
    return attachment(render(paper), name=name, content_type=content_type)
