"""Light markup for long texts people type: one line is one paragraph, as in Vietnamese papers.

`# ` opens a heading, `- ` (also `+ `, `• `) an item of a list, `**…**` is bold and `*…*` italic. Numbers at the head of
a line (“1.”, “II.”) stay as typed. The same source gives the page (`to_html`) and the official paper (`to_blocks`).
"""

import re

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TAGS = {"h3", "p", "ul", "li", "strong", "em"}
_ITEM = re.compile(r"^[-+•*]\s+(?=\S)")
_HEADING = re.compile(r"^#{1,3}\s+(?=\S)")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_ITALIC = re.compile(r"(?<!\*)\*(?=[^\s*])([^*]+?)(?<=\S)\*(?!\*)")


def to_blocks(source):
    """List of (kind, text): kind is "heading", "item" or "paragraph"; text still carries its ** and *."""
    blocks = []
    for line in source.splitlines():
        line = line.strip()
        if not line:
            continue
        if found := _HEADING.match(line):
            blocks.append(("heading", line[found.end() :]))
        elif found := _ITEM.match(line):
            blocks.append(("item", line[found.end() :]))
        else:
            blocks.append(("paragraph", line))
    return blocks


def plain(text):
    """The text of a block without its marks."""
    return _ITALIC.sub(r"\1", _BOLD.sub(r"\1", text))


def first_words(source, limit):
    """The beginning of a text as one line of at most `limit` characters, cut between words and ended by “…”."""
    line = " ".join(plain(text) for _, text in to_blocks(source))
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0][: limit - 1].rstrip(",;:. ") + "…"


def to_html(source) -> SafeString:
    """Safe HTML of the source. Whatever looks like a tag in it is shown as text, never obeyed."""
    parts, in_list = [], False
    for kind, text in to_blocks(source):
        inline = _ITALIC.sub(r"<em>\1</em>", _BOLD.sub(r"<strong>\1</strong>", escape(text)))
        if (kind == "item") != in_list:
            parts.append("</ul>" if in_list else "<ul>")
            in_list = not in_list
        tag = {"heading": "h3", "item": "li", "paragraph": "p"}[kind]
        parts.append(f"<{tag}>{inline}</{tag}>")
    if in_list:
        parts.append("</ul>")
    return mark_safe(nh3.clean("".join(parts), tags=TAGS, attributes={}))
