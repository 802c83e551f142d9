"""Log lines carry ids, never what names a person."""

import json
import subprocess
import sys

import pytest

from config.logs import without_personal_data
from tests.support.environments import BASE_DIR, environment


@pytest.mark.parametrize(
    ("request_line", "written"),
    [
        ("GET /tim/?q=Nguyễn Văn A", "GET /tim/"),
        ("GET /lich/abcdefghijklmnopqrstuvwxyz0123.ics", "GET /lich/….ics"),
        ("GET /tep/6f9619ff-8b86-d011-b42d-00c04fc964ff/", "GET /tep/…/"),
        ("GET /ke-hoach/2022/", "GET /ke-hoach/2022/"),
    ],
)
def test_addresses_are_shortened(request_line, written):
    event = {"event": "request_finished", "request": request_line, "ip": "10.0.0.1", "user_agent": "x", "user_id": 7}

    assert without_personal_data(None, "info", event) == {"event": "request_finished", "request": written, "user_id": 7}


def test_production_writes_one_json_object_per_line(tmp_path):
    program = (
        "import django; django.setup()\n"
        "import logging, structlog\n"
        "structlog.get_logger('core.files').info('stored', file_id=7, ip='10.0.0.1')\n"
        "try: 1 / 0\n"
        "except ZeroDivisionError: logging.getLogger('plans').exception('failed %s', 3)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=BASE_DIR,
        env=environment(tmp_path, DJANGO_SETTINGS_MODULE="config.settings", LOG_FORMAT="json", LOG_LEVEL="INFO"),
        capture_output=True,
        text=True,
        check=True,
    )

    lines = [json.loads(line) for line in done.stderr.splitlines()]
    stored, failed = lines
    assert (stored["event"], stored["file_id"], stored["level"], "ip" in stored) == ("stored", 7, "info", False)
    assert (failed["event"], failed["level"]) == ("failed 3", "error")
    assert failed["exception"].endswith("ZeroDivisionError: division by zero")
