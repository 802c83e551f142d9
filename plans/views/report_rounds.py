"""Pages of report rounds that are their own: list, preparing, opening, roll-up, the province's report."""

from collections import Counter

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
from plans.forms.reports import IndicatorFormSet, RoundForm, StartForm, SummaryForm
from plans.models import AnnualPlan
from plans.models.reports import ReportRound
from plans.permissions.filings import can_report, can_see_board
from plans.permissions.reports import can_prepare
from plans.queries import filing_boards as boards
from plans.queries import reports as queries
from plans.queries.filings import Difference
from plans.queries.reports import UNIT_REPORTS
from plans.services import report_rounds as services
from plans.tables import reports as table
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


BOARDS[UNIT_REPORTS.code] = BoardPages(
    sub="plans/report_round_sub.html", links=_links, missing=_missing, visible=_seen, before=queries.before
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
    initial, indicators = _start(plan, kind, earlier if copy else None)
    forms = _forms(request, plan, initial, indicators)
    choices = {"plan": plan, "earlier": earlier, "kind": kind, "kinds": ReportKind.choices}
    return _write_round(
        request,
        forms,
        choices,
        lambda values, rows: services.create_round(plan, indicators=rows, by=request.user, at=clock.now(), **values),
    )


def _next_kind(plan):
    have = set(plan.report_rounds.values_list("kind", flat=True))
    return next((value for value in ReportKind.values if value not in have), ReportKind.MID_YEAR)


def _start(plan, kind, earlier):
    """(initial values, indicators) of a new round."""
    headings, indicators = queries.suggested(kind)
    first, last = queries.period_of(kind, plan.year)
    label = ReportKind(kind).label
    initial = {
        "kind": kind,
        "title": f"Báo cáo {label.lower()} công tác thi đua, khen thưởng {plan.year}",
        "period_from": first,
        "period_to": last,
        "opens_on": last.replace(day=1),
        "due_date": last,
        "outline": earlier.outline if earlier else "\n".join(headings),
    }
    return initial, queries.indicators_of(earlier) if earlier else indicators


def report_round_edit(request, pk):
    """Change a round that no unit knows of yet."""
    collected = _visible(request, pk, can_prepare)
    if collected.is_open:
        return done(
            request, collected, "Đợt báo cáo đã mở cho đơn vị nên không sửa được chỉ tiêu và đề cương.", level=30
        )
    names = (
        "kind",
        "title",
        "task",
        "period_from",
        "period_to",
        "opens_on",
        "due_date",
        "before",
        "outline",
        "version",
    )
    initial = {name: getattr(collected, name) for name in names}
    forms = _forms(request, collected.plan, initial, queries.indicators_of(collected))

    def write(values, rows):
        services.edit_round(
            collected,
            version=forms[0].cleaned_data["version"] or 0,
            indicators=rows,
            by=request.user,
            at=clock.now(),
            **values,
        )
        return collected

    return _write_round(request, forms, {"plan": collected.plan, "round": collected}, write)


def _forms(request, plan, initial, indicators):
    data = posted(request)
    form = RoundForm(data, plan=plan, initial=initial)
    if data is not None and form["press"].value() == "row":
        data = data.copy()
        count = IndicatorFormSet(data, prefix="chi-tieu").total_form_count()
        data.setlist("chi-tieu-TOTAL_FORMS", [str(count + 1)])
    return form, IndicatorFormSet(data, prefix="chi-tieu", initial=indicators)


def _write_round(request, forms, context, write):
    form, rows = forms
    context = {
        "form": form,
        "rows": rows,
        "show_errors": False,
        "round": None,
        "earlier": None,
        "kinds": [],
        "kind": "",
        **context,
    }
    context["draft"] = f"dot-bao-cao-{context['round'].pk if context['round'] else 'moi'}"
    if request.method != "POST" or form["press"].value() == "row":
        return page(request, "plans/report_round_form.html", context)
    if form.is_valid() & rows.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name not in ("version", "press")}
        try:
            collected = write(values, rows.rows())
        except (Refused, Stale) as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, collected, "Đã lưu đợt báo cáo.")
    return invalid(request, "plans/report_round_form.html", context | {"show_errors": True})


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
        try:
            services.keep_summary(
                collected,
                version=form.cleaned_data["version"] or 0,
                words=_kept(words),
                by=request.user,
                at=clock.now(),
            )
            if press == "keep":
                return done(request, request.path, "Đã lưu dự thảo báo cáo.")
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


def _report_page(request, collected, form, facts, **more):
    return {
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
        if name != "version" and name in form.fields and stored[name] != mine[name]
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
    words = {name: kept.get(name, "") for name in SUMMARY_FIELDS} | {"version": collected.version}
    return words | {f"section_{index}": text for index, text in enumerate(texts)}


@require_safe
def report_round_paper(request, pk, form):
    """One click: the report with today's figures and the words last kept."""
    collected = _opened(request, pk)
    facts = queries.round_facts(collected, request.user)
    initial = _summary(collected, facts)
    filled = SummaryForm(initial, headings=collected.headings)
    if not filled.is_valid():
        return done(request, UNIT_REPORTS.round_url("report", collected), "Cần xem lại dự thảo báo cáo.", level=30)
    return _paper_file(request, collected, papers.province_report(collected, facts, draft=True, **_words(filled)), form)


def _paper_file(request, collected, paper, form):
    content_type, render = MANNERS[form]
    journal.record(
        "plans.unit-report-report", by=request.user, at=clock.now(), subject=collected, detail={"form": form}
    )
    return attachment(render(paper), name=f"Báo cáo {collected.short}.{form}", content_type=content_type)
