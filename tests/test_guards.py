"""The guards of conftest.py bite."""

import socket

import pytest
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import HttpResponse
from django.template import engines

from tests.support.inline import inline_code
from tests.support.network import NetworkUsed
from units.models import User


def test_callbacks_run_when_the_outermost_block_is_left(db):
    said = []

    with transaction.atomic():
        with transaction.atomic():
            transaction.on_commit(lambda: said.append("inner"))
        assert said == []
        transaction.on_commit(lambda: said.append("outer"))

    assert said == ["inner", "outer"]


def test_callbacks_of_a_failed_block_never_run(db):
    said = []

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        transaction.on_commit(lambda: said.append("lost"))
        1 / 0  # noqa: B018  the failure itself is what is proved

    assert said == []


def test_a_callback_outside_any_block_runs_at_once(db):
    said = []

    transaction.on_commit(lambda: said.append("now"))

    assert said == ["now"]


def test_unordered_rows_come_back_reversed_and_ordered_rows_do_not(world):
    keys = [person.pk for person in world.people.values()]

    assert [person.pk for person in User.objects.all()] == keys[::-1]
    assert [person.pk for person in User.objects.order_by("pk")] == keys
    assert list(User.objects.order_by("pk").values_list("pk", flat=True)) == keys


def test_an_undefined_template_variable_fails():
    template = engines["django"].from_string("{{ nobody_gave_this }}")

    with pytest.raises(pytest.fail.Exception, match="nobody_gave_this"):
        template.render({})


def test_no_test_reaches_the_network():
    with pytest.raises(NetworkUsed), socket.socket() as reach:
        reach.connect(("203.0.113.1", 80))
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("example.org", 443)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="color:red">',
        '<img src="/x.png" onerror="x()">',
        '<a href="javascript:x()">x</a>',
        '<br style="x"/>',
    ],
)
def test_inline_code_is_found(html):
    assert len(inline_code(html)) == 1


def test_clean_html_passes():
    assert (
        inline_code('<script src="/a.js"></script><script type="application/json">{}</script><p class="style">') == []
    )


def test_the_client_refuses_an_answer_with_inline_code(client, rf, monkeypatch):
    monkeypatch.setattr(client, "handler", lambda environ: _answer("<p>{{ name }}</p>", environ))

    with pytest.raises(AssertionError, match="unrendered"):
        client.get("/")


def _answer(html, environ):
    response = HttpResponse(html)
    response.request, response.wsgi_request = environ, None
    response.close = lambda: None
    return response


def test_stored_files_go_to_a_temporary_folder(settings, tmp_path_factory):
    assert str(settings.MEDIA_ROOT).startswith(str(tmp_path_factory.getbasetemp()))
    assert default_storage.base_location == settings.MEDIA_ROOT


def test_today_is_the_day_of_the_demo(settings):
    assert settings.THIDUA_TODAY.isoformat() == "2022-03-08"
