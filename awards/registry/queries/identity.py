"""Whom a line of a list means: the records that may be this one, and the namesakes who are not.

Certain: the number of the record, the unit of the tree itself, the same ID number. Otherwise the same kind and name (letters
and marks, not case) and nothing that speaks against it: another birthday, another unit, another workplace.
"""

import dataclasses
import datetime

from awards.law.enums import RecipientKind
from awards.registry.models import Recipient
from core.text import fold, name_sort_key, sort_key

BATCH = 500


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """What a line knows of its recipient. digest: of the ID number; record: the number of the record itself."""

    kind: str
    name: str
    unit: object = None
    workplace: str = ""
    born_on: datetime.date | None = None
    birth_year: int | None = None
    body: object = None
    digest: str | None = None
    record: int | None = None
    key: str = dataclasses.field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "key", name_key(self.kind, self.name))


def name_key(kind, name):
    """The stored key by which records of one name are found: a person's by given name."""
    return name_sort_key(name) if kind == RecipientKind.INDIVIDUAL else sort_key(name)


def speaks_against(one, facts):
    """Does what is known of this record of the same name say that it is somebody else?"""
    year = one.birth_year or (one.born_on and one.born_on.year)
    asked = facts.birth_year or (facts.born_on and facts.born_on.year)
    return bool(
        (facts.digest and one.id_digest)
        or (facts.body is not None and one.body_id and one.body_id != facts.body.pk)
        or (facts.born_on and one.born_on and one.born_on != facts.born_on)
        or (asked and year and year != asked)
        or (facts.unit is not None and one.unit_id and one.unit_id != facts.unit.pk)
        or (facts.unit is None and fold(facts.workplace) != fold(one.workplace))
    )


class Known:
    """The records that lines like these could mean, read at once, a few statements for each 500 lines.

    A record merged into another is still found by what it was called, and answers with the one it became. Records about to
    be made are told by `add`, so that the next line of the same person finds them.
    """

    def __init__(self, facts):
        facts = list(facts)
        self._by_key, self._by_body, self._by_digest, self._by_pk, read = {}, {}, {}, {}, {}
        for name, asked in (
            ("sort_key", {one.key for one in facts}),
            ("body", {one.body.pk for one in facts if one.body}),
            ("id_digest", {one.digest for one in facts if one.digest}),
            ("pk", {one.record for one in facts if one.record}),
        ):
            _read(name, asked, into=read)
        self._survivors = dict(read)
        while gone := {r.merged_into_id for r in self._survivors.values()} - {None, *self._survivors}:
            _read("pk", gone, into=self._survivors)
        for _, one in sorted(read.items()):
            self.add(one)

    def add(self, one):
        self._by_key.setdefault((one.kind, one.sort_key), []).append(one)
        if one.pk:
            self._by_pk[one.pk] = one
        if one.body_id:
            self._by_body[one.body_id] = one
        if one.id_digest:
            self._by_digest[one.id_digest] = one

    def record(self, number):
        """The record of this number, or the one it became; None when there is none."""
        found = self._by_pk.get(number)
        return self._living(found) if found else None

    def same_as(self, facts):
        """Records that may be this one: [] when it is new, several when nothing tells them apart."""
        if facts.record:
            found = [self._by_pk.get(facts.record)]
        elif facts.body is not None and facts.body.pk in self._by_body:
            found = [self._by_body[facts.body.pk]]
        elif facts.digest and facts.digest in self._by_digest:
            found = [self._by_digest[facts.digest]]
        else:
            found = [one for one in self._named(facts) if not speaks_against(one, facts)]
        return _once(self._living(one) for one in found if one)

    def namesakes(self, facts):
        """Records of the same kind and name that this one is not, or is not surely."""
        same = self.same_as(facts)
        same = same if len(same) == 1 else []
        return _once(one for one in map(self._living, self._named(facts)) if not any(one is other for other in same))

    def _named(self, facts):
        return self._by_key.get((facts.kind, facts.key), [])

    def _living(self, one):
        while one.merged_into_id:
            one = self._survivors[one.merged_into_id]
        return one


def _read(name, asked, *, into):
    asked = sorted(asked)
    for start in range(0, len(asked), BATCH):
        found = Recipient.objects.filter(**{f"{name}__in": asked[start : start + BATCH]}).select_related("unit")
        for one in found.order_by("pk"):
            into.setdefault(one.pk, one)


def _once(records):
    """The same without repetitions; records not yet saved are compared as objects."""
    found = []
    for one in records:
        if not any(one is other for other in found):
            found.append(one)
    return found
