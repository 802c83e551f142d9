"""A real mail server on the loopback: what it takes is sent once, what it refuses for now waits, nothing is lost."""

import datetime
import socket

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from core.models import Notice
from core.models.notices import NoticeState
from core.notices import delivery, notify

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 0))
LATER = datetime.timedelta(minutes=1)


class Desk:
    """Keeps what it takes; answers the next recipients with what it is told."""

    def __init__(self):
        self.letters, self.answers = [], []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.letters.append((envelope.rcpt_tos, envelope.content.decode()))
        return "250 taken"


@pytest.fixture
def desk_of_mail(settings):
    """A server that listens; the settings point to it."""
    handler = Desk()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def told(world):
    for name in ("lan", "hoa"):
        person = getattr(world, name)
        notify(key="k", people=[person], kind="x", subject=f"Gửi {person.full_name}", at=AT)


def send(machine=AT):
    return delivery.send_pending(on=AT.date(), at=AT, machine=machine).counts


def test_each_mail_arrives_once_with_its_vietnamese_subject(desk_of_mail, told):
    assert [send(), send()] == [{"sent": 2}, {}]
    assert sorted(to for to, _ in desk_of_mail.letters) == [["hoa@dienbien.test"], ["lan@dienbien.test"]]
    assert ["Subject: =?utf-8?" in content for _, content in desk_of_mail.letters] == [True, True]


def test_greylisting_costs_a_minute_and_nothing_else(desk_of_mail, told):
    desk_of_mail.answers = ["451 try again later"]

    assert send() == {"pending": 1, "sent": 1}
    assert Notice.objects.get(state=NoticeState.PENDING).error.startswith("Máy chủ thư hẹn gửi sau:")
    assert send(AT + LATER) == {"sent": 1}
    assert len(desk_of_mail.letters) == 2


def test_an_address_refused_for_good_is_failed_and_the_other_still_arrives(desk_of_mail, told):
    desk_of_mail.answers = ["550 no such user"]

    assert send() == {"failed": 1, "sent": 1}
    assert len(desk_of_mail.letters) == 1


def test_a_server_that_is_down_loses_nothing(settings, told):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"

    assert send() == {"pending": 2}
    assert set(Notice.objects.values_list("error", flat=True)) == {
        "Không kết nối được máy chủ thư: [Errno 111] Connection refused"
    }
