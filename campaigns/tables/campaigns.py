"""Columns of the list of campaigns, shared by page and export."""

from core.sheets.tables import Column

COLUMNS = (
    Column("name", "Tên phong trào", width=70),
    Column("kind", "Loại", width=26),
    Column("method", "Hình thức", width=22),
    Column("launcher", "Cấp phát động", width=34),
    Column("launched_by", "Người, cơ quan phát động", width=40),
    Column("launch_paper", "Văn bản phát động", width=44),
    Column("launched_on", "Ngày phát động", kind="date"),
    Column("starts_on", "Từ ngày", kind="date"),
    Column("ends_on", "Đến hết ngày", kind="date"),
    Column("state", "Trạng thái", width=18),
    Column("reviewed_on", "Sơ kết", kind="date"),
    Column("closed_on", "Tổng kết", kind="date"),
    Column("standing", "Việc phát động", width=18),
)


def row(campaign):
    return (
        campaign.name,
        campaign.get_kind_display(),
        campaign.get_method_display(),
        campaign.get_launcher_display(),
        campaign.launched_by,
        campaign.launch_paper,
        campaign.launched_on,
        campaign.starts_on,
        campaign.ends_on,
        campaign.get_state_display(),
        campaign.reviewed_on,
        campaign.closed_on,
        campaign.get_launch_standing_display(),
    )
