"""A message is a row before it is a mail; it leaves at most once, and only while it is true."""

import datetime
import smtplib
import threading

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from core import obligations
from core.errors import Stale
from core.models import JournalEntry, Notice, NoticeChoice
from core.models.notices import Channel, Delivery, NoticeState
from core.notices import delivery, digests, kinds, notify, register_kind, unread_count
from core.notices.posting import mark_read
from core.reminders import remind
from tests.core.duties import KIND, march

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 0))
MACHINE = timezone.make_aware(datetime.datetime(2026, 8, 1, 9, 0))
MINUTE = datetime.timedelta(minutes=1)


def send(*, on=None, machine=MACHINE, limit=None):
    return delivery.send_pending(on=on or march(8), at=AT, machine=machine, limit=limit).counts


def with_address(person, address):
    person.email = address
    person.save(update_fields=["email"])
    return person


@pytest.fixture
def lan(world):
    """Lan reads mail; Hoa, in the same post elsewhere, has no address."""
    with_address(world.hoa, "")
    return with_address(world.lan, "lan@stp.test")


def tell(*people, key="k", subject="Kế hoạch đã được tiếp nhận", **fields):
    fields = {"kind": "plans.unit-plan-accepted", "at": AT, **fields}
    return notify(key=key, people=people, subject=subject, **fields)


# Writing ------------------------------------------------------------------------------------------------------------
def test_the_same_key_reaches_a_person_once(world):
    assert [tell(world.lan, world.hoa.pk), tell(world.hoa, world.binh)] == [2, 1]
    assert sorted(Notice.objects.order_by("pk").values_list("person_id", flat=True)) == sorted(
        [world.lan.pk, world.hoa.pk, world.binh.pk]
    )


def test_nothing_is_left_of_a_notice_when_the_act_is_undone(world):
    with pytest.raises(RuntimeError, match="undone"), transaction.atomic():
        tell(world.lan)
        raise RuntimeError("undone")

    assert Notice.objects.count() == 0


def test_a_subject_is_one_line_of_at_most_300_letters(world):
    tell(world.lan, subject="Dòng một\r\nBcc: x@y.test\n" + "dài " * 100)

    subject = Notice.objects.get().subject
    assert subject.startswith("Dòng một Bcc: x@y.test dài dài")
    assert (len(subject), subject[-1], "\n" in subject) == (300, "…", False)


def test_each_reads_and_marks_only_their_own(world):
    tell(world.lan, world.hoa)
    hers = Notice.objects.get(person=world.hoa)

    assert mark_read(person=world.lan, at=AT, pk=hers.pk) == 0
    assert mark_read(person=world.lan, at=AT) == 1
    assert (unread_count(world.lan), unread_count(world.hoa)) == (0, 1)


def test_every_duty_and_every_registered_message_has_a_choice(desk, monkeypatch):
    monkeypatch.setattr("core.notices.registry._KINDS", {})
    register_kind("units.account", "Tài khoản của tôi", default=Delivery.PRODUCT)

    assert kinds() == {KIND: "Nhắc việc: Kế hoạch của đơn vị", "units.account": "Tài khoản của tôi"}


def test_a_queue_is_told_once_a_day_unless_somebody_chose_otherwise(desk, lan):
    @obligations.provides("test.queue", "Chờ tiếp nhận", delivery="daily")
    def queue(*, on, person=None):
        return [d for d in desk.duties.values() if d.kind == "test.queue"]

    desk.owes("q", march(14), kind="test.queue", people=(lan.pk,))
    remind(on=march(8))
    assert send() == {"held": 1}

    NoticeChoice.objects.create(person=lan, kind="test.queue", delivery=Delivery.AT_ONCE)
    remind(on=march(11))
    assert send(on=march(11)) == {"sent": 1}


# Sending ------------------------------------------------------------------------------------------------------------
def test_a_mail_carries_name_text_and_full_link(lan):
    tell(lan, body="Số vào sổ 12.", url="/ke-hoach/2022/")

    assert send() == {"sent": 1}
    [message] = mail.outbox
    notice = Notice.objects.get()
    assert (message.to, message.subject) == (["lan@stp.test"], "Kế hoạch đã được tiếp nhận")
    assert message.body == (
        "Kính gửi Phạm Thị Lan,\n\nKế hoạch đã được tiếp nhận\n\nSố vào sổ 12.\n\n"
        "Mở trang: http://thidua.test/ke-hoach/2022/\n\n--\n"
        "Phần mềm thi đua, khen thưởng tỉnh Điện Biên. Thư gửi tự động, xin không trả lời.\n"
        "Đổi cách nhận thư: http://thidua.test/thong-bao/lua-chon/\n\n"
    )
    assert (notice.state, notice.channel, notice.sent_at, notice.attempts) == (
        NoticeState.SENT,
        Channel.MAIL,
        AT,
        1,
    )


