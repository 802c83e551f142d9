"""Templates decide nothing, hold no inline code, fetch nothing from elsewhere, and compile."""

import hashlib
import re
from pathlib import Path

import pytest
from django.template.loader import get_template

from core.looks import STATES
from core.templatetags.thidua import icon_names
from tests.support.inline import inline_code
from tests.support.source import APPS, BASE_DIR, texts

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


@pytest.mark.parametrize("name", sorted(set(PAGES) - {"components/file_pick.html"}))
def test_files_are_chosen_by_the_one_control(name):
    """`field` or `file_pick`, which speak our words; never the bare control, which speaks those of the browser."""
    assert re.findall(r'type="file"|\{\{ *(?:\w+\.)*(?:form|bound|upload|row)\.files? *\}\}', source(name)) == []


def test_no_template_lies_outside_the_house():
    outside = [str(path.relative_to(BASE_DIR)) for app in APPS for path in Path(BASE_DIR / app).rglob("templates")]

    assert outside == []


# Pictures and styles ------------------------------------------------------------------------------------------------------
ICON = re.compile(r"""\{% (?:icon|st(?:_icon)? "\w+") "([\w-]+)\"""")


@pytest.mark.parametrize("name", PAGES)
def test_every_icon_named_in_a_page_exists(name):
    assert set(ICON.findall(source(name))) - icon_names() == set()


def test_every_icon_named_in_the_code_exists():
    named = {
        icon
        for _, text in texts(".py", without=("tests/", "tools/"))
        for icon in re.findall(r"""\bicon["']?\s*[:=]\s*["']([\w-]+)["']""", text)
    }

    assert named - icon_names() == set()
    assert {icon for _, icon in STATES.values()} <= icon_names()


def test_the_sprite_is_what_its_script_lists():
    listed = re.search(r'NAMES = """(.*?)"""', (BASE_DIR / "tools/make_icons.py").read_text(), re.DOTALL)

    assert set(listed.group(1).split()) == icon_names()


def test_every_style_sheet_and_script_is_loaded_once():
    """By every page, or by those for people without an account, which need few of the others."""
    asked = r"\{% static '((?:css|js)/[\w.-]+)' %\}"
    loaded = re.findall(asked, source("components/head.html") + source("components/scripts.html"))
    public = re.findall(asked, source("base_public.html"))
    kept = [
        str(path.relative_to(BASE_DIR / "static"))
        for kind in ("css", "js")
        for path in (BASE_DIR / "static" / kind).iterdir()
    ]

    assert sorted([*loaded, *(name for name in public if name not in loaded)]) == sorted(kept)
    assert len(public) == len(set(public))


def test_vendored_files_are_those_of_the_list():
    """static/vendor/README.md says where each file comes from and its sha256."""
    vendor = BASE_DIR / "static/vendor"
    listed = dict(
        reversed(line.split("  "))
        for line in re.findall(r"^[0-9a-f]{64}  .*$", (vendor / "README.md").read_text(), re.MULTILINE)
    )
    found = {
        str(path.relative_to(vendor)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [*vendor.glob("*.css"), *vendor.glob("fonts/*")]
    }

    assert listed == found
