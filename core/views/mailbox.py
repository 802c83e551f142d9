"""The mailbox of an installation without a mail server. Text is shown as text, HTML as its source."""

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from core import access
from core.forms.notices import MailboxFilter
from core.http import page
from core.models import MailboxMessage

PER_PAGE = 50


@require_GET
def mailbox_list(request):
    access.require(request.user, access.SEE_MAILBOX)
    form = MailboxFilter(request.GET)
    messages = MailboxMessage.objects.all()
    if form.is_valid() and (words := form.cleaned_data["q"]):
        messages = messages.filter(Q(recipients__icontains=words) | Q(subject__contains=words))
    context = {
        "form": form,
        "mails": Paginator(messages.order_by("-at", "-pk"), PER_PAGE).get_page(request.GET.get("page")),
        "is_used": settings.EMAIL_BACKEND == "core.mailbox.EmailBackend",
    }
    return page(request, "core/mailbox_list.html", context, partial="rows")


@require_GET
def mailbox_message(request, pk):
    access.require(request.user, access.SEE_MAILBOX)
    return page(request, "core/mailbox_message.html", {"mail": get_object_or_404(MailboxMessage, pk=pk)})
