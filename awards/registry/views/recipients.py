"""Who was honoured: the list, one record with its awards over the years, the record's own facts."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from awards.registry.forms.recipients import RecipientFilter, RecipientForm
from awards.registry.models import Recipient
from awards.registry.permissions import can_keep, reads_all
from awards.registry.queries import recipients as queries
from awards.registry.services import recipients as services
from awards.registry.views.differences import differences
from core import clock
from core.errors import Refused, Stale
from core.http import done, invalid, page, posted
from core.text import fold

ROWS = 50


def visible(request, pk):
    """The record, or 404 for whoever may see none of its awards."""
    rows = Recipient.objects.visible_to(request.user).select_related("unit", "body", "merged_into")
    return get_object_or_404(rows, pk=pk)


@require_safe
def recipient_list(request):
    form = RecipientFilter(request.GET, user=request.user)
    wanted = dict(form.cleaned_data) if form.is_valid() else {}  # an unreadable filter shows everything
    wanted["words"] = fold(wanted.get("q", ""))
    rows = Paginator(queries.found(request.user, wanted), ROWS).get_page(wanted.get("page"))
    context = {
        "form": form,
        "rows": rows,
        "shown": queries.shown(request.user, rows),
        "narrowed": any(value for name, value in wanted.items() if name not in ("page", "words")),
        "may_keep": can_keep(request.user),
    }
    return page(request, "awards/recipient_list.html", context, partial="rows")


@require_safe
def recipient_detail(request, pk):
    recipient = visible(request, pk)
    (known,) = queries.shown(request.user, [recipient])
    changes = queries.changes_of(known.honours)
    whole = reads_all(request.user)
    context = {
        "recipient": recipient,
        "known": known,
        "timeline": [
            (year, [(grant, changes.get(grant.pk, [])) for grant in rows])
            for year, rows in queries.by_year(known.honours)
        ],
        "whole": whole,
        "merges": queries.merges_into(request.user, recipient) if whole else [],
        "may_keep": can_keep(request.user),
    }
    return page(request, "awards/recipient_detail.html", context)


def recipient_edit(request, pk):
    stored = visible(request, pk)
    if not can_keep(request.user):
        raise PermissionDenied
    if stored.merged_into_id:
        return done(request, stored.merged_into, "Hồ sơ cũ đã gộp vào hồ sơ này; hãy sửa ở đây.")
    form = RecipientForm(posted(request), instance=visible(request, pk), on=clock.today())
    context = {"recipient": stored, "form": form, "version": form["version"].value()}
    if request.method != "POST":
        return page(request, "awards/recipient_form.html", context)
    if not form.is_valid():
        return invalid(request, "awards/recipient_form.html", context)
    values = form.values()
    try:
        services.update_recipient(
            stored,
            version=form.cleaned_data["version"],
            id_number=form.number(),
            by=request.user,
            at=clock.now(),
            **values,
        )
    except Stale as stale:
        latest = visible(request, pk)
        context |= {"recipient": latest, "version": latest.version, "clash": str(stale)}
        context["differences"] = differences(form, latest, values)
        return page(request, "awards/recipient_form.html", context, status=409)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        context["recipient"] = visible(request, pk)
        return invalid(request, "awards/recipient_form.html", context)
    return done(request, stored, "Đã lưu hồ sơ.")
