"""What deploy/ and docs/ tell an operator agrees with the code."""

import re
import subprocess

import pytest

from tests.support.source import BASE_DIR

SCRIPTS = sorted(path.name for path in (BASE_DIR / "deploy").glob("*.sh"))
READ_IN_SETTINGS = re.compile(r'env\.\w+\("([A-Z_]+)"|env\.\w+\(\s*"([A-Z_]+)"')
# Read by the settings, but not for production.
NOT_FOR_PRODUCTION = {
    "THIDUA_TODAY",
    "DEBUG",
    "SECURE_SSL_REDIRECT",
    "THIDUA_BEAT_SECONDS",
    "NOTICE_STUCK_SECONDS",
    "IMPORT_LEASE_SECONDS",
}


def read(name):
    return (BASE_DIR / name).read_text(encoding="utf-8")


def test_the_example_names_every_variable_the_settings_read():
    known = {first or second for first, second in READ_IN_SETTINGS.findall(read("config/settings.py"))}
    shown = set(re.findall(r"^(?:# )?([A-Z_]+)=", read("deploy/env.example"), re.MULTILINE))

    assert shown == known - NOT_FOR_PRODUCTION


def test_the_example_is_read_alike_by_shell_and_systemd(tmp_path):
    done = subprocess.run(
        ["sh", "-c", 'set -aeu; . "$1"; set +a; printf "%s|%s" "$DEFAULT_FROM_EMAIL" "$PROVINCE"', "sh",
         BASE_DIR / "deploy/env.example"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert done.stdout == "Ban Thi đua - Khen thưởng <thidua@tinh.gov.vn>|Điện Biên"


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_plain_shell(name):
    assert read(f"deploy/{name}").startswith("#!/bin/sh\n")
    subprocess.run(["sh", "-n", BASE_DIR / "deploy" / name], check=True)


def test_every_check_is_explained_to_the_operator():
    raised = {f"E{int(number):03}" for number in re.findall(r"\berror\(\s*(\d+),", read("config/checks.py"))}
    raised |= set(re.findall(r'id="thidua\.([EW]\d{3})"', read("config/checks.py")))
    table = re.search(r"\| check \|.*?\n\n", read("docs/production.md"), re.DOTALL).group()

    assert set(re.findall(r"[EW]\d{3}", table)) == raised


def test_files_that_the_documents_name_exist():
    named = set()
    for name in ("README.md", "docs/production.md", "docs/stack.md"):
        text = read(name)
        named |= set(re.findall(r"`((?:config|core|units|plans|tests|deploy|docs)/[\w./-]+)`", text))
        folder = name.rpartition("/")[0]
        named |= {f"{folder}/{link}".lstrip("/") for link in re.findall(r"\]\(([\w./-]+)\)", text)}

    assert sorted(name for name in named if not (BASE_DIR / name).exists()) == []


def test_every_library_is_explained():
    table = read("docs/stack.md").casefold()
    project = re.search(r"^dependencies = \[(.*?)^\]", read("pyproject.toml"), re.DOTALL | re.MULTILINE).group(1)
    names = [re.match(r"[\w-]+", line.strip(' "')).group() for line in project.splitlines() if '"' in line]
    spelled = {"django": "django 5.2", "redis": "redis-py", "psycopg": "psycopg 3"}

    assert [name for name in names if spelled.get(name, name) not in table] == []
