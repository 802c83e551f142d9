"""Vietnamese text as it arrives, is searched, is sorted and is read."""

import datetime
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    SORT_KEY_LENGTH,
    BadValue,
    ParsedDate,
    ParsedNumber,
    clean,
    clean_lines,
    fold,
    name_sort_key,
    parse_date,
    parse_number,
    sort_key,
    title_case,
)

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
vietnamese = st.text(alphabet=LETTERS + LETTERS.upper() + " -0123456789", max_size=60)


# Cleaning ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        (unicodedata.normalize("NFD", "Điện Biên"), "Điện Biên"),
        ("Tiê\u0301ng Viê\u0323t", "Tiếng Việt"),
        ("  Sở\u00a0Tư \t pháp\n", "Sở Tư pháp"),
        ("\ufeffSở\u200b Y tế", "Sở Y tế"),
        ("Ðiện Biên", "Điện Biên"),
        ("ÐỀ NGHỊ, QÐ-UBND, LÐLÐ, CSTÐ", "ĐỀ NGHỊ, QĐ-UBND, LĐLĐ, CSTĐ"),
        ("ðề nghị", "đề nghị"),
        ("Þórður Ðørn", "Þórður Ðørn"),
        ("bÐ kÐo", "bÐ kÐo"),
        ("Mường\u00ad Thanh", "Mường Thanh"),
        ("ph\u00adêng M\u00adêng Thanh", "ph\u00adêng M\u00adêng Thanh"),
        (None, ""),
        (3217, "3217"),
    ],
)
def test_clean_gives_one_form_of_what_looks_alike(typed, cleaned):
    assert clean(typed) == cleaned


def test_clean_lines_keeps_the_lines_and_drops_blank_ends():
    assert clean_lines(" Một \r\n\r\n\r\n hai\u00a0ba \v bốn \n") == "Một\n\nhai ba\nbốn"


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing_more(typed):
    assert clean(clean(typed)) == clean(typed)
    assert clean_lines(clean_lines(typed)) == clean_lines(typed)


# Searching ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điện Biên", "dien bien"),
        ("Ðiện Biên", "dien bien"),
        (unicodedata.normalize("NFD", "ĐIỆN BIÊN"), "dien bien"),
        ("Đỗ", "do"),
        ("Ủy ban nhân dân", "uy ban nhan dan"),
        ("Thi đua – Khen thưởng", "thi dua khen thuong"),
        ("Số 102/KH-UBND", "so 102 kh ubnd"),
        ("Y tế", "y te"),
        ("Nguyễn Thúy", "nguyen thuy"),
        ("Tây", "tay"),
        ("Huỳnh", "huynh"),
    ],
)
def test_fold_gives_the_search_form(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("thủy", "thuỷ"),
        ("ủy", "uỷ"),
        ("quý", "quí"),
        ("kỹ", "kĩ"),
        ("chiến sĩ", "chiến sỹ"),
        ("Lý", "Lí"),
        ("Mỹ", "mĩ"),
        ("Quỳnh", "Quình"),
    ],
)
def test_fold_joins_the_two_spellings(one, other):
    assert fold(one) == fold(other)


def test_fold_keeps_words_apart_that_only_look_near():
    assert fold("Tai") != fold("Tay")
    assert fold("Thúi") != fold("Thúy")


@given(vietnamese)
def test_fold_does_not_care_for_form_or_case(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(text.upper()) == fold(fold(text))


@given(st.text(max_size=80))
def test_fold_never_leaves_a_mark_or_a_double_space(text):
    folded = fold(text)

    assert not any(unicodedata.combining(c) for c in folded)
    assert folded == " ".join(folded.split())


# Sorting ------------------------------------------------------------------------------------------------------------
def put_in_order(texts, key):
    mixed = list(texts)
    mixed.reverse()
    mixed.sort(key=key)
    return mixed


def test_letters_run_in_the_vietnamese_order():
    alphabet = "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split()

    assert put_in_order(alphabet, sort_key) == alphabet


def test_tones_run_none_huyen_hoi_nga_sac_nang_and_decide_after_the_letters():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma", "mác", "măm"], key=sort_key) == [
        "ma", "mà", "mả", "mã", "má", "mạ", "mác", "măm",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "ordered",
    [
        ["An", "Ăn", "Ân", "Dung", "Đông"],
        ["Huổi Lèng", "Huổi Lếch", "Mường Chà", "Mường Lay", "Na Sang"],
        ["khối 2", "khối 10", "khối 100"],
        ["An", "An Bình", "Anh"],
        ["Sở Y tế", "Thanh tra tỉnh", "UBND huyện Tủa Chùa"],
    ],
)
def test_names_of_units_run_in_order(ordered):
    assert put_in_order(ordered, sort_key) == ordered


