"""Closed by default: a stranger sees the written list of open pages and is sent to sign in everywhere else."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from tests.support.urls import addresses

# Open to everybody, and why.
OPEN = {
    "health": "monitors ask without an account; it says one word per part",
    "units:sign-in": "the door",
    "units:sign-out": "signing out twice is no error",
    "campaigns:exemplar-public-list": "stories are published, with consent, for everybody to read and follow",
    "campaigns:exemplar-public": "the same; an exemplar that is not published answers 404",
    "campaigns:exemplar-picture": "pictures of published stories; any other only through visible_to, else 404",
    "core:calendar-feed": "calendar programs cannot sign in; the address itself is the secret and can be revoked",
}

ALL = addresses()


def test_the_list_of_open_pages_is_what_is_open():
    opened = {address.name for address in ALL if not getattr(address.view, "login_required", True)}

    assert opened == set(OPEN)


def test_names_are_given_once():
    """Two addresses may share a name only when they take different arguments."""
    seen = [(address.name, frozenset(address.converters)) for address in ALL]

    assert sorted(str(pair) for pair in seen) == sorted(str(pair) for pair in set(seen))


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("address", [a for a in ALL if a.name not in OPEN], ids=lambda address: address.name)
def test_a_stranger_is_sent_to_sign_in(client, address, method):
    response = getattr(client, method)(address.example)

    assert response.status_code == 302
    assert response["Location"] == f"{reverse(settings.LOGIN_URL)}?next={address.example}"


@pytest.mark.parametrize("address", [a for a in ALL if a.name not in OPEN], ids=lambda address: address.name)
def test_a_lost_session_sends_the_whole_window_to_sign_in(client, address):
    """Not a sign-in page inside a table row."""
    response = client.get(address.example, htmx=True)

    assert (response.status_code, response.content) == (204, b"")
    assert response["HX-Redirect"] == f"{reverse(settings.LOGIN_URL)}?next={address.example}"


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_addresses_are_vietnamese_without_marks(address):
    fixed = re.sub(r"\(\?P<.*?\)|<.*?>|\\|[\^$]", "", address.route)

    assert re.fullmatch(r"[a-z0-9/.-]*", fixed)
