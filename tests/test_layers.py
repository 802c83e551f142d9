"""The floors: what import-linter reads is complete, and no model points upwards."""

import tomllib

import pytest
from django.apps import apps

from tests.support.source import APPS, AWARD_ROOMS, BASE_DIR, FLOORS

CONTRACTS = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def test_the_contract_names_every_app_in_the_order_of_the_house():
    floors = next(c for c in CONTRACTS["contracts"] if c["name"].startswith("Floors"))

    assert floors["layers"] == list(APPS)
    assert sorted(CONTRACTS["root_packages"]) == sorted(APPS)


def test_every_business_app_keeps_the_order_of_the_shelves():
    shelves = next(c for c in CONTRACTS["contracts"] if c["name"].startswith("Shelves"))

    rooms = [f"awards.{name}" for name in AWARD_ROOMS]
    assert shelves["containers"] == [*rooms, *(name for name in APPS if name not in ("config", "awards", "core"))]


def own_models():
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in APPS]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_no_foreign_key_points_upwards(model):
    floor = FLOORS.index(model.__module__.partition(".")[0])
    upwards = [
        f"{field.name} → {field.related_model._meta.label}"
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.related_model and _lies_above(floor, field.related_model)
    ]

    assert upwards == []


def _lies_above(floor, target):
    """core points to the account by settings.AUTH_USER_MODEL and knows nothing else of it."""
    home = target.__module__.partition(".")[0]
    allowed = FLOORS[floor] == "core" and target._meta.label == "units.User"
    return home in FLOORS and FLOORS.index(home) < floor and not allowed
