"""Columns of the board's list, shared by page and export."""

from django.utils import timezone

from plans.models.unit_plans import SENT
from plans.queries.unit_plans import GROUP_LABELS, GROUP_OF_KIND

COLUMNS = (
    "TT",
    "Đơn vị",
    "Loại đơn vị",
    "Trạng thái",
    "Số, ký hiệu",
    "Ngày ban hành",
    "Ngày gửi",
    "Hạn gửi",
    "Trễ (ngày)",
    "Cán bộ thi đua",
    "Điện thoại",
    "Số lần nhắc",
    "Nhắc gần nhất",
)


def export_rows(rows):
    """One row of cells per plan. A draft gives only its state: number and date are the unit's own until it is sent."""
    for number, row in enumerate(rows, 1):
        plan, sent = row.plan, row.plan.state in SENT
        yield (
            number,
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
