"""How much of a target was reached: exact, rounded for people, and silent where nothing can be said."""

from decimal import Decimal

import pytest

from campaigns.queries.shares import Share, share_of

D = Decimal


@pytest.mark.parametrize(
    ("target", "actual", "direction", "percent", "reached"),
    [
        ("40", "30", "up", "75.0", False),  # 30 ÷ 40
        ("40", "40", "up", "100.0", True),
        ("40", "50", "up", "125.0", True),
        ("3", "2", "up", "66.7", False),  # 66,666… up
        ("3", "1", "up", "33.3", False),  # 33,333… down
        ("800", "1", "up", "0.1", False),  # 0,125 down
        ("8000", "1", "up", "0.0", False),  # 0,0125
        ("400", "1", "up", "0.3", False),  # 0,25: half up
        ("0.3", "0.1", "up", "33.3", False),  # no float: 0,1 ÷ 0,3
        ("10000", "9999", "up", "99.9", False),  # 99,99 would read as 100 though it is not reached
        ("4", "5", "down", "80.0", False),  # 4 ÷ 5: more than was set
        ("4", "4", "down", "100.0", True),
        ("4", "2", "down", "200.0", True),  # half of what was allowed
        ("0", "3", "down", "0.0", False),  # none was allowed, three happened
        ("9999", "10000", "down", "99.9", False),
    ],
)
def test_result_over_target_and_the_other_way_round_where_less_is_better(target, actual, direction, percent, reached):
    assert share_of(D(target), D(actual), direction) == Share(D(percent), reached)


@pytest.mark.parametrize(
    ("target", "actual", "direction", "reached", "why"),
    [
        (None, D(3), "up", None, "chưa đăng ký mức"),
        (D(3), None, "up", None, "chưa có kết quả"),
        (None, None, "down", None, "chưa có kết quả"),
        (D(0), D(3), "up", True, "mức đăng ký bằng 0 nên không tính được tỷ lệ"),
        (D(0), D(0), "up", True, "mức đăng ký bằng 0 nên không tính được tỷ lệ"),
        (D(4), D(0), "down", True, "kết quả bằng 0 nên không tính được tỷ lệ"),
        (D(0), D(0), "down", True, "kết quả bằng 0 nên không tính được tỷ lệ"),
    ],
)
def test_where_no_percentage_exists_the_reason_is_said(target, actual, direction, reached, why):
    share = share_of(target, actual, direction)

    assert (share, share.words) == (Share(None, reached, why), "")


def test_a_percentage_is_written_the_vietnamese_way():
    assert [share_of(D(3), D(n), "up").words for n in (1, 2, 3)] == ["33,3%", "66,7%", "100%"]
