"""The health page: open, short, and honest."""

import datetime

import pytest
from celery.signals import beat_init
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

from config import health
from core import heartbeats
from core.tasks import heartbeat

WELL = "Cơ sở dữ liệu: tốt\nBộ nhớ đệm: tốt\nHàng đợi: tốt\nKho tệp: tốt\nXử lý nền: tốt\n"


@pytest.fixture
def alive(db):
    heartbeats.beat("worker", machine=timezone.now())


def test_all_well(alive, client):
    response = client.get("/suc-khoe/")

    assert (response.status_code, response.content.decode()) == (200, WELL)
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize("age", [None, datetime.timedelta(minutes=5)])
def test_silent_background_is_a_fault(db, client, age):
    if age:
        heartbeats.beat("worker", machine=timezone.now() - age)

    response = client.get("/suc-khoe/")

    assert (response.status_code, response.content.decode()) == (503, WELL.replace("nền: tốt", "nền: có lỗi"))


def test_a_broken_database_is_said_without_details(alive, client, monkeypatch):
    def broken():
        raise DatabaseError("password of thidua at 10.0.0.1")

    monkeypatch.setitem(health.PARTS, "Cơ sở dữ liệu", broken)

    response = client.get("/suc-khoe/")

    assert (response.status_code, response.content.decode()) == (503, WELL.replace("liệu: tốt", "liệu: có lỗi"))


def test_a_cache_that_forgets_is_a_fault(alive, client, monkeypatch):
    monkeypatch.setattr(cache, "get", lambda key: None, raising=False)

    assert client.get("/suc-khoe/").content.decode() == WELL.replace("đệm: tốt", "đệm: có lỗi")


def test_a_programming_error_is_not_hidden(alive, client, monkeypatch):
    monkeypatch.setitem(health.PARTS, "Kho tệp", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        client.get("/suc-khoe/")


def test_it_answers_while_the_database_is_away(client, settings, monkeypatch):
    def away(*args, **kwargs):
        raise DatabaseError("could not connect")

    monkeypatch.setattr(connection, "cursor", away)
    monkeypatch.setattr(heartbeats, "last", away)

    response = client.get("/suc-khoe/")

    assert response.status_code == 503
    assert response.content.decode().splitlines()[0] == "Cơ sở dữ liệu: có lỗi"


def test_beat_asks_for_the_first_sign_when_it_starts(db, client):
    before = client.get("/suc-khoe/").content.decode()

    beat_init.send(sender=None)

    assert (before, client.get("/suc-khoe/").content.decode()) == (WELL.replace("nền: tốt", "nền: có lỗi"), WELL)


def test_a_first_sign_nobody_answers_in_time_is_thrown_away(monkeypatch):
    asked = []
    monkeypatch.setattr(heartbeat, "apply_async", lambda **options: asked.append(options))

    beat_init.send(sender=None)

    assert asked == [{"expires": 60}]
