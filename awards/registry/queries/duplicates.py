"""Records that may be one: groups of the same kind and name, and what speaks for and against any two of them.

The same unit counts for, another unit against, for persons; for collectives and households a name alone says nothing
(every sở has a Văn phòng), so only those of one unit, or without one, are shown. People of one name whose years of birth are
all known and all different are not shown at all.
"""

import dataclasses

from django.db.models import CharField, Count, F, Q
from django.db.models.functions import Cast, Coalesce, Substr

from awards.law.enums import RecipientKind
from awards.law.rules import find
from awards.registry.models import Grant, Recipient
from core.text import fold
from core.words import short_date

NEAR, FAR = "gan", "xa"
LATEST = 4  # awards shown of each record
MOST = 12  # records shown of each name


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """One name; near: two of its records stand in one unit, or one of them in none that is known."""

    kind: str
    sort_key: str
    size: int
    near: bool

    @property
    def more(self):
        return max(0, self.size - MOST)


@dataclasses.dataclass(slots=True)
class Member:
    """A record of a group with its awards, the newest first."""

    recipient: Recipient
    honours: list

    @property
    def born(self):
        one = self.recipient
        return short_date(one.born_on) if one.born_on else str(one.birth_year or "")

    @property
    def place(self):
        one = self.recipient
        return one.workplace or (one.unit.label if one.unit else "")

    @property
    def latest(self):
        """“Bằng khen … (2021)”, a few of them."""
        return [f"{find(one.award).label} {one.decision.decided_on.year}" for one in self.honours[:LATEST]]

    @property
    def more(self):
        return max(0, len(self.honours) - LATEST)


def groups(*, kind="", words=""):
    """All groups, those of one unit first; one statement."""
    rows = Recipient.objects.alive().search(words)
    if kind:
        rows = rows.filter(kind=kind)
    # As text: SQLite extracts a year by calling Python for every row.
    born = Coalesce(Substr(Cast("born_on", CharField()), 1, 4), Cast("birth_year", CharField()))
    found = (
        rows.order_by()
        .values("kind", "sort_key")
        .annotate(
            size=Count("pk"), placed=Count("unit"), units=Count("unit", distinct=True), known=Count(born),
            births=Count(born, distinct=True),
        )
        .filter(size__gt=1)
        .exclude(known=F("size"), births=F("size"))
        .filter(Q(kind=RecipientKind.INDIVIDUAL) | Q(placed__gt=F("units")) | Q(placed__lt=F("size")))
    )  # fmt: skip
    made = [
        Group(row["kind"], row["sort_key"], row["size"], row["placed"] > row["units"] or row["placed"] < row["size"])
        for row in found.order_by("sort_key", "kind")
    ]
    return sorted(made, key=lambda group: not group.near)


def members(found):
    """[(group, its first MOST Members)] of some groups; two statements for all of them."""
    keys = {(group.kind, group.sort_key): [] for group in found}
    rows = Recipient.objects.alive().filter(sort_key__in=sorted({key for _, key in keys})).select_related("unit")
    for one in rows.order_by("pk"):
        group = keys.get((one.kind, one.sort_key))
        if group is not None and len(group) < MOST:
            group.append(Member(one, []))
    by_pk = {member.recipient.pk: member for group in keys.values() for member in group}
    honours = Grant.objects.filter(recipient__in=by_pk).select_related("decision")
    for grant in honours.order_by("-decision__decided_on", "-decision", "pk"):
        by_pk[grant.recipient_id].honours.append(grant)
    return [(group, keys[group.kind, group.sort_key]) for group in found]


def pair_of(first, second):
    """Two records as `Member`s, in the given order; one statement."""
    made = {one.pk: Member(one, []) for one in (first, second)}
    rows = Grant.objects.filter(recipient__in=made).select_related("decision")
    for grant in rows.order_by("-decision__decided_on", "-decision", "pk"):
        made[grant.recipient_id].honours.append(grant)
    return [made[first.pk], made[second.pk]]


def evidence(first, second):
    """[(speaks for being one, sentence)] about two Members, what is sure first."""
    one, other = first.recipient, second.recipient
    found = []
    if one.id_digest and other.id_digest:
        found.append((False, "Hai số định danh khác nhau."))
    if one.body_id and other.body_id:
        found.append((False, "Là hai đơn vị khác nhau trong cây tổ chức."))
    shared = {(g.decision_id, g.award) for g in first.honours} & {(g.decision_id, g.award) for g in second.honours}
    if shared:
        found.append((False, "Một quyết định khen cả hai, cùng hình thức."))
    found += _births(one, other)
    if one.unit_id and other.unit_id:
        same = one.unit_id == other.unit_id
        found.append((same, f"Cùng đơn vị: {one.unit.label}." if same else "Hai đơn vị khác nhau."))
    if one.gender and other.gender and one.gender != other.gender:
        found.append((False, "Hai giới tính khác nhau."))
    if one.workplace and fold(one.workplace) == fold(other.workplace):
        found.append((True, f"Cùng nơi công tác, địa chỉ: {one.workplace}."))
    if one.title and fold(one.title) == fold(other.title):
        found.append((True, f"Cùng chức vụ: {one.title}."))
    return found


def _births(one, other):
    if one.born_on and other.born_on:
        same = one.born_on == other.born_on
        return [(same, f"Cùng sinh ngày {short_date(one.born_on)}." if same else "Hai ngày sinh khác nhau.")]
    years = [r.born_on.year if r.born_on else r.birth_year for r in (one, other)]
    if all(years):
        same = years[0] == years[1]
        return [(same, f"Cùng năm sinh {years[0]}." if same else f"Năm sinh {years[0]} và {years[1]}.")]
    return []


def forbids(found):
    """Is one of the sentences such that the two cannot be merged at all?"""
    return any(not speaks_for and text.startswith(NEVER) for speaks_for, text in found)


NEVER = ("Hai số định danh", "Là hai đơn vị", "Một quyết định")
