"""Vietnamese text: cleaning, the form we search by, the key we sort by, and reading dates and numbers as people type them.

`clean` first, always: what arrives from keyboards, Macs and spreadsheets looks alike and is not. `fold` gives the form
stored in `folded` columns, `sort_key` and `name_sort_key` the keys stored in `sort_key` columns.
"""

import calendar
import dataclasses
import datetime
import decimal
import math
import re
import unicodedata

from core.errors import Refused

# Cleaning ---------------------------------------------------------------------------------------------------------
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e"))
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WORD_WITH_ETH = re.compile(r"\w*[Ðð]\w*")
_FOREIGN = re.compile(r"[þÞæÆøØåÅöÖ]")
_VOWEL = "aeiouyAEIOUY"


def clean(value):
    """One line of tidy text: NFC, the Icelandic Ð where Đ was meant, no invisible characters, single spaces.

    A soft hyphen is dropped only from text that is surely Unicode: in an undecoded TCVN3 cell it is the letter ư.
    """
    return " ".join(_characters(value).split())


def clean_lines(value):
    """The same for text of several lines: each line cleaned, blank lines at both ends dropped, at most one between."""
    text = _characters(value)
    if len(text.splitlines()) < 2:
        return " ".join(text.split())
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\u2028", "\n")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _characters(value):
    text = "" if value is None else str(value)
    if not text.isprintable():
        text = _CONTROL.sub(" ", text.translate(_INVISIBLE))
    text = unicodedata.normalize("NFC", text)
    if "\xad" in text and any(ord(c) > 0xFF for c in text):
        text = text.replace("\xad", "")
    if "Ð" in text or "ð" in text:
        text = _WORD_WITH_ETH.sub(lambda found: _repair_eth(found[0]), text)
    return text


def _repair_eth(word):
    """Đ for Ð in a Vietnamese word or abbreviation; left alone after a small letter (TCVN3 é) and in Icelandic."""
    if _FOREIGN.search(word):
        return word
    letters = list(word)
    for place, letter in enumerate(letters):
        before = letters[place - 1] if place else ""
        after = unicodedata.normalize("NFD", letters[place + 1])[0] if place + 1 < len(letters) else ""
        if letter == "Ð" and not before.islower():
            letters[place] = "Đ"
        elif letter == "ð" and not before and after and after in _VOWEL:
            letters[place] = "đ"
    return "".join(letters)


# Searching ----------------------------------------------------------------------------------------------------------
_FINAL_Y = re.compile(r"(?<=[bcdghklmnprstvx])y\b|(?<=\bqu)y")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(value):
    """The form we search and compare by: no case, no marks, đ as d, i and y alike where Vietnamese lets them change.

    `dien bien` finds Điện Biên, `do` finds Đỗ; hòa and hoà, thủy and thuỷ, quý and quí, kỹ and kĩ are one. Punctuation
    counts as a space, so "Thi đua – Khen thưởng" is "thi dua khen thuong" and "102/KH-UBND" is "102 kh ubnd".
    """
    text = clean(value).replace("\xad", "").casefold().replace("đ", "d").replace("ð", "d")
    marks_off = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _FINAL_Y.sub("i", _NOT_WORD.sub(" ", marks_off).strip())


# Sorting ------------------------------------------------------------------------------------------------------------
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PRIMARY = {letter: f"{20 + place}" for place, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = "\u0302\u0306\u031b"
_RUNS = re.compile(r"\d+|[^\W\d_]+")
SORT_KEY_LENGTH = 300


def sort_key(value):
    """A key in Vietnamese order (An, Ăn, Ân, Dung, Đông), at most 300 digits; equal texts but for case give one key.

    Letters decide first (a ă â b c d đ e ê …), then the tone of each syllable (none, huyền, hỏi, ngã, sắc, nặng);
    numbers count as numbers (khối 2 before khối 10). Digits only, so every collation of every database agrees.
    """
    return _key(value)[:SORT_KEY_LENGTH]


def name_sort_key(full_name):
    """The key by which Vietnamese lists of people run: given name (last word), then middle names, then surname."""
    words = clean(full_name).split()
    given, middle, surname = words[-1:], words[1:-1], words[:1] if len(words) > 1 else []
    return "".join(_key(" ".join(part)) for part in (given, middle, surname))[:SORT_KEY_LENGTH]


def _key(value):
    codes, tones = [], []
    for place, run in enumerate(_RUNS.findall(clean(value).replace("\xad", "").casefold())):
        if place:
            codes.append("01")
        if run.isdecimal():
            number = str(int(run))
            codes.append(f"1{len(number)}" if len(number) < 9 else f"19{min(len(number), 99):02}")
            codes.append(number)
            tones.append("0")
            continue
        tone = 0
        for letter in run:
            base, marks = _without_tone(letter)
            tone = next((_TONES[m] for m in marks if m in _TONES), tone)
            codes.append(_PRIMARY.get(base, "99"))
        tones.append(str(tone))
    return "".join(codes) + "00" + "".join(tones)


def _without_tone(letter):
    """The letter of the alphabet (ă from ặ, o from a foreign ö) and the marks it carried."""
    first, *marks = unicodedata.normalize("NFD", letter)
    shaped = unicodedata.normalize("NFC", first + "".join(m for m in marks if m in _SHAPES))
    return (shaped if shaped in _PRIMARY else first), marks


# Names --------------------------------------------------------------------------------------------------------------
def title_case(name):
    """A name written in capitals as it is printed: NGUYỄN VĂN A becomes Nguyễn Văn A; a mixed one is left alone."""
    name = clean(name)
    if name != name.upper():
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0][0] + word[0][1:].lower(), name)


