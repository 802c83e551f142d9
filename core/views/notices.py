"""A person's own notices: the list, the bell, what was read, how to be told."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from core import clock
from core.forms.notices import ChoicesForm, NoticeFilter
from core.http import done, invalid, page, posted
from core.models import Notice
from core.notices import choices, unread_count
from core.notices.posting import mark_read

PER_PAGE = 30


@require_GET
def notice_list(request):
    form = NoticeFilter(request.GET)
    mine = Notice.objects.of(request.user)
    unread_only = form.is_valid() and form.cleaned_data["show"] == "unread"
    shown = mine.unread() if unread_only else mine
    context = {
        "form": form,
        "unread_only": unread_only,
        "unread": unread_count(request.user),
        "notices": Paginator(shown.latest_first(), PER_PAGE).get_page(request.GET.get("page")),
    }
    return page(request, "core/notice_list.html", context, partial="rows")


@require_GET
def notice_bell(request):
    """The bell of the top bar as a fragment."""
    return page(request, "core/notice_bell.html", {"unread": unread_count(request.user)})


@require_POST
def notice_read(request, pk):
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    mark_read(person=request.user, at=clock.now(), pk=notice.pk)
    return done(request, "core:notice-list", "Đã đánh dấu là đã đọc.")


@require_POST
def notice_read_all(request):
    count = mark_read(person=request.user, at=clock.now())
    return done(request, "core:notice-list", f"Đã đánh dấu {count} thông báo là đã đọc.")


def notice_choices(request):
    form = ChoicesForm(posted(request), chosen=choices.chosen_by(request.user))
    if form.is_valid():
        choices.choose(request.user, form.choices())
        return done(request, "core:notice-choices", "Đã lưu cách nhận thông báo.")
    return (invalid if form.is_bound else page)(request, "core/notice_choices.html", {"form": form})
