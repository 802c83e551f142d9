"""The support pages: off by default; where they are on, superusers look and nobody writes."""

import pytest
from django.contrib import admin
from django.test import override_settings

from tests.support.source import APPS

PLACES = ("/ho-tro/", "/ho-tro/units/unit/", "/ho-tro/units/user/", "/ho-tro/units/appointment/")


def test_they_are_not_there_by_default(world, client_for):
    assert client_for(world.root).get("/ho-tro/").status_code == 404


@override_settings(ROOT_URLCONF="tests.config.support_urls")
@pytest.mark.parametrize("place", PLACES)
def test_only_a_superuser_gets_in(world, client_for, place):
    answers = {name: client_for(person).get(place, follow=True).status_code for name, person in world.people.items()}

    assert {name for name, status in answers.items() if status == 200} == {"root"}
    assert {status for name, status in answers.items() if name != "root"} == {403}


@override_settings(ROOT_URLCONF="tests.config.support_urls")
def test_a_stranger_is_sent_to_the_product_s_own_sign_in(client, db):
    answer = client.get("/ho-tro/units/user/")

    assert answer["Location"] == "/don-vi/dang-nhap/?next=/ho-tro/units/user/"


@override_settings(ROOT_URLCONF="tests.config.support_urls")
def test_nothing_can_be_written_there(rf, world):
    request = rf.get("/ho-tro/")
    request.user = world.root
    for model, pages in admin.site._registry.items():
        if model._meta.app_label in APPS:
            rights = pages.get_model_perms(request)
            assert rights == {"add": False, "change": False, "delete": False, "view": True}, model
