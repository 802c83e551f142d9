"""Environments for proofs that start the product as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
CONFIGURING = (
    "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "THIDUA_TODAY", "SITE_URL", "ALLOWED_HOSTS", "DEBUG",
    "PROXY_COUNT", "DJANGO_SETTINGS_MODULE", "LOG_FORMAT", "LOG_LEVEL", "STATIC_ROOT", "MEDIA_ROOT", "HOST", "PORT",
    "EMPTY",
)  # fmt: skip

# A sane production; nothing needs to listen there for the checks.
PRODUCTION = {
    "DATABASE_URL": "postgres://thidua:secret@127.0.0.1:5432/thidua",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "a-long-secret-of-a-production-installation-0123456789-abcdefghijklmnopqrstuvwxyz",
    "SITE_URL": "https://thidua.example.gov.vn",
    "ALLOWED_HOSTS": "thidua.example.gov.vn",
    "EMAIL_URL": "smtp://127.0.0.1:25",
    "DEFAULT_FROM_EMAIL": "Ban Thi đua - Khen thưởng <thidua@example.gov.vn>",
    "PROXY_COUNT": "1",
}


def environment(var, **more):
    """The caller's environment without anything that configures the product, plus a data folder of its own."""
    kept = {
        name: value for name, value in os.environ.items() if name not in CONFIGURING and not name.startswith("PYTEST_")
    }
    return {**kept, "THIDUA_VAR": str(var), "PYTHONUNBUFFERED": "1", **more}


def manage(var, *arguments, **more):
    """Run manage.py as a process; returns it with its output as text."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=BASE_DIR,
        env=environment(var, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
