"""One `0001_initial` per app before the first release, and nothing pending."""

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.support.source import APPS, BASE_DIR

WITH_MODELS = [name for name in APPS if name != "config" and list(apps.get_app_config(name).get_models())]


@pytest.mark.parametrize("app", WITH_MODELS)
def test_there_is_one_migration(app):
    files = sorted(path.name for path in (BASE_DIR / app / "migrations").glob("*.py"))

    assert files == ["0001_initial.py", "__init__.py"]


def test_models_and_migrations_agree(db, capsys):
    call_command("makemigrations", check=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"
