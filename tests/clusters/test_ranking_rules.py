"""The order of members, why, and what would change it; every figure worked out by hand or true of all figures."""

from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as some

from clusters.enums import CriterionKind as K
from clusters.enums import TieRule
from clusters.rules import counting
from clusters.rules.explaining import (
    apportioned,
    changed_lines,
    compare,
    explanation,
    sensitivity,
    sentence,
    smallest_changes,
)
from clusters.rules.ranking import (
    Entry,
    Group,
    Piece,
    groups_of,
    packed,
    pieces_of,
    rank,
    share_reached,
    suggest,
    unpacked,
)

F, D = Fraction, Decimal
GROUPS = (Group("g1", "I", "Kinh tế", F(60)), Group("g2", "II", "Pháp luật", F(40)))
RULES = (TieRule.PENALTIES, TieRule.GROUP_1, TieRule.VOTES)


def entry(key, first, second, *, times=0, name="", seat=None, base=100, votes=None, bars=(), own=None, each=5):
    """Two criteria of 60 and 40 and a penalty of 5 each time."""
    pieces = (
        Piece("c1", "I.1", "Thu ngân sách", "g1", F(first), maximum=F(60), own=own),
        Piece("c2", "II.1", "Chấp hành pháp luật", "g2", F(second), maximum=F(40)),
        Piece("c3", "P.1", "Lãnh đạo vắng mặt", "penalty", F(-each * times), each=F(each), times=times),
    )
    total = max(F(0), sum(p.points for p in pieces))
    if sum(p.points for p in pieces) < 0:
        pieces += (Piece("floor", "", "Tổng điểm không dưới 0", "penalty", -sum(p.points for p in pieces)),)
    return Entry(key, name or f"Đơn vị {key}", seat or key, F(base), D(int(total * 100)) / 100, pieces, votes, bars)


def ranked(*entries, rules=RULES, standard=100):
    return rank(entries, tie_rules=rules, groups=GROUPS, standard=F(standard))


def keys(placed):
    return [(one.entry.key, one.place) for one in placed]


# The order ------------------------------------------------------------------------------------------------------------
def test_more_points_stand_higher():
    assert keys(ranked(entry(1, 50, 30), entry(2, 60, 40), entry(3, 55, 35))) == [(2, 1), (3, 2), (1, 3)]


def test_a_smaller_base_is_scaled_to_the_standard_one():
    """72 of 80 is 90 of 100, better than 89 of 100."""
    placed = ranked(entry(1, 54, 35), entry(2, 40, 32, base=80))

    assert [(one.entry.key, one.score) for one in placed] == [(2, D("90.00")), (1, D("89.00"))]


def test_equal_printed_scores_are_equal_however_they_differ_behind_the_comma():
    """70,001 and 70,004 are both printed 70,00."""
    placed = ranked(entry(1, F(40001, 1000), 30), entry(2, F(40004, 1000), 30), rules=())

    assert keys(placed) == [(1, 1), (2, 1)]


def test_fewer_penalty_points_decide_first():
    """60 + 25 − 5 = 80 against 50 + 30 = 80."""
    placed = ranked(entry(1, 60, 25, times=1), entry(2, 50, 30))

    assert keys(placed) == [(2, 1), (1, 2)]
    assert placed[0].tie == "Bằng điểm Đơn vị 1; xếp trên vì Đơn vị 2 ít điểm trừ hơn (0 so với 5)."
    assert placed[1].tie == "Bằng điểm Đơn vị 2; xếp dưới vì Đơn vị 2 ít điểm trừ hơn (0 so với 5)."


def test_then_the_first_group_then_the_votes():
    assert keys(ranked(entry(1, 50, 30), entry(2, 55, 25))) == [(2, 1), (1, 2)]
    assert keys(ranked(entry(1, 50, 30, votes=2), entry(2, 50, 30, votes=3))) == [(2, 1), (1, 2)]


def test_the_order_of_the_rules_is_that_of_the_table():
    one, two = entry(1, 55, 30, times=1, votes=1), entry(2, 50, 30, votes=9)

    assert keys(ranked(one, two, rules=[TieRule.PENALTIES, TieRule.GROUP_1])) == [(2, 1), (1, 2)]
    assert keys(ranked(one, two, rules=[TieRule.GROUP_1, TieRule.PENALTIES])) == [(1, 1), (2, 2)]


def test_equals_share_a_place_and_the_next_is_left_out():
    placed = ranked(entry(1, 60, 40), entry(4, 50, 30), entry(2, 50, 30), entry(3, 40, 30))

    assert keys(placed) == [(1, 1), (2, 2), (4, 2), (3, 4)]
    assert placed[1].tie == "Bằng điểm Đơn vị 4 và bằng ở mọi quy tắc xét tiếp, nên đồng hạng."