def test_people_run_by_given_name_then_middle_then_surname():
    ordered = ["Lò Văn An", "Lò Thị Ăn", "Vũ Thị Ân", "Trần Dung", "Lò Văn Đông", "Giàng Páo", "Lò A Sơn", "Mùa A Sơn"]

    assert put_in_order(ordered, name_sort_key) == ordered


def test_the_two_tone_places_give_one_key():
    assert sort_key("Hòa") == sort_key("hoà")


@given(vietnamese)
def test_a_key_is_digits_only_and_fits_its_column(text):
    for key in (sort_key(text), name_sort_key(text), sort_key(text * 20)):
        assert key.isascii() and key.isdigit()
        assert len(key) <= SORT_KEY_LENGTH


@given(vietnamese, vietnamese)
def test_a_longer_name_never_runs_before_its_beginning(start, end):
    assert sort_key(start) <= sort_key(f"{start} {end}")


def test_title_case_touches_capitals_only():
    assert title_case("NGUYỄN THỊ THU THỦY") == "Nguyễn Thị Thu Thủy"
    assert title_case("H'MÔNG Y-BLÔ") == "H'Mông Y-Blô"
    assert title_case("Lò A Páo") == "Lò A Páo"


# Dates --------------------------------------------------------------------------------------------------------------
DAY = datetime.date(2022, 9, 28)


@pytest.mark.parametrize(
    "written",
    [
        "28/9/2022",
        "28/09/2022",
        "28-9-2022",
        "28.9.2022",
        "28 / 9 / 2022",
        " 28/9/2022. ",
        "ngày 28/9/2022",
        "Thứ Tư, ngày 28/9/2022",
        "ngày 28 tháng 9 năm 2022",
        "28 tháng 9 năm 2022",
        "28 tháng 9, 2022",
        "Điện Biên, ngày 28 tháng 9 năm 2022",
        "Điện Biên, ngày 28 tháng 09 năm 2022",
        "2022-09-28",
        "2022-09-28 00:00:00",
        "28/09/2022 07:30",
        "44832",
        44832,
        44832.0,
        44832.75,
        Decimal("44832"),
        datetime.date(2022, 9, 28),
        datetime.datetime(2022, 9, 28, 7, 0),
    ],
)
def test_a_day_is_read_however_it_is_written(written):
    assert parse_date(written) == ParsedDate(DAY)


@pytest.mark.parametrize(
    ("written", "value", "precision"),
    [
        ("9/2022", datetime.date(2022, 9, 1), "month"),
        ("09-2022", datetime.date(2022, 9, 1), "month"),
        ("tháng 9 năm 2022", datetime.date(2022, 9, 1), "month"),
        ("tháng 9/2022", datetime.date(2022, 9, 1), "month"),
        ("1985", datetime.date(1985, 1, 1), "year"),
        ("năm 1985", datetime.date(1985, 1, 1), "year"),
        (1985, datetime.date(1985, 1, 1), "year"),
    ],
)
def test_what_is_less_than_a_day_keeps_its_precision(written, value, precision):
    assert parse_date(written) == ParsedDate(value, precision)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("03/04/2022", datetime.date(2022, 4, 3)),
        ("3/4/2022", datetime.date(2022, 4, 3)),
        ("03/28/2022", datetime.date(2022, 3, 28)),
        ("28/9/22", datetime.date(2022, 9, 28)),
        ("28/9/85", datetime.date(1985, 9, 28)),
    ],
)
def test_a_date_that_could_be_another_is_doubted(written, value):
    assert parse_date(written) == ParsedDate(value, "day", doubtful=True)