# Dates --------------------------------------------------------------------------------------------------------------
class BadValue(Refused, ValueError):
    """A cell or field nobody can read; the sentence says how to write it."""


@dataclasses.dataclass(frozen=True, slots=True)
class ParsedDate:
    """What was read. `precision` is day, month or year (value is then the first day); doubtful: a person must look."""

    value: datetime.date
    precision: str = "day"
    doubtful: bool = False


_LEAD_IN = re.compile(r"^(?:[^\d]*?,\s*)?(?:(?:thứ \w+|chủ nhật),?\s*)?(?:ngày|tháng|năm)?\s*", re.IGNORECASE)
_WORDS_DAY = re.compile(r"ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})\.?$", re.IGNORECASE)
_BARE_WORDS_DAY = re.compile(r"(\d{1,2})\s*tháng\s*(\d{1,2})(?:\s*(?:năm|,)\s*(\d{4}))?\.?$", re.IGNORECASE)
_WORDS_MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*năm\s*(\d{4})$", re.IGNORECASE)
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.\-–]\s*(\d{1,2})\s*[/.\-–]\s*(\d{4}|\d{2})$")
_ISO = re.compile(r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})$")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.\-–]\s*(\d{4})$")
_DAY_MONTH = re.compile(r"(\d{1,2})\s*[/.\-–]\s*(\d{1,2})$")
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_YEARS = range(1850, 2151)


def parse_date(value, *, year=None):
    """Read a date as people and spreadsheets write it; None for an empty value.

    Day first, as in Vietnam: 28/9/2022, 28-09-2022, 28.9.2022, "ngày 28 tháng 9 năm 2022", 2022-09-28, "9/2022",
    "1985", a real date cell, an Excel serial number. `year` completes "15/3". Doubtful: 03/04/2022 (a US locale may
    have swapped it), 03/28/2022, a year of two digits. Raises BadValue for 31/02 and for what is no date.
    """
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, datetime.datetime):
        return ParsedDate(value.date())
    if isinstance(value, datetime.date):
        return ParsedDate(value)
    if isinstance(value, int | float | decimal.Decimal):
        return _from_number(value)
    text = clean(value).strip(" .;,")
    if not text:
        return None
    shown = text
    text = _TIME.sub("", text)
    if found := _WORDS_DAY.search(text):
        return ParsedDate(_day(*map(int, found.groups()), shown))
    text = _LEAD_IN.sub("", text)
    if found := _BARE_WORDS_DAY.match(text):
        day, month, written = found.groups()
        return ParsedDate(_day(int(day), int(month), _year(written, year, shown), shown))
    if found := _WORDS_MONTH.match(text) or _MONTH_YEAR.match(text):
        return ParsedDate(_day(1, int(found[1]), int(found[2]), shown), "month")
    if found := _DAY_MONTH_YEAR.match(text):
        return _from_figures(*found.groups(), shown)
    if found := _ISO.match(text):
        return ParsedDate(_day(int(found[3]), int(found[2]), int(found[1]), shown))
    if found := _DAY_MONTH.match(text):
        return ParsedDate(_day(int(found[1]), int(found[2]), _year(None, year, shown), shown))
    if re.fullmatch(r"\d{4}|\d{5}(\.0)?", text):
        return _from_number(float(text))
    raise _no_date(shown)


