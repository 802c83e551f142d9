"""`manage.py check` refuses what is half configured; `check --deploy` is clean on a sane production only."""

import datetime
import types

import pytest

from config import checks
from tests.support.environments import PRODUCTION, manage

SANE = {
    "PRODUCTION": True,
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "SECRET_KEY": PRODUCTION["SECRET_KEY"],
    "SITE_URL": PRODUCTION["SITE_URL"],
    "ALLOWED_HOSTS": [PRODUCTION["ALLOWED_HOSTS"]],
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "AXES_IPWARE_PROXY_COUNT": 1,
    "THIDUA_TODAY": None,
}


@pytest.fixture
def production(monkeypatch, tmp_path):
    settings = types.SimpleNamespace(VAR_DIR=tmp_path, **SANE)
    monkeypatch.setattr(checks, "settings", settings)
    return settings


def found(check):
    return [message.id for message in check(None)]


def test_a_sane_production_has_no_fault(production):
    assert found(checks.production_is_complete) == []


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("PRODUCTION", False, "thidua.E002"),
        ("DATABASES", {"default": {"ENGINE": "django.db.backends.sqlite3"}}, "thidua.E003"),
        ("SITE_URL", "http://thidua.example.gov.vn", "thidua.E005"),
        ("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], "thidua.E006"),
        ("ALLOWED_HOSTS", ["*"], "thidua.E006"),
        ("ALLOWED_HOSTS", [], "thidua.E006"),
        ("THIDUA_TODAY", datetime.date(2022, 3, 8), "thidua.E007"),
        ("EMAIL_BACKEND", "core.mailbox.EmailBackend", "thidua.W001"),
        ("AXES_IPWARE_PROXY_COUNT", None, "thidua.W002"),
    ],
)
def test_one_fault_is_named(production, name, value, fault):
    setattr(production, name, value)

    assert found(checks.production_is_complete) == [fault]


def test_the_secret_of_an_embedded_installation_is_refused(production, tmp_path):
    (tmp_path / "secret-key").write_text(PRODUCTION["SECRET_KEY"] + "\n")

    assert found(checks.production_is_complete) == ["thidua.E004"]


@pytest.mark.parametrize(
    ("database", "redis", "faults"),
    [
        ("", "", []),
        ("postgres://x", "redis://x", []),
        ("postgres://x", "", ["thidua.E001"]),
        ("", "redis://x", ["thidua.E001"]),
    ],
)
def test_half_a_production_is_refused(settings, database, redis, faults):
    settings.DATABASE_URL, settings.REDIS_URL = database, redis

    assert found(checks.both_or_neither) == faults


def test_check_deploy_is_clean_with_a_production_environment(tmp_path):
    done = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stdout) == (0, "System check identified no issues (0 silenced).\n"), done.stderr


def test_check_deploy_refuses_an_embedded_installation(tmp_path):
    done = manage(tmp_path, "check", "--deploy")

    assert done.returncode == 1
    assert "thidua.E002" in done.stderr


def test_plain_check_refuses_a_database_without_a_broker(tmp_path):
    done = manage(tmp_path, "check", DATABASE_URL=PRODUCTION["DATABASE_URL"])

    assert done.returncode == 1
    assert "thidua.E001" in done.stderr
