"""What every page must pass: nothing wrong for people with impairments (axe), nothing wider than the window."""

import re
from functools import cache
from pathlib import Path

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
GRAVE = ("serious", "critical")
# The desk of a province's official, and a telephone.
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
UNRENDERED = re.compile(r"\{\{|\{%|\bNone\b|\bTrue\b|\bFalse\b")
WIDER = """() => {
  const limit = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= limit) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > limit + 1)
    .slice(0, 5)
    .map((e) => `<${e.tagName.toLowerCase()} class="${e.className}"> ${e.textContent.trim().slice(0, 40)}`);
}"""


@cache
def axe():
    return AXE.read_text(encoding="utf-8")


def grave(page):
    """Serious and critical findings of axe on the page as it stands, as sentences."""
    session = page.context.new_cdp_session(page)  # unlike a script tag, this needs no hole in the policy
    session.send("Runtime.evaluate", {"expression": f"window.axe || (() => {{ {axe()} }})(); undefined"})
    session.detach()
    # Colours do not change with the width, and measuring them is the longest part: it is done at the desk's width.
    colours = page.viewport_size["width"] == DESK["width"]
    found = page.evaluate(
        """(colours) => axe.run(document, {resultTypes: ['violations'], rules: {'color-contrast': {enabled: colours}}})
        .then((r) => r.violations)""",
        colours,
    )
    return [
        f"{entry['id']} ({entry['impact']}): {node['target']} {node['html'][:160]} {node['failureSummary'][:200]}"
        for entry in found
        if entry["impact"] in GRAVE
        for node in entry["nodes"][:3]
    ]


def faults(page):
    """Everything wrong with the page at the width it has."""
    width = page.viewport_size["width"]
    wider = [f"reaches beyond the window: {element}" for element in page.evaluate(WIDER)]
    raw = [f"shows {match.group()!r}" for match in [UNRENDERED.search(page.inner_text("body"))] if match]
    return [f"{page.url} at {width}: {fault}" for fault in [*grave(page), *wider, *raw]]
