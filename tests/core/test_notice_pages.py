"""The pages of notices and deliveries: one's own, and for those who look after delivery everybody's."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from core.models import JournalEntry, Notice, NoticeChoice
from core.models.notices import Delivery, NoticeState
from core.notices import notify
from tests.core.counting import queries_of
from tests.core.duties import KIND

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 0))


def tell(*people, key="k", subject="Kế hoạch đã được tiếp nhận", **fields):
    return notify(key=key, people=people, subject=subject, **{"kind": "plans.accepted", "at": AT, **fields})


def subjects(response, name="notices"):
    return [n.subject for n in response.context[name]]


# My notices ---------------------------------------------------------------------------------------------------------
def test_each_sees_only_their_own_newest_first(world, client_for):
    tell(world.lan, key="a", subject="Của Lan cũ", at=AT - datetime.timedelta(days=1))
    tell(world.lan, key="b", subject="Của Lan mới")
    tell(world.hoa, key="c", subject="Của Hoa")

    page = client_for(world.lan).get(reverse("core:notice-list"))

    assert subjects(page) == ["Của Lan mới", "Của Lan cũ"]
    assert page.context["unread"] == 2
    assert "Của Hoa" not in page.content.decode()


def test_nothing_yet_says_what_will_come(world, client_for):
    page = client_for(world.hoa).get(reverse("core:notice-list"))

    assert "Chưa có thông báo nào" in page.content.decode()


def test_a_cancelled_reminder_is_not_shown(world, client_for):
    tell(world.lan)
    Notice.objects.update(state=NoticeState.CANCELLED)

    assert subjects(client_for(world.lan).get(reverse("core:notice-list"))) == []


def test_marking_one_read_leaves_the_others(world, client_for):
    tell(world.lan, key="a", subject="Một")
    tell(world.lan, key="b", subject="Hai")
    client = client_for(world.lan)

    answer = client.post(reverse("core:notice-read", args=[Notice.objects.get(subject="Một").pk]))

    assert answer["Location"] == reverse("core:notice-list")
    assert subjects(client.get(reverse("core:notice-list") + "?show=unread")) == ["Hai"]


def test_another_persons_notice_is_not_found_and_stays_unread(world, client_for):
    tell(world.hoa)
    notice = Notice.objects.get()

    assert client_for(world.lan).post(reverse("core:notice-read", args=[notice.pk])).status_code == 404
    assert Notice.objects.get().read_at is None


def test_reading_all_reads_only_mine(world, client_for):
    tell(world.lan, world.hoa)
    client_for(world.lan).post(reverse("core:notice-read-all"))

    assert dict(Notice.objects.values_list("person__username", "read_at")) == {
        "lan": Notice.objects.get(person=world.lan).read_at,
        "hoa": None,
    }
    assert timezone.localdate(Notice.objects.get(person=world.lan).read_at) == datetime.date(2022, 3, 8)


def test_the_bell_is_a_fragment_with_the_number(world, client_for):
    tell(world.lan)

    bell = client_for(world.lan).get(reverse("core:notice-bell"), htmx=True).content.decode()
    assert bell.strip().startswith("<a") and "1 thông báo mới" in bell and "<html" not in bell
    assert "không có gì mới" in client_for(world.hoa).get(reverse("core:notice-bell"), htmx=True).content.decode()


def test_the_list_asks_the_database_as_often_for_30_as_for_3(world, client_for):
    client, counts = client_for(world.lan), []
    for size in (3, 27):
        for n in range(size):
            tell(world.lan, key=f"k{size}-{n}")
        counts.append(queries_of(client, reverse("core:notice-list")))

    assert counts[0] == counts[1]


# How to be told -----------------------------------------------------------------------------------------------------
def test_choices_are_kept_for_the_person_alone(desk, world, client_for):
    client = client_for(world.lan)
    form = client.get(reverse("core:notice-choices")).context["form"]
    answers = dict.fromkeys(form.fields, Delivery.AT_ONCE) | {KIND: Delivery.DAILY}

    client.post(reverse("core:notice-choices"), answers)

    assert NoticeChoice.objects.filter(kind=KIND).values_list("person__username", "delivery").get() == ("lan", "daily")
    assert client.get(reverse("core:notice-choices")).context["form"][KIND].value() == "daily"
    assert client_for(world.hoa).get(reverse("core:notice-choices")).context["form"][KIND].value() == "at_once"


def test_a_choice_nobody_offered_is_refused(desk, world, client_for):
    answer = client_for(world.lan).post(reverse("core:notice-choices"), {KIND: "by-pigeon"})

    assert answer.status_code == 422
    assert NoticeChoice.objects.count() == 0


# Deliveries ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["hanh", "thang", "admin"])
def test_those_who_look_after_delivery_see_everybodys(world, client_for, name):
    tell(world.lan, world.hoa)

    page = client_for(getattr(world, name)).get(reverse("core:delivery-list"))

    assert [n.person for n in page.context["deliveries"]] == [world.hoa, world.lan]


@pytest.mark.parametrize("name", ["lan", "binh", "tuan", "van", "ke", "do", "ha", "root", "stranger"])
def test_others_do_not_see_deliveries_and_cannot_send_again(world, client_for, name):
    tell(world.lan)
    Notice.objects.update(state=NoticeState.FAILED, error="hỏng")
    client, notice = client_for(getattr(world, name)), Notice.objects.get()

    assert client.get(reverse("core:delivery-list")).status_code == 403
    assert client.post(reverse("core:delivery-resend", args=[notice.pk])).status_code == 403
    assert client.post(reverse("core:delivery-resend-all")).status_code == 403
    assert Notice.objects.get().state == NoticeState.FAILED


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["lan", "hoa", "binh"]),
        ("?state=failed", ["hoa"]),
        ("?q=pham+thi+lan", ["lan"]),
        ("?q=BINH", ["binh"]),
        ("?day=08/03/2022", ["lan", "hoa"]),
        ("?day=07/03/2022&state=failed", []),
    ],
)
def test_deliveries_are_filtered_without_marks(world, client_for, query, expected):
    tell(world.lan, world.hoa)
    tell(world.binh, at=AT - datetime.timedelta(days=1))
    Notice.objects.filter(person=world.hoa).update(state=NoticeState.FAILED)

    page = client_for(world.admin).get(reverse("core:delivery-list") + query)

    assert sorted(n.person.username for n in page.context["deliveries"]) == sorted(expected)


def test_a_wrong_date_is_explained_and_kept(world, client_for):
    page = client_for(world.admin).get(reverse("core:delivery-list") + "?day=31/02/2022").content.decode()

    assert "Ngày phải có dạng ngày/tháng/năm, ví dụ 08/03/2022." in page
    assert 'value="31/02/2022"' in page


def test_a_failed_mail_shows_its_reason_and_goes_back_into_the_line_once(world, client_for):
    tell(world.lan, subject="Hỏng")
    Notice.objects.update(state=NoticeState.FAILED, error="Không kết nối được máy chủ thư: refused", attempts=5)
    client, notice = client_for(world.admin), Notice.objects.get()
    assert "Không kết nối được máy chủ thư: refused" in client.get(reverse("core:delivery-list")).content.decode()

    said = [
        [
            str(m)
            for m in client.post(reverse("core:delivery-resend", args=[notice.pk]), follow=True).context["messages"]
        ]
        for _ in range(2)
    ]

    assert said == [
        ["Đã đưa thư gửi Phạm Thị Lan vào hàng chờ gửi lại."],
        ["Thư này không còn ở trạng thái “Không gửi được”. Hãy tải lại trang."],
    ]
    assert JournalEntry.objects.values_list("act", "by__username").get() == ("notice.resend", "admin")
    assert Notice.objects.values_list("state", "attempts").get() == ("pending", 0)


def test_all_failed_mails_go_back_and_no_other(world, client_for):
    tell(world.lan, world.hoa, world.binh)
    Notice.objects.exclude(person=world.binh).update(state=NoticeState.FAILED)
    Notice.objects.filter(person=world.binh).update(state=NoticeState.SENT)

    answer = client_for(world.admin).post(reverse("core:delivery-resend-all"), follow=True)

    assert [str(m) for m in answer.context["messages"]] == ["Đã đưa 2 thư vào hàng chờ gửi lại."]
    assert sorted(Notice.objects.order_by("pk").values_list("state", flat=True)) == ["pending", "pending", "sent"]


def test_deliveries_ask_the_database_as_often_for_30_as_for_3(world, client_for):
    client, counts = client_for(world.admin), []
    for size in (3, 27):
        for n in range(size):
            tell(world.lan, key=f"k{size}-{n}")
        counts.append(queries_of(client, reverse("core:delivery-list")))

    assert counts[0] == counts[1]


def test_the_fragment_is_the_pages_own_rows(world, client_for):
    tell(world.lan)
    client = client_for(world.admin)

    whole = client.get(reverse("core:delivery-list")).content.decode()
    rows = client.get(reverse("core:delivery-list"), htmx=True).content.decode()

    assert rows.strip() in whole
    assert rows.strip().startswith('<div id="danh-sach">')
