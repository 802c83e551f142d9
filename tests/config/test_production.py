"""The production way of running, on the PostgreSQL and Redis of this run: hashed static files, services, health."""

import re
import secrets
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.urls import reverse
from psycopg import sql

from tests.support.environments import PRODUCTION, environment, manage
from tests.support.processes import fetch, free_port, started, wait_until

pytestmark = [
    pytest.mark.services,
    pytest.mark.slow,
    pytest.mark.skipif(not settings.PRODUCTION, reason="runs in the PostgreSQL and Redis part of the suite"),
]
AS_NGINX = {"Host": PRODUCTION["ALLOWED_HOSTS"], "X_Forwarded_Proto": "https", "X_Forwarded_For": "203.0.113.7"}


@pytest.fixture
def installation(tmp_path):
    """A database of its own on the server of this run, prepared like in docs/production.md."""
    name = f"production_{secrets.token_hex(4)}"
    with psycopg.connect(settings.DATABASE_URL, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        url = urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}"))
        redis = urlunsplit(urlsplit(settings.REDIS_URL)._replace(path=f"/{secrets.randbelow(14) + 1}"))
        yield {**PRODUCTION, "DATABASE_URL": url, "REDIS_URL": redis}
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_production_from_an_empty_database_to_a_healthy_page(tmp_path, installation):
    var, port = tmp_path / "var", free_port()
    for command in (("prepare", "--empty"), ("collectstatic", "--noinput")):
        done = manage(var, *command, **installation)
        assert done.returncode == 0, done.stderr
    env = environment(var, **installation)
    web = ("-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4")
    celery = ("-m", "celery", "--quiet", "-A", "config")
    base = f"http://127.0.0.1:{port}"

    with (
        started(*web, env=env, log=tmp_path / "web") as server,
        started(*celery, "worker", "--concurrency", "1", env=env, log=tmp_path / "worker") as worker,
        started(*celery, "beat", "--pidfile=", env={**env, "THIDUA_BEAT_SECONDS": "2"}, log=tmp_path / "beat") as beat,
    ):
        wait_until(lambda: fetch(f"{base}/suc-khoe/", **AS_NGINX), what=lambda: server.output)
        wait_until(
            lambda: fetch(f"{base}/suc-khoe/", **AS_NGINX)[0] == 200,
            seconds=90,
            what=lambda: f"{fetch(f'{base}/suc-khoe/', **AS_NGINX)} {worker.output} {beat.output}",
        )
        health = fetch(f"{base}/suc-khoe/", **AS_NGINX)[2]
        unsafe = fetch(f"{base}/", Host=PRODUCTION["ALLOWED_HOSTS"])
        status, headers, page = fetch(base + reverse("units:sign-in"), **AS_NGINX)
        links = sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page)))
        answers = {link: fetch_static(base + link) for link in links}
        stranger = fetch(f"{base}/", Host="evil.example", X_Forwarded_Proto="https")

    assert health.count("tốt") == 5
    assert (unsafe[0], unsafe[1]["Location"]) == (301, f"https://{PRODUCTION['ALLOWED_HOSTS']}/")
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "Secure" in headers["Set-Cookie"]
    assert len(links) > 1
    assert set(answers.values()) == {(200, "max-age=315360000, public, immutable")}
    assert stranger[0] == 400


def fetch_static(url):
    status, headers, _ = fetch(url, **AS_NGINX)
    return status, headers["Cache-Control"]
