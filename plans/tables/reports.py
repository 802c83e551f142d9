"""Columns of the roll-up: one line per indicator and unit, and one line with the total."""

from core.sheets import Column

COLUMNS = (
    Column("position", "Số", kind="integer"),
    Column("group", "Nhóm", width=28),
    Column("label", "Chỉ tiêu", width=48),
    Column("measure", "Đơn vị tính", width=14),
    Column("unit", "Đơn vị", width=40),
    Column("number", "Giá trị", kind="number"),
    Column("text", "Nội dung", width=30),
    Column("note", "Ghi chú", width=30),
)


def rows(facts):
    """Units in the board's order below each indicator, then its total where it is summed."""
    for row in facts.rows:
        indicator = row.indicator
        head = (indicator.position, indicator.group, indicator.label, indicator.measure)
        for answer in row.answers:
            words = "" if answer.number is not None else answer.words
            yield (*head, answer.report.unit.name, answer.number, words, answer.note)
        if row.total is not None:
            yield (*head, f"Cộng {len(row.answers)} đơn vị", row.total, "", "")
