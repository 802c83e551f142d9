"""Pages of report rounds that are their own: list, preparing, opening, roll-up, the province's report."""

from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core import clock, documents, journal
from core.errors import Refused, Stale
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedDocument
from core.sheets.pages import sheet_attachment
from plans.documents import reports as papers
from plans.enums import ReportKind
from plans.forms.filings import OpenRoundForm
from plans.forms.reports import ReportDraft, RoundDraft, StartForm, SummaryForm
from plans.models import AnnualPlan
from plans.models.reports import ReportRound
from plans.permissions.filings import can_report, can_see_board
from plans.permissions.reports import can_prepare
from plans.queries import filing_boards as boards
from plans.queries import gathering
from plans.queries import reports as queries
from plans.queries.filings import Difference, owes_any
from plans.queries.reports import UNIT_REPORTS
from plans.services import report_rounds as services
from plans.services.filings import Clash
from plans.tables import reports as table
from plans.views.filing_pages import PAGES, FilingPages, below_plan, below_plans
from plans.views.filing_rounds import BOARDS, BoardPages
from plans.views.papers import MANNERS
from units.models import Unit

journal.name_acts({"plans.report-round-rollup": "Xuất bảng tổng hợp báo cáo đơn vị"})


def _missing(request, **key):
    raise Http404


def _seen(collected, user):
    return collected.is_open and ReportRound.objects.visible_to(user).filter(pk=collected.pk).exists()


def _links(collected, user):
    found = [("Biểu mẫu", "list-check", collected.get_absolute_url())]
    if can_report(user):
        found.append(("Bảng tổng hợp", "chart-bar", UNIT_REPORTS.round_url("rollup", collected)))
        found.append(("Báo cáo của tỉnh", "file-text", UNIT_REPORTS.round_url("report", collected)))
    return found


PAGES[UNIT_REPORTS.code] = FilingPages(
    content="plans/unit_report_content.html",
    hint="Điền số liệu từng chỉ tiêu, viết lời văn theo đề cương, hoặc đính kèm tệp báo cáo.",
    edit="plans/unit_report_edit.html",
    draft=ReportDraft,
    trail=below_plans,
    extra=lambda report: {"last": queries.last_period(report)},
)
BOARDS[UNIT_REPORTS.code] = BoardPages(
    sub="plans/report_round_sub.html",
    trail=below_plan,
    links=_links,
    missing=_missing,
    visible=_seen,
    before=queries.before,
)


def _visible(request, pk, allowed=can_see_board):
    """The round within what the person may see: 404 without, 403 when this page is not for them."""
    found = ReportRound.objects.visible_to(request.user).select_related("plan", "task", "created_by")
    collected = get_object_or_404(found, pk=pk)
    if not allowed(request.user):
        raise PermissionDenied
    return collected


# Reading -----------------------------------------------------------------------------------------------------------
@require_safe
def report_round_list(request):
    """The rounds this person may know of, newest first."""
    if not can_see_board(request.user):
        raise PermissionDenied
    rounds = list(queries.rounds_of(request.user))
    plans = AnnualPlan.objects.visible_to(request.user).exclude(state="draft").order_by("-year")
    context = {
        "rounds": rounds,
        "preparer": can_prepare(request.user),
        "plans": plans[:1] if can_prepare(request.user) else [],
        "has_own": owes_any(UNIT_REPORTS, request.user),
    }
    return page(request, "plans/report_round_list.html", context)


@require_safe
def report_round_detail(request, pk):
    """What is asked: period, deadline, outline, indicators."""
    collected = _visible(request, pk)
    context = {
        "round": collected,
        "indicators": list(collected.indicators.order_by("position", "pk")),
        "preparer": can_prepare(request.user),
        "board_url": UNIT_REPORTS.round_url("board", collected) if collected.is_open else "",
    }
    return page(request, "plans/report_round_detail.html", context)


