"""The arithmetic of scores against numbers computed by hand, and what must hold for any numbers."""

from decimal import Decimal as D
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusters.rules.scoring import (
    Over,
    Part,
    aligned,
    direct,
    graded,
    higher,
    lower,
    not_applicable,
    rounded,
    share_of_base,
    total,
)

OVER = Over()
SHARES = {"A": 100, "B": 80, "C": 60, "D": 0}


def result(part):
    """(points, bonus) rounded; None where a person must score."""
    return (None if part.points is None else rounded(part.points), rounded(part.bonus))


@pytest.mark.parametrize(
    ("maximum", "plan", "actual", "expected"),
    [
        (60, D("8"), D("9.2"), ("60.00", "6.00")),  # 15% over: capped at 10% of 60
        (60, 8, 8, ("60.00", "0.00")),
        (60, 8, 6, ("45.00", "0.00")),
        (60, 8, 0, ("0.00", "0.00")),
        (60, 8, D("-1"), ("0.00", "0.00")),
        (40, 100, D("105.9"), ("40.00", "2.00")),  # only whole percents: 5 × 0.4
        (40, 100, D("100.99"), ("40.00", "0.00")),
        (40, 100, 101, ("40.00", "0.40")),
        (30, 3, 1, ("10.00", "0.00")),
        (50, 3, 2, ("33.33", "0.00")),
        (50, D("0.1"), D("0.3"), ("50.00", "5.00")),  # 0.1 and 0.3 as floats would be 2.9999
    ],
)
def test_higher_is_better(maximum, plan, actual, expected):
    assert result(higher(maximum, plan=plan, actual=actual, over=OVER)) == tuple(map(D, expected))


@pytest.mark.parametrize(
    ("maximum", "plan", "actual", "expected"),
    [
        (60, 30, 33, ("54.55", "0.00")),  # 60 × 30 ÷ 33
        (60, 30, 30, ("60.00", "0.00")),
        (60, 30, 29, ("60.00", "1.80")),  # 3.44…% over: three whole percents
        (60, 30, 15, ("60.00", "6.00")),
        (60, 30, 0, ("60.00", "6.00")),
    ],
)
def test_lower_is_better(maximum, plan, actual, expected):
    assert result(lower(maximum, plan=plan, actual=actual, over=OVER)) == tuple(map(D, expected))


@pytest.mark.parametrize("score", [higher, lower])
@pytest.mark.parametrize(("plan", "actual"), [(0, 5), (None, 5), (5, None), (-1, 5)])
def test_without_a_plan_or_a_figure_a_person_must_score(score, plan, actual):
    part = score(60, plan=plan, actual=actual, over=OVER)

    assert result(part) == (None, D("0.00"))
    assert "cần người chấm" in part.why


def test_without_an_agreement_exceeding_the_plan_earns_nothing():
    assert result(higher(60, plan=8, actual=16)) == (D("60.00"), D("0.00"))


def test_grades_and_direct_points():
    assert [result(graded(25, g, SHARES))[0] for g in "ABCD"] == [D("25.00"), D("20.00"), D("15.00"), D("0.00")]
    assert graded(25, "", SHARES).points is None
    assert [result(direct(10, p))[0] for p in (None, -3, 0, D("7.5"), 12)] == [
        None,
        D("0.00"),
        D("0.00"),
        D("7.50"),
        D("10.00"),
    ]
    with pytest.raises(ValueError, match="unknown grade"):
        graded(25, "E", SHARES)


def test_a_whole_sheet_by_hand():
    """600 + 200 + 200: I = 60 + 54.5454… + 480, II = 180, III = 190; over 6, creative 5, TĐKT 5, −5 twice, −10 once."""
    sheet = [
        higher(60, plan=8, actual=D("9.2"), over=OVER),
        lower(60, plan=30, actual=33, over=OVER),
        direct(480, 480),
        direct(200, 180),
        direct(200, 190),
    ]

    found = total(sheet, bonuses=(5, 5), penalties=((5, 2), (10, 1)))

    assert (found.base, found.points, found.over) == (D("1000.00"), D("964.55"), D("6.00"))
    assert (found.bonus, found.penalty, found.total) == (D("10.00"), D("20.00"), D("960.55"))
    assert (found.is_complete, share_of_base(found)) == (True, D("96.06"))