def test_all_tied_and_one_alone():
    assert keys(ranked(*(entry(n, 50, 30) for n in (3, 1, 2)))) == [(1, 1), (2, 1), (3, 1)]
    assert keys(ranked(entry(7, 50, 30))) == [(7, 1)]


def test_a_rule_for_a_group_the_table_has_not_decides_nothing():
    assert keys(ranked(entry(1, 50, 30), entry(2, 50, 30), rules=[TieRule.GROUP_3])) == [(1, 1), (2, 1)]


# Why ------------------------------------------------------------------------------------------------------------------
def test_the_sentence_says_what_was_lost_and_gained():
    """55 + 30 − 5 = 80 against 50 + 40 = 90: 10 less in II.1, 5 by a penalty, 5 more in I.1."""
    placed = ranked(entry(1, 50, 40, name="A"), entry(2, 55, 30, times=1, name="B"))

    assert sentence(compare(placed[1], placed[0], GROUPS)) == (
        "kém A 10 điểm: mất 10 điểm ở “Chấp hành pháp luật” và 5 ở “Lãnh đạo vắng mặt”; nhưng hơn 5 điểm ở “Thu ngân sách”."
    )
    assert explanation(placed, 0, GROUPS, F(100)) == (
        "A được 90 điểm, hơn B 10 điểm: hơn 10 điểm ở “Chấp hành pháp luật” và 5 ở “Lãnh đạo vắng mặt”; "
        "dù kém 5 điểm ở “Thu ngân sách”."
    )


def test_the_middle_one_is_told_against_both_neighbours():
    placed = ranked(entry(1, 60, 40, name="A"), entry(2, 50, 40, name="B"), entry(3, 50, 30, name="C"))

    assert explanation(placed, 1, GROUPS, F(100)) == (
        "B được 90 điểm, kém A 10 điểm: mất 10 điểm ở “Thu ngân sách”. "
        "B hơn C 10 điểm: hơn 10 điểm ở “Chấp hành pháp luật”."
    )


def test_a_scaled_score_says_so():
    placed = ranked(entry(1, 40, 32, base=80, name="A"))

    assert explanation(placed, 0, GROUPS, F(100)) == (
        "A được 90 điểm (tổng 72 trên điểm chuẩn 80, quy về 100); không có đơn vị nào khác để so sánh."
    )


def test_what_is_not_named_is_summed_by_group():
    """Six criteria differ by 1 to 6: the three biggest are named, 1 + 2 + 3 of the same group make one line."""
    more = tuple(Piece(f"c{n}", f"I.{n}", f"Tiêu chí {n}", "g1", F(n), maximum=F(10)) for n in range(1, 7))
    less = tuple(Piece(f"c{n}", f"I.{n}", f"Tiêu chí {n}", "g1", F(0), maximum=F(10)) for n in range(1, 7))
    placed = ranked(Entry(1, "A", 1, F(100), D(21), more), Entry(2, "B", 2, F(100), D(0), less))

    rows = compare(placed[0], placed[1], GROUPS).rows

    assert [(row.label, row.difference) for row in rows] == [
        ("Tiêu chí 4", D(4)),
        ("Tiêu chí 5", D(5)),
        ("Tiêu chí 6", D(6)),
        ("Các tiêu chí khác nhóm I", D(6)),
    ]


def test_shown_parts_are_rounded_by_the_largest_remainder():
    """Three thirds of 1: 0,33 each leaves one hundredth, the first takes it. −33,3 and 66,7: −34 + 66 leaves one too."""
    assert apportioned([F(1, 3)] * 3, D("1.00")) == [D("0.34"), D("0.33"), D("0.33")]
    assert apportioned([F(-1, 3), F(2, 3)], D("0.33")) == [D("-0.33"), D("0.66")]


# What would change the order ------------------------------------------------------------------------------------------
def test_the_smallest_change_is_a_step_more_than_the_difference():
    """80 against 83: 3,01 more on a line that has room; one penalty of 5 more for the upper would do too."""
    placed = ranked(entry(1, 50, 33, name="A"), entry(2, 50, 30, name="B"))

    line, penalty = smallest_changes(*placed)

    assert (line.placed.name, line.piece.key, line.points) == ("B", "c1", F(301, 100))
    assert (penalty.placed.name, penalty.points) == ("A", F(5))
    assert sensitivity(*placed, tie_rules=RULES, groups=GROUPS) == (
        "B sẽ vượt A nếu được thêm 3,01 điểm ở “Thu ngân sách” (đang 50/60).",
        "Cũng vậy nếu A bị trừ một lần “Lãnh đạo vắng mặt” (−5 điểm).",
    )


