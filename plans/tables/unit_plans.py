"""Columns of the board's list, shared by page and export."""

from django.utils import timezone

from core.sheets import Column
from plans.models.unit_plans import SENT
from plans.queries.unit_plans import GROUP_LABELS, GROUP_OF_KIND

COLUMNS = (
    Column("unit", "Đơn vị", width=40),
    Column("kind", "Loại đơn vị", width=26),
    Column("state", "Trạng thái", width=16),
    Column("notation", "Số, ký hiệu", width=16),
    Column("signed_on", "Ngày ban hành", kind="date"),
    Column("filed_on", "Ngày gửi", kind="date"),
    Column("due_on", "Hạn gửi", kind="date"),
    Column("late", "Trễ (ngày)", kind="integer"),
    Column("officers", "Cán bộ thi đua", width=28),
    Column("phones", "Điện thoại", width=18),
    Column("reminded", "Số lần nhắc", kind="integer"),
    Column("reminded_on", "Nhắc gần nhất", kind="date"),
)


def export_rows(rows):
    """One row of cells per plan. A draft gives only its state: number and date are the unit's own until it is sent."""
    for row in rows:
        plan, sent = row.plan, row.plan.state in SENT
        yield (
            plan.unit.name,
            GROUP_LABELS[GROUP_OF_KIND[plan.unit.kind]],
            row.state.label,
            plan.notation if sent else "",
            plan.signed_on if sent else None,
            timezone.localdate(plan.first_filed_at) if sent else None,
            plan.due_on,
            row.late,
            "; ".join(person.full_name for person in row.people),
            "; ".join(person.phone for person in row.people if person.phone),
            row.reminded,
            timezone.localdate(row.reminded_at) if row.reminded_at else None,
        )
