"""Giấy mời of an activity (NĐ 30/2020, Phụ lục III: mẫu giấy mời)."""

from django.conf import settings

from core.documents import ListItem, Paper, Paragraph, Signature
from core.markup import plain, to_blocks
from plans.notices.activities import when


def invitation(activity):
    """The paper that calls the units; the number and the signature are left open for the clerk and the signer."""
    guests = [row.unit.organ for row in activity.concerned.all()]
    blocks = [
        Paragraph(
            f"Hội đồng Thi đua - Khen thưởng tỉnh {settings.PROVINCE} trân trọng kính mời các cơ quan, đơn vị: "
            + "; ".join(guests)
            + "."
        ),
        Paragraph(f"Tới dự: {activity.title}."),
    ]
    if activity.chair:
        blocks.append(Paragraph(f"Chủ trì: {activity.chair}."))
    blocks.append(Paragraph(f"Thời gian: {when(activity)}."))
    blocks.append(Paragraph(f"Địa điểm: {activity.place}."))
    for kind, text in to_blocks(activity.content):
        blocks.append(ListItem(plain(text)) if kind == "item" else Paragraph(plain(text)))
    return Paper(
        parent_organ=f"ỦY BAN NHÂN DÂN TỈNH {settings.PROVINCE.upper()}",
        organ="HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG",
        symbol="GM-HĐTĐKT",
        place=settings.PROVINCE,
        kind="GIẤY MỜI",
        subject=activity.title,
        blocks=blocks,
        signature=Signature(authority="TM. HỘI ĐỒNG"),
        distribution=["Như trên", "Lưu: VT, TĐKT"],
    )
