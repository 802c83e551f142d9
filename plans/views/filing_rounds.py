"""Pages of a whole round of any kind: board, export, reminder, extension. `kind` comes from the address list.

`key` is how the address names the round: a year or a primary key. What a kind shows of its own on the board stands in
its `BoardPages`.
"""

import dataclasses

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from core import clock, journal
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.sheets.pages import sheet_attachment
from plans.forms.filings import BoardFilter, ExtendForm, RemindForm
from plans.notices.filings import reminder_text
from plans.permissions.filings import can_ask, can_report, can_review, can_see_board
from plans.queries import filing_boards as queries
from plans.queries.filings import kind_of
from plans.services import filing_rounds as services
from plans.tables.filings import columns, export_rows
from plans.views.filing_pages import PAGES
from units.models import User

PER_PAGE = 25
BOARDS = {}  # code of a kind -> BoardPages


@dataclasses.dataclass(frozen=True, slots=True)
class BoardPages:
    """The words and links one kind adds to the board.

    sub: template of the sentence under the heading; trail(collected): the way down to it as (label, address);
    links(collected, user) gives (label, icon, address) for the row of actions; missing(request, **key) answers where
    there is no round this person may know of, visible(collected, user); before(collected) gives the round to compare
    with, or None.
    """

    sub: str
    trail: object
    links: object = lambda collected, user: ()
    missing: object = None
    visible: object = lambda collected, user: True
    before: object = lambda collected: None


def filings_of(collected, user):
    """The round's filings this person may know of; every number and list starts here."""
    return kind_of(collected).model.objects.visible_to(user).of_units().filter(round=collected)


def round_for(request, kind, key, allowed=lambda user, collected: can_see_board(user)):
    """The round within what the person may see: 404 without, 403 when this page of it is not for them."""
    collected = kind.rounds().filter(**key).first()
    if collected is None or not filings_of(collected, request.user).exists():
        raise Http404
    if not allowed(request.user, collected):
        raise PermissionDenied
    return collected


# The board ----------------------------------------------------------------------------------------------------------
@require_safe
def board(request, kind, **key):
    """Ring, curve, kinds × states, and the list of units under its filters."""
    user, on, pages = request.user, clock.today(), BOARDS[kind.code]
    if not can_see_board(user):
        raise PermissionDenied
    collected = kind.rounds().filter(**key).first()
    if collected is None or not pages.visible(collected, user):
        return pages.missing(request, **key)
    form = BoardFilter(request.GET)
    chosen, group, words, number = form.chosen()
    filings = filings_of(collected, user)
    rows = Paginator(queries.listed(filings, on=on, key=chosen, group=group, words=words), PER_PAGE).get_page(number)
    rows.object_list = queries.with_people(rows.object_list, on=on)
    before = pages.before(collected)
    context = {
        "round": collected,
        "noun": kind.noun,
        "pages": pages,
        "trail": pages.trail(collected),
        "links": pages.links(collected, user),
        "urls": round_urls(collected),
        "form": form,
        "key": chosen,
        "group": group,
        "words": words,
        "rows": rows,
        "reviewer": can_review(user, collected),
        "asks": can_ask(user, collected),
        "can_report": can_report(user),
        "list_title": queries.LISTS[chosen][0],
        "any_open": any(row.open for row in rows.object_list),
        **_numbers(collected, filings, (before, filings_of(before, user)) if before else None, on),
    }
    return page(request, "plans/filings/board.html", context, partial="list")


def round_urls(collected):
    """The addresses the common templates need."""
    kind = kind_of(collected)
    return {name: kind.round_url(name, collected) for name in ("board", "export", "remind", "extend", "open")}


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


def _numbers(collected, filings, before, on):
    """Everything above the list."""
    counts = queries.board_counts(filings, on=on)
    everything = counts.all
    due, total, sent = collected.deadline, everything.total, everything.sent
    series = queries.filings_by_day(filings)
    start = min([collected.opens_on, *(day for day, _ in series[:1])])
    label = {key: WORDS.get(key, queries.LISTS[key][0]) for key in queries.COLUMNS}
    need = queries.needed_per_day(total, sent, on=on, last_day=due.last_day)
    previous, previous_name = _last_time(before, due.last_day, start, on)
    return {
        "counts": counts,
        "deadline": due,
        "is_over": on > due.last_day,
        "total": total,
        "sent": sent,
        "open_count": everything.counts["chua-gui"],
        "ring_parts": [(TONES[key][0], everything.counts[key]) for key in queries.COLUMNS],
        "ring_label": f"{sent} trên {total} đơn vị đã gửi {kind_of(collected).noun}",
        "sent_url": queries.list_url(collected, "da-gui"),
        "states": [
            {
                "tone": TONES[key][0],
                "icon": TONES[key][1],
                "label": label[key],
                "count": everything.counts[key],
                "url": queries.list_url(collected, key),
            }
            for key in queries.COLUMNS
        ],
        "series": [(start, queries.filed_until(series, start)), *(point for point in series if point[0] > start)],
        "series_name": f"năm {collected.year}",
        "previous": previous,
        "previous_name": previous_name,
        "need": _need_words(need, total),
        "table": [_table_row(collected, row, label) for row in (*counts.rows, everything)],
        "heads": [(TONES[key][1], label[key]) for key in queries.COLUMNS],
        "chips": [
            {
                "key": key,
                "label": queries.LISTS[key][0],
                "icon": CHIP_ICONS.get(key, ""),
                "count": everything.counts[key],
                "url": queries.list_url(collected, key),
            }
            for key in CHIPS
            if key != queries.LATE or everything.counts[key]
        ],
    }


