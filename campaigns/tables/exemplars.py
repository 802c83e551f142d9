"""Columns of the list of exemplars, shared by page and export."""

from campaigns.queries.exemplars import public_campaign
from core.sheets.tables import Column

COLUMNS = (
    Column("name", "Tập thể, cá nhân", width=36),
    Column("object", "Đối tượng"),
    Column("title", "Chức vụ, nơi công tác", width=36),
    Column("unit", "Đơn vị giới thiệu", width=30),
    Column("field", "Lĩnh vực", width=24),
    Column("campaign", "Phong trào", width=40),
    Column("state", "Trạng thái"),
    Column("found_on", "Ngày phát hiện", kind="date"),
    Column("recognised_on", "Ngày công nhận", kind="date"),
    Column("recognition_paper", "Văn bản công nhận", width=36),
    Column("published", "Công khai"),
    Column("follower", "Người theo dõi", width=24),
    Column("summary", "Tóm tắt thành tích", width=60),
)


def row(exemplar, *, whole):
    """whole: this reader may also know who found it when, and who follows it."""
    return (
        exemplar.name,
        exemplar.get_object_display(),
        exemplar.title,
        exemplar.unit.label,
        exemplar.field,
        (exemplar.campaign.name if exemplar.campaign else "") if whole else public_campaign(exemplar),
        exemplar.get_state_display(),
        exemplar.found_on if whole else None,
        exemplar.recognised_on,
        exemplar.recognition_paper,
        "Có" if exemplar.published_at else "",
        str(exemplar.follower or "") if whole else "",
        exemplar.summary,
    )
