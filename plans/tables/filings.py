"""Columns of a board's list, shared by page and export. A kind may put columns of its own behind the state."""

from django.utils import timezone

from core.sheets import Column
from plans.models.filings import SENT
from plans.queries.filing_boards import GROUP_LABELS, GROUP_OF_KIND

_HEAD = (
    Column("unit", "Đơn vị", width=40),
    Column("kind", "Loại đơn vị", width=26),
    Column("state", "Trạng thái", width=16),
)
_TAIL = (
    Column("filed_on", "Ngày gửi", kind="date"),
    Column("due_on", "Hạn gửi", kind="date"),
    Column("late", "Trễ (ngày)", kind="integer"),
    Column("officers", "Cán bộ thi đua", width=28),
    Column("phones", "Điện thoại", width=18),
    Column("reminded", "Số lần nhắc", kind="integer"),
    Column("reminded_on", "Nhắc gần nhất", kind="date"),
)
_OWN = {
    "unit-plan": (
        (Column("notation", "Số, ký hiệu", width=16), lambda plan: plan.notation),
        (Column("signed_on", "Ngày ban hành", kind="date"), lambda plan: plan.signed_on),
    ),
}


def columns(kind):
    return (*_HEAD, *(column for column, _ in _OWN.get(kind.code, ())), *_TAIL)


def export_rows(kind, rows):
    """One row of cells per filing. A draft gives only its state: what it says is the unit's own until it is sent."""
    for row in rows:
        filing, sent = row.filing, row.filing.state in SENT
        yield (
            filing.unit.name,
            GROUP_LABELS[GROUP_OF_KIND[filing.unit.kind]],
            row.state.label,
            *((value(filing) if sent else None) for _, value in _OWN.get(kind.code, ())),
            timezone.localdate(filing.first_filed_at) if sent else None,
            filing.due_on,
            row.late,
            "; ".join(person.full_name for person in row.people),
            "; ".join(person.phone for person in row.people if person.phone),
            row.reminded,
            timezone.localdate(row.reminded_at) if row.reminded_at else None,
        )
