"""The table inside a sheet: where its header is, which column is which, and which rows are data.

Real sheets carry a title block, headers of one to three merged rows, a numbering row "A B 1 2 3", group rows
"I. TẬP THỂ", totals and a signature block. None of that is data; what a group row says is carried to its rows.
"""

import dataclasses
import re

from core.errors import Refused
from core.sheets.books import letter
from core.text import clean, fold
from core.words import roman_value

SEARCHED_ROWS = 40
HEADER_ROWS = 3
ORDINAL_ALIASES = frozenset({"stt", "tt", "so tt", "sott", "so thu tu", "s t t", "t t", "no"})

_NUMBERING = re.compile(r"\(?(\d{1,2}|[A-Za-z])\)?(\s*=.*)?$")
_LETTERED = re.compile(r"([IVXLC]+|[A-ZĐ])\s*[.)\-–:/]\s*(.*)$", re.DOTALL)
_TOTAL = re.compile(r"(tong|cong|tong cong|tong so)( (i{1,3}|iv|v|vi{0,3}|[a-d]|\d+|nhom|muc|phan|chung|toan tinh))*$")
_FOOTER = re.compile(
    r"(nguoi lap( bieu| danh sach| bang)?|thu truong|noi nhan|xac nhan cua|lanh dao don vi|ke toan truong|"
    r"ki ghi ro|ki ten|ghi chu|danh sach (nay )?(gom|co)|tong so .* nguoi|tm |kt |tl )\b"
)
_DATED = re.compile(r".{0,40}\bngay .{0,6}thang .{0,6}nam")
_CAPS_POST = re.compile(r"(CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|PHÓ GIÁM ĐỐC|TRƯỞNG (BAN|PHÒNG)|HIỆU TRƯỞNG)\b")


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column, coming in or going out.

    `key` names it in the code, `label` is its printed header, `aliases` are other headers it is known by.
    `kind`: text, lines (keeps line breaks), date, moment, number, integer, percent. `width` in characters.
    """

    key: str
    label: str
    aliases: tuple = ()
    required: bool = False
    kind: str = "text"
    width: int | None = None

    @property
    def names(self):
        return frozenset(fold(name) for name in (self.label, *self.aliases))


@dataclasses.dataclass(frozen=True, slots=True)
class TableRow:
    """One data row: its number as people count, the values by column key, the headings of the groups it stands in."""

    number: int
    values: dict
    ordinal: object = None
    groups: tuple = ()

    @property
    def group(self):
        """The nearest group heading without its number: "TẬP THỂ"; "" when the table has none."""
        return self.groups[-1] if self.groups else ""

    def lines(self, key):
        """Several values in one cell, one per line (or separated by semicolons)."""
        return [part for part in map(clean, re.split(r"[\n;]", str(self.values.get(key) or ""))) if part]


@dataclasses.dataclass(slots=True)
class Table:
    """What `find_table` found. `places` maps a column key to its place in the sheet; `notes` are sentences for people."""

    sheet_name: str
    header_row: int
    places: dict
    rows: list
    unused: list
    notes: list


def find_table(sheet, columns):
    """Find the table that has these columns. Raises Refused naming the columns it misses."""
    merged = _merged_texts(sheet)
    header = _best_header(sheet, columns, merged)
    if header is None:
        names = ", ".join(f"“{c.label}”" for c in columns[:6])
        raise Refused(f"Trang “{sheet.name}” không có dòng tiêu đề. Cần có các cột: {names}.")
    missing = [c.label for c in columns if c.required and c.key not in header.places]
    if missing:
        seen = ", ".join(f"“{text}”" for text in header.texts.values())
        raise Refused(
            f"Không thấy cột {', '.join(f'“{m}”' for m in missing)}. "
            f"Dòng tiêu đề (dòng {header.first + 1}) có các cột: {seen}. Hãy đổi tiêu đề trong tệp rồi tải lại."
        )
    rows = list(_data_rows(sheet, columns, header))
    used = {*header.places.values(), header.ordinal}
    unused = [text for place, text in header.texts.items() if place not in used]
    return Table(sheet.name, header.first + 1, header.places, rows, unused, _notes(sheet, header, rows, unused))


def find_in_book(book, columns):
    """The first sheet of the book that holds such a table. Raises Refused like `find_table` when none does."""
    refusal = None
    for sheet in book.sheets:
        if sheet.is_empty:
            continue
        try:
            return find_table(sheet, columns)
        except Refused as error:
            refusal = refusal or error
    raise refusal or Refused("Tệp không có dòng dữ liệu nào. Hãy chọn lại tệp.")


# The header ---------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(slots=True)
class _Header:
    first: int
    last: int
    places: dict
    ordinal: int | None
    texts: dict
    score: tuple


def _merged_texts(sheet):
    """(row, column) → the text of the merged range it lies in."""
    texts = {}
    for top, left, bottom, right in sheet.merges:
        value = sheet.value(top, left)
        if isinstance(value, str) and (bottom - top) * (right - left) < 100_000:
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    texts[row, column] = value
    return texts


def _best_header(sheet, columns, merged):
    best, known = None, [(column, column.names) for column in columns]
    for first in range(min(len(sheet.rows), SEARCHED_ROWS)):
        for height in range(1, HEADER_ROWS + 1):
            if first + height > len(sheet.rows):
                break
            header = _header_at(sheet, known, merged, first, first + height - 1)
            if header and (best is None or header.score > best.score):
                best = header
    return best


def _header_at(sheet, known, merged, first, last):
    """The header these rows would make, or None when they name fewer than two columns (one, if one is asked for)."""
    if any(top < first <= bottom and sheet.value(top, left) is not None for top, left, bottom, _ in sheet.merges):
        return None  # these rows would cut a merged cell in two
    paths = {}
    for column in range(sheet.width):
        path = []
        for row in range(first, last + 1):
            value = sheet.value(row, column)
            text = clean(value) if value is not None else clean(merged.get((row, column), ""))
            if text and (not path or path[-1] != text):
                path.append(text)
        if path:
            paths[column] = path
    places, ordinal, exact = {}, None, 0
    visible_first = sorted(paths, key=lambda c: (c in sheet.hidden_columns, c))
    for strict in (True, False):
        for place in visible_first:
            if place in places.values() or place == ordinal:
                continue
            names = _names_of(paths[place], strict=strict)
            if ordinal is None and (names & ORDINAL_ALIASES or paths[place][0] == "#"):
                ordinal = place
                continue
            match = next((c for c, called in known if c.key not in places and names & called), None)
            if match:
                places[match.key] = place
                exact += strict
    if len(places) < min(2, len(known)):
        return None
    wanted = sum(c.required and c.key in places for c, _ in known)
    shaped = last - first + 1 == _shape(sheet, first)
    score = (len(places), wanted, exact, shaped, ordinal is not None, first - last, -first)
    texts = {place: " – ".join(path) for place, path in paths.items()}
    return _Header(first, last, places, ordinal, texts, score)


def _names_of(path, *, strict):
    """What a header may be called: the whole path ("Đăng ký: Thi đua"); less strictly its last or first part alone."""
    names = {fold(" ".join(path))}
    if not strict:
        names |= {fold(path[-1]), fold(path[0])}
        names |= {fold(re.sub(r"\(.*?\)|\*", "", part)) for part in path}
    return names - {""}


def _shape(sheet, first):
    """How many rows the header takes by its merges: vertical ones reach down, wide ones stand over sub-headers."""
    height = 1
    for top, left, bottom, right in sheet.merges:
        if top != first or sheet.value(top, left) is None:
            continue
        height = max(height, bottom - top + 1)
        below = [sheet.value(bottom + 1, c) for c in range(left, right + 1)]
        if right > left and sum(value is not None for value in below) > 1:
            height = max(height, bottom - top + 2)
    return min(height, HEADER_ROWS)


# The rows -----------------------------------------------------------------------------------------------------------
def _data_rows(sheet, columns, header):
    required = [header.places[c.key] for c in columns if c.required]
    wide = {(top, left) for top, left, _, right in sheet.merges if right > left}
    groups = _Groups()
    start = header.last + 1
    for index in range(start, len(sheet.rows)):
        filled = {c: v for c, v in enumerate(sheet.rows[index]) if v is not None}
        mapped = {key: filled.get(place) for key, place in header.places.items()}
        if not any(value is not None for value in mapped.values()) and not _heads(filled):
            continue
        ordinal = filled.get(header.ordinal) if header.ordinal is not None else None
        complete = all(place in filled for place in required) and bool(required)
        if index == start and _is_numbering(filled):
            continue
        if _repeats_header(filled, header):
            continue
        if not _is_count(ordinal):
            if _is_footer(filled, complete=complete):
                return
            if any(isinstance(v, str) and _TOTAL.match(fold(v)) for v in list(filled.values())[:2]):
                continue
            is_wide = any((index, column) in wide for column in filled)
            counted_next = _next_is_counted(sheet, header.ordinal, index)
            if groups.take(filled, header.ordinal, complete=complete, wide=is_wide, counted_next=counted_next):
                continue
        if any(value is not None for value in mapped.values()):
            yield TableRow(index + 1, mapped, ordinal, groups.headings)


class _Groups:
    """The group headings in force: letters (A, B), under them Roman numbers, under them merged lines of text."""

    def __init__(self):
        self.by_level = {}
        self.last_letter = None

    @property
    def headings(self):
        return tuple(self.by_level[level] for level in sorted(self.by_level))

    def take(self, filled, ordinal_place, *, complete, wide, counted_next):
        """Whether this row is a heading; remembers it if so.

        A text alone in capitals heads a group only where rows are counted and the next one is: it may be a name.
        """
        first, *others = filled.values()
        if not isinstance(first, str) or len(others) > 2:
            return False
        mark, heading = "", ""
        if found := _LETTERED.match(clean(first)):
            mark, heading = found[1], found[2] or " ".join(map(str, others))
        elif ordinal_place in filled and others and _heads_alone(others):
            mark, heading = first.strip(), str(others[0])
        level = self._level(mark) if heading and not (found and found[2] and complete and others) else None
        if level is None:
            shouted = _is_shouted(first) and counted_next
            if others or not (wide or shouted or (ordinal_place in filled and not complete)):
                return False
            level, heading = 2, first
        self.by_level = {k: v for k, v in self.by_level.items() if k < level}
        self.by_level[level] = clean(heading).rstrip(":")
        return True

    def _level(self, mark):
        """0 for A, B, C …, 1 for I, II, III …; C after B is a letter, C alone would be a number."""
        follows = self.last_letter is not None and len(mark) == 1 and ord(mark) == ord(self.last_letter) + 1
        if roman_value(mark) and not follows:
            return 1
        if len(mark) == 1 and mark.isalpha() and mark.isupper():
            self.last_letter = mark
            return 0
        return None


def _heads(filled):
    """A row whose only text lies outside the mapped columns can still be a heading or the start of the footer."""
    return 0 < len(filled) <= 3 and any(isinstance(v, str) for v in filled.values())


def _is_count(value):
    """An ordinal: 1, 1.0, "1", "1.", "01"; gaps do not matter."""
    return isinstance(value, int | float) or (isinstance(value, str) and bool(re.fullmatch(r"\d+[.)]?", value)))


def _next_is_counted(sheet, ordinal_place, index):
    """Whether the next row with anything in it carries an ordinal."""
    if ordinal_place is None:
        return False
    for row in range(index + 1, len(sheet.rows)):
        if any(value is not None for value in sheet.rows[row]):
            return _is_count(sheet.value(row, ordinal_place))
    return False


def _heads_alone(others):
    """Beside a mark: one text alone, or a text in capitals with a count."""
    return isinstance(others[0], str) and (len(others) == 1 or (_is_shouted(others[0]) and _is_count(others[1])))


def _is_shouted(text):
    return any(c.isalpha() for c in text) and text == text.upper()


def _is_numbering(filled):
    """The row "A B 1 2 3" under a header: only marks, the numbers among them running up by one."""
    marks = [str(value) for value in filled.values()]
    if len(marks) < 2 or not all(_NUMBERING.match(mark) for mark in marks):
        return False
    numbers = [int(m[1]) for mark in marks if (m := _NUMBERING.match(mark)) and m[1].isdigit()]
    if not numbers:
        return [fold(m) for m in marks] == [chr(97 + i) for i in range(len(marks))]
    return numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers))) and len(numbers) > 1


def _repeats_header(filled, header):
    """A header printed again on the next page."""
    texts = {place: text for place, text in header.texts.items() if place in filled}
    return len(texts) > 1 and all(fold(str(filled[p])) in {fold(t), fold(t.split(" – ")[0])} for p, t in texts.items())


def _is_footer(filled, *, complete):
    """The signature block: any of its phrases in a row that is no full row, or nothing but such phrases."""
    if len(filled) > 4:
        return False
    signs = [isinstance(v, str) and _signs_off(v) for v in filled.values()]
    return all(signs) if complete else any(signs)


def _signs_off(value):
    folded = fold(value)
    return bool(_FOOTER.match(folded) or _DATED.match(folded) or _CAPS_POST.match(value))


def _notes(sheet, header, rows, unused):
    notes = []
    if sheet.fonts:
        fonts = ", ".join(sorted(set(sheet.fonts.values())))
        notes.append(f"Đã chuyển chữ từ bảng mã cũ ({fonts}) sang Unicode. Hãy xem kỹ phần chữ.")
    hidden = sorted(c for c in header.places.values() if c in sheet.hidden_columns)
    if hidden:
        notes.append(f"Cột đang ẩn vẫn được đọc: {', '.join(map(letter, hidden))}.")
    if others := sorted(sheet.hidden_columns - set(hidden)):
        notes.append(f"Cột ẩn không dùng đến: {', '.join(map(letter, others))}.")
    if concealed := sorted(row.number for row in rows if row.number - 1 in sheet.hidden_rows):
        notes.append(f"Dòng đang ẩn vẫn được đọc: {_ranges(concealed)}.")
    if unused:
        notes.append(f"Cột không dùng đến: {', '.join(f'“{text}”' for text in unused)}.")
    used = set(header.places.values())
    if blank := sorted(place for place in sheet.uncalculated if place[1] in used):
        cells = ", ".join(f"{letter(c)}{r + 1}" for r, c in blank[:10])
        notes.append(f"Công thức chưa có kết quả ở ô {cells}. Hãy mở tệp bằng Excel, lưu lại rồi tải lên.")
    return notes


def _ranges(numbers):
    """5, 6, 7, 9 as "5–7, 9"."""
    parts, start = [], numbers[0]
    for here, after in zip(numbers, [*numbers[1:], None], strict=True):
        if after != here + 1:
            parts.append(f"{start}" if start == here else f"{start}–{here}")
            start = after
    return ", ".join(parts)
