"""What every paper of a cluster wants besides its content: number, day, who signs, who gets it."""

import dataclasses

from django.conf import settings

from clusters.enums import ClusterKind, MemberRole
from core.documents import Heading, ListItem, Paper, Paragraph
from core.markup import plain, to_blocks


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Number and names may be empty: the number is then given by the software, a name is written by hand."""

    number: str = ""
    symbol: str = ""
    dated_on: object = None
    signer_title: str = ""
    signer_name: str = ""
    distribution: tuple = ()


def symbol_of(year, abbreviation):
    """“KH-KTĐ” of a khối, “KH-CTĐ” of a cụm. The letters are ours: the decree leaves them to the issuer."""
    letters = "CTĐ" if year.cluster.kind == ClusterKind.CLUSTER else "KTĐ"
    return f"{abbreviation}-{letters}"


def head_of(year):
    """The body that heads the cluster, or None."""
    return next((m for m in year.memberships.all() if m.role == MemberRole.HEAD and m.left_on is None), None)


def signer_title(year):
    """“CỤM TRƯỞNG”, “TRƯỞNG KHỐI”: the head signs for the cluster with the seal of its own agency."""
    return "CỤM TRƯỞNG" if year.cluster.kind == ClusterKind.CLUSTER else "TRƯỞNG KHỐI"


def base(year, words, **more):
    """The `Paper` of a cluster: its head's agency above its own name."""
    head, cluster = head_of(year), year.cluster
    above = ""
    if head:
        above = head.unit.organ.upper() if head.unit_id else head.outside.name.upper()
        if above.startswith("TỈNH "):  # a province heads through its committee
            above = f"ỦY BAN NHÂN DÂN {above}"
    return Paper(
        organ=organ_of(cluster),
        issuer=cluster.name,
        parent_organ=above,
        number=words.number,
        symbol=words.symbol,
        place=settings.PROVINCE,
        date=words.dated_on,
        distribution=words.distribution,
        **more,
    )


def organ_of(cluster):
    """The name as a head line; it says itself what it is (“Khối thi đua …”), else the kind is put before it."""
    name = cluster.name.upper()
    return name if name.startswith(("CỤM", "KHỐI")) else f"{cluster.get_kind_display().upper()} {name}"


def blocks_of(source, *, level=1):
    """Light markup as blocks of a paper."""
    made = []
    for kind, words in to_blocks(source):
        if kind == "heading":
            made.append(Heading(plain(words), level))
        else:
            made.append(ListItem(plain(words)) if kind == "item" else Paragraph(plain(words)))
    return made
