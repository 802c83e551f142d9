"""TCVN3 and VNI, told by the font."""

import json

import pytest

from core.charmaps import TABLES, charset_of, decode
from core.text import clean

VECTORS = json.loads(TABLES.read_text(encoding="utf-8"))["test_vectors"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if v["tcvn3"]], ids=lambda v: v["unicode"])
def test_tcvn3_decodes(vector):
    assert decode(vector["tcvn3"], ".VnTime") == vector["unicode"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["unicode"])
def test_vni_decodes(vector):
    assert decode(vector["vni"], "VNI-Times") == vector["unicode"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["unicode"])
def test_vni_written_back_from_the_table_decodes_in_capitals_too(vector):
    table = json.loads(TABLES.read_text(encoding="utf-8"))["vni_from_unicode"]
    capitals = vector["unicode"].upper()

    assert decode("".join(table.get(c, c) for c in capitals), "VNI-Helve") == capitals


def test_every_letter_of_both_tables_comes_back():
    tables = json.loads(TABLES.read_text(encoding="utf-8"))

    assert all(decode(written, "VNI-Times") == letter for letter, written in tables["vni_from_unicode"].items())
    assert all(decode(chr(int(c, 16)), ".VnArial") == letter for c, letter in tables["tcvn3_to_unicode"].items())


def test_the_soft_hyphen_of_tcvn3_survives_as_the_letter_u():
    assert clean(decode("ph\u00adêng M\u00adêng Thanh", ".VnTime")) == "phường Mường Thanh"


def test_a_vni_capital_takes_a_small_tone_letter():
    assert decode("Uûy ban, UÛY BAN", "VNI-Times") == "Ủy ban, ỦY BAN"


def test_fonts_of_capitals_draw_small_letters_as_capitals():
    assert decode("NguyÔn ThÞ Thu Thñy", ".VnTimeH") == "NGUYỄN THỊ THU THỦY"
    assert decode("tØnh §iÖn Biªn 2022", ".VnArialH") == "TỈNH ĐIỆN BIÊN 2022"


@pytest.mark.parametrize(
    ("font", "charset"),
    [
        (".VnTime", "tcvn3"),
        (".vnarial narrow", "tcvn3"),
        (".VnTimeH", "tcvn3-capitals"),
        (" .VnArialH ", "tcvn3-capitals"),
        ("VNI-Times", "vni"),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
        (None, None),
    ],
)
def test_only_the_font_name_tells_the_charset(font, charset):
    assert charset_of(font) == charset


def test_text_in_a_unicode_font_is_left_alone():
    assert decode("Loø, Tiõng, ôn ñ", "Times New Roman") == "Loø, Tiõng, ôn ñ"
