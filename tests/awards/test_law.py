"""The catalogue and the rule sets: every row is whole, and a day is judged by its own law."""

import datetime

import pytest

from awards.law import rules
from awards.law.enums import AwardKind, Level, RecipientKind
from core.text import fold

CATALOGUE = rules.catalogue().values()


@pytest.mark.parametrize("award", CATALOGUE, ids=lambda award: award.code)
def test_every_award_says_what_it_is_and_by_which_article(award):
    assert award.kind in AwardKind.values
    assert award.level in Level.values
    assert award.subjects
    assert award.subjects <= set(RecipientKind.values)
    assert "Điều" in award.article or "NQ" in award.article
    assert award.deciders
    for code in award.deciders:
        grade = award.evidence["2017" if code == "RS-2017" else "later"]
        assert grade in ("V", "Vq", "S", "M"), code


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ((2016, 1, 1), "RS-2017"),
        ((2022, 1, 14), "RS-2017"),
        ((2023, 12, 31), "RS-2017"),
        ((2024, 1, 1), "RS-2024"),
        ((2025, 6, 30), "RS-2024"),
        ((2025, 7, 1), "RS-2025"),
        ((2026, 11, 26), "RS-2025"),
    ],
)
def test_a_day_is_judged_by_the_law_of_its_time(day, code):
    assert rules.rule_set(datetime.date(*day)).code == code


@pytest.mark.parametrize(("day", "awaits"), [((2026, 9, 30), False), ((2026, 10, 1), True)])
def test_a_law_known_to_come_but_not_loaded_is_told(day, awaits):
    assert rules.awaits_newer_law(datetime.date(*day)) is awaits


@pytest.mark.parametrize(
    ("code", "in_2022", "in_2024", "in_2025"),
    [
        ("HUYHIEU_TINH", True, False, False),
        ("KNC_TINH", False, True, True),
        ("XA_TIEU_BIEU", False, True, True),
        ("GK_HUYEN", True, True, False),
        ("BK_TINH", True, True, True),
    ],
)
def test_awards_come_and_go_with_the_law(code, in_2022, in_2024, in_2025):
    days = (datetime.date(2022, 6, 1), datetime.date(2024, 6, 1), datetime.date(2025, 8, 1))

    assert [code in {a.code for a in rules.in_force(day)} for day in days] == [in_2022, in_2024, in_2025]


def test_state_level_forms_are_forms_and_titles_are_titles():
    """Luật 06/2022/QH15 Điều 9; NĐ 152/2025/NĐ-CP Điều 3: the two kinds of State level are counted apart."""
    assert {a.code for a in CATALOGUE if a.state == "title"} == {"CSTDTQ", "CO_CP"}
    assert {a.code for a in CATALOGUE if a.level == Level.STATE} == {a.code for a in CATALOGUE if a.state}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Bằng khen", "BK_TINH"),
        ("BKT", "BK_TINH"),
        ("bk ttg", "BK_TTG"),
        ("CSTĐ cấp tỉnh", "CSTDT"),
        ("Chiến sĩ thi đua cấp tỉnh", "CSTDT"),
        ("Huân chương Lao động hạng Ba", "HCLD3"),
        ("HCLĐ 3", "HCLD3"),
        ("Cờ thi đua của Chính phủ", "CO_CP"),
    ],
)
def test_awards_are_found_by_the_words_of_lists(words, code):
    assert rules.by_words()[fold(words)].code == code


def test_no_two_awards_share_their_words():
    seen = {}
    for award in CATALOGUE:
        for words in {fold(award.name), fold(award.short)} - {""}:
            assert seen.setdefault(words, award.code) == award.code, words
