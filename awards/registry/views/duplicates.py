"""Records that may be one: the list, two side by side, merging and taking apart again. The standing body's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from awards.law.enums import RecipientKind
from awards.registry.forms.duplicates import DuplicateFilter, MergeForm, PairForm
from awards.registry.models import Merge
from awards.registry.permissions import can_keep
from awards.registry.queries import duplicates as queries
from awards.registry.services import merging as services
from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from core.text import fold
from plans.forms.steps import EmptyForm

ROWS = 20


@require_safe
def recipient_duplicates(request):
    _must_keep(request)
    form = DuplicateFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}  # an unreadable filter shows everything
    found = queries.groups(kind=wanted.get("kind", ""), words=fold(wanted.get("q", "")))
    near, far = [g for g in found if g.near], [g for g in found if not g.near]
    chosen = wanted.get("muc", "")
    rows = Paginator({"": found, queries.NEAR: near, queries.FAR: far}[chosen], ROWS).get_page(wanted.get("page"))
    context = {
        "rows": rows,
        "groups": [
            (group, members, queries.evidence(*members) if len(members) == 2 else [])
            for group, members in queries.members(rows.object_list)
        ],
        "numbers": [
            ("", "Tất cả", len(found)),
            (queries.NEAR, "Gần nhau", len(near)),
            (queries.FAR, "Khác đơn vị", len(far)),
        ],
        "chosen": chosen,
        "kinds": [("", "Mọi đối tượng"), *RecipientKind.choices],
        "kind": wanted.get("kind", ""),
        "q": wanted.get("q", ""),
    }
    return page(request, "awards/recipient_duplicates.html", context, partial="rows")


def recipient_merge(request):
    """Two records, named in the address, side by side; the form says which one stays."""
    _must_keep(request)
    asked = PairForm(request.GET)
    if not asked.is_valid():
        words = " ".join(text for texts in asked.errors.values() for text in texts)
        return done(request, "awards:recipient-duplicates", words, level=messages.WARNING)
    pair = queries.pair_of(*asked.cleaned_data["ho_so"])
    found = queries.evidence(*pair)
    form = MergeForm(posted(request), pair=pair, initial={"kept": str(_fuller(pair).pk)})
    if form.is_valid():
        kept, gone = form.chosen()
        try:
            services.merge(kept, gone, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, kept, f"Đã gộp hồ sơ “{gone.name}” vào hồ sơ này.")
    answer = invalid if request.method == "POST" else page
    context = {"pair": pair, "evidence": found, "never": queries.forbids(found), "form": form}
    return answer(request, "awards/recipient_merge.html", context)


def _fuller(pair):
    """The record with more awards stays unless the person chooses otherwise; of two alike the older one."""
    return max(pair, key=lambda member: (len(member.honours), -member.recipient.pk)).recipient


def recipient_unmerge(request, pk):
    _must_keep(request)
    trace = get_object_or_404(Merge.objects.select_related("kept", "gone", "by"), pk=pk)
    form = EmptyForm(posted(request))
    if form.is_valid():
        try:
            services.unmerge(trace, by=request.user, at=clock.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, trace.kept, f"Đã tách lại hồ sơ “{trace.gone.name}”.")
    answer = invalid if request.method == "POST" else page
    return answer(request, "awards/recipient_unmerge.html", {"trace": trace, "form": form, "count": len(trace.grants)})


def _must_keep(request):
    if not can_keep(request.user):
        raise PermissionDenied
