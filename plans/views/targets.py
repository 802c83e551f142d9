"""Target registration: the list of years, opening, the roll-up, the paper. The rest: `views.filings`, `views.drafts`."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from core import clock, journal
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedDocument
from core.sheets.pages import sheet_attachment
from plans.documents.targets import registration_paper
from plans.forms.targets import OpenTargetsForm, RegistrationDraft
from plans.models import AnnualPlan
from plans.models.filings import SENT
from plans.permissions.filings import can_report, can_review, can_see_board
from plans.queries import filing_boards as boards
from plans.queries import filings as reading
from plans.queries import targets as queries
from plans.queries.targets import TARGETS
from plans.services import targets as services
from plans.tables import targets as table
from plans.views.filing_pages import PAGES, FilingPages, below_plan, below_plans
from plans.views.filing_rounds import BOARDS, BoardPages, round_for
from plans.views.filings import load
from plans.views.papers import MANNERS
from units.enums import UnitKind
from units.models import Unit

journal.name_acts(
    {
        "plans.target-round-rollup": "Xuất bảng tổng hợp đăng ký thi đua",
        "plans.target-registration-paper": "Tải bản đăng ký thi đua",
    }
)


# Years -----------------------------------------------------------------------------------------------------------------
@require_safe
def target_list(request):
    """The years with a registration this person may know of."""
    if not can_see_board(request.user):
        raise PermissionDenied
    rounds = list(queries.rounds_of(request.user))
    context = {"rounds": rounds, "plan": None, "has_own": reading.owes_any(TARGETS, request.user)}
    if can_review(request.user):
        have = {collected.year for collected in rounds}
        plans = AnnualPlan.objects.visible_to(request.user).exclude(state="draft").exclude(year__in=have)
        context["plan"] = plans.order_by("-year").first()
    return page(request, "plans/target_list.html", context)


def _missing(request, year):
    raise Http404


def _links(collected, user):
    found = []
    if can_report(user):
        found.append(("Bảng tổng hợp", "chart-bar", TARGETS.round_url("rollup", collected)))
        found.append(("Đăng ký với Chính phủ", "target", TARGETS.round_url("province", collected)))
    return found


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


PAGES[TARGETS.code] = FilingPages(
    content="plans/target_content.html",
    hint="Ghi danh hiệu và chỉ tiêu đơn vị đăng ký trong năm.",
    edit="plans/target_edit.html",
    draft=RegistrationDraft,
    trail=below_plans,
    facts="plans/target_facts.html",
    extra=_paper_links,
)
BOARDS[TARGETS.code] = BoardPages(
    sub="plans/target_round_sub.html",
    trail=below_plan,
    links=_links,
    missing=_missing,
    before=lambda collected: queries.round_of(collected.year - 1),
)


def target_round_open(request, year):
    """Open the year's registration for the kinds of unit chosen, or add units to it."""
    if not can_review(request.user):
        raise PermissionDenied
    plan = get_object_or_404(AnnualPlan.objects.visible_to(request.user), year=year)
    collected, on = queries.round_of(year), clock.today()
    units = Unit.objects.in_force(on).filter(parent__isnull=False)
    numbers = Counter(boards.GROUP_OF_KIND[kind] for kind in units.order_by("pk").values_list("kind", flat=True))
    form = OpenTargetsForm(
        posted(request),
        numbers=numbers,
        opened=collected is not None,
        initial={"kinds": boards.DEFAULT_GROUPS, "opens_on": on},
    )
    if form.is_valid():
        kept = form.cleaned_data
        kinds = [kind for key in kept["kinds"] for kind in boards.GROUP_KINDS[key]]
        try:
            collected = services.open_round(
                plan,
                list(units.filter(kind__in=kinds).in_order()),
                due_date=kept.get("due_date"),
                before=kept.get("before"),
                opens_on=kept.get("opens_on"),
                by=request.user,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            number = collected.registrations.filter(government=False).count()
            return done(request, collected, f"Đã mở đợt đăng ký cho {number} đơn vị.")
    answer = invalid if form.is_bound else page
    return answer(request, "plans/target_round_open.html", {"plan": plan, "round": collected, "form": form})


# The roll-up ---------------------------------------------------------------------------------------------------------
@require_safe
def target_round_rollup(request, year):
    """Per title: how many units and how many in all; targets by unit; who has not sent."""
    collected = round_for(request, TARGETS, {"year": year}, can_report)
    context = {
        "round": collected,
        "facts": queries.round_facts(collected, request.user),
        "board_url": TARGETS.round_url("board", collected),
    }
    return page(request, "plans/target_round_rollup.html", context)


@require_safe
def target_round_rollup_export(request, year):
    """The roll-up as a spreadsheet: every unit's share below each title."""
    collected = round_for(request, TARGETS, {"year": year}, can_report)
    facts = queries.round_facts(collected, request.user)
    journal.record(
        "plans.target-round-rollup",
        by=request.user,
        at=clock.now(),
        subject=collected,
        detail={"registrations": len(facts.sent)},
    )
    return sheet_attachment(f"Tổng hợp {collected.short}", table.COLUMNS, table.rows(facts), on=clock.today())


# The province's own ----------------------------------------------------------------------------------------------------
@require_safe
def target_round_province(request, year):
    """What the province registers with the Government, or the way to begin it."""
    collected = round_for(request, TARGETS, {"year": year}, can_report)
    registration = queries.of_province(collected, request.user)
    if registration:
        return redirect(registration)
    context = {"round": collected, "may_start": can_review(request.user)}
    return page(request, "plans/target_round_province.html", context)


@require_POST
def target_round_province_start(request, year):
    """Begin the province's own registration."""
    collected = round_for(request, TARGETS, {"year": year}, can_review)
    province = Unit.objects.in_force(clock.today()).filter(kind=UnitKind.PROVINCE).in_order().first()
    if province is None:
        return done(request, collected, "Chưa có đơn vị cấp tỉnh trong danh mục đơn vị.", level=messages.ERROR)
    registration = services.start_for_province(collected, province, by=request.user, at=clock.now())
    return redirect("plans:target-registration-edit", registration.pk)


# The paper -------------------------------------------------------------------------------------------------------------
@require_safe
def target_registration_paper(request, pk, form):
    """The registration as a paper, with what this person may read of it."""
    registration = load(request, pk, TARGETS)
    content = reading.content_for(request.user, registration)
    if content is None:
        raise PermissionDenied
    content_type, render = MANNERS[form]
    journal.record(
        "plans.target-registration-paper", by=request.user, at=clock.now(), subject=registration, detail={"form": form}
    )
    paper = registration_paper(registration, content, draft=registration.state not in SENT)
    name = f"Bản đăng ký thi đua {registration.round.year}, {registration.unit.label}.{form}"
    return attachment(render(paper), name=name, content_type=content_type)
