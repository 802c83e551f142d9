"""The ranking of a cluster as a paper by NĐ 30/2020: the order, why, who is proposed. Its frame is in our own words."""

from django.conf import settings

from clusters.enums import ROLE_WORDS, MemberRole, ProposalKind
from clusters.rules.scoring import aligned
from core.documents import Heading, ListItem, Paper, Paragraph, Signature, Table

COLUMNS = ("Hạng", "Đơn vị", "Điểm xếp hạng", "Tự chấm", "Điểm trừ", "Phiếu suy tôn", "Đề nghị")
WIDTHS, ALIGNS = (1.5, 5, 1.8, 1.6, 1.5, 1.7, 2.2), ("center", "left", "right", "right", "right", "center", "left")
SAMPLE = "Thang điểm là tham số mẫu, chưa kiểm chứng."


def ranking_paper(board, *, on, draft):
    """The paper of a `Board`; a live one is only a draft."""
    year = board.year
    head = ROLE_WORDS[year.cluster.kind, MemberRole.HEAD]
    opening = f"Kết quả chấm điểm và xếp hạng của {year.cluster.name} năm {year.year}:"
    blocks = [Paragraph(opening), Table(COLUMNS, _rows(board), widths=WIDTHS, aligns=ALIGNS)]
    if board.apart:
        blocks += [Heading("Đơn vị không xếp hạng", 2)]
        blocks += [ListItem(f"{name}: {reason}") for _, name, reason in board.apart]
    barred = [one for one in board.placed if one.entry.bars]
    if barred:
        blocks += [Heading("Đơn vị không được đề nghị", 2)]
        blocks += [ListItem(f"{one.name}: {' '.join(one.entry.bars)}") for one in barred]
    blocks += [Heading("Vì sao có thứ hạng này", 2)]
    blocks += [ListItem(board.explanation(index)) for index in range(len(board.placed))]
    blocks += [Paragraph(f"Căn cứ chấm điểm: {board.table.source}." if board.table.source else SAMPLE)]
    return Paper(
        parent_organ=f"ỦY BAN NHÂN DÂN TỈNH {settings.PROVINCE.upper()}",
        organ=year.cluster.name.upper(),
        issuer=year.cluster.name,
        symbol="TB",
        place=settings.PROVINCE,
        date=on,
        kind="THÔNG BÁO",
        subject=f"Kết quả xếp hạng thi đua năm {year.year} của {year.cluster.name}",
        blocks=blocks,
        signature=Signature(title=head.upper()),
        distribution=("Các đơn vị thành viên", "Sở Nội vụ (Ban TĐKT)", "Lưu: VT"),
        draft=draft,
    )


def _rows(board):
    kinds = dict(ProposalKind.choices)
    columns = zip(
        aligned(one.score for one in board.placed),
        aligned(one.entry.self_total for one in board.placed),
        aligned(one.entry.penalty for one in board.placed),
        strict=True,
    )
    return [
        (
            str(one.place),
            one.name,
            score,
            self_total,
            penalty,
            f"{one.entry.votes}/{board.cast}" if one.entry.votes is not None else "",
            kinds.get(board.proposals.get(one.entry.key), ""),
        )
        for one, (score, self_total, penalty) in zip(board.placed, columns, strict=True)
    ]
