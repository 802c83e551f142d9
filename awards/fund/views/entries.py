"""Lines of the book: written, struck out, written again."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from awards.fund import services
from awards.fund.forms import AgainForm, EntryForm, StrikeForm
from awards.fund.models import FundEntry
from awards.fund.permissions import can_keep
from awards.fund.views.funds import visible
from awards.registry.permissions import reads_all
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted
from core.sheets.fields import shown_number


def _kept(request, pk):
    fund = visible(request, pk)
    if not can_keep(request.user, fund):
        raise PermissionDenied
    return fund


def fund_entry_add(request, pk):
    """A new line; `dong` names a struck one whose words it begins with. A double click writes one line."""
    fund = _kept(request, pk)
    reader = request.user if reads_all(request.user) else None
    initial = {"on": clock.today()} if clock.today().year == fund.year else {}
    form = EntryForm(posted(request), year=fund.year, reader=reader, initial=initial | _again(request, fund, reader))
    if form.is_valid():
        try:
            entry = services.add_entry(fund, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, entry, f"Đã ghi {shown_number(entry.amount)} đồng.")
    answer = invalid if form.is_bound else page
    return answer(request, "awards/fund_entry_form.html", {"fund": fund, "form": form})


def _again(request, fund, reader):
    """The words of the struck line that is written again, {} when none is named."""
    form = AgainForm(request.GET)
    key = form.cleaned_data["dong"] if form.is_valid() else None
    old = fund.entries.select_related("decision").filter(pk=key).first() if key else None
    if old is None:
        return {}
    known = {name: getattr(old, name) for name in ("on", "purpose", "amount", "content", "paper")}
    return known | ({"decision": old.decision.code} if reader and old.decision else {})


def fund_entry_strike(request, pk, entry):
    fund = _kept(request, pk)
    entry = get_object_or_404(FundEntry, fund=fund, pk=entry)
    entry.fund = fund
    if entry.struck_at is not None:
        return done(request, entry, "Dòng này đã được gạch bỏ.")
    form = StrikeForm(posted(request))
    if form.is_valid():
        try:
            services.strike_entry(entry, by=request.user, at=clock.now(), **form.cleaned_data)
        except Stale as stale:
            return done(request, entry, str(stale))
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, entry, "Đã gạch bỏ dòng; dòng vẫn đọc được và không cộng vào sổ.")
    answer = invalid if form.is_bound else page
    context = {"fund": fund, "entry": entry, "amount": shown_number(entry.amount), "form": form}
    return answer(request, "awards/fund_entry_strike.html", context)
