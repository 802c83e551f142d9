"""Pages of a whole round: board, export, reminder, extension, opening, summary report."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from core import clock, documents, journal
from core.days import Deadline
from core.errors import Refused
from core.http import attachment, done, invalid, page, posted
from core.models import IssuedDocument
from core.sheets.pages import sheet_attachment
from plans.documents import unit_plans as papers
from plans.forms.unit_plans import BoardFilter, ExtendForm, OpenRoundForm, RemindForm, ReportForm
from plans.models import AnnualPlan
from plans.models.unit_plans import Extension, UnitPlan
from plans.notices.unit_plans import reminder_text
from plans.permissions.unit_plans import can_report, can_review, can_see_board
from plans.queries import unit_plans as queries
from plans.services import unit_plan_rounds as services
from plans.tables.unit_plans import COLUMNS, export_rows
from units.models import Unit, User

PER_PAGE = 25
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MANNERS = {
    "pdf": ("application/pdf", documents.render_pdf),
    "docx": (DOCX, documents.render_docx),
}

journal.name_acts(
    {
        "plans.unit-plan-export": "Xuất danh sách kế hoạch đơn vị",
        "plans.unit-plan-report": "Lập báo cáo tổng hợp kế hoạch đơn vị",
    }
)


def _round(request, year, allowed=can_see_board):
    """The year's round within what the person may see: 404 without, 403 when this page is not for them."""
    if not UnitPlan.objects.visible_to(request.user).for_year(year).exists():
        raise Http404
    if not allowed(request.user):
        raise PermissionDenied
    return queries.round_of(year)


# The board ----------------------------------------------------------------------------------------------------------
def unit_plan_board_today(request):
    """The board of this year, or of the latest year that has one."""
    latest = UnitPlan.objects.visible_to(request.user).order_by("-round__year").values_list("round__year", flat=True)
    year = next(iter(latest[:1]), clock.today().year)
    return redirect("plans:unit-plan-board", year)


def unit_plan_board(request, year):
    """Ring, curve, kinds × states, and the list of units under its filters."""
    user, on = request.user, clock.today()
    if not can_see_board(user):
        raise PermissionDenied
    collected = queries.round_of(year)
    if collected is None:
        return page(request, "plans/unit_plan_board_none.html", _no_round(user, year))
    form = BoardFilter(request.GET)
    key, group, words, number = form.chosen()
    plans = queries.listed(year, user, on=on, key=key, group=group, words=words)
    rows = Paginator(plans, PER_PAGE).get_page(number)
    rows.object_list = queries.with_people(rows.object_list, on=on)
    context = {
        "round": collected,
        "year": year,
        "form": form,
        "key": key,
        "group": group,
        "words": words,
        "rows": rows,
        "reviewer": can_review(user),
        "can_report": can_report(user),
        "list_title": queries.LISTS[key][0],
        "any_open": any(row.open for row in rows.object_list),
        **_numbers(user, year, collected, on),
    }
    return page(request, "plans/unit_plan_board.html", context, partial="list")


CHIPS = ("tat-ca", "chua-gui", "da-nop", "tiep-nhan", "tre")
CHIP_ICONS = {"chua-gui": "filter", "da-nop": "send", "tiep-nhan": "circle-check", "tre": "alert-triangle"}
TONES = {
    "tiep-nhan": ("ok", "circle-check"),
    "da-nop": ("wait", "send"),
    "tra-lai": ("warn", "arrow-back-up"),
    "nhap": ("idle", "pencil"),
    "chua-nop": ("none", "circle-dashed"),
}
WORDS = {"da-nop": "Đã nộp"}  # a state's own word where its list has another