def test_html_in_a_message_is_text(lan):
    tell(lan, subject="<b>Sở</b>", body="<script>alert(1)</script>")
    send()

    [(html, kind)] = mail.outbox[0].alternatives
    assert kind == "text/html"
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_an_address_outside_the_product_is_not_mailed(lan):
    tell(lan, url="//evil.test/x")
    send()

    assert "evil.test" not in mail.outbox[0].body


def test_without_an_address_the_product_is_the_place(lan, world):
    tell(world.hoa)

    assert send() == {"sent": 1}
    assert Notice.objects.values_list("state", "channel").get() == ("sent", "product")
    assert mail.outbox == []


def test_who_chose_the_product_gets_no_mail_of_that_kind_only(lan):
    NoticeChoice.objects.create(person=lan, kind="quiet.kind", delivery=Delivery.PRODUCT)
    tell(lan, key="a", kind="quiet.kind", subject="Im")
    tell(lan, key="b", kind="loud.kind", subject="Kêu")

    assert send() == {"sent": 2}
    assert [m.subject for m in mail.outbox] == ["Kêu"]


def test_a_locked_account_gets_nothing(lan):
    tell(lan)
    lan.is_active = False
    lan.save(update_fields=["is_active"])

    assert send() == {"cancelled": 1}
    assert Notice.objects.get().error == "Tài khoản người nhận đã khóa."


def test_sending_twice_sends_once(lan):
    tell(lan)

    assert [send(), send()] == [{"sent": 1}, {}]
    assert len(mail.outbox) == 1


def test_a_batch_says_that_more_is_waiting(lan, world):
    for n in range(3):
        tell(world.hoa, key=f"k{n}")

    reports = [delivery.send_pending(on=march(8), at=AT, machine=MACHINE, limit=2) for _ in range(2)]
    assert [(r.counts, r.more) for r in reports] == [({"sent": 2}, True), ({"sent": 1}, False)]


# Still owed? --------------------------------------------------------------------------------------------------------
@pytest.fixture
def reminded(desk, lan):
    """Lan has been reminded on 8/3; the message has not left yet."""
    desk.owes("k", march(14), people=(lan.pk,), unit="Sở Tư pháp", url="/ke-hoach/stp/", before=True)
    remind(on=march(8))
    return desk


def test_a_reminder_of_a_filed_plan_is_cancelled_and_leaves_the_bell(reminded, lan):
    reminded.files("k")

    assert unread_count(lan) == 1
    assert send() == {"cancelled": 1}
    assert (mail.outbox, unread_count(lan)) == ([], 0)
    assert Notice.objects.get().error == "Việc đã xong hoặc không còn phải làm."


def test_a_reminder_of_a_moved_deadline_is_cancelled(reminded, lan):
    reminded.owes("k", march(21), people=(lan.pk,))

    assert send() == {"cancelled": 1}
    assert mail.outbox == []


def test_a_reminder_to_somebody_who_left_the_post_is_cancelled(reminded, world):
    reminded.owes("k", march(14), people=(world.hoa.pk,))

    assert send() == {"cancelled": 1}
    assert Notice.objects.get().error == "Người nhận không còn được giao việc này."


def test_a_reminder_that_leaves_late_counts_its_days_anew(reminded):
    assert send(on=march(9)) == {"sent": 1}
    assert mail.outbox[0].subject == "Còn 5 ngày: Kế hoạch thi đua năm 2022 (Sở Tư pháp)"
    assert "trước ngày 15/3/2022, hết thứ Hai 14/3" in mail.outbox[0].body


def test_a_summary_names_only_what_is_still_open(desk, world):
    with_address(world.thang, "thang@snv.test")
    for key, unit in (("stp", "Sở Tư pháp"), ("syt", "Sở Y tế")):
        desk.owes(key, march(14), leads=(world.thang.pk,), unit=unit, url="/b/")
    remind(on=march(15))
    desk.files("stp")

    assert send(on=march(15)) == {"sent": 1}
    assert mail.outbox[0].subject == "Đã quá hạn 1 ngày: 1 việc chưa xong, Kế hoạch của đơn vị"
    assert "- Sở Y tế" in mail.outbox[0].body
    assert "Sở Tư pháp" not in mail.outbox[0].body


