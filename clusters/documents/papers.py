"""Plan and outline of a cluster: what was written, in the frame of NĐ 30/2020."""

from clusters.documents.words import Words, base, blocks_of, signer_title, symbol_of
from clusters.enums import PaperKind
from core.documents import Signature

KINDS = {PaperKind.PLAN: ("KẾ HOẠCH", "KH"), PaperKind.OUTLINE: ("ĐỀ CƯƠNG", "ĐC")}


def paper_words(paper, *, on):
    """The words the form begins with."""
    year = paper.year
    noun = year.cluster.noun
    return Words(
        symbol=symbol_of(year, KINDS[paper.kind][1]),
        dated_on=on,
        signer_title=signer_title(year),
        distribution=(f"Các đơn vị thành viên của {noun}", "Sở Nội vụ (Ban TĐKT)", "Lưu: VT"),
    )


def cluster_paper(paper, words, *, draft):
    return base(
        paper.year,
        words,
        kind=KINDS[paper.kind][0],
        subject=paper.title,
        blocks=blocks_of(paper.content),
        signature=Signature(title=words.signer_title, name=words.signer_name),
        draft=draft,
    )
