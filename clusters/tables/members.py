"""Columns of the list of members, the same titles in the export and in the import."""

from core.sheets import Column

COLUMNS = (
    Column("cluster", "Cụm, khối", width=45),
    Column("seat", "Thứ tự", kind="integer"),
    Column("member", "Đơn vị", width=45),
    Column("code", "Mã đơn vị"),
    Column("role", "Vai trò"),
    Column("joined_on", "Từ ngày", kind="date"),
    Column("left_on", "Đến hết ngày", kind="date"),
    Column("left_reason", "Lý do rời", width=35),
    Column("note", "Ghi chú", width=40),
)
FICTIONAL = "hư cấu để trình diễn"


def row(member):
    """One `MemberRow`, under the name of its year."""
    m = member.membership
    notes = [m.note, m.role_note, FICTIONAL if m.year.cluster.is_fictional else ""]
    return {
        "cluster": m.year.cluster.name,
        "seat": m.seat,
        "member": member.name,
        "code": m.unit.code if m.unit else "",
        "role": m.get_role_display(),
        "joined_on": m.joined_on,
        "left_on": m.left_on,
        "left_reason": m.left_reason,
        "note": "; ".join(filter(None, notes)),
    }
