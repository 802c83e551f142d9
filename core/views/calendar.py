"""The personal calendar feed."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET, require_POST, require_safe

from core import calendars, clock, obligations
from core.http import done, page
from core.models import CalendarFeed


@require_GET
def calendar(request):
    """My due dates, and the secret address for a calendar program."""
    context = {
        "feed": CalendarFeed.objects.filter(person=request.user).first(),
        "duties": obligations.owed(on=clock.today(), person=request.user),
    }
    if context["feed"]:
        context["address"] = calendars.address(context["feed"])
    return page(request, "core/calendar.html", context)


@require_POST
def calendar_open(request):
    calendars.open_feed(request.user, at=clock.now())
    return done(request, "core:calendar", "Đã tạo địa chỉ lịch mới. Địa chỉ cũ, nếu có, không dùng được nữa.")


@require_POST
def calendar_close(request):
    calendars.close_feed(request.user, at=clock.now())
    return done(request, "core:calendar", "Đã hủy địa chỉ lịch.")


@login_not_required
@require_safe
def calendar_feed(request, token):
    """Open to whoever knows the address, because calendar programs cannot sign in; a wrong one is 404 like any page."""
    feed = calendars.feed_of(token)
    if feed is None:
        raise Http404
    response = HttpResponse(
        calendars.render(feed.person, on=clock.today(), at=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="han-viec.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, private=True, max_age=15 * 60)
    return response
