"""Every HTML answer is looked at: nothing the content security policy would block, no unrendered template syntax."""

import re
from html.parser import HTMLParser

UNRENDERED = re.compile(r"\{\{|\}\}|\{%|%\}|\{#")
# Whatever might be inline code; parsing every page of the suite would cost more than rendering it.
SUSPECT = re.compile(
    r"""<script(?![^>]*(?:\ssrc=|application/(?:ld\+)?json))|<style|[\s"'/](?:style|on\w+|hx-on[^\s=>]*)\s*="""
    r"""|javascript|=\s*["']?\s*&""",
    re.IGNORECASE,
)


class _Inline(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        kind = (names.get("type") or "").lower()
        if tag == "script" and "src" not in names and kind not in ("application/json", "application/ld+json"):
            self.found.append("<script> without src")
        if tag == "style":
            self.found.append("<style>")
        for name, value in attrs:
            if name == "style" or name.startswith(("on", "hx-on")):
                self.found.append(f"<{tag} {name}=…>")
            if name in ("href", "src", "action") and (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"<{tag} {name}=javascript:…>")

    handle_startendtag = handle_starttag


def inline_code(html):
    """What the policy would block, as a list of short descriptions; empty when the page is clean."""
    if not SUSPECT.search(html):
        return []
    parser = _Inline()
    parser.feed(html)
    return parser.found


def assert_clean(response):
    """Fail when an HTML answer carries inline code or template syntax that was never rendered."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return
    html = response.content.decode(response.charset or "utf-8")
    where = response.request["PATH_INFO"]
    assert not inline_code(html), f"inline code in {where}: {inline_code(html)}"
    assert not (found := UNRENDERED.search(html)), f"unrendered {found.group()!r} in {where}"