# Preparing ---------------------------------------------------------------------------------------------------------
def report_round_create(request):
    """Prepare a round from the suggestions or from the last round of its kind."""
    if not can_prepare(request.user):
        raise PermissionDenied
    kind, copy, year = StartForm(request.GET).chosen()
    plans = AnnualPlan.objects.visible_to(request.user).exclude(state="draft")
    plan = plans.filter(year=year or clock.today().year).first() or plans.order_by("-year").first()
    if plan is None:
        return page(request, "plans/report_round_none.html")
    kind = kind or _next_kind(plan)
    earlier = ReportRound.objects.filter(kind=kind).exclude(plan=plan).order_by("-year", "pk").first()
    begun, indicators = _start(plan, kind, earlier if copy else None)
    draft = RoundDraft(begun, posted(request), begun=indicators)
    return _write_round(
        request,
        draft,
        lambda values: services.create_round(plan, by=request.user, at=clock.now(), **values),
        earlier=earlier,
        kind=kind,
        kinds=ReportKind.choices,
    )


def _next_kind(plan):
    have = set(plan.report_rounds.values_list("kind", flat=True))
    return next((value for value in ReportKind.values if value not in have), ReportKind.MID_YEAR)


def _start(plan, kind, earlier):
    """(the round as it begins, its indicators as dicts); nothing of it is saved."""
    headings, indicators = queries.suggested(kind)
    first, last = queries.period_of(kind, plan.year)
    begun = ReportRound(
        plan=plan,
        kind=kind,
        title=f"Báo cáo {ReportKind(kind).label.lower()} công tác thi đua, khen thưởng {plan.year}",
        period_from=first,
        period_to=last,
        opens_on=last.replace(day=1),
        due_date=last,
        outline=earlier.outline if earlier else "\n".join(headings),
    )
    return begun, queries.indicators_of(earlier) if earlier else indicators


def report_round_edit(request, pk):
    """Change a round that no unit knows of yet."""
    collected = _visible(request, pk, can_prepare)
    if collected.is_open:
        return done(
            request,
            collected,
            "Đợt báo cáo đã mở cho đơn vị nên không sửa được chỉ tiêu và đề cương.",
            level=messages.WARNING,
        )
    draft = RoundDraft(collected, posted(request))

    def write(values):
        services.edit_round(collected, version=draft.version or 0, by=request.user, at=clock.now(), **values)
        return collected

    try:
        return _write_round(request, draft, write, round=collected)
    except Clash as clash:
        return _answer_round_clash(request, draft.over(_visible(request, pk, can_prepare)), str(clash))


def _write_round(request, draft, write, **context):
    if request.method != "POST" or draft.longer:
        return page(request, "plans/report_round_form.html", _round_page(draft, **context))
    if draft.is_valid():
        try:
            collected = write(draft.values())
        except Clash:
            raise  # the caller knows both versions
        except Refused as refusal:
            draft.form.add_error(None, str(refusal))
        else:
            return done(request, collected, "Đã lưu đợt báo cáo.")
    return invalid(request, "plans/report_round_form.html", _round_page(draft, show_errors=True, **context))


def _round_page(draft, **more):
    collected = draft.record
    return {
        "plan": collected.plan,
        "round": None,
        "form": draft.form,
        "rows": draft.rows["indicators"],
        "show_errors": False,
        "earlier": None,
        "kind": "",
        "kinds": [],
        "draft": f"dot-bao-cao-{collected.pk or 'moi'}",
        "clash": (),
        "clash_text": "",
        **more,
    }


def _answer_round_clash(request, draft, text):
    """The page again: mine in the fields, both values side by side where they differ, the new version beneath."""
    collected, differing = draft.record, draft.differing()
    if not differing:
        return done(request, collected, "Đã lưu đợt báo cáo.")
    more = {"clash": differing, "clash_text": text, "last_edit": queries.last_edit(collected)}
    return invalid(request, "plans/report_round_form.html", _round_page(draft, round=collected, **more))


