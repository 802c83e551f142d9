"""A person's due dates in a calendar program, behind a secret address."""

import pytest
from django.urls import reverse
from icalendar import Calendar

from core.models import CalendarFeed, JournalEntry
from tests.core.duties import march

pytestmark = pytest.mark.django_db


@pytest.fixture
def owing(desk, world):
    """Lan and Hoa owe the same kind of thing."""
    desk.owes("stp", march(14), people=(world.lan.pk,), unit="Sở Tư pháp", url="/ke-hoach/stp/", before=True)
    desk.owes(
        "syt", march(14), people=(world.hoa.pk,), unit="Sở Y tế", url="/ke-hoach/syt/", detail="bí mật", before=True
    )
    return desk


def opened(person, client_for):
    client_for(person).post(reverse("core:calendar-open"))
    return CalendarFeed.objects.get(person=person)


def address(feed):
    return reverse("core:calendar-feed", args=[feed.token])


def events(response):
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def test_the_feed_has_exactly_the_persons_duties(owing, world, client, client_for):
    response = client.get(address(opened(world.lan, client_for)))

    [event] = events(response)
    assert (str(event["uid"]), event["dtstart"].dt, event["dtend"].dt) == ("stp", march(14), march(15))
    assert str(event["summary"]) == "Kế hoạch thi đua năm 2022 (Sở Tư pháp)"
    assert str(event["description"]) == "Hạn trước ngày 15/3/2022, hết thứ Hai 14/3."
    assert str(event["url"]) == "http://thidua.test/ke-hoach/stp/"
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, max-age=900"


def test_details_stay_out_of_the_calendar(owing, world, client, client_for):
    assert "bí mật" not in client.get(address(opened(world.hoa, client_for))).content.decode()


def test_what_is_done_leaves_the_calendar(owing, world, client, client_for):
    feed = opened(world.lan, client_for)
    owing.files("stp")

    assert events(client.get(address(feed))) == []


def test_a_guessed_address_is_not_found(owing, world, client, client_for):
    feed = opened(world.lan, client_for)

    assert client.get(reverse("core:calendar-feed", args=[feed.token[:-1] + "x" * 2])).status_code == 404
    assert client.get(reverse("core:calendar-feed", args=["lan"])).status_code == 404


def test_a_new_address_kills_the_old_one_and_a_withdrawn_one_is_dead(owing, world, client, client_for):
    old = address(opened(world.lan, client_for))
    new = address(opened(world.lan, client_for))
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)

    client_for(world.lan).post(reverse("core:calendar-close"))
    assert client.get(new).status_code == 404
    assert list(JournalEntry.objects.order_by("number").values_list("act", flat=True)) == [
        "calendar.open",
        "calendar.open",
        "calendar.close",
    ]


def test_a_locked_account_has_no_calendar(owing, world, client, client_for):
    feed = opened(world.lan, client_for)
    world.lan.is_active = False
    world.lan.save(update_fields=["is_active"])

    assert client.get(address(feed)).status_code == 404


def test_asking_changes_nothing_and_posting_is_not_answered(owing, world, client, client_for):
    feed = opened(world.lan, client_for)

    assert client.post(address(feed)).status_code == 405
    assert client.head(address(feed)).status_code == 200


def test_the_page_shows_the_address_and_my_duties_only(owing, world, client_for):
    feed = opened(world.lan, client_for)

    page = client_for(world.lan).get(reverse("core:calendar"))
    assert [d.key for d in page.context["duties"]] == ["stp"]
    assert f"http://thidua.test{address(feed)}" in page.content.decode()
    assert feed.token not in client_for(world.hoa).get(reverse("core:calendar")).content.decode()
