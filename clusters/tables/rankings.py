"""Columns of a ranking as a sheet: exactly what the page shows, a column per group of the table."""

from clusters.enums import ProposalKind
from clusters.queries.rankings import Board
from clusters.rules.ranking import BONUS
from clusters.rules.scoring import rounded
from core.sheets import Column


def columns(board: Board):
    groups = (Column(group.key, group.title, kind="number") for group in board.groups)
    return (
        Column("place", "Hạng", kind="integer"),
        Column("member", "Đơn vị", width=45),
        Column("proposal", "Đề nghị", width=16),
        *groups,
        Column(BONUS, "Điểm thưởng", kind="number"),
        Column("penalty", "Điểm trừ", kind="number"),
        Column("total", "Tổng điểm", kind="number"),
        Column("base", "Điểm chuẩn", kind="number"),
        Column("score", "Điểm xếp hạng", kind="number"),
        Column("gap", "Kém hạng trên", kind="number"),
        Column("self_total", "Tự chấm", kind="number"),
        Column("votes", "Phiếu suy tôn", kind="integer"),
        Column("bars", "Không được đề nghị vì", width=40),
        Column("tie", "Bằng điểm", width=40),
        Column("why", "Vì sao", width=80, kind="lines"),
    )


def rows(board: Board):
    """One per ranked member, then those without a place with the reason."""
    kinds, above = dict(ProposalKind.choices), None
    made = []
    for index, one in enumerate(board.placed):
        made.append(
            {group.key: rounded(one.sum_of(group.key)) for group in board.groups}
            | {
                "place": one.place,
                "member": one.name,
                "proposal": kinds.get(board.proposals.get(one.entry.key), ""),
                BONUS: rounded(one.sum_of(BONUS)),
                "penalty": one.entry.penalty,
                "total": one.entry.total,
                "base": rounded(one.entry.base),
                "score": one.score,
                "gap": above.score - one.score if above else None,
                "self_total": one.entry.self_total,
                "votes": one.entry.votes,
                "bars": " ".join(one.entry.bars),
                "tie": one.tie,
                "why": board.explanation(index),
            }
        )
        above = one
    return made + [{"member": name, "why": f"Không xếp hạng. {reason}"} for _, name, reason in board.apart]
