"""Dates, Roman numbers and amounts as papers write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words import (
    amount_in_words,
    date_in_words,
    document_date,
    number_in_words,
    roman,
    roman_value,
    short_date,
    weekday,
)


@pytest.mark.parametrize(
    ("day", "on_paper", "short"),
    [
        (datetime.date(2022, 3, 5), "ngày 05 tháng 3 năm 2022", "05/3/2022"),
        (datetime.date(2022, 1, 14), "ngày 14 tháng 01 năm 2022", "14/01/2022"),
        (datetime.date(2022, 2, 9), "ngày 09 tháng 02 năm 2022", "09/02/2022"),
        (datetime.date(2022, 3, 15), "ngày 15 tháng 3 năm 2022", "15/3/2022"),
        (datetime.date(2022, 10, 10), "ngày 10 tháng 10 năm 2022", "10/10/2022"),
        (datetime.date(2022, 12, 31), "ngày 31 tháng 12 năm 2022", "31/12/2022"),
    ],
)
def test_days_below_ten_and_months_one_and_two_alone_get_a_zero(day, on_paper, short):
    assert document_date(day) == on_paper
    assert short_date(day) == short


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (datetime.date(2022, 3, 15), "ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi hai"),
        (datetime.date(2021, 4, 21), "ngày hai mươi mốt tháng tư năm hai nghìn không trăm hai mươi mốt"),
        (datetime.date(2005, 12, 5), "ngày năm tháng mười hai năm hai nghìn không trăm linh năm"),
    ],
)
def test_a_date_in_words(day, words):
    assert date_in_words(day) == words


def test_weekdays_have_their_vietnamese_names():
    monday = datetime.date(2022, 3, 14)

    assert [weekday(monday + datetime.timedelta(n)) for n in range(7)] == [
        "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật",
    ]  # fmt: skip


def test_a_moment_has_no_weekday_until_somebody_says_where():
    with pytest.raises(TypeError):
        weekday(datetime.datetime(2022, 3, 14, 18, 0, tzinfo=datetime.UTC))


@pytest.mark.parametrize(
    ("number", "figures"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (2022, "MMXXII")]
)
def test_roman_numbers(number, figures):
    assert roman(number) == figures
    assert roman_value(figures) == number


@given(st.integers(1, 3999))
def test_every_roman_number_comes_back(number):
    assert roman_value(roman(number)) == number


@pytest.mark.parametrize("figures", ["", "IIII", "VX", "IC", "A", "iv", "MMMM"])
def test_what_is_no_roman_number_has_no_value(figures):
    assert roman_value(figures) is None


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_there_is_no_roman_figure_for_what_romans_did_not_write(number):
    with pytest.raises(ValueError, match="no Roman figure"):
        roman(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1015, "một nghìn không trăm mười lăm"),
        (1050, "một nghìn không trăm năm mươi"),
        (1500, "một nghìn năm trăm"),
        (10_000, "mười nghìn"),
        (1_000_005, "một triệu không nghìn không trăm linh năm"),
        (1_000_500, "một triệu không nghìn năm trăm"),
        (1_015_000, "một triệu không trăm mười lăm nghìn"),
        (1_490_000, "một triệu bốn trăm chín mươi nghìn"),
        (2_000_000_000, "hai tỷ"),
        (1_000_000_500, "một tỷ không triệu không nghìn năm trăm"),
        (1_500_000_000_000, "một nghìn năm trăm tỷ"),
        (-21, "âm hai mươi mốt"),
    ],
)
def test_numbers_in_words(number, words):
    assert number_in_words(number) == words


def test_an_amount_begins_with_a_capital_and_ends_with_dong():
    assert amount_in_words(1_000_500) == "Một triệu không nghìn năm trăm đồng"
    assert amount_in_words(0) == "Không đồng"
    assert amount_in_words(12, "bằng khen") == "Mười hai bằng khen"


def test_a_fraction_of_a_dong_is_refused():
    with pytest.raises(ValueError, match="not a whole number"):
        amount_in_words(1.5)


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_two_numbers_never_share_their_words(one, other):
    assert (number_in_words(one) == number_in_words(other)) == (one == other)
