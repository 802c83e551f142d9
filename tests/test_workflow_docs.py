"""docs/workflows.md says what the tables say. `WRITE_DOCS=1 python -m pytest tests/test_workflow_docs.py` writes it anew."""

import importlib
import os
import pkgutil

from django.apps import apps
from django.conf import settings

from core.workflow import Workflow
from tests.support.source import AWARD_ROOMS

PAGE = settings.BASE_DIR / "docs" / "workflows.md"
HEAD = """# How records move

Written by a test from the tables in each app's `workflow/`; a step not listed here does not exist. Who may take a step
is the predicate named in the last column (`permissions/`); what must hold first are the findings of the step's guard.
"""


def tables():
    """(where, name, Workflow) of every table in the product, in a fixed order."""
    found = []
    for config in apps.get_app_configs():
        if (
            not config.path.startswith(str(settings.BASE_DIR))
            or ".venv" in config.path
            or config.name.startswith("tests")
        ):
            continue
        rooms = [config.name, *(f"awards.{room}" for room in AWARD_ROOMS if config.name == "awards")]
        for module in (module for room in rooms for module in _workflow_modules(room)):
            for name, value in vars(module).items():
                if isinstance(value, Workflow) and not any(value is known for _, _, known in found):
                    found.append((module.__name__, name, value))
    return sorted(found, key=lambda row: row[:2])


def _workflow_modules(app):
    try:
        package = importlib.import_module(f"{app}.workflow")
    except ModuleNotFoundError:
        return []
    if not hasattr(package, "__path__"):
        return [package]
    return [
        importlib.import_module(f"{package.__name__}.{each.name}") for each in pkgutil.iter_modules(package.__path__)
    ]


def written():
    parts = [HEAD]
    for where, name, workflow in tables():
        parts.append(f"\n## `{where}.{name}`\n\n```mermaid\nstateDiagram-v2")
        for step in workflow.steps.values():
            parts += [f"    {source} --> {step.target}: {step.label}" for source in sorted(map(str, step.sources))]
        parts.append("```\n\n| step | from | to | reason asked | who |\n|---|---|---|---|---|")
        for step in workflow.steps.values():
            sources = ", ".join(sorted(map(str, step.sources)))
            reason = "yes" if step.reason else ""
            parts.append(
                f"| {step.label} (`{step.action}`) | {sources} | {step.target} | {reason} | `{step.may.__name__}` |"
            )
    return "\n".join(parts) + "\n"


def test_the_page_says_what_the_tables_say():
    if os.environ.get("WRITE_DOCS"):
        PAGE.write_text(written())

    assert PAGE.read_text() == written()


def test_no_table_is_missing():
    assert {name for _, name, _ in tables()} >= {"PLAN", "TASK", "ACTIVITY", "UNIT_PLAN"}
