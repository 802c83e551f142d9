"""What the law would look at twice in a fund: exact borders, and which article of which year."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from awards.fund import rules
from core.findings import Level

DAY = datetime.date


def facts(**more):
    known = {"year": 2022, "set_aside": 15_000, "spent": 0, "organising": 0, "carried": 0, "budget": 1_000_000}
    return rules.Facts(**{**known, **more})


def codes(found):
    return [(finding.code, finding.level) for finding in found]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),  # exactly 1,5 %
        ({"set_aside": 15_001}, [("rate", Level.WARNING)]),
        ({"set_aside": 10_000, "highland": False}, []),  # exactly 1,0 %
        ({"set_aside": 10_001, "highland": False}, [("rate", Level.WARNING)]),
        ({"set_aside": 900_000, "by_budget": False}, []),  # a body's payroll is another base
        ({"budget": None}, [("budget", Level.UNKNOWN)]),
        ({"budget": None, "by_budget": False}, []),
        ({"spent": 15_000}, []),
        ({"spent": 15_001}, [("spent", Level.WARNING)]),
        ({"spent": 17_000, "carried": 2_000}, []),
        ({"spent": 17_001, "carried": 2_000}, [("spent", Level.WARNING)]),
        ({"spent": 15_001, "carried": None}, [("spent", Level.WARNING)]),
        ({"organising": 3_000}, []),  # exactly a fifth
        ({"organising": 3_001}, [("organising", Level.WARNING)]),
        ({"organising": 4_000, "carried": 5_000}, []),  # a fifth of the whole fund
        ({"organising": 4_001, "carried": 5_000}, [("organising", Level.WARNING)]),
        ({"carried": 2_000, "left_before": 2_000}, []),
        ({"carried": 2_000, "left_before": 2_001}, [("carried", Level.WARNING)]),
        ({"carried": None, "left_before": 0}, []),
        ({"carried": 0, "left_before": -50}, []),  # overdrawn: nothing is carried
        ({"year": 2016, "set_aside": 900_000}, []),  # before the known law
    ],
)
def test_warnings_begin_exactly_beyond_the_border(more, expected):
    assert codes(rules.findings(facts(**more))) == expected


@pytest.mark.parametrize(
    ("year", "citation"),
    [
        (2022, "NĐ 91/2017/NĐ-CP Điều 65 (chưa kiểm chứng)"),
        (2025, "NĐ 98/2023/NĐ-CP, điều khoản chưa đọc (chưa kiểm chứng)"),  # the law of 1 January
        (2026, "NĐ 152/2025/NĐ-CP Điều 46 khoản 3 (chưa kiểm chứng)"),
    ],
)
def test_a_warning_cites_the_law_of_its_year_with_its_grade(year, citation):
    (found,) = rules.findings(facts(year=year, set_aside=16_000))

    assert (found.citation, found.stops) == (citation, False)
    assert found.message == "Tỷ lệ trích 1,60% vượt mức tối đa 1,5% chi ngân sách thường xuyên, thừa 1.000 đồng."


def test_what_was_read_as_quoted_is_not_called_unverified():
    assert rules.organising_limit(facts(year=2026)).citation == "TT 28/2025/TT-BTC"


def test_the_limits_have_articles_and_do_not_overlap():
    known = rules.limits()

    assert all(one.article and one.evidence in {"V", "Vq", "S", "M"} and 0 < one.percent <= 100 for one in known)
    for first in known:
        for second in known:
            if first is not second and (first.code, first.place) == (second.code, second.place):
                assert (first.valid_to and first.valid_to < second.valid_from) or (
                    second.valid_to and second.valid_to < first.valid_from
                )
    assert known[0].of(100) == 1
    assert rules.limit("fund_rate_pct", "highland", on=DAY(2026, 1, 1)).percent == Decimal("1.5")
    assert rules.rate(15, 1000) == Fraction(3, 2)
