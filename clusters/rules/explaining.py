"""Why one member stands above another, in words and in a table that adds up; and what would have changed the order. Pure.

Shown parts are rounded by the largest remainder, so that they add up to exactly the shown difference.
"""

import dataclasses
from decimal import Decimal
from fractions import Fraction

from clusters.rules.ranking import BONUS, PENALTY, deciding_rule
from clusters.rules.scoring import PLACES, rounded, shown

NAMED = 3  # criteria named one by one, the biggest first; the rest is summed by group
LABEL = 70  # letters of a criterion in a sentence
UNIT = Decimal(1).scaleb(-PLACES)


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: mine and theirs as shown, and the difference; each column adds up to its shown total."""

    symbol: str
    label: str
    why: str
    mine: Decimal
    theirs: Decimal
    difference: Decimal
    is_rest: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Comparison:
    mine: object  # a Placed
    other: object
    rows: tuple
    difference: Decimal  # my shown score − theirs

    @property
    def is_behind(self):
        """Whether the other stands above."""
        return self.other.position < self.mine.position


def apportioned(exact, total, places=PLACES):
    """Exact parts as Decimals that add up to `total`: rounded down, then one step more for the largest remainders.

    Equal remainders: the earlier part first. Parts need not add up to `total` themselves.
    """
    step = 10**places
    scaled = [Fraction(part) * step for part in exact]
    units = [part.numerator // part.denominator for part in scaled]
    missing = int(Decimal(total) * step) - sum(units)
    order = sorted(range(len(units)), key=lambda place: (units[place] - scaled[place], place))
    if not order and missing:
        raise ValueError("nothing to share the total among")
    everyone, rest = divmod(missing, len(order)) if order else (0, 0)  # more than one round only for odd parts
    for turn, place in enumerate(order):
        units[place] += everyone + (turn < rest)
    return [Decimal(unit).scaleb(-places) for unit in units]


# One against another ------------------------------------------------------------------------------------------------
def compare(mine, other, groups):
    """What makes the difference between two `Placed`: the biggest criteria one by one, the rest summed by group."""
    ours = {p.key: p for p in mine.entry.pieces}
    theirs = {p.key: p for p in other.entry.pieces}
    keys = list(dict.fromkeys([*ours, *theirs]))

    def exact(pieces, key, placed):
        return pieces[key].points * placed.factor if key in pieces else Fraction(0)

    gap = {key: exact(ours, key, mine) - exact(theirs, key, other) for key in keys}
    named = sorted((key for key in keys if gap[key]), key=lambda key: (-abs(gap[key]), keys.index(key)))[:NAMED]
    lines = []
    for group, title in [*((g.key, _rest_words(g)) for g in groups), (BONUS, ""), (PENALTY, "")]:
        inside = [key for key in keys if (ours.get(key) or theirs[key]).group == group]
        rest = [key for key in inside if key not in named]
        if len(differing := [key for key in rest if gap[key]]) == 1:  # a sum of one is that one
            named.append(differing[0])
            rest.remove(differing[0])
        lines += [(ours.get(key) or theirs[key], [key], "") for key in inside if key in named]
        if len(rest) == 1:
            lines.append((ours.get(rest[0]) or theirs[rest[0]], rest, ""))
        elif rest:
            lines.append((None, rest, title or _extra_words(group, len(rest) < len(inside))))
    difference = mine.score - other.score
    gaps = apportioned([sum((gap[k] for k in keys), Fraction(0)) for _, keys, _ in lines], difference)
    shares = apportioned(
        [sum((exact(theirs, k, other) for k in keys), Fraction(0)) for _, keys, _ in lines], other.score
    )
    rows = tuple(
        Row(
            symbol=piece.symbol if piece else "",
            label=piece.label if piece else words,
            why=_facts(ours.get(keys[0]), theirs.get(keys[0])) if piece else "",
            mine=share + part,
            theirs=share,
            difference=part,
            is_rest=piece is None,
        )
        for (piece, keys, words), part, share in zip(lines, gaps, shares, strict=True)
    )
    return Comparison(mine, other, tuple(row for row in rows if row.difference or row.mine or row.theirs), difference)


def _rest_words(group):
    return f"Các tiêu chí khác nhóm {group.symbol or group.name}"


def _extra_words(group, some_named):
    what = "Điểm thưởng" if group == BONUS else "Điểm trừ"
    return f"{what} khác" if some_named else what


def _facts(mine, theirs):
    """How the two came about, where the calculation says so."""
    if mine is None:
        return "Không áp dụng cho đơn vị này."
    if theirs is None:
        return "Không áp dụng cho đơn vị kia."
    if mine.why == theirs.why:
        return ""
    first = (mine.why or "Không có.").rstrip(".")
    second = (theirs.why or "không có").rstrip(".")
    return f"{first}; đơn vị kia: {second[:1].lower()}{second[1:]}."


def sentence(comparison):
    """“kém X 3,5 điểm: mất …; nhưng hơn …” — the parts add up to the difference."""
    gap, other = comparison.difference, comparison.other.name
    gained = _listed([row for row in comparison.rows if row.difference > 0])
    lost = _listed([row for row in comparison.rows if row.difference < 0])
    if gap < 0:
        head, parts = f"kém {other} {shown(-gap)} điểm", [("mất ", lost), ("nhưng hơn ", gained)]
    elif gap > 0:
        head, parts = f"hơn {other} {shown(gap)} điểm", [("hơn ", gained), ("dù kém ", lost)]
    else:
        head, parts = f"bằng điểm {other}", [("hơn ", gained), ("kém ", lost)]
    said = "; ".join(f"{lead}{words}" for lead, words in parts if words)
    return f"{head}: {said}." if said else f"{head}, mọi tiêu chí như nhau."


def _listed(rows):
    """“3 điểm ở A, 2,5 ở B và 1 ở C”, the biggest first, what is summed last."""
    rows = sorted(rows, key=lambda row: (row.is_rest, -abs(row.difference)))
    words = [
        f"{shown(abs(row.difference))}{' điểm' if place == 0 else ''} ở {_called(row)}"
        for place, row in enumerate(rows)
    ]
    return " và ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _called(row):
    label = row.label if len(row.label) <= LABEL else f"{row.label[:LABEL].rstrip()}…"
    if row.is_rest:
        return f"{label[:1].lower()}{label[1:]}"
    return f"“{label}”"


def explanation(placed, index, groups, standard):
    """The whole sentence of one member: its score, against the next above and the next below, the tie rule."""
    mine = placed[index]
    said = f"{mine.name} được {shown(mine.score)} điểm"
    if mine.entry.base != standard:
        said += f" (tổng {shown(mine.entry.total)} trên điểm chuẩn {shown(mine.entry.base)}, quy về {shown(standard)})"
    if index == 0 and len(placed) == 1:
        return f"{said}; không có đơn vị nào khác để so sánh."
    others = [placed[place] for place in (index - 1, index + 1) if 0 <= place < len(placed)]
    first, *rest = [sentence(compare(mine, other, groups)) for other in others]
    told = [f"{said}, {first}", *(f"{mine.name} {one}" for one in rest)]
    return " ".join([*told, mine.tie]).strip()


# What would change the order ----------------------------------------------------------------------------------------
@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One change that would put the lower member above: on whose sheet, which piece, how many own points."""

    placed: object
    piece: object
    points: Fraction  # gained by the lower or lost by the upper, positive, on that member's own base
    is_penalty: bool


