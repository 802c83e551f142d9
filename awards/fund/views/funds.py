"""Funds of a year, one fund with its book, opening and mending it, its sheet and its paper."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from awards.fund import queries, rules, services, tables
from awards.fund.documents import book_paper
from awards.fund.forms import ChooseForm, FundFilter, FundForm
from awards.fund.models import Fund
from awards.fund.permissions import can_keep, can_open, can_see_funds
from core import clock, journal
from core.documents import render_pdf
from core.errors import Refused, Stale
from core.http import attachment, done, invalid, page, posted
from core.sheets.exports import file_name
from core.sheets.fields import shown_number
from core.sheets.pages import sheet_attachment
from units.rights import rights_of


def visible(request, pk):
    funds = Fund.objects.visible_to(request.user).select_related("unit", "unit__parent", "keeper")
    return get_object_or_404(funds, pk=pk)


@require_safe
def fund_list(request):
    if not can_see_funds(request.user):
        raise PermissionDenied
    form, on = FundFilter(request.GET), clock.today()
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted, level = chosen.get("nam"), queries.LEVELS.get(chosen.get("cap"))
    years = queries.years_of(request.user)
    year = wanted or (on.year if on.year in years or not years else years[0])
    funds = Fund.objects.visible_to(request.user).filter(year=year)
    found = queries.totals_of(funds.filter(unit__kind__in=level[1]) if level else funds)
    context = {
        "year": year,
        "level": level[0] if level else "",
        "year_choices": sorted({year, on.year, *years}, reverse=True),
        "rows": [_row(totals) for totals in found],
        "may_open": can_open(request.user),
    }
    return page(request, "awards/fund_list.html", context)


def _row(totals):
    """One line of the list in words; `over` when more was spent than there is."""
    return {
        "fund": totals.fund,
        "set_aside": shown_number(totals.set_aside),
        "spent": shown_number(totals.spent),
        "balance": shown_number(totals.balance),
        "over": totals.balance < 0,
        "rate": rules.rate_words(rules.rate(totals.set_aside, totals.budget)),
    }


@require_safe
def fund_detail(request, pk):
    fund = visible(request, pk)
    totals, lines = queries.totals_of_fund(fund), queries.book(fund)
    facts = queries.facts_of(totals, highland=settings.HIGHLAND)
    context = {
        "fund": fund,
        "cells": queries.form_05(totals),
        "balance": shown_number(totals.balance),
        "over": totals.balance < 0,
        "budget": _amount(fund.budget),
        "carried": _amount(fund.carried),
        "limits": [limit for limit in (rules.rate_limit(facts), rules.organising_limit(facts)) if limit],
        "by_budget": facts.by_budget,
        "findings": rules.findings(facts),
        "lines": [_line(line) for line in lines],
        "struck": sum(line.entry.struck_at is not None for line in lines),
        "named": queries.open_decisions(request.user, lines),
        "may_keep": can_keep(request.user, fund),
    }
    return page(request, "awards/fund_detail.html", context)


def _amount(amount):
    return shown_number(amount) if amount is not None else ""


def _line(line):
    """One line of the book in words."""
    return {
        "entry": line.entry,
        "amount": shown_number(line.entry.amount),
        "balance": shown_number(line.balance),
        "under": line.balance < 0,
    }


# Opening, mending -------------------------------------------------------------------------------------------------------
def fund_open(request):
    """First whose fund of which year (the address says), then what it rests on; last year's balance is proposed."""
    if not can_open(request.user):
        raise PermissionDenied
    on = clock.today()
    units = queries.units_to_open(request.user, on=on)
    choice = ChooseForm(request.GET or _first_choice(units, on), units=units)
    chosen = choice.cleaned_data if choice.is_valid() else None
    if not request.GET:
        choice = ChooseForm(units=units, initial=choice.data)
    asks_keeper = rights_of(request.user).is_standing_body
    left = queries.left_before(chosen["unit"], chosen["year"]) if chosen else None
    initial = {"carried": max(left, 0), "keeper": chosen["unit"]} if left is not None else {}
    if chosen:
        initial.setdefault("keeper", chosen["unit"])
    form = FundForm(posted(request), on=on, asks_keeper=asks_keeper, initial=initial)
    if chosen and form.is_valid():
        try:
            made = services.open_fund(**chosen, **form.values, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, made, "Đã mở quỹ. Hãy ghi các khoản thu, chi.")
    context = {"choice": choice, "chosen": chosen, "form": form, "left": _amount(left)}
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/fund_open.html", context)


def _first_choice(units, on):
    """This year; the unit too where there is only one."""
    first = list(units[:2])
    return {"year": on.year} | ({"unit": first[0].pk} if len(first) == 1 else {})


def fund_edit(request, pk):
    """A clash shows, field by field, what somebody saved meanwhile; saving again writes what was typed."""
    fund = visible(request, pk)
    if not can_keep(request.user, fund):
        raise PermissionDenied
    asks_keeper = rights_of(request.user).is_standing_body
    initial = {name: getattr(fund, name) for name in ("budget", "carried", "note", "keeper", "version")}
    form = FundForm(posted(request), on=clock.today(), asks_keeper=asks_keeper, initial=initial)
    context = {"fund": fund, "form": form, "clash": []}
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            services.update_fund(
                fund, version=-1 if version is None else version, by=request.user, at=clock.now(), **form.values
            )
        except Stale as stale:
            form.add_error(None, str(stale))
            latest = visible(request, pk)
            context |= {"fund": latest, "clash": _clash(form, latest)}
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, fund, "Đã lưu thông tin quỹ.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/fund_form.html", context)


def _clash(form, latest):
    """Where what was typed differs from what somebody saved meanwhile; the form goes on from the latest version."""
    form.data = form.data.copy()
    form.data["version"] = latest.version
    rows = []
    for name, mine in form.values.items():
        theirs = getattr(latest, name)
        if mine != theirs:
            rows.append({"label": form.fields[name].label, "theirs": _said(theirs), "mine": _said(mine)})
    return rows


def _said(value):
    if value is None or value == "":
        return "(trống)"
    return shown_number(value) if isinstance(value, int) else str(value)


# Files ------------------------------------------------------------------------------------------------------------------
@require_safe
def fund_export(request, pk):
    """The book as the page shows it."""
    fund = visible(request, pk)
    lines = queries.book(fund)
    named = queries.open_decisions(request.user, lines)
    rows = [tables.book_row(line, named=named) for line in lines]
    journal.record("fund.export", by=request.user, at=clock.now(), subject=fund, detail={"rows": len(rows)})
    carried = f"Số dư năm trước: {shown_number(fund.carried)} đồng." if fund.carried else ""
    return sheet_attachment(str(fund), tables.BOOK, rows, on=clock.today(), subtitle=carried, numbered=True)


@require_safe
def fund_print(request, pk):
    """The book as a paper, as it stands today."""
    fund = visible(request, pk)
    paper = book_paper(queries.totals_of_fund(fund), queries.book(fund), on=clock.today())
    journal.record("fund.print", by=request.user, at=clock.now(), subject=fund)
    name = file_name(str(fund), "pdf", on=clock.today())
    return attachment(render_pdf(paper), name=name, content_type="application/pdf")
