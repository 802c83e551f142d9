"""Columns of the book of a fund and of Biểu mẫu số 05, shared by page, export and paper."""

import dataclasses

from awards.fund.enums import COLUMN, SPENDING, Purpose
from awards.fund.rules import rate, rate_words
from core.sheets.fields import shown_number
from core.sheets.tables import Column

BOOK = (
    Column("on", "Ngày", kind="date"),
    Column("purpose", "Loại", width=30),
    Column("content", "Nội dung", width=50),
    Column("paper", "Chứng từ, văn bản", width=30),
    Column("decision", "Quyết định", width=24),
    Column("income", "Thu (đồng)", kind="number", width=16),
    Column("spent", "Chi (đồng)", kind="number", width=16),
    Column("balance", "Còn (đồng)", kind="number", width=16),
    Column("by", "Người ghi", width=22),
    Column("struck", "Gạch bỏ", width=40),
)
FORM_05 = {
    Purpose.SET_ASIDE: "Tổng số đã trích trong năm",
    Purpose.STATE_AWARDS: "Khen cấp Nhà nước",
    Purpose.PROVINCE_AWARDS: "Khen cấp tỉnh",
    Purpose.OTHER_AWARDS: "Khen hình thức khác",
    Purpose.EMULATION_WORK: "Công tác thi đua, tuyên truyền",
    Purpose.OBJECTS: "Mua sắm hiện vật",
    Purpose.OTHER: "Chi khác",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Cell:
    """One column of Biểu mẫu số 05: its number as printed, its label, what stands there in words; `amount` in đồng, None
    for the rate."""

    number: str
    label: str
    words: str
    amount: int | None = None

    @property
    def zero(self):
        return self.amount == 0


def form_05(totals):
    """Columns 3 to 11 of one fund, in the order of the form. Column 5 is computed, never typed."""
    share = rate(totals.set_aside, totals.budget)
    cells = [_cell(Purpose.SET_ASIDE, totals)]
    cells.append(Cell("4", "Tỷ lệ trích trên chi ngân sách thường xuyên", rate_words(share) or "–"))
    cells.append(Cell("5", "Đã chi: tổng số", shown_number(totals.spent), totals.spent))
    return cells + [_cell(purpose, totals) for purpose in SPENDING]


def _cell(purpose, totals):
    amount = totals.sums[purpose]
    return Cell(COLUMN[purpose], FORM_05[purpose], shown_number(amount), amount)


def book_row(line, *, named):
    """One line of the book; named: ids of the decisions this reader may open."""
    entry = line.entry
    struck = entry.struck_at is not None
    return (
        entry.on,
        entry.get_purpose_display(),
        entry.content,
        entry.paper,
        str(entry.decision) if entry.decision_id in named else "",
        entry.amount if entry.is_income and not struck else None,
        entry.amount if not entry.is_income and not struck else None,
        None if struck else line.balance,
        str(entry.by),
        f"{shown_number(entry.amount)} đồng, gạch bỏ: {entry.struck_because}" if struck else "",
    )
