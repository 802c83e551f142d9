"""Trợ giúp: complete for everybody, one's own role first."""

import pytest
from django.template.loader import get_template
from django.urls import reverse

from config.guide import CHAPTERS, chapters_for
from units.enums import Role
from units.rights import rights_of


def test_every_role_has_a_chapter():
    assert set().union(*(chapter.roles for chapter in CHAPTERS)) == set(Role)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.key)
def test_every_chapter_is_written(chapter):
    assert "<li>" in get_template(chapter.template).render() or "<p>" in get_template(chapter.template).render()


def test_own_chapters_come_first(world):
    chapters, own = chapters_for(rights_of(world.binh))

    assert [c.key for c in chapters][:2] == ["bat-dau", "thu-truong"]
    assert own == {"thu-truong"}
    assert len(chapters) == len(CHAPTERS)


def test_the_page_opens_without_a_post(world, client_for):
    response = client_for(world.root).get(reverse("help"))

    assert response.status_code == 200
    assert response.content.decode().count("<h2") == len(CHAPTERS) + 1
