"""Every page of the table passes the look at both widths; what must not be found has a page too."""

from itertools import groupby

import pytest

from tests.journeys.pages import PAGES, arguments

BY_ROLE = {role: list(lines) for role, lines in groupby(PAGES, key=lambda line: line[0])}


@pytest.mark.parametrize("role", BY_ROLE)
def test_the_pages_of_a_role_pass_the_look(role, stage, walk):
    person = walk(stage.person(role))
    for _, name, *given in BY_ROLE[role]:
        values, query = arguments(stage, given)
        person.open(name, *values, query=query)


def test_public_pages_pass_the_look_without_an_account_and_without_script(walk):
    for javascript in (True, False):
        stranger = walk(javascript=javascript)
        stranger.open("campaigns:exemplar-public-list").says("Gương điển hình tiên tiến")
        stranger.follow("Tổ hợp tác cà phê bản Pá Sẳng").says("Hái quả chín")


def test_pages_of_refusal_pass_the_look(stage, walk):
    officer = walk(stage.person("officer"))
    officer.open("plans:unit-plan-detail", 999_999, status=404).says("Không có trang này")
    officer.open("core:journal-list", status=403)
