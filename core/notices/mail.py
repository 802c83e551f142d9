"""Wording a notice as a mail. Links use `SITE_URL`; nothing here knows a request."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from core.mailbox import NOTICE_HEADER


def absolute(path):
    """The full address of a path inside the product; an address elsewhere is not followed."""
    if not path or urlsplit(path).netloc or urlsplit(path).scheme:
        return ""
    return urljoin(settings.SITE_URL.rstrip("/") + "/", path.lstrip("/"))


def compose(notice, *, connection, lines=()):
    """The mail of one notice; `lines` are the notices a daily mail wraps."""
    context = {
        "notice": notice,
        "person": notice.person,
        "link": absolute(notice.url),
        "lines": [{"notice": line, "link": absolute(line.url)} for line in lines],
        "choices": absolute(reverse("core:notice-choices")),
        "province": settings.PROVINCE,
    }
    name = "digest" if notice.wraps else "notice"
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    message = EmailMultiAlternatives(
        subject=notice.subject,
        body=render_to_string(f"emails/core/{name}.txt", context),
        to=[notice.person.email],
        connection=connection,
        headers={
            NOTICE_HEADER: str(notice.pk),
            "Message-ID": f"<notice-{notice.pk}-{notice.claim}@{host}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string(f"emails/core/{name}.html", context), "text/html")
    return message
