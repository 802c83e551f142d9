"""Bản đăng ký chỉ tiêu thi đua: one table of titles, one of targets; number and signature are left to fill."""

from django.conf import settings

from core.documents import Heading, Paper, Paragraph, Signature, Table

TITLES_HEAD = ("TT", "Danh hiệu, hình thức khen thưởng", "Đối tượng", "Số lượng", "Ghi chú")
GOALS_HEAD = ("TT", "Nội dung chỉ tiêu", "Đơn vị tính", "Mức đăng ký", "Thời hạn")


def registration_paper(registration, content, *, draft=False):
    """What a unit, or the province with the Government, registers for the year."""
    if registration.government:
        named = {"number": content.number, "symbol": content.symbol, "dated_on": content.signed_on}
        return province_paper(registration, content, draft=draft, **named)
    return Paper(
        blocks=_blocks(content),
        number=content.number,
        symbol=content.symbol,
        place=settings.PROVINCE,
        date=content.signed_on,
        draft=draft,
        organ=registration.unit.organ.upper(),
        signature=Signature(title="THỦ TRƯỞNG ĐƠN VỊ"),
        **_named(registration),
    )


def province_paper(
    registration,
    content,
    *,
    number="",
    symbol="",
    dated_on=None,
    on_behalf="",
    signer_title="CHỦ TỊCH",
    signer_name="",
    draft=False,
):
    """What the province registers with the Government."""
    return Paper(
        blocks=_blocks(content),
        number=number,
        symbol=symbol,
        place=settings.PROVINCE,
        date=dated_on,
        draft=draft,
        organ=f"ỦY BAN NHÂN DÂN TỈNH {settings.PROVINCE.upper()}",
        signature=Signature(authority="TM. ỦY BAN NHÂN DÂN", on_behalf=on_behalf, title=signer_title, name=signer_name),
        distribution=["Ban Thi đua - Khen thưởng Trung ương", "Lưu: VT, BTĐKT"],
        **_named(registration),
    )


def _named(registration):
    return {"kind": "BẢN ĐĂNG KÝ", "subject": f"Danh hiệu và chỉ tiêu thi đua năm {registration.round.year}"}


def _blocks(content):
    blocks = []
    if content.titles:
        rows = [
            (str(n), line.name, line.object_label, str(line.quantity), line.note)
            for n, line in enumerate(content.titles, 1)
        ]
        blocks += [
            Heading("I. DANH HIỆU THI ĐUA, HÌNH THỨC KHEN THƯỞNG"),
            Table(TITLES_HEAD, rows, widths=(1, 8, 3, 2.4, 4), aligns=("center", "left", "left", "center", "left")),
        ]
    if content.goals:
        rows = [(str(n), line.content, line.measure, line.value, line.due) for n, line in enumerate(content.goals, 1)]
        blocks += [
            Heading(f"{'II' if content.titles else 'I'}. CHỈ TIÊU THI ĐUA"),
            Table(GOALS_HEAD, rows, widths=(1, 8, 2.6, 3, 3.4), aligns=("center", "left", "left", "left", "left")),
        ]
    return blocks or [Paragraph("Chưa đăng ký danh hiệu, chỉ tiêu nào.")]
