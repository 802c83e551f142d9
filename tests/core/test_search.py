"""One search over everything: by registered kinds, within what a person may open, with or without diacritics."""

import pytest
from django.db.models import Q
from django.urls import reverse

from core import search
from core.search import Hit, every_word
from core.text import fold

NAMES = ("Sở Tư pháp", "Sở Tài chính", "Sở Y tế", "Đảng ủy Khối")


@pytest.fixture
def kinds(monkeypatch):
    """An empty registry of this test's own, with one kind: four names; Hoa may open only the third."""
    monkeypatch.setattr(search, "KINDS", {})

    @search.searches("Đơn vị", "building-community")
    def names(user, folded, limit):
        allowed = NAMES if getattr(user, "username", "") != "hoa" else NAMES[2:3]
        return [Hit(n, f"/{fold(n)}/", "sở, ngành") for n in allowed if all(w in fold(n) for w in folded.split())][
            :limit
        ]

    return names


def titles(found):
    return [hit.title for kind in found for hit in kind.hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("so tu phap", ["Sở Tư pháp"]),
        ("SỞ TƯ PHÁP", ["Sở Tư pháp"]),
        ("phap so", ["Sở Tư pháp"]),
        ("dang uy", ["Đảng ủy Khối"]),
        ("khong co gi", []),
        ("s", []),
        ("   ", []),
    ],
)
def test_every_word_counts_marks_and_order_do_not(kinds, words, expected):
    assert titles(search.search(None, words, limit=5)) == expected


def test_more_is_known_without_counting(kinds):
    (found,) = search.search(None, "so", limit=2)

    assert (len(found.hits), found.more) == (2, True)
    assert search.search(None, "so", limit=3)[0].more is False


def test_two_searches_cannot_share_a_heading(kinds):
    with pytest.raises(ValueError, match="two searches under “Đơn vị”"):
        search.searches("Đơn vị", "flag")(lambda user, folded, limit: [])


def test_registering_again_on_reload_is_harmless(kinds):
    assert search.searches("Đơn vị", "building-community")(kinds) is kinds


# Pages ------------------------------------------------------------------------------------------------------------
def test_results_page_shows_what_was_found_and_how_many(world, client_for, kinds):
    response = client_for(world.hanh).get(reverse("core:search"), {"q": "sở"})
    html = response.content.decode()

    assert response.status_code == 200
    assert "3 kết quả bạn được xem." in html
    assert '<a href="/so tu phap/">Sở Tư pháp</a>' in html


def test_results_and_count_stay_within_what_the_person_may_open(world, client_for, kinds):
    html = client_for(world.hoa).get(reverse("core:search"), {"q": "sở"}).content.decode()

    assert "1 kết quả bạn được xem." in html
    assert "Sở Tư pháp" not in html


def test_suggestions_stay_within_it_too(world, client_for, kinds):
    html = client_for(world.hoa).get(reverse("core:search-suggest"), {"q": "sở"}, htmx=True).content.decode()

    assert html.count('role="option"') == 2
    assert "Sở Y tế" in html
    assert "Sở Tư pháp" not in html


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({}, "Tìm trong toàn bộ phần mềm"),
        ({"q": "x"}, "Cần ít nhất hai chữ."),
        ({"q": "zzz"}, "Không tìm thấy gì."),
        ({"q": "a" * 101}, "Từ cần tìm dài quá 100 chữ. Hãy bớt đi vài từ."),
    ],
)
def test_results_page_says_what_to_do_next(world, client_for, kinds, query, says):
    response = client_for(world.hanh).get(reverse("core:search"), query)

    assert response.status_code == 200
    assert says in response.content.decode()


def test_words_are_escaped(world, client_for, kinds):
    html = client_for(world.hanh).get(reverse("core:search"), {"q": "<script>x"}).content.decode()

    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html


def test_suggestions_for_nothing_say_so(world, client_for, kinds):
    html = client_for(world.hanh).get(reverse("core:search-suggest"), {"q": "zzz"}, htmx=True).content.decode()

    assert "Không tìm thấy “zzz” trong những gì bạn được xem." in html


def test_a_stranger_searches_nothing(db, client, kinds):
    response = client.get(reverse("core:search-suggest"), {"q": "sở"})

    assert response.status_code == 302
    assert "Sở" not in response.content.decode()


def test_every_word_may_stand_in_another_column():
    first = Q(a__contains="lo") | Q(b__contains="lo")
    second = Q(a__contains="thu") | Q(b__contains="thu")

    assert every_word("lo thu", "a", "b") == first & second
    assert every_word("  ") == Q()
    assert every_word("do") == Q(folded__contains="do")
