"""A score sheet as a paper on turned pages: every criterion with what each stage gave, and the sums."""

from django.conf import settings

from clusters.enums import ROLE_WORDS, CriterionKind, MemberRole
from core.documents import Group, Paper, Paragraph, Signature, Table

HEAD = (
    "Số",
    "Tiêu chí",
    "Tối đa",
    "Kế hoạch",
    "Thực hiện",
    "Tự chấm",
    "Thẩm định",
    "Ban TĐKT chấm",
    "Giải trình, lý do",
)
WIDTHS = (1.3, 8.4, 1.7, 2.2, 2.2, 2, 2, 2, 5.2)
ALIGNS = ("center", "left", "right", "right", "right", "right", "right", "right", "left")
SAMPLE = "Thang điểm là tham số mẫu, chưa kiểm chứng."


def _words(cell):
    if cell is None:
        return ""
    return " ".join(filter(None, (cell.words, f"({cell.over})" if cell.over else "")))


def _row(row):
    said = [row.explanation, *(cell.reason for cell in row.cells if cell)]
    figures = (row.plan, row.actual) if row.criterion.is_quantitative else ("", row.input)
    counted = row.criterion.measure and row.criterion.kind != CriterionKind.PENALTY
    measure = f" ({row.criterion.measure})" if counted else ""
    return (
        row.code,
        f"{row.criterion.name}{measure}",
        row.maximum,
        *figures,
        *(_words(cell) for cell in row.cells),
        "; ".join(filter(None, said)),
    )


def _rows(view):
    for block in view.blocks:
        name = f"{block.group.symbol}. {block.group.name}" if block.group.symbol else block.group.name
        yield Group(f"{name}{f' (tối đa {block.maximum})' if block.maximum else ''}")
        yield from map(_row, block.rows)
        if block.maximum:
            yield ("", "Cộng", block.maximum, "", "", *block.sums, "")
    yield Group("Tổng hợp")
    for label, words in view.lines:
        yield ("", label, "", "", "", *words, "")
    yield ("", "TỔNG ĐIỂM", view.base_words, "", "", *view.totals, "")


def sheet_paper(view, *, on, draft):
    """The paper of a `SheetView`; before the sheet is final it is a draft."""
    sheet, year = view.sheet, view.sheet.year
    body = sheet.membership.body
    head = ROLE_WORDS[year.cluster.kind, MemberRole.HEAD].upper()
    notes = [view.reduced, view.open_words, f"Không được suy tôn: {'; '.join(view.bars)}." if view.bars else ""]
    notes.append(f"Căn cứ chấm điểm: {sheet.table.source}." if sheet.table.source else SAMPLE)
    table = Table(HEAD, list(_rows(view)), widths=WIDTHS, aligns=ALIGNS)
    return Paper(
        organ=(body.name if sheet.is_from_outside else body.organ).upper(),
        place=settings.PROVINCE,
        date=on,
        kind="PHIẾU CHẤM ĐIỂM THI ĐUA",
        subject=f"Năm {year.year}, {year.cluster.name}",
        blocks=[table, *(Paragraph(note) for note in notes if note)],
        parties=(
            Signature(title="THỦ TRƯỞNG ĐƠN VỊ", note="(Ký, ghi rõ họ tên)"),
            Signature(title=head, note="(Ký, ghi rõ họ tên)"),
        ),
        signature=Signature(title="BAN THI ĐUA - KHEN THƯỞNG", note="(Ký, ghi rõ họ tên)"),
        landscape=True,
        draft=draft,
        ends=False,
    )
