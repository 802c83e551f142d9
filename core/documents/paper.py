"""What an official paper says, free of how it looks. One `Paper` gives the PDF and the DOCX.

Everything printed is computed here (capitals, “;” and “.”, “./.”, leading zeros), so both files say the same words.
Layout and wording follow Nghị định 30/2020/NĐ-CP, Phụ lục I and III.
"""

import dataclasses
import datetime
import enum
from collections.abc import Sequence
from typing import ClassVar

from core.words import document_date, roman

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "DỰ THẢO"
ENDING = "./."
AREAS = ("thành phố", "thị xã", "thị trấn", "tỉnh", "huyện", "phường", "xã")
ORGANS = ("hội đồng", "trung tâm", "văn phòng", "thanh tra", "chi cục", "phòng", "ban", "sở", "cục")
LETTERS = "abcdđeghiklmnopqrstuvxy"


class Urgency(enum.StrEnum):
    """Mức độ khẩn: the box is 8 mm high, its width in mm stands in `layout.URGENCY_BOX`."""

    NONE = ""
    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    EXPRESS = "HỎA TỐC"


# Blocks of the body --------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """A heading line. Level 0: Phần, Chương, Mục, centred; 1: “I.”; 2: “1.”; 3: “1.1.” in bold italic."""

    shape: ClassVar[str] = "heading"
    text: str
    level: int = 1


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `lead` is a bold opening on the same line, such as “Điều 1.”."""

    shape: ClassVar[str] = "paragraph"
    text: str
    lead: str = ""
    italic: bool = False
    bold: bool = False
    centred: bool = False

    @property
    def is_ending(self):
        """The “./.” that closes a table; it must not open a page."""
        return self.text == ENDING


@dataclasses.dataclass(frozen=True, slots=True)
class ListItem:
    """One item: `marker` is printed as given (“-”, “+”, or `letter(n)` + “)” for a, b, c, d, đ, e)."""

    shape: ClassVar[str] = "item"
    text: str
    marker: str = "-"


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """A row across the whole table: “Quý I”."""

    shape: ClassVar[str] = "group"
    text: str


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the header row returns on each page and no row is cut by a page.

    rows: sequences of str, one per column, or `Group`. widths: one positive number per column, in any unit.
    aligns: "left", "center" or "right" per column. landscape: the table gets pages of its own, turned.
    """

    shape: ClassVar[str] = "table"
    columns: Sequence[str]
    rows: Sequence[Sequence[str] | Group]
    widths: Sequence[float] = ()
    aligns: Sequence[str] = ()
    caption: str = ""
    landscape: bool = False

    def __post_init__(self):
        count = len(self.columns)
        if not count:
            raise ValueError("a table needs columns")
        object.__setattr__(self, "widths", tuple(self.widths) or (1,) * count)
        object.__setattr__(self, "aligns", tuple(self.aligns) or ("left",) * count)
        if len(self.widths) != count or len(self.aligns) != count:
            raise ValueError("widths and aligns need one entry per column")
        if set(self.aligns) - {"left", "center", "right"} or min(self.widths) <= 0:
            raise ValueError("a width must be positive, an alignment left, center or right")
        if any(len(row) != count for row in self.rows if not isinstance(row, Group)):
            raise ValueError("every row needs one cell per column")
        object.__setattr__(self, "columns", tuple(self.columns))
        object.__setattr__(
            self, "rows", tuple(row if isinstance(row, Group) else tuple(map(_cell, row)) for row in self.rows)
        )

    @property
    def shares(self):
        """Column widths as shares of the table, adding up to 1."""
        total = sum(self.widths)
        return tuple(width / total for width in self.widths)

    @property
    def lines(self):
        """The rows as (words of the group, or ""; cells) pairs: one of the two is empty."""
        return tuple((row.text, ()) if isinstance(row, Group) else ("", row) for row in self.rows)


Block = Heading | Paragraph | ListItem | Table


