"""What is committed is neutral: no path of anybody's machine, no registry, no secret; the locks are whole."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import BASE_DIR, repository, texts

TEXT = (".py", ".toml", ".md", ".html", ".txt", ".sh", ".lock", ".yml", ".yaml", ".json", ".cfg", ".conf", ".service", ".js",
        ".css", ".csv", "Makefile", ".ci/run", ".example")  # fmt: skip
LOCKS = ("requirements.lock", "requirements-dev.lock")
# Where files live on one particular machine. Written in pieces, so that this file does not name them.
MACHINE = re.compile(
    "|".join((r"(?<![\w.])/" + r"work/", r"(?<![\w.])/" + r"home/\w", r"(?<![\w.])/" + r"root/", r"/tmp/" + "thidua"))
)
REGISTRY = re.compile(
    "|".join(
        (
            "files.pythonhosted" + r"\.org",
            "pypi" + r"\.org/simple",
            "registry.npmjs" + r"\.org",
            "--(extra-)?index" + "-url[ =]h",
            "--find" + "-links[ =]",
        )
    )
)


def test_no_path_of_a_machine():
    found = [f"{name}: {match.group()}" for name, text in texts(*TEXT) if (match := MACHINE.search(text))]

    assert found == []


def test_no_registry():
    found = [f"{name}: {match.group()}" for name, text in texts(*TEXT) if (match := REGISTRY.search(text))]

    assert found == []


def test_nothing_large_or_private_is_committed():
    kept_out = re.compile(r"(^|/)(var|\.venv|node_modules)/|\.sqlite3|secret-key|\.env$|\.pem$|\.key$")
    found = [name for name, content in repository() if kept_out.search(name) or len(content) > 3_000_000]

    assert found == []


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_address(name):
    text = (BASE_DIR / name).read_text()

    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)


def pins(name):
    """dict of package → pinned requirement line, hashes checked on the way."""
    found = {}
    for entry in re.split(r"\n(?=[a-z0-9])", (BASE_DIR / name).read_text()):
        if not re.match(r"[a-z0-9]", entry):
            continue
        line = entry.splitlines()[0].removesuffix("\\").strip()
        assert "--hash=sha256:" in entry, f"{line} has no hash"
        requirement = Requirement(line)
        assert [spec.operator for spec in requirement.specifier] == ["=="], line
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def declared(*, dev):
    project = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["dependencies"] + (project["optional-dependencies"]["dev"] if dev else [])


@pytest.mark.parametrize(("name", "dev"), [("requirements.lock", False), ("requirements-dev.lock", True)])
def test_every_dependency_is_locked_within_its_range(name, dev):
    locked = pins(name)
    missing = []
    for line in declared(dev=dev):
        wanted = Requirement(line)
        versions = [next(iter(pin.specifier)).version for pin in locked.get(canonicalize_name(wanted.name), [])]
        if not versions or not all(wanted.specifier.contains(version) for version in versions):
            missing.append(line)

    assert missing == []


def test_both_locks_agree():
    run, test = (pins(name) for name in LOCKS)

    assert {name: [str(pin) for pin in found] for name, found in run.items()} == {
        name: [str(pin) for pin in test[name]] for name in run
    }
