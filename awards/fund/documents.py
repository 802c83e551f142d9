"""The book of a fund as a paper by NĐ 30/2020: what Biểu mẫu số 05 asks, the lines, the balance in words."""

from django.conf import settings

from awards.fund.tables import form_05
from core.documents import Group, Heading, Paper, Paragraph, Signature, Table
from core.sheets.fields import shown_number
from core.words import amount_in_words, short_date

LINES = ("Ngày", "Loại", "Nội dung, chứng từ", "Thu", "Chi", "Còn")
WIDTHS = (2.2, 4, 8.6, 3.2, 3.2, 3.2)
ALIGNS = ("center", "left", "left", "right", "right", "right")


def book_paper(totals, lines, *, on):
    """The paper of the book as it stands on a day; struck lines are in it, named as such and without a figure that counts."""
    fund = totals.fund
    place = fund.keeper
    return Paper(
        organ=place.organ.upper(),
        place=settings.PROVINCE,
        date=on,
        kind="SỔ QUỸ THI ĐUA, KHEN THƯỞNG",
        subject=f"Năm {fund.year}, {fund.unit.name}",
        blocks=[
            Heading("I. Trích lập và sử dụng (Biểu mẫu số 05)"),
            _form(totals),
            Heading("II. Các khoản thu, chi"),
            Table(LINES, list(_rows(totals, lines)), widths=WIDTHS, aligns=ALIGNS),
            Paragraph(f"Số dư: {shown_number(totals.balance)} đồng ({amount_in_words(totals.balance)}).", bold=True),
            Paragraph("Đơn vị tính: đồng. Khoản gạch bỏ không cộng vào sổ."),
        ],
        parties=(Signature(title="KẾ TOÁN", note="(Ký, ghi rõ họ tên)"),),
        signature=Signature(title="THỦ TRƯỞNG ĐƠN VỊ", note="(Ký, ghi rõ họ tên)"),
        landscape=True,
        ends=False,
    )


def _form(totals):
    cells = form_05(totals)
    columns = [f"{cell.label}\n({cell.number})" for cell in cells]
    return Table(columns, [[cell.words for cell in cells]], aligns=["right"] * len(cells))


def _rows(totals, lines):
    if totals.carried:
        yield ("", "Số dư năm trước", "", "", "", shown_number(totals.carried))
    for line in lines:
        entry = line.entry
        words = "\n".join(filter(None, (entry.content, entry.paper)))
        if entry.struck_at is not None:
            note = f"{words}\nGạch bỏ {shown_number(entry.amount)} đồng: {entry.struck_because}"
            yield (short_date(entry.on), entry.get_purpose_display(), note, "", "", "")
            continue
        amount = shown_number(entry.amount)
        income, spent = (amount, "") if entry.is_income else ("", amount)
        yield (short_date(entry.on), entry.get_purpose_display(), words, income, spent, shown_number(line.balance))
    yield Group("Cộng")
    yield ("", "Cộng", "", shown_number(totals.set_aside), shown_number(totals.spent), shown_number(totals.balance))