def _numbers(user, year, collected, on):
    """Everything above the list."""
    counts = queries.board_counts(year, user, on=on)
    everything = counts.all
    due, total, sent = collected.deadline, everything.total, everything.sent
    series = queries.filings_by_day(year, user)
    start = min([collected.opens_on, *(day for day, _ in series[:1])])
    label = {key: WORDS.get(key, queries.LISTS[key][0]) for key in queries.COLUMNS}
    need = queries.needed_per_day(total, sent, on=on, last_day=due.last_day)
    previous, previous_name = _last_year(user, year, due.last_day, start, on)
    return {
        "counts": counts,
        "deadline": due,
        "is_over": on > due.last_day,
        "total": total,
        "sent": sent,
        "open_count": everything.counts["chua-gui"],
        "ring_parts": [(TONES[key][0], everything.counts[key]) for key in queries.COLUMNS],
        "ring_label": f"{sent} trên {total} đơn vị đã gửi kế hoạch",
        "sent_url": queries.board_url(year, "da-gui"),
        "states": [
            {
                "tone": TONES[key][0],
                "icon": TONES[key][1],
                "label": label[key],
                "count": everything.counts[key],
                "url": queries.board_url(year, key),
            }
            for key in queries.COLUMNS
        ],
        "series": [(start, queries.filed_until(series, start)), *(point for point in series if point[0] > start)],
        "series_name": f"năm {year}",
        "previous": previous,
        "previous_name": previous_name,
        "need": _need_words(need, total),
        "table": [_table_row(year, row, label) for row in (*counts.rows, everything)],
        "heads": [(TONES[key][1], label[key]) for key in queries.COLUMNS],
        "chips": [
            {
                "key": key,
                "label": queries.LISTS[key][0],
                "icon": CHIP_ICONS.get(key, ""),
                "count": everything.counts[key],
                "url": queries.board_url(year, key),
            }
            for key in CHIPS
            if key != queries.LATE or everything.counts[key]
        ],
    }


def _table_row(year, row, label):
    cells = [(row.counts[key], queries.board_url(year, key, row.key)) for key in queries.COLUMNS]
    parts = [(TONES[key][0], row.counts[key]) for key in queries.COLUMNS]
    return {
        "row": row,
        "url": queries.board_url(year, "tat-ca", row.key),
        "cells": cells,
        "sent_url": queries.board_url(year, "da-gui", row.key),
        "parts": parts,
        "label": f"{row.sent} trên {row.total} đơn vị đã gửi",
    }


def _need_words(need, total):
    if need is None:
        return ""
    if need == int(need):
        amount = f"{int(need)}"
    else:
        amount = f"gần {int(need) + 1}" if need % 1 >= 0.5 else f"hơn {int(need)}" if need >= 1 else "chưa đến 1"
    return f"Để đủ {total}, mỗi ngày cần thêm {amount} đơn vị."


def _last_year(user, year, last_day, start, on):
    """Last year's curve moved so that both deadlines meet, and its height on the day like today."""
    before = queries.round_of(year - 1)
    if before is None:
        return [], ""
    series = queries.filings_by_day(year - 1, user)
    if not series:
        return [], ""
    shift = last_day - before.deadline.last_day
    moved = [(day + shift, total) for day, total in series]
    shown = [(start, queries.filed_until(moved, start)), *(p for p in moved if start < p[0] <= last_day)]
    return shown, f"năm {year - 1}, cùng ngày {queries.filed_until(moved, on)}"


def _no_round(user, year):
    plan = AnnualPlan.objects.visible_to(user).filter(year=year).first()
    return {"year": year, "plan": plan, "can_open": bool(plan) and can_review(user) and plan.duties.exists()}


def unit_plan_export(request, year):
    """The list on screen as a spreadsheet: same scope, same filters."""
    collected, on = _round(request, year), clock.today()
    key, group, words, _ = BoardFilter(request.GET).chosen()
    plans = queries.listed(year, request.user, on=on, key=key, group=group, words=words)
    rows = queries.with_people(plans, on=on)
    title = f"Kế hoạch đơn vị năm {year}: {queries.LISTS[key][0].lower()}"
    journal.record(
        "plans.unit-plan-export",
        by=request.user,
        at=clock.now(),
        subject=collected,
        detail={"list": key, "kind": group, "words": words, "rows": len(rows)},
    )
    return sheet_attachment(title, COLUMNS, export_rows(rows), on=on, numbered=True)