# Around the body -----------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `authority` “TM. ỦY BAN NHÂN DÂN”, `on_behalf` “KT. CHỦ TỊCH”, `title` “PHÓ CHỦ TỊCH”, `name`.

    Each of the first three is a line of its own in capitals; empty ones are left out. `note` stands in italic below
    them, as “(Ký, ghi rõ họ tên)”. The name is printed as given: no học hàm, học vị (NĐ 30, Phụ lục I).
    """

    authority: str = ""
    title: str = ""
    name: str = ""
    on_behalf: str = ""
    note: str = ""

    @property
    def lines(self):
        given = (_powers(self.authority), _powers(self.on_behalf), _powers(self.title))
        return tuple(line for line in given if line)


@dataclasses.dataclass(frozen=True, slots=True)
class Annex:
    """A phụ lục: its own pages, its own page numbers from 1. The label gets a Roman number when there are several."""

    title: str
    blocks: Sequence[Block] = ()
    landscape: bool = False
    label: str = "Phụ lục"
    ends: bool = True

    @property
    def body(self):
        """The blocks, the last one closed by “./.” as in the paper itself."""
        return closed(self.blocks) if self.ends else tuple(self.blocks)


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """An official paper. Without `kind` it is a công văn: the subject becomes “V/v …” under the number.

    number "" leaves room to write it by hand; date None prints “ngày … tháng … năm …”. `minutes` (biên bản) drops the
    place-date line and puts `countersignature` (THƯ KÝ) on the left of `signature` (CHỦ TỌA). `parties` sign a covenant
    or agreement before `signature`: two boxes in a row, above the foot. `issuer` is the organ's
    name in running text (“Sở Nông nghiệp và Phát triển nông thôn”), where it cannot be told from the capitals.
    """

    organ: str
    issuer: str = ""
    parent_organ: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    date: datetime.date | None = None
    kind: str = ""
    subject: str = ""
    addressees: Sequence[str] = ()
    bases: Sequence[str] = ()
    blocks: Sequence[Block] = ()
    signature: Signature | None = None
    countersignature: Signature | None = None
    parties: Sequence[Signature] = ()
    distribution: Sequence[str] = ()
    annexes: Sequence[Annex] = ()
    landscape: bool = False
    draft: bool = False
    minutes: bool = False
    ends: bool = True
    urgency: Urgency = Urgency.NONE
    drafter: str = ""

    # Words of the head ------------------------------------------------------------------------------------------------
    @property
    def is_letter(self):
        """A công văn: no type name above the body."""
        return not self.kind

    @property
    def notation(self):
        """“02/BB-STP”, or "" while there is no number."""
        return notation(self.number, self.symbol) if self.number else ""

    @property
    def number_line(self):
        """Số, ký hiệu; a missing number leaves room to write."""
        if not self.symbol and not self.number:
            return ""
        return f"Số: {self.notation}" if self.number else f"Số:          /{self.symbol}"

    @property
    def place_line(self):
        if self.minutes or not self.place:
            return ""
        day = document_date(self.date) if self.date else "ngày       tháng       năm"
        return f"{self.place}, {day}"

    @property
    def kind_line(self):
        return self.kind.strip().upper()

    @property
    def letter_subject(self):
        """“V/v …” of a công văn."""
        if not self.is_letter or not self.subject:
            return ""
        return self.subject if self.subject.startswith("V/v") else f"V/v {self.subject}"

    @property
    def title_for_readers(self):
        """One line for lists, file properties and file names: “Kế hoạch 102/KH-UBND Công tác …”."""
        kind = self.kind.strip().capitalize() if self.kind else "Công văn"
        return " ".join(part for part in (kind, self.notation, self.subject) if part)

    # Words of the body and the foot -----------------------------------------------------------------------------------
    @property
    def base_lines(self):
        """Căn cứ: each ends with “;”, the last with “.”."""
        bases = [base.strip().rstrip(";.,").rstrip() for base in self.bases if base.strip()]
        return tuple(f"{base}{'.' if i == len(bases) else ';'}" for i, base in enumerate(bases, 1))

    @property
    def body(self):
        """The blocks, the last one closed by “./.”."""
        return closed(self.blocks) if self.ends else tuple(self.blocks)

    @property
    def distribution_lines(self):
        """Nơi nhận: “- …;”, the last “- Lưu: … .”, whatever marks the entries were typed with."""
        entries = [entry.strip().lstrip("-–").strip().rstrip(";.").rstrip() for entry in self.distribution]
        entries = [entry for entry in entries if entry]
        return tuple(f"- {entry}{'.' if i == len(entries) else ';'}" for i, entry in enumerate(entries, 1))

    @property
    def addressee_lines(self):
        """Kính gửi: one stands beside the words; several each on a line, “- …;”, the last with “.”."""
        entries = [entry.strip().lstrip("-–").strip().rstrip(";.").rstrip() for entry in self.addressees]
        entries = [entry for entry in entries if entry]
        if len(entries) < 2:
            return tuple(entries)
        return tuple(f"- {entry}{'.' if i == len(entries) else ';'}" for i, entry in enumerate(entries, 1))

    # Annexes ----------------------------------------------------------------------------------------------------------
    def annex_label(self, index):
        """“Phụ lục”, or “Phụ lục II” when there are two or more; index from 0."""
        label = self.annexes[index].label
        return f"{label} {roman(index + 1)}" if len(self.annexes) > 1 else label

    @property
    def annex_reference(self):
        """“(Kèm theo Quyết định số 2871/QĐ-UBND ngày 24 tháng 10 năm 2022 của …)”."""
        kind = self.kind.strip().capitalize() if self.kind else "Công văn"
        number = f" số {self.notation or '         /' + self.symbol}" if self.symbol or self.number else ""
        day = f" {document_date(self.date)}" if self.date else " ngày       tháng       năm      "
        return f"(Kèm theo {kind}{number}{day} của {self.issuer_in_text})"

    @property
    def issuer_in_text(self):
        """The issuer as running text: the capitals of the head become “Ủy ban nhân dân tỉnh Điện Biên”."""
        return self.issuer or in_text(self.organ)


def notation(number, symbol):
    """Số và ký hiệu: “02/BB-STP”; a number below 10 gets a leading zero, no blanks round “/” and “-”."""
    number = str(number).strip()
    padded = number.zfill(2) if number.isdigit() else number
    return f"{padded}/{symbol}" if symbol else padded


def letter(position):
    """The position-th letter of points, from 1: a, b, c, d, đ, e, g …"""
    return LETTERS[position - 1]


def closed(blocks):
    """The blocks, the last closed by “./.”; after a table it stands on a line of its own."""
    blocks = tuple(blocks)
    if not blocks:
        return blocks
    last = blocks[-1]
    if isinstance(last, Table | Heading):
        return (*blocks, Paragraph(ENDING))
    text = last.text.rstrip()
    if text.endswith(ENDING):
        return blocks
    return (*blocks[:-1], dataclasses.replace(last, text=text.rstrip(".;").rstrip() + ENDING))


def in_text(organ):
    """An organ's capitals as running text, by type and first word of its field (NĐ 30/2020, Phụ lục II).

    “ỦY BAN NHÂN DÂN TỈNH ĐIỆN BIÊN” → “Ủy ban nhân dân tỉnh Điện Biên”; “SỞ TƯ PHÁP” → “Sở Tư pháp”. A name already in
    mixed letters stays as it is.
    """
    organ = " ".join(organ.split())
    if organ != organ.upper():
        return organ
    words = organ.lower().split()
    for kind in AREAS:  # everything after the kind of place is a proper name
        at = _position(words, kind.split())
        if at:
            after = at + len(kind.split())
            return " ".join([_start(in_text(" ".join(words[:at]).upper())), kind, *map(_start, words[after:])])
    for kind in ORGANS:
        if " ".join(words).startswith(f"{kind} "):
            rest = " ".join(words)[len(kind) + 1 :]
            return f"{_start(kind)} {' - '.join(map(_start, rest.split(' - ')))}"
    return _start(" ".join(words))


def _position(words, kind):
    """Where the kind of place begins, not at the first word; 0 when nowhere."""
    return next((at for at in range(1, len(words)) if words[at : at + len(kind)] == kind), 0)


def _start(text):
    return text[:1].upper() + text[1:]


def _cell(value):
    return "" if value is None else str(value)


def _powers(line):
    """Capitals, but the marks stay as the decree writes them: TM., KT., TL., TUQ., Q."""
    return line.strip().upper()
