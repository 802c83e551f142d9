"""Báo cáo sơ kết, tổng kết: the province's report, its figures rolled up and its words gathered from the units."""

from django.conf import settings

from core.documents import Annex, Group, Heading, ListItem, Paper, Paragraph, Signature, Table
from core.markup import plain, to_blocks
from core.words import document_date, roman, short_date
from plans.documents.unit_plans import share
from plans.enums import ReportKind

FIGURES_HEAD = ("TT", "Chỉ tiêu", "Đơn vị tính", "Số đơn vị báo cáo", "Tổng hợp", "Cùng kỳ năm trước")
MISSING_HEAD = ("TT", "Đơn vị", "Hạn gửi")


def subject_of(collected):
    """Trích yếu."""
    if collected.kind == ReportKind.MID_YEAR:
        return (
            f"Sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm {collected.year} "
            f"và phương hướng, nhiệm vụ 6 tháng cuối năm {collected.year}"
        )
    return (
        f"Tổng kết công tác thi đua, khen thưởng năm {collected.year} "
        f"và phương hướng, nhiệm vụ năm {collected.year + 1}"
    )


def opening_sentence(collected):
    """How the report begins, before staff change it."""
    plan = collected.plan
    basis = f"Kế hoạch số {plan.notation}" if plan.number else f"Kế hoạch năm {plan.year}"
    signed = f" {document_date(plan.signed_on)}" if plan.signed_on else ""
    return (
        f"Thực hiện {basis}{signed} về {plan.subject[:1].lower()}{plan.subject[1:]}, Ủy ban nhân dân tỉnh "
        f"{settings.PROVINCE} báo cáo kết quả từ ngày {short_date(collected.period_from)} đến ngày "
        f"{short_date(collected.period_to)} như sau:"
    )


def _told(report, text, *, again=False):
    return f"**{report.unit.organ}{' (bản gửi lại)' if again else ''}:** {text.strip()}"


def gathered(facts):
    """For each heading the text staff begin with: what each unit wrote, under its name."""
    return ["\n".join(_told(report, text) for report, text in told) for _, told in facts.sections]


def with_later(sections, later):
    """The sections with what units sent later at their ends; what stands there already stays as it is."""
    return [
        "\n".join(
            [
                *([text] if text.strip() else []),
                *(_told(one.report, one.texts[n], again=one.again) for one in later if n in one.texts),
            ]
        )
        for n, text in enumerate(sections)
    ]


def numbers_sentence(facts):
    """How many units the figures speak of."""
    total, sent = len(facts.sent) + len(facts.unsent), len(facts.sent)
    return f"Số liệu tổng hợp từ báo cáo của {sent}/{total} cơ quan, đơn vị, địa phương ({share(sent, total)})."


def figures_table(facts):
    """One row per indicator under its group, numbered as in the form the units filled."""
    rows, group = [], ""
    for row in facts.rows:
        indicator = row.indicator
        if indicator.group and indicator.group != group:
            group = indicator.group
            rows.append(Group(group))
        rows.append(
            (
                str(indicator.position),
                indicator.label,
                indicator.measure,
                str(len(row.answers)),
                row.total_words or "–",
                row.previous_words or "–",
            )
        )
    return Table(
        FIGURES_HEAD,
        rows,
        widths=(1.2, 9, 3, 2.6, 2.6, 2.8),
        aligns=("center", "left", "left", "center", "right", "right"),
    )


def _words(text):
    for kind, line in to_blocks(text):
        if kind == "item":
            yield ListItem(plain(line))
        else:
            yield Paragraph(plain(line), bold=kind == "heading")


def province_report(
    collected,
    facts,
    *,
    opening,
    sections,
    number="",
    symbol="BC-UBND",
    dated_on=None,
    on_behalf="",
    signer_title="CHỦ TỊCH",
    signer_name="",
    draft=False,
):
    """The report as a Paper: a part per heading with the text as staff left it, the figures, and who has not reported.

    `sections` holds one text per heading of the outline; a heading without text is left out.
    """
    blocks, part = [Paragraph(opening)], 0
    for heading, text in zip(collected.headings, sections, strict=True):
        if text.strip():
            part += 1
            blocks += [Heading(f"{roman(part)}. {heading.upper()}"), *_words(text)]
    blocks += [
        Heading(f"{roman(part + 1)}. SỐ LIỆU TỔNG HỢP"),
        Paragraph(numbers_sentence(facts)),
        figures_table(facts),
    ]
    annexes = []
    if facts.unsent:
        rows = [(str(n), report.unit.organ, f"{report.due_on:%d/%m/%Y}") for n, report in enumerate(facts.unsent, 1)]
        blocks.append(Paragraph("(Danh sách đơn vị chưa gửi báo cáo kèm theo)", italic=True))
        table = Table(MISSING_HEAD, rows, widths=(1, 9, 3), aligns=("center", "left", "center"))
        annexes.append(Annex(title="DANH SÁCH ĐƠN VỊ CHƯA GỬI BÁO CÁO", blocks=[table]))
    return Paper(
        organ=f"ỦY BAN NHÂN DÂN TỈNH {settings.PROVINCE.upper()}",
        number=number,
        symbol=symbol,
        place=settings.PROVINCE,
        date=dated_on,
        kind="BÁO CÁO",
        subject=subject_of(collected),
        blocks=blocks,
        signature=Signature(authority="TM. ỦY BAN NHÂN DÂN", on_behalf=on_behalf, title=signer_title, name=signer_name),
        distribution=["Ban Thi đua - Khen thưởng Trung ương", "Thường trực Tỉnh ủy", "Lưu: VT, BTĐKT"],
        annexes=annexes,
        draft=draft,
    )
