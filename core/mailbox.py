"""The mail backend of an installation without a mail server: mails become rows an administrator reads in the product."""

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from core import clock
from core.models.mailbox import MailboxMessage

NOTICE_HEADER = "X-Thidua-Notice"


class EmailBackend(BaseEmailBackend):
    """Keeps each mail as a `MailboxMessage`; refuses what a mail server would refuse (line breaks in headers)."""

    def send_messages(self, email_messages):
        messages = [m for m in email_messages if m.recipients()]
        with transaction.atomic():
            for message in messages:
                message.message()  # raises BadHeaderError, as real sending would
                html = [content for content, kind in getattr(message, "alternatives", ()) if kind == "text/html"]
                headers = {name: str(value) for name, value in message.extra_headers.items()}
                MailboxMessage.objects.create(
                    at=clock.now(),
                    sender=message.from_email,
                    recipients=", ".join(message.recipients()),
                    subject=message.subject[:500],
                    text=message.body,
                    html=html[0] if html else "",
                    headers=headers,
                    notice_id=int(headers[NOTICE_HEADER]) if headers.get(NOTICE_HEADER, "").isdigit() else None,
                )
        return len(messages)
