"""Columns of the roll-up of a year's registrations: every unit's share below each title, then its targets."""

from core.sheets import Column

COLUMNS = (
    Column("part", "Phần", width=14),
    Column("name", "Danh hiệu, chỉ tiêu", width=48),
    Column("object", "Đối tượng", width=12),
    Column("unit", "Đơn vị", width=40),
    Column("quantity", "Số lượng", kind="integer"),
    Column("measure", "Đơn vị tính", width=14),
    Column("value", "Mức đăng ký", width=18),
    Column("due", "Thời hạn", width=18),
)


def rows(facts):
    for title in facts.titles:
        for registration, number in title.shares:
            yield ("Danh hiệu", title.name, title.object_label, registration.unit.name, number, "", "", "")
        label = f"Cộng {len(title.shares)} đơn vị"
        yield ("Danh hiệu", title.name, title.object_label, label, title.total, "", "", "")
    for registration, goal in facts.goals:
        yield ("Chỉ tiêu", goal.content, "", registration.unit.name, None, goal.measure, goal.value, goal.due)
