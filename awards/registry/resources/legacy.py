"""Import of old decisions: every row carries its own decision, and decisions go into the book entered, file by file."""

import re

from awards.law.enums import Level
from awards.law.rules import find
from awards.registry.enums import DecisionState
from awards.registry.models import Decision, Grant
from awards.registry.permissions import can_keep
from awards.registry.resources.honours import ORDER, HonourSheet
from awards.registry.services import lists
from awards.registry.services.recipients import NOT_YOURS
from core.errors import Refused
from core.findings import blocker, warning
from core.sheets.fields import ENTRY, ChoiceWidget, DateWidget, SheetField
from core.sheets.imports import register_sheet
from core.text import clean, fold
from core.words import short_date

HEAD = ("number", "symbol", "decided_on", "decider", "level", "signer", "subject")
BATCH = 500
LEVELS = {"Tỉnh": Level.PROVINCE, "Nhà nước": Level.STATE, "Cơ sở": Level.BASE}
LONGEST = {
    name: Decision._meta.get_field(name).max_length for name in ("number", "symbol", "decider", "signer", "subject")
}
_NUMBER = re.compile(r"^(?:số\s*:?\s*)?([^/\s]+)\s*(?:/\s*(.+))?$", re.IGNORECASE)
IN_BOOK = "Quyết định này đã vào sổ và không có dòng này. Hãy mở lại quyết định để bổ sung, hoặc bỏ dòng."
MIXED = "Quyết định này có hình thức của nhiều cấp. Hãy ghi cột Cấp quyết định."


