"""Templates decide nothing, hold no inline code, fetch nothing from elsewhere, and compile."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.support.inline import inline_code
from tests.support.source import BASE_DIR

TEMPLATES = sorted(str(path.relative_to(BASE_DIR / "templates")) for path in (BASE_DIR / "templates").rglob("*.html"))
PAGES = [name for name in TEMPLATES if not name.startswith(("emails/", "documents/"))]
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)


def source(name):
    return (BASE_DIR / "templates" / name).read_text(encoding="utf-8")


def test_there_are_templates():
    assert len(PAGES) > 20


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", PAGES)
def test_no_inline_code(name):
    """Papers and mails carry their own style sheets; pages never do."""
    assert inline_code(TAG.sub("", source(name))) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_decide_nothing(name):
    """The view passes open actions and filtered data."""
    found = re.findall(r"\bperms\b|has_perm|\.is_superuser|\.is_staff|\.objects\b", source(name))

    assert found == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_nothing_is_fetched_from_elsewhere(name):
    found = re.findall(r"""(?:src|href|action|url\()\s*=?\s*["']?(?:https?:)?//[^"'\s)]+""", source(name))

    assert found == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_a_person_typed_is_escaped(name):
    """`safe` and `autoescape off` are never needed: rich text is cleaned once, when it is stored, and marked there."""
    assert re.findall(r"\|\s*safe\b|autoescape off|mark_safe", source(name)) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_posting_form_carries_its_token(name):
    text = source(name)
    forms = re.findall(r"<form\b[^>]*method=[\"']?post.*?</form>", text, re.DOTALL | re.IGNORECASE)

    assert [form[:80] for form in forms if "csrf_token" not in form] == []


@pytest.mark.parametrize("name", PAGES)
def test_htmx_has_a_plain_twin(name):
    """Without JavaScript the same control works: hx-get stands on a link or a form, hx-post inside a form."""
    text = TAG.sub("", source(name))
    lonely = [
        tag
        for tag in re.findall(r"<(\w+)\b[^>]*\bhx-(?:get|post)=", text)
        if tag not in ("a", "form", "button", "input", "select", "textarea", "body", "div", "tbody", "section")
    ]

    assert lonely == []


def test_no_template_lies_outside_the_house():
    outside = [
        str(path.relative_to(BASE_DIR))
        for app in ("config", "core", "units", "plans")
        for path in Path(BASE_DIR / app).rglob("templates")
    ]

    assert outside == []
