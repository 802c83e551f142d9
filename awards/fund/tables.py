"""Columns of the book of a fund."""

from core.sheets.fields import shown_number
from core.sheets.tables import Column

BOOK = (
    Column("on", "Ngày", kind="date"),
    Column("purpose", "Loại", width=30),
    Column("content", "Nội dung", width=50),
    Column("paper", "Chứng từ, văn bản", width=30),
    Column("decision", "Quyết định", width=24),
    Column("income", "Thu (đồng)", kind="number", width=16),
    Column("spent", "Chi (đồng)", kind="number", width=16),
    Column("balance", "Còn (đồng)", kind="number", width=16),
    Column("by", "Người ghi", width=22),
    Column("struck", "Gạch bỏ", width=40),
)


def book_row(line, *, named):
    """One line of the book; named: ids of the decisions this reader may open."""
    entry = line.entry
    struck = entry.struck_at is not None
    return (
        entry.on,
        entry.get_purpose_display(),
        entry.content,
        entry.paper,
        str(entry.decision) if entry.decision_id in named else "",
        entry.amount if entry.is_income and not struck else None,
        entry.amount if not entry.is_income and not struck else None,
        None if struck else line.balance,
        str(entry.by),
        f"{shown_number(entry.amount)} đồng, gạch bỏ: {entry.struck_because}" if struck else "",
    )
