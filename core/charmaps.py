"""Text typed before Unicode: TCVN3 (.VnTime and its kin) and VNI, told by the name of the font and by nothing else.

Decode before `core.text.clean`: the letter ư of TCVN3 is U+00AD, which cleaners take for a soft hyphen.
"""

import functools
import json
import re
import unicodedata
from pathlib import Path

TABLES = Path(__file__).parent / "data" / "legacy_charmaps.json"


def charset_of(font):
    """ "tcvn3", "tcvn3-capitals" (fonts that draw capitals from small letters), "vni", or None for a Unicode font."""
    name = (font or "").strip().casefold()
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.rstrip().endswith("h") else "tcvn3"
    if name.startswith("vni-"):
        return "vni"
    return None


def decode(text, font):
    """The text as Unicode when its font is a legacy one; unchanged otherwise."""
    charset = charset_of(font)
    if not text or charset is None:
        return text
    text = unicodedata.normalize("NFC", text)
    if charset == "vni":
        pattern, table = _vni()
        return pattern.sub(lambda found: table[found[0]], text)
    decoded = text.translate(_tcvn3())
    return decoded.upper() if charset == "tcvn3-capitals" else decoded


@functools.cache
def _tcvn3():
    return {int(code, 16): letter for code, letter in _tables()["tcvn3_to_unicode"].items()}


@functools.cache
def _vni():
    """Pairs first, then single letters; after a capital the tone letter may be capital (UÛ) or small (Uû)."""
    table = {}
    for letter, written in _tables()["vni_from_unicode"].items():
        table[written] = letter
        if len(written) == 2 and written[0].isupper():
            table[written[0] + written[1].lower()] = letter
    ordered = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), table


@functools.cache
def _tables():
    return json.loads(TABLES.read_text(encoding="utf-8"))
