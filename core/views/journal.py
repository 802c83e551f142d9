"""Reading the journal: who did what, when, about what."""

import datetime

from django.core.paginator import Paginator
from django.db.models import Q
from django.utils import timezone
from django.views.decorators.http import require_GET

from core import access, journal
from core.forms.journal import JournalFilter
from core.http import page
from core.models import JournalCheck, JournalEntry
from core.search import every_word
from core.text import fold

PER_PAGE = 50


def _day(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _found(form, *, whole):
    """The rows that answer the filter, among those this reader may read."""
    entries = JournalEntry.objects.all() if whole else JournalEntry.objects.filter(act__in=journal.acts(whole=False))
    if not form.is_valid():
        return entries
    asked = form.cleaned_data
    if asked["act"]:
        entries = entries.filter(act=asked["act"])
    if asked["first"]:
        entries = entries.filter(at__gte=_day(asked["first"]))
    if asked["last"]:
        entries = entries.filter(at__lt=_day(asked["last"] + datetime.timedelta(days=1)))
    if asked["q"]:
        person = every_word(fold(asked["q"]), "by__folded")  # the search column of the account model
        entries = entries.filter(person | Q(subject_name__icontains=asked["q"]))
    return entries


@require_GET
def journal_list(request):
    access.require(request.user, access.READ_JOURNAL)
    whole = access.allowed(request.user, access.READ_WHOLE_JOURNAL)
    form = JournalFilter(request.GET, whole=whole)
    listed = Paginator(_found(form, whole=whole).order_by("-number"), PER_PAGE).get_page(request.GET.get("page"))
    for entry in listed:
        entry.label = journal.act_label(entry.act)
        entry.lines = [f"{name}: {value}" for name, value in entry.detail.items() if value not in (None, "", [], {})]
    context = {
        "form": form,
        "entries": listed,
        "whole": whole,
        "check": JournalCheck.objects.order_by("-at", "-pk").first(),
    }
    return page(request, "core/journal_list.html", context, partial="rows")
