"""Members with counted sheets become an order. Pure: it reads attributes, no database, no clock.

Decided by us, no rule is known. The ranking score is the exact total × the standard base of the table ÷ the member's own
base, rounded once to two places, half up; with equal bases that is the printed total. Only printed scores are compared, so
nobody sees two equal numbers ranked apart without a rule that says why. Equal scores go by the tie rules of the table, in
their order; still equal: the same place (1, 2, 2, 4), shown in the order of seats.
"""

import dataclasses
from decimal import Decimal
from fractions import Fraction

from clusters.enums import CriterionKind, TieRule
from clusters.rules.scoring import rounded, shown

BONUS, PENALTY = "bonus", "penalty"
GROUP_OF_RULE = {TieRule.GROUP_1: 0, TieRule.GROUP_2: 1, TieRule.GROUP_3: 2}


@dataclasses.dataclass(frozen=True, slots=True)
class Group:
    """A group of criteria of the base, in the order of the table."""

    key: str
    symbol: str
    name: str
    maximum: Fraction

    @property
    def title(self):
        return f"{self.symbol}. {self.name}" if self.symbol else self.name


@dataclasses.dataclass(frozen=True, slots=True)
class Piece:
    """One addend of the exact total, on the member's own base. Penalties stand one by one, as negative points.

    maximum: what it could be at most, None where nothing says so. each, times: of a penalty. own: what the member's own
    score made of it where a later stage changed that, else None. why: how it came about, in words.
    """

    key: str
    symbol: str
    label: str
    group: str  # key of a Group, BONUS or PENALTY
    points: Fraction
    maximum: Fraction | None = None
    each: Fraction | None = None
    times: int = 0
    own: Fraction | None = None
    why: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One member to be ranked. bars: sentences saying why it cannot be proposed; votes: None when no vote was counted."""

    key: int
    name: str
    seat: int
    base: Fraction
    total: Decimal  # as printed on the sheet
    pieces: tuple
    votes: int | None = None
    bars: tuple = ()
    self_total: Decimal | None = None

    @property
    def exact(self):
        return sum((piece.points for piece in self.pieces), Fraction(0))

    @property
    def penalty(self):
        """Points lost by penalties, as a positive number."""
        return rounded(-sum((p.points for p in self.pieces if p.each is not None), Fraction(0)))


@dataclasses.dataclass(frozen=True, slots=True)
class Placed:
    """An entry in the order: its place, shared by equals; its position on the page; the score that is compared.

    tie: how it was told apart from those with the same score, or that it was not; empty without such.
    """

    entry: Entry
    place: int
    position: int
    score: Decimal
    factor: Fraction
    tie: str = ""

    @property
    def name(self):
        return self.entry.name

    def sum_of(self, group):
        """Exact points of one group on the scale that is compared."""
        return sum((p.points for p in self.entry.pieces if p.group == group), Fraction(0)) * self.factor


# From counted sheets ------------------------------------------------------------------------------------------------
def groups_of(criteria):
    """The groups of the base in the order of the table, each with the sum of its maxima."""
    found = {}
    for criterion in criteria:
        if criterion.is_extra:
            continue
        group = criterion.group
        most = found[f"g{group.pk}"].maximum if f"g{group.pk}" in found else Fraction(0)
        found[f"g{group.pk}"] = Group(f"g{group.pk}", group.symbol, group.name, most + Fraction(criterion.maximum))
    return tuple(found.values())


def pieces_of(count, before=None):
    """The pieces of a `counting.Count`; `before`: the same sheet as the member itself scored it. Their sum is exact."""
    lines = {f"c{line.criterion.pk}": line for line in count.lines}
    own = {f"c{line.criterion.pk}": line for line in before.lines} if before else {}
    found = []
    for component in count.components:
        if component.key in lines:
            found.append(_line_piece(lines[component.key], component, own.get(component.key)))
        elif component.key == "penalty":
            found += [_penalty_piece(line, own.get(key)) for key, line in lines.items() if _costs(line)]
        elif component.key == "floor":
            found.append(Piece("floor", "", component.label, PENALTY, component.points))
        else:
            found.append(Piece(component.key, "", component.label, BONUS, component.points))
    return tuple(found)


def _costs(line):
    return line.criterion.kind == CriterionKind.PENALTY


def _symbol(criterion):
    return ".".join(filter(None, [criterion.group.symbol, criterion.number]))


def _line_piece(line, component, before):
    one = line.criterion
    own = before.points if before is not None and before.applies and before.points is not None else None
    return Piece(
        component.key, _symbol(one), one.name, f"g{one.group.pk}", component.points, maximum=Fraction(one.maximum),
        own=own if own is not None and own != component.points else None, why=line.why,
    )  # fmt: skip


def _penalty_piece(line, before):
    one, each = line.criterion, Fraction(line.criterion.maximum)
    own = before.points if before is not None else line.points
    return Piece(
        f"c{one.pk}", _symbol(one), one.name, PENALTY, line.points, each=each, times=line.times,
        own=own if own != line.points else None, why=line.why if line.times else "",
    )  # fmt: skip


# The order ----------------------------------------------------------------------------------------------------------
def score_of(entry, standard):
    """The score that is compared. Raises ZeroDivisionError for a member to whom nothing applies; it is not ranked."""
    return rounded(entry.exact * Fraction(standard) / Fraction(entry.base))


def rank(entries, *, tie_rules, groups, standard):
    """A `Placed` for each entry, best first. The order of the entries given does not matter; keys are unique."""
    rules = [TieRule(rule) for rule in tie_rules]
    found = []
    for entry in entries:
        factor = Fraction(standard) / Fraction(entry.base)
        found.append(Placed(entry, 0, 0, score_of(entry, standard), factor))

    def merit(one):
        return (one.score, *(_worth(rule, one, groups) for rule in rules))

    found.sort(key=lambda one: (one.entry.seat, one.entry.key))
    found.sort(key=merit, reverse=True)  # stable: equals stay in the order of seats
    placed = []
    for position, one in enumerate(found, 1):
        same = bool(placed) and merit(placed[-1]) == merit(one)
        place = placed[-1].place if same else position
        placed.append(dataclasses.replace(one, place=place, position=position))
    return [dataclasses.replace(one, tie=_tie_of(one, placed, rules, groups)) for one in placed]


def _worth(rule, one, groups):
    """What the rule compares; more is better. Penalties as they stand; groups on the compared scale, as printed."""
    if rule == TieRule.PENALTIES:
        return -one.entry.penalty
    if rule == TieRule.VOTES:
        return one.entry.votes or 0
    place = GROUP_OF_RULE[rule]
    return rounded(one.sum_of(groups[place].key)) if place < len(groups) else Decimal(0)


def deciding_rule(upper, lower, *, tie_rules, groups):
    """(rule, figure of the upper, figure of the lower) that told two equal scores apart, or None."""
    for rule in map(TieRule, tie_rules):
        mine, theirs = _worth(rule, upper, groups), _worth(rule, lower, groups)
        if mine != theirs:
            return rule, abs(mine), abs(theirs)
    return None


def _tie_of(one, placed, rules, groups):
    """In words, against the neighbours of the same score."""
    said = []
    for other in placed[max(0, one.position - 2) : one.position + 1]:
        if other.entry.key == one.entry.key or other.score != one.score:
            continue
        upper, lower = (other, one) if other.position < one.position else (one, other)
        decided = deciding_rule(upper, lower, tie_rules=rules, groups=groups)
        if decided is None:
            said.append(f"Bằng điểm {other.name} và bằng ở mọi quy tắc xét tiếp, nên đồng hạng.")
            continue
        rule, best, rest = decided
        how = f"{upper.name} {rule.label} ({shown(best)} so với {shown(rest)})"
        where = "xếp dưới" if upper is other else "xếp trên"
        said.append(f"Bằng điểm {other.name}; {where} vì {how}.")
    return " ".join(said)


# Who can be proposed ------------------------------------------------------------------------------------------------
def share_reached(votes, cast, needed):
    """Whether so many of the ballots cast reach the share asked, percent 0–100; in whole numbers."""
    return (votes or 0) * 100 >= needed * cast


@dataclasses.dataclass(frozen=True, slots=True)
class Suggestion:
    """Keys in order of place; `split`: keys of equals across the last seat, among whom people must choose."""

    chosen: tuple
    split: tuple = ()


def suggest(placed, seats):
    """The best who are not barred, up to the number of seats. Equals across the border are nobody's until people choose."""
    able = [one for one in placed if not one.entry.bars]
    if len(able) <= seats:
        return Suggestion(tuple(one.entry.key for one in able))
    if not seats:
        return Suggestion(())
    border = able[seats - 1].place
    if able[seats].place != border:
        return Suggestion(tuple(one.entry.key for one in able[:seats]))
    return Suggestion(
        tuple(one.entry.key for one in able if one.place < border),
        tuple(one.entry.key for one in able if one.place == border),
    )


# Kept as plain data -------------------------------------------------------------------------------------------------
def packed(piece):
    """A piece as plain data; fractions as text, exactly."""
    values = dataclasses.asdict(piece)
    return {name: str(value) if isinstance(value, Fraction) else value for name, value in values.items()}


def unpacked(values):
    fractions = ("points", "maximum", "each", "own")
    return Piece(**{name: Fraction(value) if name in fractions and value is not None else value
                    for name, value in values.items()})  # fmt: skip
