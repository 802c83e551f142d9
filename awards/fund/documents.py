"""The book of a fund as a paper by NĐ 30/2020: what Biểu mẫu số 05 asks, the lines, the balance in words."""

from decimal import Decimal

from django.conf import settings

from awards.fund.queries import form_05
from core.documents import Heading, Paper, Paragraph, Signature, Table
from core.sheets.fields import shown_number
from core.words import amount_in_words, short_date

LINES = ("Ngày", "Loại", "Nội dung, chứng từ", "Thu", "Chi", "Còn")
WIDTHS = (2.7, 4, 8.3, 3.1, 3.1, 3.1)
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
            Heading("I. Trích lập và sử dụng (Biểu mẫu số 05, triệu đồng)"),
            _form(totals),
            Heading("II. Các khoản thu, chi (đồng)"),
            Table(LINES, list(_rows(totals, lines)), widths=WIDTHS, aligns=ALIGNS),
            Paragraph(f"Số dư: {shown_number(totals.balance)} đồng ({amount_in_words(totals.balance)}).", bold=True),
            Paragraph("Khoản gạch bỏ không cộng vào sổ."),
        ],
        parties=[Signature(title=title, note="(Ký, ghi rõ họ tên)") for title in ("KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ")],
        landscape=True,
        ends=False,
    )


def _form(totals):
    cells = form_05(totals)
    columns = [f"{cell.label}\n({cell.number})" for cell in cells]
    row = [cell.words if cell.amount is None else millions(cell.amount) for cell in cells]
    return Table(columns, [row], aligns=["right"] * len(cells))


def millions(amount):
    """đồng in triệu đồng, as the form counts: 46.940.000 as “46,94”. Nothing is rounded."""
    exact = Decimal(amount).scaleb(-6)
    return shown_number(exact.to_integral_value() if exact == exact.to_integral_value() else exact.normalize())


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
    yield ("", "Cộng", "", shown_number(totals.set_aside), shown_number(totals.spent), shown_number(totals.balance))