def _table_row(collected, row, label):
    cells = [(row.counts[key], queries.list_url(collected, key, row.key)) for key in queries.COLUMNS]
    parts = [(TONES[key][0], row.counts[key]) for key in queries.COLUMNS]
    return {
        "row": row,
        "url": queries.list_url(collected, "tat-ca", row.key),
        "cells": cells,
        "sent_url": queries.list_url(collected, "da-gui", row.key),
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


def _last_time(before, last_day, start, on):
    """The curve of the round before, moved so that both deadlines meet, and its height on the day like today."""
    collected, filings = before or (None, None)
    series = queries.filings_by_day(filings) if collected else []
    if not series:
        return [], ""
    shift = last_day - collected.deadline.last_day
    moved = [(day + shift, total) for day, total in series]
    shown = [(start, queries.filed_until(moved, start)), *(p for p in moved if start < p[0] <= last_day)]
    return shown, f"năm {collected.year}, cùng ngày {queries.filed_until(moved, on)}"


@require_safe
def export(request, kind, **key):
    """The list on screen as a spreadsheet: same scope, same filters."""
    collected, on = round_for(request, kind, key), clock.today()
    chosen, group, words, _ = BoardFilter(request.GET).chosen()
    filings = filings_of(collected, request.user)
    rows = queries.with_people(queries.listed(filings, on=on, key=chosen, group=group, words=words), on=on)
    title = f"{collected.short}: {queries.LISTS[chosen][0].lower()}"
    journal.record(
        f"{kind.key}-export",
        by=request.user,
        at=clock.now(),
        subject=collected,
        detail={"list": chosen, "kind": group, "words": words, "rows": len(rows)},
    )
    return sheet_attachment(title, columns(kind), export_rows(kind, rows), on=on, numbered=True)


# Reminders, extensions ---------------------------------------------------------------------------------------------------
def remind(request, kind, **key):
    """Who gets what, and only then the button. Without chosen rows: everybody on the filtered list."""
    collected, on = round_for(request, kind, key, can_review), clock.today()
    filings, back = filings_of(collected, request.user), kind.round_url("board", collected)
    chosen = RemindForm(
        request.POST if request.method == "POST" else request.GET,
        filings=filings.named().in_order(),
    )
    if chosen.is_valid():
        asked = list(chosen.cleaned_data["ids"])
    elif request.method == "POST":
        return done(request, back, chosen.errors["ids"][0], level=messages.WARNING)
    else:
        name, group, words, _ = BoardFilter(request.GET).chosen()
        asked = list(queries.listed(filings, on=on, key=name, group=group, words=words))
    if request.method == "POST":
        told = services.remind(asked, by=request.user, at=clock.now(), on=on)
        said = f"Đã nhắc {len(told.sent)} đơn vị."
        if told.skipped:
            said += f" Bỏ qua {len(told.skipped)} đơn vị."
        return done(request, back, said)
    planned = services.plan_reminders(asked, on=on)
    people = User.objects.in_bulk({pk for _, ids in planned.sent for pk in ids})
    rows = [
        {"filing": filing, "people": [people[pk] for pk in ids], "text": reminder_text(filing, on=on)}
        for filing, ids in planned.sent
    ]
    context = {
        "round": collected,
        "noun": kind.noun,
        "trail": PAGES[kind.code].trail(collected),
        "round_name": PAGES[kind.code].round_name(collected),
        "urls": round_urls(collected),
        "rows": rows,
        "skipped": planned.skipped,
        "form": chosen,
    }
    return page(request, "plans/filings/remind.html", context)


def extend(request, kind, filing_pk=None, **key):
    """Move the deadline of one unit, or of all."""
    collected = round_for(request, kind, key, can_ask)
    one = None
    if filing_pk:
        one = get_object_or_404(filings_of(collected, request.user).named(), pk=filing_pk)
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
            back = one or kind.round_url("board", collected)
            return done(request, back, f"Đã gia hạn cho {who} đến hết ngày {kept['new_due_on']:%d/%m/%Y}.")
    context = {
        "round": collected,
        "trail": PAGES[kind.code].trail(collected),
        "round_name": PAGES[kind.code].round_name(collected),
        "one": one,
        "urls": round_urls(collected),
        "form": form,
        "deadline": one.deadline if one else collected.deadline,
        "extensions": kind.extension.objects.filter(round=collected)
        .select_related("unit", "by")
        .order_by("-at", "-pk")[:50],
    }
    answer = invalid if form.is_bound else page
    return answer(request, "plans/filings/extend.html", context)
