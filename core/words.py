"""Dates, weekdays, numbers and amounts as official papers write them."""

import datetime

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


# Dates --------------------------------------------------------------------------------------------------------------
def day_figures(day):
    """The day of the month: below 10 with a zero (Nghị định 30/2020, Phụ lục I)."""
    return f"{day.day:02}"


def month_figures(day):
    """The month: only 1 and 2 with a zero."""
    return f"{day.month:02}" if day.month < 3 else str(day.month)


def document_date(day):
    """ "ngày 05 tháng 3 năm 2022", as under the number of a paper."""
    return f"ngày {day_figures(day)} tháng {month_figures(day)} năm {day.year}"


def short_date(day):
    """ "05/3/2022", as in running text and citations."""
    return f"{day_figures(day)}/{month_figures(day)}/{day.year}"


def date_in_words(day):
    """ "ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi hai", as in minutes."""
    month = "tư" if day.month == 4 else number_in_words(day.month)
    return f"ngày {number_in_words(day.day)} tháng {month} năm {number_in_words(day.year)}"


def weekday(day):
    """ "thứ Hai" … "Chủ nhật"."""
    if isinstance(day, datetime.datetime):
        raise TypeError("weekday() takes a local day, not a moment")
    return WEEKDAYS[day.weekday()]


# Roman numbers ------------------------------------------------------------------------------------------------------
def roman(number):
    """IV for 4; 1 to 3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman figure for {number}")
    figures = ""
    for value, letters in _ROMAN:
        while number >= value:
            figures, number = figures + letters, number - value
    return figures


def roman_value(figures):
    """4 for "IV"; None for what is no well-formed Roman number."""
    rest, total = figures, 0
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            rest, total = rest[len(letters) :], total + value
    return total if figures and not rest and total < 4000 and roman(total) == figures else None


# Numbers and amounts ------------------------------------------------------------------------------------------------
def number_in_words(number):
    """A whole number in words: 1005 "một nghìn không trăm linh năm", 1000500 "một triệu không nghìn năm trăm".

    Every empty group before a filled one is named, so no amount can be read as another.
    """
    if number != int(number):
        raise ValueError(f"{number} is not a whole number")
    number = int(number)
    if number < 0:
        return f"âm {number_in_words(-number)}"
    return _DIGITS[0] if number == 0 else " ".join(_billions(number))


def amount_in_words(amount, unit="đồng"):
    """An amount of whole đồng as it stands in decisions and payment lists: "Một triệu không nghìn năm trăm đồng"."""
    words = number_in_words(amount)
    return f"{words[0].upper()}{words[1:]} {unit}".rstrip()


def _billions(number):
    head, rest = divmod(number, 10**9)
    words = [*_billions(head), "tỷ"] if head else []
    return words + (_groups(rest, spoken_before=bool(head)) if rest else [])


def _groups(number, *, spoken_before):
    """The words of a number below a thousand million; after a higher group, hundreds are spoken even when zero."""
    words = []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, number = divmod(number, size)
        if group:
            words += _hundreds(group, full=spoken_before)
        elif spoken_before and number:
            words.append(_DIGITS[0])
        if name and (group or (spoken_before and number)):
            words.append(name)
        spoken_before = spoken_before or bool(group)
        if not number:
            break
    return words


def _hundreds(group, *, full):
    hundreds, tens, ones = group // 100, group // 10 % 10, group % 10
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        words.append(_last_figure(tens, ones))
    return words


def _last_figure(tens, ones):
    if ones == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]
