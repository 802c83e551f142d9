"""Who was sent what, in which state, and sending again what failed."""

import datetime

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from core import access, clock
from core.errors import Refused
from core.forms.notices import DeliveryFilter
from core.http import done, page
from core.models import Notice
from core.models.notices import NoticeState
from core.notices import delivery, kinds
from core.search import every_word
from core.text import fold

PER_PAGE = 50


def _found(form):
    """The notices the filter asks for; an invalid filter asks for nothing special and says so on the page."""
    notices = Notice.objects.all()
    if not form.is_valid():
        return notices
    asked = form.cleaned_data
    if asked["state"]:
        notices = notices.filter(state=asked["state"])
    if asked["kind"]:
        notices = notices.filter(kind=asked["kind"])
    if asked["day"]:
        start = timezone.make_aware(datetime.datetime.combine(asked["day"], datetime.time.min))
        notices = notices.filter(at__gte=start, at__lt=start + datetime.timedelta(days=1))
    # `folded` is the search column of the account model, and holds the mail address too.
    return notices.filter(every_word(fold(asked["q"]), "person__folded"))


@require_GET
def delivery_list(request):
    access.require(request.user, access.SEE_DELIVERIES)
    form = DeliveryFilter(request.GET)
    found = _found(form)
    counts = dict(Notice.objects.order_by().values_list("state").annotate(Count("pk")))
    listed = Paginator(found.select_related("person").latest_first(), PER_PAGE).get_page(request.GET.get("page"))
    names = kinds()
    for notice in listed:
        notice.kind_label = names.get(notice.kind, "Thư gộp trong ngày" if notice.wraps else "Thông báo khác")
    context = {
        "form": form,
        "deliveries": listed,
        "states": [(s, s.label, counts.get(s, 0)) for s in NoticeState],
        "failed": NoticeState.FAILED,
        "failed_count": counts.get(NoticeState.FAILED, 0),
        "total": sum(counts.values()),
        "chosen": form.cleaned_data.get("state", "") if form.is_valid() else "",
    }
    return page(request, "core/delivery_list.html", context, partial="rows")


@require_POST
def delivery_resend(request, pk):
    access.require(request.user, access.SEE_DELIVERIES)
    notice = get_object_or_404(Notice, pk=pk)
    try:
        delivery.resend(notice, by=request.user, at=clock.now())
    except Refused as refusal:
        return done(request, "core:delivery-list", str(refusal), level=40)
    return done(request, "core:delivery-list", f"Đã đưa thư gửi {notice.person} vào hàng chờ gửi lại.")


@require_POST
def delivery_resend_all(request):
    """All that failed, in one act."""
    access.require(request.user, access.SEE_DELIVERIES)
    count = delivery.resend_all(Notice.objects.all(), by=request.user, at=clock.now())
    return done(request, "core:delivery-list", f"Đã đưa {count} thư vào hàng chờ gửi lại.")
