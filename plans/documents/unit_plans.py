"""Báo cáo tổng hợp: what the standing body reports to UBND tỉnh about the unit plans of a year."""

from django.conf import settings
from django.utils import timezone

from core.documents import Annex, Group, Heading, ListItem, Paper, Paragraph, Signature, Table
from core.markup import first_words, plain, to_blocks
from core.words import document_date, short_date
from plans.enums import FilingState as S
from plans.queries.filing_boards import GROUP_LABELS, GROUP_OF_KIND

MAIN_CONTENT = 280  # characters of a plan's own words in the list

KINDS_HEAD = ("Loại đơn vị", "Phải gửi", "Đã gửi", "Đúng hạn", "Trễ hạn", "Chưa gửi")
SENT_HEAD = ("TT", "Đơn vị", "Số, ký hiệu, ngày", "Ngày gửi", "Đúng hạn, trễ", "Nội dung chính")
UNSENT_HEAD = ("TT", "Đơn vị", "Tình trạng", "Hạn gửi")


def share(part, whole):
    """“72,5%”: one decimal, a comma, no trailing zero."""
    if not whole:
        return "0%"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def opening_sentence(collected, *, on):
    """How the report begins, before staff change it."""
    plan = collected.plan
    basis = f"Kế hoạch số {plan.notation}" if plan.number else f"Kế hoạch năm {plan.year}"
    signed = f" {document_date(plan.signed_on)}" if plan.signed_on else ""
    section = f"mục {collected.section} " if collected.section else ""
    return (
        f"Thực hiện {section}{basis}{signed} của Ủy ban nhân dân tỉnh {settings.PROVINCE}, Sở Nội vụ tổng hợp tình hình "
        f"các cơ quan, đơn vị, địa phương xây dựng và gửi kế hoạch công tác thi đua, khen thưởng năm {collected.year} "
        f"(hạn gửi {collected.deadline.wording}), tính đến ngày {short_date(on)}, như sau:"
    )


def closing_remarks(facts):
    """What staff may start from: praise and a request, both from the numbers."""
    if not facts.unsent:
        return "Các đơn vị đã gửi đủ kế hoạch. Sở Nội vụ tiếp tục theo dõi, đôn đốc việc thực hiện."
    return (
        f"Đề nghị Ủy ban nhân dân tỉnh xem xét, chỉ đạo {len(facts.unsent)} đơn vị chưa gửi kế hoạch khẩn trương hoàn "
        "thành. Sở Nội vụ tiếp tục theo dõi, đôn đốc và báo cáo kết quả."
    )


def numbers_sentence(facts):
    """The year in one sentence; every number is counted from the lists of the annexes."""
    total, sent, late = len(facts.sent) + len(facts.unsent), len(facts.sent), sum(1 for row in facts.sent if row.late)
    states = [row.state for row in facts.unsent]
    return (
        f"Tổng số {total} đơn vị phải gửi kế hoạch; đã gửi {sent} đơn vị ({share(sent, total)}), trong đó đúng hạn "
        f"{sent - late}, trễ hạn {late}; đã tiếp nhận {sum(row.state == S.ACCEPTED for row in facts.sent)}, đang kiểm tra "
        f"{sum(row.state == S.FILED for row in facts.sent)}. Chưa gửi xong {len(states)} đơn vị, trong đó trả lại để sửa "
        f"{states.count(S.RETURNED)}, đang soạn {states.count(S.DRAFT)}, chưa nộp {states.count(S.MISSING)}."
    )


def main_content(row):
    """The plan's own words, shortened, and how many tasks and files it has."""
    words = first_words(row.plan.body, MAIN_CONTENT)
    extra = [f"{row.tasks} nhiệm vụ"] if row.tasks else []
    extra += [f"{row.files} tệp kèm theo"] if row.files else []
    tail = f" ({', '.join(extra)})" if extra else ""
    return f"{words or row.plan.title}{tail}"


def timeliness(row):
    return f"Trễ {row.late} ngày" if row.late else "Đúng hạn"


def _document(plan):
    parts = [plan.notation, short_date(plan.signed_on) if plan.signed_on else ""]
    return ", ".join(part for part in parts if part)


def _grouped(rows, cells):
    """Table rows under a line per kind of unit, in the board's order, numbered through."""
    found, number = [], 0
    for key, label in GROUP_LABELS.items():
        members = [row for row in rows if GROUP_OF_KIND[row.plan.unit.kind] == key]
        if members:
            found.append(Group(label))
        for row in members:
            number += 1
            found.append((str(number), *cells(row)))
    return found


