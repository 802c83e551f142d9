"""The look itself sees what it is for."""

import hashlib
import re

from tests.journeys import looks


def test_a_faulty_page_is_seen_as_faulty(browser):
    page = browser.new_page(viewport=looks.PHONE)
    page.set_content(
        '<html><body><img src="data:,"><table style="width: 900px"><tr><td>None {{ tên }}</td></tr></table></body></html>'
    )
    found = " ".join(looks.faults(page))
    page.close()

    for fault in ("image-alt", "html-has-lang", "reaches beyond the window", "shows 'None'"):
        assert fault in found


def test_console_errors_and_blocked_styles_are_faults(stage, walk):
    person = walk()
    person.open("units:sign-in")
    person.page.evaluate(
        "document.body.append(Object.assign(document.createElement('div'), {innerHTML: '<p style=\"color: red\">'}))"
    )
    person.page.evaluate("console.error('broken')")
    person.page.wait_for_timeout(200)

    found, person.faults = " ".join(person.faults), []
    assert "broken" in found
    assert "Content Security Policy" in found


def test_what_others_made_is_what_the_list_says():
    folder = looks.AXE.parent
    listed = re.findall(r"^([0-9a-f]{64})  (\S+)$", (folder / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for _, name in listed} == {
        name: digest for digest, name in listed
    }
    assert [name for _, name in listed] == [path.name for path in sorted(folder.glob("*.js"))]