@pytest.mark.parametrize("written", ["05/3/2022", "05/05/2022", "13/04/2022"])
def test_a_date_that_can_be_no_other_is_not_doubted(written):
    assert not parse_date(written).doubtful


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("31/02/2022", "“31/02/2022” không có trong lịch: tháng 2 năm 2022 chỉ có 28 ngày."),
        (
            "ngày 31 tháng 02 năm 2022",
            "“ngày 31 tháng 02 năm 2022” không có trong lịch: tháng 2 năm 2022 chỉ có 28 ngày.",
        ),
        ("29/2/2023", "“29/2/2023” không có trong lịch: tháng 2 năm 2023 chỉ có 28 ngày."),
        ("31-4-2022", "“31-4-2022” không có trong lịch: tháng 4 năm 2022 chỉ có 30 ngày."),
        ("0/4/2022", "“0/4/2022” không có trong lịch: tháng 4 năm 2022 chỉ có 30 ngày."),
        ("25/13/2022", "“25/13/2022” không phải một ngày: không có tháng 13. Hãy ghi ngày/tháng/năm."),
        ("15/3", "Ngày “15/3” thiếu năm. Hãy ghi đủ ngày/tháng/năm, ví dụ 28/9/2022."),
        ("15/3/0222", "Năm 222 trong “15/3/0222” không hợp lý. Hãy kiểm tra lại."),
        ("hôm qua", "Không đọc được ngày “hôm qua”. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022."),
        (
            "28/9/2022 và 30/9/2022",
            "Không đọc được ngày “28/9/2022 và 30/9/2022”. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022.",
        ),
        (7, "Không đọc được ngày “7”. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022."),
        (float("inf"), "Không đọc được ngày “inf”. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022."),
        (float("nan"), "Không đọc được ngày “nan”. Hãy ghi ngày/tháng/năm, ví dụ 28/9/2022."),
    ],
)
def test_what_is_no_date_says_how_to_write_one(written, sentence):
    with pytest.raises(BadValue) as bad:
        parse_date(written)

    assert str(bad.value) == sentence


@pytest.mark.parametrize("nothing", [None, "", "  ", "."])
def test_nothing_is_no_date_and_no_error(nothing):
    assert parse_date(nothing) is None


def test_a_given_year_completes_a_day():
    assert parse_date("15/3", year=2022) == ParsedDate(datetime.date(2022, 3, 15))
    assert parse_date("ngày 15 tháng 3", year=2022) == ParsedDate(datetime.date(2022, 3, 15))


@given(st.dates(datetime.date(1930, 1, 1), datetime.date(2140, 12, 31)))
def test_every_day_comes_back_from_every_way_of_writing(day):
    for written in (
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"ngày {day:%d} tháng {day.month} năm {day.year}",
        day.isoformat(),
        (day - datetime.date(1899, 12, 30)).days,
    ):
        assert parse_date(written).value == day


@given(st.one_of(st.text(max_size=30), st.floats(), st.integers()))
def test_reading_a_date_ends_in_a_date_nothing_or_a_sentence(value):
    try:
        parsed = parse_date(value)
    except BadValue as bad:
        assert str(bad).endswith(".")
    else:
        assert parsed is None or isinstance(parsed.value, datetime.date)


# Numbers ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1.490.000", ParsedNumber(Decimal("1490000"))),
        ("1 490 000", ParsedNumber(Decimal("1490000"))),
        ("1\u00a0490\u00a0000 đồng", ParsedNumber(Decimal("1490000"))),
        ("1.490.000,50", ParsedNumber(Decimal("1490000.50"))),
        ("1,490,000.50", ParsedNumber(Decimal("1490000.50"))),
        ("1,490,000", ParsedNumber(Decimal("1490000"))),
        ("65,2%", ParsedNumber(Decimal("65.2"), percent=True)),
        ("0.652", ParsedNumber(Decimal("0.652"))),
        ("0,652", ParsedNumber(Decimal("0.652"))),
        ("65.2", ParsedNumber(Decimal("65.2"))),
        ("1.490", ParsedNumber(Decimal("1490"), doubtful=True)),
        ("1,490", ParsedNumber(Decimal("1.490"), doubtful=True)),
        ("-5", ParsedNumber(Decimal("-5"))),
        ("−5", ParsedNumber(Decimal("-5"))),
        ("12", ParsedNumber(Decimal("12"))),
        (65.2, ParsedNumber(Decimal("65.2"))),
        (3.0, ParsedNumber(Decimal("3"))),
        (1490000, ParsedNumber(Decimal("1490000"))),
        ("", None),
        (None, None),
    ],
)
def test_a_number_is_read_the_vietnamese_way(written, read):
    assert parse_number(written) == read


@pytest.mark.parametrize("written", ["mười", "1.49.000", "1,4,9", "12a", "1 49 000", float("nan"), float("inf")])
def test_what_is_no_number_says_how_to_write_one(written):
    with pytest.raises(BadValue, match=r"^Không đọc được số “.*”\. Hãy ghi như 1\.490\.000 hoặc 65,2\.$"):
        parse_number(written)


@given(st.integers(-(10**12), 10**12))
def test_every_whole_number_comes_back_with_dots_between_thousands(number):
    parsed = parse_number(f"{number:,}".replace(",", "."))

    assert parsed.value == number
    assert parsed.doubtful == (1_000 <= abs(number) < 1_000_000)