# Reminders, extensions, opening -----------------------------------------------------------------------------------------
def unit_plan_remind(request, year):
    """Who gets what, and only then the button. Without chosen rows: everybody on the filtered list."""
    collected = _round(request, year, can_review)
    on, chosen = (
        clock.today(),
        RemindForm(
            request.POST if request.method == "POST" else request.GET,
            plans=UnitPlan.objects.visible_to(request.user).for_year(year).select_related("unit", "round").in_order(),
        ),
    )
    if chosen.is_valid():
        plans = list(chosen.cleaned_data["ids"])
    elif request.method == "POST":
        return done(request, collected, chosen.errors["ids"][0], level=30)
    else:
        key, group, words, _ = BoardFilter(request.GET).chosen()
        plans = list(queries.listed(year, request.user, on=on, key=key, group=group, words=words))
    if request.method == "POST":
        told = services.remind(plans, by=request.user, at=clock.now(), on=on)
        said = f"Đã nhắc {len(told.sent)} đơn vị."
        if told.skipped:
            said += f" Bỏ qua {len(told.skipped)} đơn vị."
        return done(request, collected, said)
    planned = services.plan_reminders(plans, on=on)
    people = User.objects.in_bulk({pk for _, ids in planned.sent for pk in ids})
    rows = [
        {"plan": plan, "people": [people[pk] for pk in ids], "text": reminder_text(plan, on=on)}
        for plan, ids in planned.sent
    ]
    context = {"round": collected, "year": year, "rows": rows, "skipped": planned.skipped, "form": chosen}
    return page(request, "plans/unit_plan_remind.html", context)


def unit_plan_extend(request, year, pk=None):
    """Move the deadline of one unit, or of all."""
    collected = _round(request, year, can_review)
    one = get_object_or_404(UnitPlan.objects.for_year(year).select_related("unit", "round"), pk=pk) if pk else None
    form = ExtendForm(posted(request))
    if form.is_valid():
        kept = form.cleaned_data
        try:
            services.extend(
                collected,
                unit=one.unit if one else None,
                new_due_on=kept["new_due_on"],
                reason=kept["reason"],
                by=request.user,
                at=clock.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            who = one.unit.label if one else "mọi đơn vị"
            return done(request, one or collected, f"Đã gia hạn cho {who} đến hết ngày {kept['new_due_on']:%d/%m/%Y}.")
    context = {
        "round": collected,
        "year": year,
        "one": one,
        "form": form,
        "deadline": one.deadline if one else collected.deadline,
        "extensions": Extension.objects.filter(round=collected)
        .select_related("unit", "by")
        .order_by("-at", "-pk")[:50],
    }
    answer = invalid if form.is_bound else page
    return answer(request, "plans/unit_plan_extend.html", context)


def unit_plan_open(request, year):
    """Open the year's round from the duty in the annual plan, for the kinds of unit chosen."""
    if not can_review(request.user):
        raise PermissionDenied
    plan = get_object_or_404(AnnualPlan.objects.visible_to(request.user), year=year)
    duty = plan.duties.order_by("due_date", "pk").first()
    collected, on = queries.round_of(year), clock.today()
    units = Unit.objects.in_force(on).filter(parent__isnull=False)
    numbers = Counter(queries.GROUP_OF_KIND[kind] for kind in units.order_by("pk").values_list("kind", flat=True))
    form = OpenRoundForm(posted(request), numbers=numbers, initial={"kinds": queries.DEFAULT_GROUPS})
    if duty and form.is_valid():
        kinds = [kind for key in form.cleaned_data["kinds"] for kind in queries.GROUP_KINDS[key]]
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
    collected, on = _round(request, year, can_report), clock.today()
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


def unit_plan_report(request, year, form):
    """One click: the report as it stands today."""
    collected, on = _round(request, year, can_report), clock.today()
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
