"""What stands out in cross-scoring, with the middle of the others worked out by hand. Base 300: limits 30 and 15."""

from decimal import Decimal as D
from fractions import Fraction

from clusters.rules.crosses import Favour, Outlier, favours, outliers


def given(rows):
    """dict (giver, taker) → points from a table of lines; None on the diagonal."""
    return {(g, t): D(p) for g, line in enumerate(rows, 1) for t, p in enumerate(line, 1) if p is not None}


def test_a_score_far_from_the_middle_of_the_others_stands_out():
    """To member 1 the others give 280, 282 and 284, whose middle is 282; 200 is 82 below."""
    given_ones = {(2, 1): D(280), (3, 1): D(282), (4, 1): D(200), (5, 1): D(284)}

    assert outliers(given_ones, 300) == [Outlier(4, 1, Fraction(-82))]


def test_exactly_the_limit_does_not_stand_out():
    """The middle of three times 270 is 270; 300 is 30 above, which is the limit itself, and 300,01 is more."""
    same = {(2, 1): D(270), (3, 1): D(270), (4, 1): D(270)}

    assert outliers(same | {(5, 1): D(300)}, 300) == []
    assert outliers(same | {(5, 1): D("300.01")}, 300) == [Outlier(5, 1, Fraction("30.01"))]


def test_two_who_give_each_other_clearly_more_are_named():
    """1 gives 2 290 where 3 and 4 give 270 and 274 (middle 272): 18 more. 2 gives 1 288, the others 270 and 270: 18 more."""
    table = given([[None, 290, 270, 270], [288, None, 270, 270], [270, 270, None, 270], [270, 274, 270, None]])

    assert favours(table, 300) == [Favour(1, 2, Fraction(18), Fraction(18))]


def test_one_sided_favour_is_none():
    table = given([[None, 290, 270, 270], [270, None, 270, 270], [270, 270, None, 270], [270, 270, 270, None]])

    assert favours(table, 300) == []


def test_a_common_shift_of_a_strict_or_generous_taker_is_no_outlier():
    """Everybody gives member 1 few points; nobody stands out by that."""
    table = given([[None, 290, 290, 290], [150, None, 290, 290], [152, 290, None, 290], [148, 290, 290, None]])

    assert outliers(table, 300) == []


def test_with_too_few_others_there_is_no_middle():
    table = given([[None, 300, 100], [300, None, 100], [100, 100, None]])

    assert (outliers(table, 300), favours(table, 300)) == ([], [])