def test_of_several_steps_that_waited_only_the_latest_leaves(desk, lan):
    desk.owes("k", march(14), people=(lan.pk,))
    for day in (1, 7, 11):
        remind(on=march(day))

    assert send(on=march(11)) == {"cancelled": 2, "sent": 1}
    assert [m.subject for m in mail.outbox] == ["Còn 3 ngày: Kế hoạch thi đua năm 2022"]
    assert set(Notice.objects.filter(state="cancelled").values_list("error", flat=True)) == {
        "Đã có lời nhắc mới hơn về việc này."
    }


def test_a_reminder_to_the_head_does_not_stand_in_for_the_officers(desk, lan, world):
    with_address(world.binh, "binh@stp.test")
    desk.owes("k", march(14), people=(lan.pk,), heads=(world.binh.pk,))
    remind(on=march(14))

    assert send(on=march(14)) == {"sent": 2}
    assert sorted(m.to[0] for m in mail.outbox) == ["binh@stp.test", "lan@stp.test"]


# One mail a day -----------------------------------------------------------------------------------------------------
@pytest.fixture
def daily(desk, lan):
    NoticeChoice.objects.create(person=lan, kind=KIND, delivery=Delivery.DAILY)
    for n in (1, 2, 3):
        desk.owes(f"k{n}", march(14), title=f"Việc {n}", people=(lan.pk,), url=f"/viec/{n}/")
    remind(on=march(8))
    return desk


def test_the_daily_mail_has_all_lines_and_leaves_once(daily, lan):
    assert send() == {"held": 3}
    assert digests.wrap_day(on=march(8), at=AT) == 1
    assert digests.wrap_day(on=march(8), at=AT) == 0

    assert [send(), send()] == [{"sent": 1}, {}]
    [message] = mail.outbox
    assert message.subject == "3 thông báo, ngày 08/03/2022"
    assert [f"{n}. Còn 6 ngày: Việc {n}" in message.body for n in (1, 2, 3)] == [True] * 3
    assert "http://thidua.test/viec/2/" in message.body
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    assert unread_count(lan) == 3  # the wrapping mail itself is no line of the product


def test_a_line_done_meanwhile_is_not_in_the_daily_mail(daily):
    send()
    digests.wrap_day(on=march(8), at=AT)
    daily.files("k2")
    send()

    assert mail.outbox[0].subject == "2 thông báo, ngày 08/03/2022"
    assert "Việc 2" not in mail.outbox[0].body
    assert Notice.objects.filter(state="cancelled").count() == 1


def test_a_daily_mail_without_lines_is_not_sent(daily):
    send()
    digests.wrap_day(on=march(8), at=AT)
    for key in ("k1", "k2", "k3"):
        daily.files(key)

    assert send() == {"cancelled": 1}
    assert mail.outbox == []


def test_no_daily_mail_on_a_day_off_and_nothing_is_lost(daily):
    send()

    assert [digests.wrap_day(on=march(day), at=AT) for day in (12, 13, 14)] == [0, 0, 1]


# When the server is down --------------------------------------------------------------------------------------------
class Server:
    """A mail server that behaves as told: refuse the connection, say “later”, break in the middle, or take the mail."""

    def __init__(self, *answers):
        self.answers, self.taken = list(answers), []

    def open(self):
        if self.answers and self.answers[0] == "down":
            self.answers.pop(0)
            raise ConnectionRefusedError(111, "Connection refused")
        return True

    def close(self):
        return None

    def send_messages(self, messages):
        answer = self.answers.pop(0) if self.answers else "ok"
        if answer == "later":
            raise smtplib.SMTPRecipientsRefused({"lan@stp.test": (450, b"try later")})
        if answer == "never":
            raise smtplib.SMTPRecipientsRefused({"lan@stp.test": (550, b"no such user")})
        if answer == "broken":
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        self.taken += messages
        return len(messages)


@pytest.fixture
def server(monkeypatch):
    def behave(*answers):
        made = Server(*answers)
        monkeypatch.setattr(delivery, "get_connection", lambda: made)
        return made

    return behave


