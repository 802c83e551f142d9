"""Bàn làm việc: the queue by haste, numbers that lead to what they count, and only one's own work."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from config import desk
from core import obligations
from core.obligations import Duty
from plans.models import AnnualPlan, PlanTask, UnitPlan, UnitPlanRound

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

    with django_assert_num_queries(8):
        client.get(reverse("home"))


def test_a_stranger_is_sent_to_sign_in(db, client):
    assert client.get(reverse("home"))["Location"] == f"{reverse('units:sign-in')}?next=/"


# What the role follows --------------------------------------------------------------------------------------------
@pytest.fixture
def season(world):
    """Plan 2022 in force with one task done and one late; STP's plan filed, SYT's returned."""
    plan = AnnualPlan.objects.create(year=2022, state="issued", number="102", subject="Kế hoạch năm 2022")
    for position, (state, day) in enumerate([("done", 14), ("doing", 7)], 1):
        month = 1 if state == "done" else 3
        due = datetime.date(2022, month, day)
        PlanTask.objects.create(
            plan=plan,
            quarter=1,
            ordinal=str(position),
            position=position,
            text=f"Nhiệm vụ {state}",
            state=state,
            due_on=due,
        )
    moment = timezone.make_aware(datetime.datetime(2022, 3, 7, 9, 0))
    collected = UnitPlanRound.objects.create(
        plan=plan, year=2022, title="Kế hoạch đơn vị", due_date=datetime.date(2022, 3, 15), before=True,
        opens_on=datetime.date(2022, 1, 14), opened_by=world.hanh, opened_at=moment,
    )  # fmt: skip
    for unit, state in ((world.stp, "filed"), (world.syt, "returned")):
        UnitPlan.objects.create(
            round=collected, unit=unit, state=state, due_on=datetime.date(2022, 3, 14), first_filed_at=moment,
            filed_at=moment, returned_reason="thiếu chỉ tiêu" if state == "returned" else "", updated_at=moment,
        )  # fmt: skip
    return plan


def test_staff_see_the_board_the_quarter_and_what_waits(world, client_for, season):
    html = client_for(world.hanh).get(reverse("home")).content.decode()

    assert "<b>6 ngày</b>" in html
    assert "Trước ngày 15/3/2022, hết thứ Hai 14/3" in html
    assert "<b>1</b>/2 đơn vị</a> đã gửi" in html
    assert "Nhiệm vụ quý I</h2>" in html
    assert ">1/2</a> xong" in html
    assert "1 kế hoạch đơn vị</a> chờ kiểm tra." in html


def test_the_navigation_counts_what_waits_for_the_standing_body(world, client_for, season):
    waiting = '1<span class="visually-hidden"> chờ kiểm tra</span>'

    assert waiting in client_for(world.hanh).get(reverse("help")).content.decode()
    assert waiting not in client_for(world.lan).get(reverse("help")).content.decode()


def test_an_officer_sees_only_the_plan_of_the_own_unit(world, client_for, season):
    html = client_for(world.hoa).get(reverse("home")).content.decode()

    assert "Lý do: <q>thiếu chỉ tiêu</q>" in html
    assert "Sở Tư pháp" not in html
    assert "Bảng theo dõi" not in html


def test_the_administrator_sees_how_the_product_is_doing(world, client_for, season):
    html = client_for(world.admin).get(reverse("home")).content.decode()
    card = desk.system_card(TODAY)

    assert "Xử lý nền không chạy" in html
    assert (card.worker_lives, card.accounts, card.without_post) == (False, 14, 2)
    assert "Bảng theo dõi" not in html
