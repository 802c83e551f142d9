"""Bản đăng ký, báo cáo of a unit in a campaign, as papers: number and signature are left to fill."""

from django.conf import settings

from campaigns.enums import RoundKind
from campaigns.models.rounds import called
from core.documents import Heading, ListItem, Paper, Paragraph, Signature, Table
from core.markup import plain, to_blocks
from core.words import short_date
from plans.enums import IndicatorKind

TARGETS_HEAD = ("TT", "Chỉ tiêu", "Đơn vị tính", "Mức đăng ký", "Ghi chú")
CANDIDATES_HEAD = ("TT", "Họ và tên, tên tập thể", "Chức vụ, đơn vị", "Tóm tắt thành tích")
SHAPES = {"heading": Heading, "item": ListItem, "paragraph": Paragraph}


def registration_paper(registration, content, *, draft=False):
    """What a unit registers for the year."""
    collected = registration.round
    blocks = []
    if rows := [
        (str(one.position), one.label, _measure(one), one.words, one.note)
        for one in content.lines
        if one.words or one.note
    ]:
        blocks += [
            Heading("I. MỨC ĐĂNG KÝ"),
            Table(TARGETS_HEAD, rows, widths=(1.2, 8, 2.6, 3, 3.6), aligns=("center", "left", "left", "right", "left")),
        ]
    if content.measures:
        blocks += [Heading(f"{'II' if blocks else 'I'}. NỘI DUNG, BIỆN PHÁP"), *written(content.measures)]
    return _paper(
        registration,
        "BẢN ĐĂNG KÝ",
        f"Tham gia {called(collected.campaign)} năm {collected.year}",
        blocks or [Paragraph("Chưa đăng ký nội dung nào.")],
        draft,
    )


def report_paper(report, content, *, draft=False):
    """What a unit reports on a period: figures, words, whom it proposes."""
    collected, numbers = report.round, iter(("I", "II", "III", "IV", "V", "VI", "VII"))
    kind = "Kết quả" if collected.kind == RoundKind.PERIOD else collected.get_kind_display()
    period = f"từ ngày {short_date(collected.period_from)} đến ngày {short_date(collected.period_to)}"
    blocks = []
    if told := [line for line in content.lines if line.words or line.note]:
        blocks.append(Heading(f"{next(numbers)}. SỐ LIỆU"))
        if figures := [line for line in content.lines if not line.is_text]:
            blocks.append(_figures(figures, content))
        blocks += [Paragraph(f"{line.line}.") for line in told if line.is_text]
    for section in content.sections:
        if section.text:
            blocks += [Heading(f"{next(numbers)}. {section.heading.upper()}"), *written(section.text)]
    for heading, found in (("TẬP THỂ ĐỀ NGHỊ", content.collectives), ("CÁ NHÂN ĐỀ NGHỊ", content.persons)):
        if found:
            rows = [(str(n), one.name, one.title, one.achievement) for n, one in enumerate(found, 1)]
            blocks += [
                Heading(f"{next(numbers)}. {heading}"),
                Table(CANDIDATES_HEAD, rows, widths=(1.2, 4.5, 4.5, 8), aligns=("center", "left", "left", "left")),
            ]
    return _paper(
        report,
        "BÁO CÁO",
        f"{kind} {called(collected.campaign)} ({period})",
        blocks or [Paragraph("Chưa có nội dung.")],
        draft,
    )


def _figures(lines, content):
    """The table of numbers; what was registered and the period before only where there is any."""
    columns = [
        ("TT", 1.2, "center", lambda line: str(line.position)),
        ("Chỉ tiêu", 7, "left", lambda line: line.label),
        ("Đơn vị tính", 2.4, "left", _measure),
        ("Kết quả", 2.2, "right", lambda line: line.words),
        ("Ghi chú", 2.6, "left", lambda line: line.note),
    ]
    if content.has_targets:
        columns[3:3] = [("Đăng ký", 2.2, "right", lambda line: line.target_words)]
        columns[5:5] = [("Tỷ lệ", 2, "right", lambda line: line.share.words)]
    if content.has_last:
        columns[-1:-1] = [("Kỳ trước", 2.2, "right", lambda line: line.last_words)]
    heads, widths, aligns, cells = zip(*columns, strict=True)
    return Table(heads, [tuple(cell(line) for cell in cells) for line in lines], widths=widths, aligns=aligns)


def written(text):
    """Light markup as blocks of a paper."""
    return [SHAPES[shape](plain(words)) for shape, words in to_blocks(text)]


def _measure(line):
    return "%" if line.kind == IndicatorKind.PERCENT else line.measure


def _paper(filing, kind, subject, blocks, draft):
    receiver = filing.round.receiver
    return Paper(
        blocks=blocks,
        place=settings.PROVINCE,
        draft=draft,
        organ=filing.unit.organ.upper(),
        kind=kind,
        subject=subject,
        signature=Signature(title="THỦ TRƯỞNG ĐƠN VỊ"),
        distribution=[receiver.name if receiver else "Sở Nội vụ (Ban TĐKT tỉnh)", "Lưu: VT"],
    )
