"""Columns of the list of activities, shared by page and export."""

from core.sheets.tables import Column

COLUMNS = (
    Column("starts_on", "Từ ngày", kind="date"),
    Column("ends_on", "Đến ngày", kind="date"),
    Column("kind", "Loại"),
    Column("title", "Tên hoạt động", width=60),
    Column("place", "Địa điểm", width=30),
    Column("unit_count", "Số đơn vị", kind="integer"),
    Column("state", "Trạng thái"),
    Column("result_document", "Văn bản kết quả", width=30),
)


def row(activity):
    return (
        activity.starts_on,
        activity.ends_on,
        activity.get_kind_display(),
        activity.title,
        activity.place,
        activity.unit_count,
        activity.get_state_display(),
        activity.result_document,
    )