def smallest_changes(upper, lower):
    """(smallest change of one line, smallest change of one penalty) that swaps them, each a `Change` or None.

    Smallest in printed score: one step more than the difference. A sheet kept at 0 by the floor must first come out of it.
    """
    needed = Fraction(upper.score - lower.score) + Fraction(UNIT)
    lines, penalties = [], []
    for placed, sign in ((lower, 1), (upper, -1)):
        if Fraction(placed.score) + sign * needed < 0:
            continue  # no score falls below 0
        own = _own_points(placed, needed, sign)
        for piece in placed.entry.pieces:
            if piece.each is not None:
                if piece.each >= own and (sign < 0 or piece.times):
                    penalties.append(Change(placed, piece, piece.each, True))
            elif piece.maximum is not None:
                room = piece.maximum - piece.points if sign > 0 else piece.points
                if room >= own:
                    lines.append(Change(placed, piece, own, False))
    return min(lines, key=lambda c: c.points, default=None), min(penalties, key=lambda c: c.points, default=None)


def _own_points(placed, needed, sign):
    """Points on the member's own base that move its printed score by `needed`, in whole printed steps.

    Up to half a step of rounding is on the safe side: the target is reached from the exact score, not the printed one.
    """
    floor = sum((p.points for p in placed.entry.pieces if p.key == "floor"), Fraction(0))
    target = Fraction(placed.score) + sign * needed  # the printed score to reach
    half = Fraction(UNIT) / 2
    exact = placed.entry.exact * placed.factor
    distance = (target - half - exact) if sign > 0 else (exact - target - half)
    own = distance / placed.factor + (floor if sign > 0 else -floor)
    steps = own / Fraction(UNIT)
    whole = -((-steps.numerator) // steps.denominator)  # up to the next step
    if sign < 0 and whole == steps:
        whole += 1  # exactly half still rounds up
    return max(Fraction(UNIT), whole * Fraction(UNIT))


def changed_lines(upper, lower):
    """[(placed, piece)] of lines where the member's own score, alone, would have turned the two round."""
    found = []
    for placed, other, sign in ((lower, upper, 1), (upper, lower, -1)):
        for piece in placed.entry.pieces:
            if piece.own is None:
                continue
            score = rounded(max(Fraction(0), placed.entry.exact - piece.points + piece.own) * placed.factor)
            if (score - other.score) * sign > 0:
                found.append((placed, piece))
    return found


def sensitivity(upper, lower, *, tie_rules, groups):
    """One to three sentences about a neighbouring pair: the smallest change, the tie rule, a line somebody changed."""
    said = []
    line, penalty = smallest_changes(upper, lower)
    close = f"{lower.name} sẽ vượt {upper.name} nếu"
    if line is not None:
        said.append(f"{close} {_change_words(line, lower)}.")
    if penalty is not None:
        said.append(f"{close if line is None else 'Cũng vậy nếu'} {_penalty_words(penalty, lower)}.")
    if not said:
        said.append(f"Không một thay đổi đơn lẻ nào đủ để {lower.name} vượt {upper.name}.")
    if upper.score == lower.score:
        decided = deciding_rule(upper, lower, tie_rules=tie_rules, groups=groups)
        said.append(
            f"Hai đơn vị bằng điểm; thứ tự do quy tắc “{decided[0].label}” quyết định."
            if decided
            else "Hai đơn vị đồng hạng, không quy tắc nào phân định được."
        )
    elif changed := changed_lines(upper, lower):
        placed, piece = changed[0]
        said.append(
            f"Thứ tự này do một dòng đã sửa khi thẩm định hoặc chấm: {placed.name} tự chấm {shown(piece.own)} ở "
            f"“{_short(piece.label)}”, sau còn {shown(piece.points)}."
        )
    return tuple(said)


def _short(label):
    return label if len(label) <= LABEL else f"{label[:LABEL].rstrip()}…"


def _change_words(change, lower):
    piece, points = change.piece, shown(change.points)
    if change.placed is lower:
        return f"được thêm {points} điểm ở “{_short(piece.label)}” (đang {shown(piece.points)}/{shown(piece.maximum)})"
    return f"{change.placed.name} mất {points} điểm ở “{_short(piece.label)}” (đang {shown(piece.points)})"


def _penalty_words(change, lower):
    piece = change.piece
    if change.placed is lower:
        return f"bớt một lần “{_short(piece.label)}” (−{shown(piece.each)} điểm)"
    more = "thêm một lần" if piece.times else "một lần"
    return f"{change.placed.name} bị trừ {more} “{_short(piece.label)}” (−{shown(piece.each)} điểm)"
