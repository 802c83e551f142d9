"""Without a mail server, mails are kept in the product and read there as text."""

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMultiAlternatives, send_mail
from django.urls import reverse
from django.utils import timezone

from core.models import MailboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings):
    settings.EMAIL_BACKEND = "core.mailbox.EmailBackend"


def test_a_mail_is_kept_whole(kept):
    message = EmailMultiAlternatives(
        "Còn 6 ngày: Kế hoạch", "Kính gửi chị Lan", "thidua@snv.test", ["lan@stp.test", "hoa@syt.test"],
        headers={"X-Thidua-Notice": "12", "Message-ID": "<a@b>"},
    )  # fmt: skip
    message.attach_alternative("<p>Kính gửi</p>", "text/html")
    assert message.send() == 1

    row = MailboxMessage.objects.get()
    assert (row.sender, row.recipients, row.subject, row.text, row.html, row.notice_id) == (
        "thidua@snv.test",
        "lan@stp.test, hoa@syt.test",
        "Còn 6 ngày: Kế hoạch",
        "Kính gửi chị Lan",
        "<p>Kính gửi</p>",
        12,
    )
    assert row.headers == {"X-Thidua-Notice": "12", "Message-ID": "<a@b>"}
    assert timezone.localdate(row.at).isoformat() == "2022-03-08"
    assert mail.outbox == []


def test_a_mail_to_nobody_is_not_kept(kept):
    assert send_mail("x", "y", None, []) == 0
    assert MailboxMessage.objects.count() == 0


def test_a_line_break_in_a_header_is_refused(kept):
    with pytest.raises(BadHeaderError):
        send_mail("Tiêu đề\nBcc: x@y.test", "y", None, ["lan@stp.test"])
    assert MailboxMessage.objects.count() == 0


@pytest.fixture
def two(kept):
    send_mail("Thư một", "Nội dung <b>một</b> https://thidua.test/", None, ["lan@stp.test"])
    send_mail("Thư hai", "Nội dung hai", None, ["hoa@syt.test"], html_message="<script>alert(1)</script>")


def test_the_administrator_reads_the_list_and_finds_by_address(two, world, client_for):
    client = client_for(world.admin)

    subjects = [[m.subject for m in client.get(reverse("core:mailbox") + q).context["mails"]] for q in ("", "?q=HOA@")]
    assert subjects == [["Thư hai", "Thư một"], ["Thư hai"]]


def test_a_mail_is_shown_as_text_only(two, world, client_for):
    first, second = MailboxMessage.objects.order_by("pk")
    client = client_for(world.admin)

    assert (
        "Nội dung &lt;b&gt;một&lt;/b&gt;"
        in client.get(reverse("core:mailbox-message", args=[first.pk])).content.decode()
    )
    page = client.get(reverse("core:mailbox-message", args=[second.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("name", ["hanh", "thang", "lan", "binh", "tuan", "van", "ke", "do", "ha", "root", "stranger"])
def test_nobody_else_reads_other_peoples_mail(two, world, client_for, name):
    client = client_for(getattr(world, name))

    assert client.get(reverse("core:mailbox")).status_code == 403
    assert (
        client.get(reverse("core:mailbox-message", args=[MailboxMessage.objects.order_by("pk").first().pk])).status_code
        == 403
    )