def report_round_open(request, pk):
    """Open the round for the kinds of unit chosen, or add units to it."""
    collected, on = _visible(request, pk, can_prepare), clock.today()
    units = Unit.objects.in_force(on).filter(parent__isnull=False)
    numbers = Counter(boards.GROUP_OF_KIND[kind] for kind in units.order_by("pk").values_list("kind", flat=True))
    form = OpenRoundForm(posted(request), numbers=numbers, initial={"kinds": boards.DEFAULT_GROUPS})
    if form.is_valid():
        kinds = [kind for key in form.cleaned_data["kinds"] for kind in boards.GROUP_KINDS[key]]
        chosen = list(units.filter(kind__in=kinds).in_order())
        try:
            services.open_round(collected, chosen, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = f"Đã mở đợt báo cáo cho {collected.reports.count()} đơn vị."
            return done(request, UNIT_REPORTS.round_url("board", collected), said)
    answer = invalid if form.is_bound else page
    return answer(request, "plans/filings/open.html", {"round": collected, "form": form, "opened": collected.is_open})


# The roll-up ---------------------------------------------------------------------------------------------------------
def _opened(request, pk):
    collected = _visible(request, pk, can_report)
    if not collected.is_open:
        raise Http404
    return collected


@require_safe
def report_round_rollup(request, pk):
    """Per indicator: the total, how many answered, each unit's answer, and who did not."""
    collected = _opened(request, pk)
    facts = queries.round_facts(collected, request.user)
    context = {
        "round": collected,
        "facts": facts,
        "numbers": papers.numbers_sentence(facts),
        "board_url": UNIT_REPORTS.round_url("board", collected),
    }
    return page(request, "plans/report_round_rollup.html", context)


@require_safe
def report_round_rollup_export(request, pk):
    """The roll-up as a spreadsheet: every unit's answer below its indicator."""
    collected = _opened(request, pk)
    facts = queries.round_facts(collected, request.user)
    journal.record(
        "plans.report-round-rollup",
        by=request.user,
        at=clock.now(),
        subject=collected,
        detail={"reports": len(facts.sent)},
    )
    title = f"Tổng hợp {collected.short}"
    return sheet_attachment(title, table.COLUMNS, table.rows(facts), on=clock.today())


# The province's report -----------------------------------------------------------------------------------------------
def report_round_report(request, pk):
    """The province's report with its words to work on: keep them, look at the paper, issue it for good."""
    collected = _opened(request, pk)
    facts = queries.round_facts(collected, request.user)
    form = SummaryForm(posted(request), headings=collected.headings, initial=_summary(collected, facts))
    if form.is_valid():
        words = _words(form)
        press = form.cleaned_data["press"] or "pdf"
        if press in MANNERS:
            return _paper_file(request, collected, papers.province_report(collected, facts, draft=True, **words), press)
        if not can_prepare(request.user):
            raise PermissionDenied
        held = form.cleaned_data["gathered_version"]
        later = gathering.later(facts, held) if press == "gather" else []
        if later:
            words["sections"], held = papers.with_later(words["sections"], later), held | gathering.standing(facts)
        try:
            services.keep_summary(
                collected,
                version=form.cleaned_data["version"] or 0,
                words=_kept(words) | {"gathered": held},
                by=request.user,
                at=clock.now(),
            )
            if press == "keep":
                return done(request, request.path, "Đã lưu dự thảo báo cáo.")
            if press == "gather":
                return done(request, request.path, _gathered_words(later))
            paper = papers.province_report(collected, facts, **words)
            issued = documents.issue(paper, subject=collected, by=request.user, at=clock.now())
        except Stale as clash:
            return _answer_summary_clash(request, pk, form, facts, str(clash))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, request.path, f"Đã phát hành {issued.title}.")
    answer = invalid if form.is_bound else page
    return answer(request, "plans/report_round_report.html", _report_page(request, collected, form, facts))