@register_sheet
class OldBookSheet(HonourSheet):
    """Decisions of former years, known by number, symbol, day and decider; all their lines stand in one file."""

    help = (
        "Mỗi dòng một khen thưởng kèm số, ký hiệu, ngày ký và cơ quan của quyết định. Mọi dòng của một quyết định phải nằm "
        "trong cùng một tệp; quyết định được ghi thẳng vào sổ. Nhập lại cùng tệp không thay đổi gì."
    )

    number = SheetField(
        "number", "Số quyết định", aliases=("Số QĐ", "Số", "Quyết định số", "Số, ký hiệu", "Số/ký hiệu"), required=True
    )
    symbol = SheetField("symbol", "Ký hiệu", aliases=("Ký hiệu văn bản", "Ký hiệu quyết định"))
    decided_on = SheetField(
        "decided_on", "Ngày ký",
        aliases=("Ngày quyết định", "Ngày QĐ", "Ngày ban hành", "Ngày, tháng, năm", "Ngày, tháng, năm ký"),
        required=True, widget=DateWidget(),
    )  # fmt: skip
    decider = SheetField(
        "decider", "Cơ quan quyết định",
        aliases=("Cơ quan ban hành", "Người quyết định", "Cơ quan, người quyết định", "Cơ quan ký", "Cơ quan"), required=True,
    )  # fmt: skip
    level = SheetField(
        "level", "Cấp quyết định", aliases=("Cấp", "Cấp khen thưởng"), widget=ChoiceWidget(Level, also=LEVELS)
    )
    signer = SheetField("signer", "Người ký", aliases=("Họ tên người ký",))
    subject = SheetField("subject", "Trích yếu", aliases=("Trích yếu nội dung", "Nội dung quyết định"))

    @classmethod
    def order(cls):
        return HEAD + ORDER

    # The decision of a row ------------------------------------------------------------------------------------------
    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.papers, self.heads, self.book, self.near = {}, {}, {}, {}

    def paper_of(self, row):
        """By what the decision of a row is known; None while that cannot be read."""
        entry = row.get(ENTRY)
        number = (entry.row if entry else row["__row__"]).number
        if number not in self.papers:
            cells = entry.raw if entry else row
            self.papers[number] = self._paper(cells)
        return self.papers[number]

    def _paper(self, cells):
        number, symbol = split_number(cells.get("number"), cells.get("symbol"))
        day = self._said("decided_on", cells) if cells.get("decided_on") not in (None, "") else None
        decider = fold(cells.get("decider") or "")
        return (number, fold(symbol), day, decider) if number and symbol and day and decider else None

    def key_of_cells(self, row):
        return super().key_of_cells(row) if self.paper_of(row) else (None,)

    def stored_grants(self, keys):
        papers = {key[0] for (key,) in keys}
        numbers = sorted({paper[0] for paper in papers})
        for start in range(0, len(numbers), BATCH):
            for one in Decision.objects.filter(number__in=numbers[start : start + BATCH]).order_by("pk"):
                key = (one.number, fold(one.symbol), one.decided_on, fold(one.decider))
                self.near.setdefault(key[:3], one)
                self.book[key] = one
        known = {one.pk: key for key, one in self.book.items() if key in papers}
        ids = sorted(known)
        for start in range(0, len(ids), BATCH):
            rows = Grant.objects.filter(decision__in=ids[start : start + BATCH]).select_related(
                "recipient", "unit", "decision"
            )
            yield from ((known[grant.decision_id], grant) for grant in rows.order_by("pk"))

    def init_instance(self, row=None):
        made = super().init_instance(row)
        for name in HEAD:
            setattr(made, name, None)
        return made

    def after_init_instance(self, instance, new, row, **kwargs):
        if not new:
            for name in HEAD:
                setattr(instance, name, getattr(instance.decision, name))
        super().after_init_instance(instance, new, row, **kwargs)

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        entry = row[ENTRY]
        if "number" not in entry.errors:
            entry.values["number"], entry.values["symbol"] = split_number(entry.raw["number"], entry.raw.get("symbol"))
        for name in HEAD:
            row.pop(name, None)  # the row belongs to its decision; it changes nothing of it

    # What people must know ------------------------------------------------------------------------------------------
    def decided(self, entry):
        return entry.values["decided_on"], self.heads[self.paper_of({ENTRY: entry})][0]["level"]

    def check(self, instance, entry):
        if not entry.values.get("symbol"):
            yield blocker(self._at("symbol", entry), "Thiếu ký hiệu của quyết định, ví dụ QĐ-UBND.")
            return
        yield from super().check(instance, entry)

    def check_paper(self, entry, meant):
        values, paper = entry.values, self.paper_of({ENTRY: entry})
        head = {name: values.get(name) or "" for name in HEAD}
        level = values.get("level") or find(meant.award).level
        first, number = self.heads.setdefault(paper, ({**head, "level": level}, entry.number))
        if first["level"] != level:
            yield blocker(self._at("level", entry), MIXED)
        for name in ("signer", "subject"):
            if head[name] and head[name] != first[name]:
                yield blocker(self._at(name, entry), f"Dòng {number} ghi khác cho cùng quyết định này.")
        for name, longest in LONGEST.items():
            if len(head[name]) > longest:
                yield blocker(self._at(name, entry), f"Dài quá {longest} ký tự.")
        if values["decided_on"] > self.context["on"]:
            yield blocker("decided_on", f"Ngày {short_date(values['decided_on'])} chưa đến.")
        yield from self._check_book(entry, paper)

    def _check_book(self, entry, paper):
        known, near = self.book.get(paper), self.near.get(paper[:3])
        if known is None:
            if near is not None:
                yield warning("decider", f"Sổ đã có Quyết định {near.code} cùng ngày của “{near.decider}”.")
        elif known.state == DecisionState.DRAFT:
            yield blocker("number", "Quyết định này đang được nhập. Hãy nhập danh sách ở trang của quyết định.")
        elif entry.new:
            yield blocker("number", IN_BOOK)
        else:
            yield blocker("name", "Quyết định đã vào sổ; nội dung khác chỉ sửa được bằng đính chính.")

    # What goes to the services --------------------------------------------------------------------------------------
    def apply(self, table, *, by, at):
        if not can_keep(by):
            raise Refused(NOT_YOURS)
        found = super().apply(table, by=by, at=at)
        papers = {}
        for entry, line in self.collected:
            key = self.paper_of({ENTRY: entry})
            papers.setdefault(key, lists.OldPaper(self.heads[key][0], [])).lines.append(line)
        if papers:
            lists.enter_old(list(papers.values()), source=f"Nhập từ tệp {self.file}", by=by, at=at)
        return found


def split_number(number, symbol):
    """(“2871”, “QĐ-UBND”) from “2871/QĐ-UBND” or from two cells; ("", "") when there is no number."""
    text, symbol = clean(number), clean(symbol)
    if not (found := _NUMBER.match(text)):
        return "", symbol
    return found[1], symbol or clean(found[2])
