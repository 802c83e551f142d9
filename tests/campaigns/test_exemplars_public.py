"""Pages without an account: what is published and nothing else, gone the moment it is taken back."""

import dataclasses
import datetime
import re

import pytest

from campaigns.models import Exemplar
from campaigns.queries.exemplars import Story
from campaigns.services import exemplars as services
from campaigns.services import pictures
from tests.factories import exemplars as make
from tests.factories.unit_plans import moment

AT = moment(8)
LIST, PAGE = "/guong-dien-hinh/", "/guong-dien-hinh/lo-van-muon/"


@pytest.fixture
def published(world):
    exemplar = make.published(
        world.stp, by=world.lan, staff=world.hanh, fostering="KẾ-HOẠCH-KÍN", summary="Vận động <b>cả bản</b> làm đường."
    )
    pictures.add_picture(exemplar, make.photo(), caption="Ngày làm đường", by=world.hanh, at=AT)
    services.add_link(exemplar, label="Bài", url="https://bao.example/1", outlet="Báo", by=world.hanh, at=AT)
    return exemplar


def text(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_what_is_published_and_counts_nothing_else(world, client, published):
    for state in ("found", "fostered", "recognised", "spread", "dropped"):
        make.in_state(state, world.syt, by=world.hoa, staff=world.hanh, name=f"Ẩn {state}")

    page = text(client, LIST)

    assert re.findall(r'<h2><a href="([^"]+)">([^<]+)</a></h2>', page) == [(PAGE, "Lò Văn Muôn")]
    assert "Ẩn" not in page


def test_the_story_tells_what_may_be_known(client, published):
    page = text(client, PAGE)

    for words in ("Lò Văn Muôn", "Sở Tư pháp", "<h3>Cách làm</h3>", "<strong>18</strong>", make.PAPER, "01/03/2022",
                  'alt="Ngày làm đường"', "Vận động &lt;b&gt;cả bản&lt;/b&gt; làm đường.",
                  'href="https://bao.example/1" rel="noopener noreferrer nofollow external"'):  # fmt: skip
        assert words in page


def test_nothing_of_the_inside_reaches_the_public(world, client, published):
    """Plan, follower, people of the unit, consent day, day found, version, addresses inside, history."""
    services.update_exemplar(
        Exemplar.objects.select_related("unit").get(), version=0, fostering="KẾ-HOẠCH-KÍN 2", by=world.lan, at=AT
    )

    said = text(client, PAGE) + text(client, LIST)

    for secret in ("KẾ-HOẠCH-KÍN", "Phạm Thị Lan", "Lò Thị Minh Hạnh", "Trần Quốc Bình", "02/03/2022", "10/02/2022",
                   "/dien-hinh/", "version", "csrf"):  # fmt: skip
        assert secret not in said
    assert {field.name for field in dataclasses.fields(Story)} == {
        "slug", "name", "title", "field", "unit", "campaign", "recognition_paper", "recognised_on",
        "summary", "story_html", "published_at", "cover", "cover_caption", "pictures", "links",
    }  # fmt: skip


def test_a_change_by_the_standing_body_is_public_at_once_and_nobody_elses_gets_there(world, client, published):
    stored = Exemplar.objects.select_related("unit").get()
    with pytest.raises(services.Refused):
        services.update_exemplar(stored, version=0, story="Của Lan", by=world.lan, at=AT)
    stored = Exemplar.objects.select_related("unit").get()
    services.update_exemplar(stored, version=0, story="Của Hạnh", name="Lò Văn Muôn (bản mới)", by=world.hanh, at=AT)

    page = text(client, PAGE)

    assert ("Của Hạnh" in page, "Của Lan" in page, "Cách làm" in page) == (True, False, False)
    assert "Lò Văn Muôn (bản mới)" in page


def test_taken_back_it_is_gone_from_page_and_list_and_comes_back_at_the_same_address(world, client, published):
    services.withdraw_exemplar(published, by=world.hanh, at=AT)

    assert client.get(PAGE).status_code == 404
    assert "Chưa có câu chuyện nào được công khai." in text(client, LIST)

    services.publish_exemplar(
        published, consent_on=datetime.date(2022, 3, 8), slug=published.slug, by=world.hanh, at=AT
    )
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("state", ["found", "fostered", "recognised", "spread", "dropped"])
def test_an_unpublished_address_answers_like_none(world, client, state):
    exemplar = make.in_state(state, world.stp, by=world.lan, staff=world.hanh)
    Exemplar.objects.filter(pk=exemplar.pk).update(slug="lo-van-muon")

    hidden, none = client.get(PAGE), client.get("/guong-dien-hinh/khong-co/")

    assert (hidden.status_code, none.status_code) == (404, 404)
    assert hidden.content == none.content


def test_everybody_gets_the_same_page_signed_in_or_not(world, client, client_for, published):
    assert text(client, PAGE) == text(client_for(world.lan), PAGE) == text(client_for(world.stranger), PAGE)


def test_no_session_is_begun_and_no_cache_keeps_it_unasked(client, published):
    for url in (LIST, PAGE):
        answer = client.get(url)
        assert (answer["Cache-Control"], dict(answer.cookies)) == ("no-cache", {})


def test_search_engines_may_find_the_real_ones_and_never_a_demonstration(client, published, settings):
    assert '<meta name="robots" content="noindex, nofollow">' in text(client, PAGE)  # the tests have a day of their own

    settings.THIDUA_TODAY = None
    assert '<meta name="robots" content="noarchive, noimageindex">' in text(client, PAGE)


def test_pages_of_the_list_and_queries_stay_the_same(world, client, django_assert_num_queries):
    for number in range(25):
        make.published(world.stp, by=world.lan, staff=world.hanh, name=f"Người {number}", slug=f"nguoi-{number}")

    with django_assert_num_queries(2):  # how many, and one page of them
        first = text(client, LIST)
    second = text(client, f"{LIST}?page=2")

    assert [len(re.findall("<h2>", page)) for page in (first, second)] == [24, 1]
    assert text(client, f"{LIST}?page=abc") == first