def _sent_cells(row):
    filed = f"{timezone.localdate(row.plan.first_filed_at):%d/%m/%Y}"
    return row.plan.unit.organ, _document(row.plan), filed, timeliness(row), main_content(row)


def _unsent_cells(row):
    state = {S.RETURNED: "Trả lại để sửa", S.DRAFT: "Đang soạn", S.MISSING: "Chưa nộp"}[row.state]
    late = f", trễ {row.late} ngày" if row.late and not row.plan.first_filed_at else ""
    return row.plan.unit.organ, f"{state}{late}", f"{row.plan.due_on:%d/%m/%Y}"


def _kind_rows(facts):
    rows = []
    for key, label in GROUP_LABELS.items():
        sent = [row for row in facts.sent if GROUP_OF_KIND[row.plan.unit.kind] == key]
        unsent = [row for row in facts.unsent if GROUP_OF_KIND[row.plan.unit.kind] == key]
        if sent or unsent:
            rows.append((label, *_numbers(sent, unsent)))
    return [*rows, ("Cộng", *_numbers(facts.sent, facts.unsent))]


def _numbers(sent, unsent):
    late = sum(1 for row in sent if row.late)
    return tuple(str(n) for n in (len(sent) + len(unsent), len(sent), len(sent) - late, late, len(unsent)))


def summary_report(
    collected,
    facts,
    *,
    opening,
    remarks="",
    number="",
    symbol="BC-SNV",
    dated_on=None,
    on_behalf="",
    signer_title="GIÁM ĐỐC",
    signer_name="",
    draft=False,
):
    """The report as a Paper: numbers and the table by kind in the body, the two lists as annexes."""
    blocks = [
        Paragraph(opening),
        Heading("I. KẾT QUẢ"),
        Paragraph(numbers_sentence(facts)),
        Table(KINDS_HEAD, _kind_rows(facts), widths=(6, 2, 2, 2, 2, 2), aligns=("left", *("center",) * 5)),
    ]
    annexes = []
    if facts.sent:
        table = Table(
            SENT_HEAD,
            _grouped(facts.sent, _sent_cells),
            widths=(1, 5, 4, 2.4, 2.4, 9),
            aligns=("center", "left", "left", "center", "center", "left"),
        )
        annexes.append(Annex(title="DANH SÁCH ĐƠN VỊ ĐÃ GỬI KẾ HOẠCH", blocks=[table], landscape=True))
    if facts.unsent:
        table = Table(
            UNSENT_HEAD,
            _grouped(facts.unsent, _unsent_cells),
            widths=(1, 7, 5, 3),
            aligns=("center", "left", "left", "center"),
        )
        annexes.append(Annex(title="DANH SÁCH ĐƠN VỊ CHƯA GỬI XONG KẾ HOẠCH", blocks=[table]))
    if annexes:
        blocks.append(Paragraph("(Danh sách các đơn vị kèm theo Báo cáo này)", italic=True))
    if remarks.strip():
        blocks.append(Heading("II. NHẬN XÉT, KIẾN NGHỊ"))
        for kind, text in to_blocks(remarks):
            blocks.append(ListItem(plain(text)) if kind == "item" else Paragraph(plain(text), bold=kind == "heading"))
    blocks.append(Paragraph("Sở Nội vụ trân trọng báo cáo Ủy ban nhân dân tỉnh."))
    return Paper(
        parent_organ=f"ỦY BAN NHÂN DÂN TỈNH {settings.PROVINCE.upper()}",
        organ="SỞ NỘI VỤ",
        number=number,
        symbol=symbol,
        place=settings.PROVINCE,
        date=dated_on,
        kind="BÁO CÁO",
        subject=f"Tổng hợp kế hoạch công tác thi đua, khen thưởng năm {collected.year} của các cơ quan, đơn vị, địa phương",
        addressees=[f"Ủy ban nhân dân tỉnh {settings.PROVINCE}"],
        blocks=blocks,
        signature=Signature(on_behalf=on_behalf, title=signer_title, name=signer_name),
        distribution=["Như trên", "Lãnh đạo Sở Nội vụ", "Lưu: VT, BTĐKT"],
        annexes=annexes,
        draft=draft,
    )
