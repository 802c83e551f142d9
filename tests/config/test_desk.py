"""Bàn làm việc: the queue by haste, numbers that lead to what they count, and only one's own work."""

import datetime

import pytest
from django.urls import reverse

from config import desk
from core import obligations
from core.obligations import Duty

TODAY = datetime.date(2022, 3, 8)


def duty(days, title="Việc", people=(), **more):
    return Duty(
        key=f"t:{title}:{days}",
        kind=more.pop("kind", "test.duty"),
        title=title,
        due_on=TODAY + datetime.timedelta(days=days),
        people=people,
        url="/viec/",
        **more,
    )


@pytest.fixture
def owing(monkeypatch):
    """Owe these duties and nothing else."""

    def only(*duties):
        provider = obligations.Provider("test.duty", "Việc thử", lambda *, on, person=None: list(duties))
        monkeypatch.setattr(obligations, "PROVIDERS", {"test.duty": provider})

    return only


@pytest.mark.parametrize(
    ("days", "expected"),
    [(-1, "tre-han"), (0, "hom-nay"), (1, "trong-tuan"), (7, "trong-tuan"), (8, "sau-do")],
)
def test_a_duty_stands_under_its_haste(days, expected):
    assert desk.group_of(duty(days), TODAY) == expected


def test_queue_leaves_empty_headings_out_and_says_how_many_more():
    groups = desk.queue([duty(-2), *(duty(1, f"Việc {n}") for n in range(12))], TODAY)

    assert [(g.label, g.total, len(g.lines), g.rest) for g in groups] == [
        ("Trễ hạn", 1, 1, 0),
        ("Trong 7 ngày tới", 12, 8, 4),
    ]


def test_a_late_line_says_so_by_icon_and_word():
    late, due = desk.line(duty(-1), TODAY), desk.line(duty(0), TODAY)

    assert (late.tone, late.icon, late.word) == ("bad", "alert-triangle", "Trễ hạn")
    assert (due.tone, due.icon, due.word) == ("wait", "hourglass", "Chờ xử lý")


def test_the_primary_button_is_the_most_urgent_duty():
    assert desk.first_step([]) is None
    assert desk.first_step([duty(0)])["label"] == "Mở việc gấp nhất"
    assert desk.first_step([duty(0, kind="plans.unit-plan")])["label"] == "Soạn kế hoạch của đơn vị"


def test_the_sentence_counts_what_its_links_list(world, client_for, owing):
    lan = (world.lan.pk,)
    owing(
        duty(-8, "Trễ một", lan),
        duty(-1, "Trễ hai", lan),
        duty(0, "Nay", lan),
        duty(3, "Tuần", lan),
        duty(30, "Xa", lan),
    )
    client = client_for(world.lan)

    html = client.get(reverse("home")).content.decode()

    assert (
        '<a href="/viec/?nhom=tre-han">2 việc đã trễ</a> và <a href="/viec/?nhom=hom-nay">1 việc đến hạn</a>.' in html
    )
    assert '<a href="/viec/?nhom=trong-tuan">1 việc</a> phải xong trong 7 ngày tới.' in html
    assert "Tất cả 5 việc" in html
    late = client.get("/viec/?nhom=tre-han").content.decode()
    assert late.count('class="title"') == 2
    assert "Trễ một" in late
    assert "Nay</a>" not in late


def test_the_full_list_shows_every_duty_under_its_heading(world, client_for, owing):
    owing(*(duty(1, f"Việc số {n}", (world.lan.pk,)) for n in range(30)))

    html = client_for(world.lan).get(reverse("duty-list")).content.decode()

    assert html.count('class="title"') == 30
    assert "30 việc, xếp theo hạn." in html


def test_an_unknown_group_shows_everything(world, client_for, owing):
    owing(duty(1, "Một", (world.lan.pk,)))

    assert client_for(world.lan).get("/viec/?nhom=la").content.decode().count('class="title"') == 1


def test_nobody_sees_the_duties_of_another_unit(world, client_for, owing):
    owing(duty(0, "Việc của Lan", (world.lan.pk,)), duty(0, "Việc của Hoa", (world.hoa.pk,)))

    for address in (reverse("home"), reverse("duty-list")):
        html = client_for(world.hoa).get(address).content.decode()
        assert "Việc của Hoa" in html
        assert "Việc của Lan" not in html


@pytest.mark.parametrize("name", ["hanh", "thang", "lan", "binh", "tuan", "van", "ke", "do", "ha", "admin", "root"])
def test_an_empty_desk_says_what_will_come(world, client_for, owing, name):
    owing()

    response = client_for(getattr(world, name)).get(reverse("home"))

    assert response.status_code == 200
    assert "Không có việc nào chờ bạn." in response.content.decode()


def test_without_a_post_the_desk_says_whom_to_ask(world, client_for, owing):
    owing()

    assert "Hãy báo quản trị hệ thống." in client_for(world.root).get(reverse("home")).content.decode()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_desk_asks_the_database_the_same_few_questions(world, client_for, owing, django_assert_num_queries, rows):
    owing(*(duty(n, f"Việc {n}", (world.lan.pk,)) for n in range(rows)))
    client = client_for(world.lan)
    client.get(reverse("home"))

    with django_assert_num_queries(7):
        client.get(reverse("home"))


def test_a_stranger_is_sent_to_sign_in(db, client):
    assert client.get(reverse("home"))["Location"] == f"{reverse('units:sign-in')}?next=/"