def test_nothing_alone_is_enough_when_the_gap_is_wide():
    """100 against 20: no line of 60 makes 80, and the upper cannot lose 80 on one line either."""
    placed = ranked(entry(1, 60, 40, name="A"), entry(2, 10, 10, name="B"))

    assert sensitivity(*placed, tie_rules=RULES, groups=GROUPS) == ("Không một thay đổi đơn lẻ nào đủ để B vượt A.",)


def test_a_sheet_at_the_floor_must_first_come_out_of_it():
    """10 − 15 = −5, printed 0; to pass 30 it needs 5 + 30,01. The upper would have to lose 30,01, and has 20 and 10."""
    placed = ranked(entry(1, 20, 10, name="A"), entry(2, 5, 5, times=3, name="B"))

    line, _ = smallest_changes(*placed)

    assert (line.placed.name, line.piece.key, line.points) == ("B", "c1", F(3501, 100))


def test_a_line_changed_when_verified_that_turned_two_round_is_named():
    """A scored itself 58, 50 counts: 80 against 82; with its own 58 it would have 88."""
    placed = ranked(entry(1, 50, 30, own=F(58), name="A"), entry(2, 52, 30, name="B"))

    assert [(one.name, piece.key) for one, piece in changed_lines(*placed)] == [("A", "c1")]
    assert sensitivity(*placed, tie_rules=RULES, groups=GROUPS)[-1] == (
        "Thứ tự này do một dòng đã sửa khi thẩm định hoặc chấm: A tự chấm 58 ở “Thu ngân sách”, sau còn 50."
    )


def test_a_tie_rule_that_decided_is_named():
    placed = ranked(entry(1, 55, 25, name="A"), entry(2, 50, 30, name="B"))

    assert sensitivity(*placed, tie_rules=RULES, groups=GROUPS)[-1] == (
        "Hai đơn vị bằng điểm; thứ tự do quy tắc “điểm nhóm thứ nhất cao hơn” quyết định."
    )


# Who can be proposed --------------------------------------------------------------------------------------------------
def test_the_best_who_are_not_barred_are_suggested():
    placed = ranked(entry(1, 60, 40), entry(2, 55, 40, bars=("Bị cảnh cáo.",)), entry(3, 50, 40), entry(4, 40, 40))

    assert suggest(placed, 2).chosen == (1, 3)
    assert suggest(placed, 0).chosen == ()
    assert suggest(placed, 9).chosen == (1, 3, 4)


def test_equals_across_the_border_are_left_to_people():
    placed = ranked(entry(1, 60, 40), entry(2, 50, 40), entry(3, 50, 40), entry(4, 40, 40))

    assert (suggest(placed, 2).chosen, suggest(placed, 2).split) == ((1,), (2, 3))
    assert (suggest(placed, 3).chosen, suggest(placed, 3).split) == ((1, 2, 3), ())


def test_the_share_of_votes_is_counted_in_whole_numbers():
    """Two thirds of 9 ballots as 66%: 6 reach 66 of 100, 5 do not; 60% of 5 is exactly 3."""
    assert share_reached(6, 9, 66)
    assert not share_reached(5, 9, 66)
    assert share_reached(3, 5, 60)
    assert not share_reached(None, 5, 60)


# From a counted sheet -------------------------------------------------------------------------------------------------
TABLE = SimpleNamespace(
    over_per_percent=D(1), over_most=D(10), over_cap=D(20), bonus_cap=None, shares={"A": D(100), "B": D(80)}
)
GROUP = SimpleNamespace(pk=1, symbol="I", name="Kinh tế")
EXTRA = SimpleNamespace(pk=2, symbol="P", name="Điểm trừ")


def criterion(pk, kind, maximum, group=GROUP, **more):
    extra = kind in (K.BONUS, K.PENALTY)
    return SimpleNamespace(
        pk=pk, kind=kind, maximum=D(maximum), group=group, number=str(pk), name=f"Tiêu chí {pk}", bars=False,
        rewards_over=False, is_extra=extra, **more,
    )  # fmt: skip


def said(**values):
    return SimpleNamespace(**({"applies": True, "plan": None, "actual": None, "grade": "", "points": None,
                               "times": None} | values))  # fmt: skip


CRITERIA = [
    criterion(1, K.DIRECT, 60), criterion(2, K.GRADED, 40), criterion(3, K.BONUS, 5, EXTRA),
    criterion(4, K.PENALTY, 5, EXTRA), criterion(5, K.PENALTY, 20, EXTRA),
]  # fmt: skip