def _gathered_words(later):
    if not later:
        return "Đã lưu dự thảo. Không có đơn vị nào gửi nội dung mới."
    return f"Đã lưu dự thảo, thêm nội dung của {len(later)} đơn vị vào cuối các mục."


def _held(collected, facts):
    """What the draft last kept was gathered from; a page without a kept draft is gathered as it is shown."""
    kept = collected.summary.get("gathered") if collected.summary else None
    return gathering.standing(facts) if kept is None else {int(pk): mark for pk, mark in kept.items()}


def _report_page(request, collected, form, facts, **more):
    return {
        "later": gathering.later(facts, _held(collected, facts)),
        "round": collected,
        "form": form,
        "facts": facts,
        "numbers": papers.numbers_sentence(facts),
        "issued": IssuedDocument.objects.of(collected),
        "preparer": can_prepare(request.user),
        "board_url": UNIT_REPORTS.round_url("board", collected),
        "clash": "",
        "differences": (),
        **more,
    }


def _answer_summary_clash(request, pk, form, facts, text):
    """The page again: mine in the fields, what the other kept beside it, the new version beneath."""
    collected = _opened(request, pk)
    stored, mine = _summary(collected, facts), _kept(_words(form))
    mine |= {f"section_{n}": section for n, section in enumerate(mine["sections"])}
    rows = [
        Difference(form.fields[name].label, stored[name], mine[name])
        for name in stored
        if name in mine and name in form.fields and stored[name] != mine[name]
    ]
    data = form.data.copy()
    data.setlist("version", [str(collected.version)])
    again = SummaryForm(data, headings=collected.headings)
    context = _report_page(request, collected, again, facts, clash=text, differences=rows)
    return invalid(request, "plans/report_round_report.html", context)


SUMMARY_FIELDS = ("number", "symbol", "dated_on", "opening", "on_behalf", "signer_title", "signer_name")


def _words(form):
    return {name: form.cleaned_data[name] for name in SUMMARY_FIELDS} | {"sections": form.sections()}


def _kept(words):
    """As JSON; a day as it is typed."""
    return words | {"dated_on": f"{words['dated_on']:%d/%m/%Y}" if words["dated_on"] else ""}


def _summary(collected, facts):
    """What the form begins with: the words last kept, or the suggestions and what the units wrote."""
    kept = collected.summary or {
        "symbol": "BC-UBND",
        "dated_on": f"{clock.today():%d/%m/%Y}",
        "opening": papers.opening_sentence(collected),
        "signer_title": "CHỦ TỊCH",
        "sections": papers.gathered(facts),
    }
    texts = kept.get("sections", [])
    words = {name: kept.get(name, "") for name in SUMMARY_FIELDS}
    words |= {"version": collected.version, "gathered_version": _held(collected, facts)}
    return words | {f"section_{index}": text for index, text in enumerate(texts)}


@require_safe
def report_round_paper(request, pk, form):
    """One click: the report with today's figures and the words last kept."""
    collected = _opened(request, pk)
    facts = queries.round_facts(collected, request.user)
    initial = _summary(collected, facts)
    filled = SummaryForm(initial, headings=collected.headings)
    if not filled.is_valid():
        return done(
            request, UNIT_REPORTS.round_url("report", collected), "Cần xem lại dự thảo báo cáo.", level=messages.WARNING
        )
    return _paper_file(request, collected, papers.province_report(collected, facts, draft=True, **_words(filled)), form)


def _paper_file(request, collected, paper, form):
    content_type, render = MANNERS[form]
    journal.record(
        "plans.unit-report-report", by=request.user, at=clock.now(), subject=collected, detail={"form": form}
    )
    return attachment(render(paper), name=f"Báo cáo {collected.short}.{form}", content_type=content_type)