def test_over_plan_is_capped_at_twenty_in_all_and_the_common_cap_holds():
    sheet = [higher(60, plan=1, actual=2, over=OVER) for _ in range(4)]  # 4 × 6 = 24

    assert total(sheet).over == D("20.00")
    capped = total(sheet, bonuses=(5, 5, 5), bonus_most=30)
    assert (capped.over, capped.bonus, capped.total) == (D("20.00"), D("10.00"), D("270.00"))


def test_a_line_that_does_not_apply_leaves_the_base_and_an_open_one_makes_no_result():
    found = total([direct(60, 45), not_applicable(40)])
    assert (found.base, found.total, share_of_base(found)) == (D("60.00"), D("45.00"), D("75.00"))

    waiting = total([direct(60, 45), direct(40, None)])
    assert (waiting.base, waiting.open_lines, share_of_base(waiting)) == (D("100.00"), 1, None)
    assert share_of_base(total([not_applicable(40)])) is None


def test_penalties_never_bring_a_sheet_below_zero():
    assert total([direct(60, 10)], penalties=((20, 3),)).total == D("0.00")


def test_rounding_happens_once_at_the_end():
    """Three thirds of 100 are 100, not 99.99."""
    thirds = [higher(100, plan=3, actual=1) for _ in range(3)]

    assert total(thirds).total == D("100.00")
    assert [rounded(Fraction(n, 1000)) for n in (5, 4, 15, -5)] == [D("0.01"), D("0.00"), D("0.02"), D("-0.01")]


AMOUNT = st.decimals(min_value=0, max_value=10_000, places=3)
PLAN = st.decimals(min_value="0.001", max_value=10_000, places=3)


@given(AMOUNT, PLAN, AMOUNT)
def test_points_stay_within_the_maximum_and_the_bonus_within_its_cap(maximum, plan, actual):
    for score in (higher, lower):
        part = score(maximum, plan=plan, actual=actual, over=OVER)
        assert 0 <= part.points <= part.maximum
        assert 0 <= part.bonus <= part.maximum / 10
        assert part.bonus == 0 or part.points == part.maximum


@given(AMOUNT, PLAN, AMOUNT, AMOUNT)
def test_doing_better_never_scores_less(maximum, plan, one, other):
    worse, better = sorted((one, other))

    def worth(part):
        return part.points + part.bonus

    assert worth(higher(maximum, plan=plan, actual=worse, over=OVER)) <= worth(
        higher(maximum, plan=plan, actual=better, over=OVER)
    )
    assert worth(lower(maximum, plan=plan, actual=better, over=OVER)) <= worth(
        lower(maximum, plan=plan, actual=worse, over=OVER)
    )


@given(st.lists(st.tuples(AMOUNT, AMOUNT), max_size=8), st.lists(AMOUNT, max_size=3))
def test_the_order_of_lines_never_changes_the_total(lines, bonuses):
    parts = [Part(Fraction(maximum), min(Fraction(maximum), Fraction(points))) for maximum, points in lines]

    assert total(parts, bonuses=bonuses) == total(parts[::-1], bonuses=bonuses[::-1])


def test_numbers_of_one_column_have_as_many_decimals_as_the_one_that_needs_most():
    assert aligned([D("288.55"), None, D(286), D("1000.5")]) == ["288,55", "", "286,00", "1.000,50"]
    assert aligned([D("288.50"), D(286)]) == ["288,5", "286,0"]
    assert aligned([D(288), 0]) == ["288", "0"]
    assert aligned([]) == []