def test_pieces_add_up_to_the_exact_total_and_keep_what_was_changed():
    """60 graded down to 50, B of 40 is 32, a penalty of 5 twice: 50 + 32 − 10 = 72."""
    own = counting.count(TABLE, CRITERIA, {1: said(points=D(60)), 2: said(grade="A"), 4: said(times=1)})
    final = counting.count(TABLE, CRITERIA, {1: said(points=D(50)), 2: said(grade="B"), 4: said(times=2)})

    pieces = {piece.key: piece for piece in pieces_of(final, own)}

    assert sum(piece.points for piece in pieces.values()) == final.exact == 72
    assert (pieces["c1"].points, pieces["c1"].own) == (50, 60)
    assert (pieces["c4"].points, pieces["c4"].own, pieces["c4"].times) == (-10, -5, 2)
    assert pieces["c5"].own is None
    assert [group.maximum for group in groups_of(CRITERIA)] == [100]
    assert [unpacked(packed(piece)) for piece in pieces.values()] == list(pieces.values())


# True of all figures --------------------------------------------------------------------------------------------------
points = some.fractions(min_value=0, max_value=60, max_denominator=997)
entries = some.lists(
    some.tuples(points, points.map(lambda p: p * 2 / 3), some.integers(0, 4), some.sampled_from([100, 60, 80]),
                some.integers(0, 9)),
    min_size=1, max_size=7,
)  # fmt: skip


def made(values):
    return [entry(n, one, two, times=times, base=base, votes=votes)
            for n, (one, two, times, base, votes) in enumerate(values, 1)]  # fmt: skip


@settings(max_examples=40)
@given(entries, some.randoms())
def test_the_ranking_is_one_order_whatever_order_it_is_given(values, chance):
    given_ones = made(values)
    mixed = given_ones[:]
    chance.shuffle(mixed)

    placed = ranked(*given_ones)

    assert ranked(*mixed) == placed
    assert [one.position for one in placed] == list(range(1, len(placed) + 1))
    for upper, lower in zip(placed, placed[1:], strict=False):
        assert upper.score >= lower.score
        assert lower.place in (upper.place, lower.position)


@settings(max_examples=40)
@given(entries)
def test_the_shown_parts_of_every_explanation_add_up(values):
    placed = ranked(*made(values))

    for mine in placed:
        for other in placed:
            told = compare(mine, other, GROUPS)
            assert sum(row.difference for row in told.rows) == told.difference == mine.score - other.score
            assert sum(row.mine for row in told.rows) == mine.score
            assert sum(row.theirs for row in told.rows) == other.score
            assert all(row.mine - row.theirs == row.difference for row in told.rows)


@settings(max_examples=40)
@given(some.lists(some.fractions(-900, 900, max_denominator=997), min_size=1, max_size=9), some.integers(-500, 500))
def test_apportioned_parts_always_add_up(parts, hundredths):
    total = D(hundredths) / 100

    assert sum(apportioned(parts, total)) == total


@settings(max_examples=40)
@given(entries)
def test_the_smallest_change_really_swaps_and_less_does_not(values):
    placed = ranked(*made(values), rules=())

    for upper, lower in zip(placed, placed[1:], strict=False):
        line, _ = smallest_changes(upper, lower)
        if line is None:
            continue
        assert _swapped(line, upper, lower, line.points)
        if line.points > F(1, 100):
            assert not _swapped(line, upper, lower, line.points - F(1, 100))


def _swapped(change, upper, lower, amount):
    sign = 1 if change.placed is lower else -1
    old = change.placed.entry
    raw = sum((p.points for p in old.pieces if p.key != "floor"), F(0)) + sign * amount
    piece = Piece("all", "", "", "g1", max(F(0), raw))
    changed = Entry(old.key, old.name, old.seat, old.base, old.total, (piece,))
    other = (upper if change.placed is lower else lower).entry
    first, second = ranked(changed, other, rules=())
    return first.score > second.score and first.entry.key == lower.entry.key


@settings(max_examples=40)
@given(some.permutations(range(5)))
def test_the_order_in_which_scores_were_entered_changes_nothing(order):
    scores = {1: said(points=D("41.37")), 2: said(grade="B"), 3: said(points=D(4)), 4: said(times=1), 5: said(times=0)}
    mixed = {list(scores)[n]: scores[list(scores)[n]] for n in order}

    assert counting.count(TABLE, CRITERIA, mixed) == counting.count(TABLE, CRITERIA, scores)


@settings(max_examples=40)
@given(some.decimals(-50, 500, places=2), some.decimals(-50, 500, places=2), some.integers(0, 30))
def test_a_total_never_exceeds_its_cap_nor_falls_below_zero(direct, bonus, times):
    counted = counting.count(TABLE, CRITERIA, {1: said(points=direct), 2: said(grade="A"), 3: said(points=bonus),
                                               4: said(times=times)})  # fmt: skip

    assert 0 <= counted.total.total <= 60 + 40 + 5
