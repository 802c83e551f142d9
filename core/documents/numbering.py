"""Numbers of documents: one series per type, issuer and year (NĐ 30/2020, Điều 15), without gaps.

A number belongs to the transaction that took it: if that fails, the number is free again.
"""

from django.db import IntegrityError, transaction

from core.errors import Refused
from core.models import NumberSeries, TakenNumber

HIGHEST = 99_999_999


def next_number(kind, issuer, year):
    """Take the next number in order and return it as printed (“07”, “102”); numbers chosen by hand are passed over.

    kind: abbreviation of the type (“KH”; "" for công văn). issuer: as in the symbol (“UBND”). Call it inside the
    transaction that writes the document. Safe when many ask at once: the series moves by a conditional update.
    """
    series = _series(kind, issuer, year)
    while True:
        series.refresh_from_db(fields=["last"])
        number = series.last + 1
        while series.taken.filter(number=number).exists():
            number += 1
        try:
            with transaction.atomic():
                if NumberSeries.objects.filter(pk=series.pk, last=series.last).update(last=number):
                    TakenNumber.objects.create(series=series, number=number)
                    return printed(number)
        except IntegrityError:  # somebody chose this number by hand in this instant: look again
            continue


def take_number(number, kind, issuer, year):
    """Take a number chosen by hand, and return it as printed. Raises Refused when it is used or is no number."""
    wanted = _parsed(number)
    series = _series(kind, issuer, year)
    sentence = (
        f"Số {printed(wanted)} của {kind or 'công văn'}-{issuer} năm {year} đã được dùng. "
        "Hãy chọn số khác hoặc để hệ thống cấp số."
    )
    if series.taken.filter(number=wanted).exists():
        raise Refused(sentence)
    try:
        with transaction.atomic():
            TakenNumber.objects.create(series=series, number=wanted)
    except IntegrityError as clash:
        raise Refused(sentence) from clash
    return printed(wanted)


def is_free(number, kind, issuer, year):
    """Whether a number chosen by hand could be taken now."""
    taken = TakenNumber.objects.filter(series__kind=kind, series__issuer=issuer, series__year=year)
    return not taken.filter(number=_parsed(number)).exists()


def proposed(kind, issuer, year):
    """The number `next_number` would give now, as printed; nothing is taken."""
    series = NumberSeries.objects.filter(kind=kind, issuer=issuer, year=year).first()
    number = series.last + 1 if series else 1
    while series and series.taken.filter(number=number).exists():
        number += 1
    return printed(number)


def printed(number):
    """A number below 10 gets a leading zero (NĐ 30/2020, Phụ lục I)."""
    return f"{number:02d}"


def _series(kind, issuer, year):
    return NumberSeries.objects.get_or_create(kind=kind, issuer=issuer, year=year)[0]


def _parsed(number):
    text = str(number).strip()
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= HIGHEST:
        raise Refused("Số văn bản phải là số nguyên dương, ví dụ 102.")
    return int(text)
