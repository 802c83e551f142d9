"""Columns of a score table, the same titles in the export and in the import."""

from clusters.enums import Scorer
from core.sheets import Column

COLUMNS = (
    Column("group", "Ký hiệu nhóm", width=12),
    Column("group_name", "Nhóm tiêu chí", width=40),
    Column("number", "Số", width=8),
    Column("name", "Tiêu chí", width=60),
    Column("kind", "Cách tính", width=26),
    Column("measure", "Đơn vị tính", width=14),
    Column("maximum", "Điểm tối đa", kind="number"),
    Column("scorer", "Ai chấm", width=16),
    Column("rewards_over", "Thưởng vượt", width=12),
    Column("bars", "Không được suy tôn", width=18),
    Column("fact", "Số liệu có sẵn", width=30),
    Column("note", "Hướng dẫn", width=50),
)


def row(criterion):
    """One criterion with its group."""
    return {
        "group": criterion.group.symbol,
        "group_name": criterion.group.name,
        "number": criterion.number,
        "name": criterion.name,
        "kind": criterion.get_kind_display(),
        "measure": criterion.measure,
        "maximum": criterion.maximum,
        "scorer": Scorer(criterion.scorer).label,
        "rewards_over": criterion.rewards_over,
        "bars": criterion.bars,
        "fact": criterion.get_fact_display(),
        "note": criterion.note,
    }