@pytest.mark.parametrize("answer", ["down", "later"])
def test_a_mail_the_server_surely_did_not_take_is_tried_again_after_a_pause(lan, server, answer):
    served = server(answer)
    tell(lan)

    assert send() == {"pending": 1}
    assert send(machine=MACHINE + MINUTE - datetime.timedelta(seconds=1)) == {}
    assert send(machine=MACHINE + MINUTE) == {"sent": 1}
    assert (len(served.taken), Notice.objects.get().error) == (1, "")


def test_after_five_tries_it_is_failed_with_the_reason(lan, server):
    served = server(*["down"] * 5)
    tell(lan)

    pauses = [1, 5, 20, 60]
    moment, states = MACHINE, []
    for pause in [*pauses, 0]:
        states.append(send(machine=moment))
        moment += MINUTE * pause
    assert states == [{"pending": 1}] * 4 + [{"failed": 1}]
    assert served.taken == []
    assert Notice.objects.get().error == "Không kết nối được máy chủ thư: [Errno 111] Connection refused"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("broken", "Máy chủ thư không nhận: Connection unexpectedly closed"),
        ("never", "Máy chủ thư không nhận: {'lan@stp.test': (550, b'no such user')}"),
    ],
)
def test_an_unclear_or_final_answer_is_never_tried_again_by_itself(lan, server, answer, reason):
    served = server(answer)
    tell(lan)

    assert send() == {"failed": 1}
    assert send(machine=MACHINE + MINUTE * 600) == {}
    assert (served.taken, Notice.objects.get().error) == ([], reason)


def test_one_bad_mail_does_not_stop_the_batch(lan, world, server):
    with_address(world.binh, "binh@stp.test")
    served = server("broken")
    tell(lan, world.binh)

    assert send() == {"failed": 1, "sent": 1}
    assert [m.to for m in served.taken] == [["binh@stp.test"]]


def test_an_address_that_smuggles_a_header_fails_and_says_so(world):
    tell(with_address(world.lan, "lan@stp.test\nBcc: x@y.test"))

    assert send() == {"failed": 1}
    assert mail.outbox == []


# Stuck, and a person who decides ------------------------------------------------------------------------------------
def test_an_hour_in_sending_becomes_failed_and_not_earlier(lan):
    tell(lan)
    assert delivery.claim(Notice.objects.get(), machine=MACHINE)

    assert delivery.fail_stuck(machine=MACHINE + MINUTE * 59) == 0
    assert delivery.fail_stuck(machine=MACHINE + MINUTE * 60) == 1
    assert Notice.objects.values_list("state", "error").get() == ("failed", delivery.STUCK)


def test_a_sender_that_wakes_up_late_changes_nothing(lan):
    tell(lan)
    slow = Notice.objects.select_related("person").get()
    delivery.claim(slow, machine=MACHINE)
    delivery.fail_stuck(machine=MACHINE + MINUTE * 61)

    assert delivery._sent(slow, at=AT) is None
    assert Notice.objects.get().state == NoticeState.FAILED


def test_sending_again_is_a_persons_act_in_the_journal(lan, world, server):
    server("never")
    tell(lan)
    send()
    notice = Notice.objects.get()
    delivery.resend(notice, by=world.admin, at=AT)

    entry = JournalEntry.objects.get()
    assert (entry.act, entry.by, entry.subject_id, entry.detail) == (
        "notice.resend",
        world.admin,
        str(notice.pk),
        {"person": lan.pk, "error": "Máy chủ thư không nhận: {'lan@stp.test': (550, b'no such user')}"},
    )
    with pytest.raises(Stale):
        delivery.resend(notice, by=world.admin, at=AT)
    assert send() == {"sent": 1}


def test_what_was_sent_cannot_be_sent_again(lan, world):
    tell(lan)
    send()

    with pytest.raises(Stale):
        delivery.resend(Notice.objects.get(), by=world.admin, at=AT)
    assert JournalEntry.objects.count() == 0


# Two workers --------------------------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_eight_senders_at_once_send_each_notice_once(world):
    for n in range(20):
        tell(world.hoa, key=f"k{n}")
    start, wins, lock = threading.Barrier(8), [], threading.Lock()

    def work():
        try:
            rows = list(Notice.objects.order_by("pk"))
            start.wait()
            won = [n.pk for n in rows if delivery.claim(n, machine=MACHINE)]
            with lock:
                wins.extend(won)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(wins) == sorted(Notice.objects.values_list("pk", flat=True))
    assert set(Notice.objects.values_list("state", "attempts")) == {("sending", 1)}
