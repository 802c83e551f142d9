"""From the names a plan prints to units: “Sở Nội vụ (Ban TĐKT tỉnh)”, “Văn phòng UBND tỉnh”.

Names are compared folded and with the usual abbreviations written out. Phrases for many (“Các cơ quan, đơn vị trong
cụm, khối”) stay text: a wrong unit would be reminded of work that is not its own.
"""

import re

from core.text import fold
from units.models import Unit

ABBREVIATIONS = {
    fold(short): fold(long)
    for short, long in (
        ("UBND", "Ủy ban nhân dân"),
        ("HĐND", "Hội đồng nhân dân"),
        ("ĐBQH", "Đại biểu Quốc hội"),
        ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
        ("MTTQ", "Mặt trận Tổ quốc"),
        ("TĐKT", "Thi đua Khen thưởng"),
        ("VP", "Văn phòng"),
        ("TP", "Thành phố"),
        ("TX", "Thị xã"),
    )
}


def name_key(name):
    """The folded name with abbreviations written out."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in fold(name).split())


class UnitIndex:
    """Units in force on the day, by every way their names are written. One query."""

    def __init__(self, on):
        self._ids = {}
        ambiguous = set()
        rows = Unit.objects.in_force(on).order_by("pk").values_list("pk", "name", "short_name", "other_names")
        for pk, name, short_name, other_names in rows:
            for key in {name_key(each) for each in (name, short_name, *other_names) if each}:
                if self._ids.setdefault(key, pk) != pk:
                    ambiguous.add(key)
        for key in ambiguous:
            del self._ids[key]

    def _id(self, name):
        key = name_key(name)
        return self._ids.get(key) or self._ids.get(key.removesuffix(" tinh"))

    def ids(self, phrase):
        """Ids of the units named in the phrase, in order, each once; names in brackets count, group phrases do not."""
        found = []
        for part in phrase.split(";"):
            names = [part, *re.findall(r"\(([^()]+)\)", part), re.sub(r"\([^()]*\)", " ", part)]
            if not any(self._id(name) for name in names) and "," in part:
                pieces = [piece for piece in part.split(",") if piece.strip()]
                if pieces and all(self._id(piece) for piece in pieces):
                    names = pieces
            for name in names:
                if name.strip() and (pk := self._id(name)) and pk not in found:
                    found.append(pk)
        return found
