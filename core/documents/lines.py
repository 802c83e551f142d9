"""Where a centred line of the head or the title is broken: in the same place in the PDF and the DOCX."""

import functools
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).resolve().parent.parent / "data" / "fonts"
MM = 72 / 25.4  # points in a millimetre
PLACES = ("TỈNH", "THÀNH PHỐ", "THỊ XÃ", "HUYỆN", "XÃ", "PHƯỜNG", "THỊ TRẤN")
UNITS = 100  # the font is measured at this many times its size, for whole-number advances


def width(text, size, *, bold=False):
    """Width of one line in mm, for a size in pt."""
    return _face(bold).getlength(text) / UNITS * (size / 10) / MM


@functools.cache
def _face(bold):
    return ImageFont.truetype(FONTS / f"LiberationSerif-{'Bold' if bold else 'Regular'}.ttf", 10 * UNITS)


def organ_lines(name, size, room, *, bold=False):
    """The name of an organ: broken where it was typed with a line break, else before its place, else evenly."""
    if "\n" in name:
        return tuple(line.strip() for line in name.splitlines() if line.strip())
    if width(name, size, bold=bold) <= room:
        return (name,)
    for place in PLACES:
        before, found, after = name.partition(f" {place} ")
        parts = (before, f"{place} {after}")
        if found and all(width(part, size, bold=bold) <= room for part in parts):
            return parts
    return balanced(name, size, room, bold=bold)


def balanced(text, size, room, *, bold=False):
    """The text in as few lines as fit into `room` mm, as even as words allow. A longer word stands alone."""
    words = text.split(" ") if text.strip() else []
    count = len(_greedy(words, size, room, bold))
    if count < 2:
        return (" ".join(words),)
    low, high = 1.0, room
    while high - low > 0.5:
        middle = (low + high) / 2
        if len(_greedy(words, size, middle, bold)) > count:
            low = middle
        else:
            high = middle
    return tuple(_greedy(words, size, high, bold))


def _greedy(words, size, room, bold):
    lines = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def reference_lines(text, size, room):
    """“(Kèm theo … của …)”: on one line, else broken before “của”, else evenly."""
    if width(text, size) <= room:
        return (text,)
    before, found, after = text.rpartition(" của ")
    parts = (before, f"của {after}")
    if found and all(width(part, size) <= room for part in parts):
        return parts
    return balanced(text, size, room)