def _from_number(number):
    if not math.isfinite(number):
        raise _no_date(str(number))
    if number == int(number) and int(number) in _YEARS:
        return ParsedDate(datetime.date(int(number), 1, 1), "year")
    if 10_000 <= number < 92_000:  # 1927 … 2151: what an unformatted date cell holds
        return ParsedDate(_EXCEL_EPOCH + datetime.timedelta(days=int(number)))
    raise _no_date(f"{number:g}" if isinstance(number, float) else str(number))


def _from_figures(first, second, written, shown):
    """Day first. Swapped only when the second figure cannot be a month; doubtful when it could have been swapped.

    05/3/2022 (day padded, month not) is the way of Vietnamese papers and of nobody else, so it is not doubtful.
    """
    day, month, short_year = int(first), int(second), len(written) == 2
    year = int(written)
    if short_year:
        year += 2000 if year < 50 else 1900
    if month > 12 >= day:
        return ParsedDate(_day(month, day, year, shown), doubtful=True)
    as_on_papers = len(first) == 2 and len(second) == 1
    swappable = day <= 12 and day != month and not as_on_papers
    return ParsedDate(_day(day, month, year, shown), doubtful=short_year or swappable)


def _year(written, given, shown):
    if written or given:
        return int(written or given)
    raise BadValue(f"Ngày “{shown}” thiếu năm. Hãy ghi đủ ngày/tháng/năm, ví dụ 28/9/2022.")


def _day(day, month, year, shown):
    if year not in _YEARS:
        raise BadValue(f"Năm {year} trong “{shown}” không hợp lý. Hãy kiểm tra lại.")
    if not 1 <= month <= 12:
        raise BadValue(f"“{shown}” không phải một ngày: không có tháng {month}. Hãy ghi ngày/tháng/năm.")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise BadValue(f"“{shown}” không có trong lịch: tháng {month} năm {year} chỉ có {last} ngày.")
    return datetime.date(year, month, day)


def _no_date(shown):
    return BadValue(f"Không đọc được ngày “{shown}”. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022.")


# Numbers ------------------------------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class ParsedNumber:
    """What was read. `percent`: a % stood behind it (65,2% is 65.2); doubtful: 1.490 and 1,490 can be read two ways."""

    value: decimal.Decimal
    percent: bool = False
    doubtful: bool = False


_UNIT_AFTER = re.compile(r"\s*(đồng|vnđ|vnd|đ|₫)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")


def parse_number(value):
    """Read a number in the Vietnamese way (1.490.000 and 65,2%), or None for an empty value. Raises BadValue."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | decimal.Decimal):
        return ParsedNumber(decimal.Decimal(value))
    if isinstance(value, float) and math.isfinite(value):
        return ParsedNumber(decimal.Decimal(int(value)) if value == int(value) else decimal.Decimal(repr(value)))
    shown = clean(value)
    text = _UNIT_AFTER.sub("", shown)
    percent = text.endswith("%")
    text = text.removesuffix("%").strip().replace("−", "-").replace("–", "-")
    text = (
        re.sub(r"(?<=\d) (?=\d{3}(?:\D|$))", "", text) if re.fullmatch(r"-?\d{1,3}( \d{3})+([.,]\d+)?", text) else text
    )
    if not text:
        return None
    negative = text.startswith("-")
    plain, doubtful = _plain_figures(text.lstrip("-").strip())
    if plain is None:
        raise BadValue(f"Không đọc được số “{shown}”. Hãy ghi như 1.490.000 hoặc 65,2.")
    number = decimal.Decimal(plain)
    return ParsedNumber(-number if negative else number, percent, doubtful)


def _plain_figures(text):
    """(the figures as Decimal reads them, whether another reading is possible); (None, False) for no number."""
    if re.fullmatch(r"\d+", text):
        return text, False
    if found := _GROUPED.fullmatch(text):
        groups = text.count(found[1])
        if groups > 1:
            return text.replace(found[1], ""), False
        if text.startswith("0"):
            return text.replace(",", "."), False
        return (text.replace(".", "") if found[1] == "." else text.replace(",", ".")), True
    if re.fullmatch(r"\d+[.,]\d+", text):
        return text.replace(",", "."), False
    if re.fullmatch(r"\d{1,3}(\.\d{3})+,\d+", text):
        return text.replace(".", "").replace(",", "."), False
    if re.fullmatch(r"\d{1,3}(,\d{3})+\.\d+", text):
        return text.replace(",", ""), False
    return None, False
