"""How far all sheets of a year are, and who has each now."""

import dataclasses
from collections import Counter

from clusters.enums import MemberRole, SheetState
from clusters.models import ScoreSheet
from clusters.models.clusters import UNIT_ROLES, acting_units
from clusters.models.score_sheets import INSIDE
from clusters.queries.members import rows
from clusters.queries.verifiers import LEADING, acting_people
from clusters.rules.scoring import aligned

S = SheetState
STANDING_BODY = "Ban TĐKT"
TOTALS = ("self_total", "verified_total", "assessed_total")


@dataclasses.dataclass(frozen=True, slots=True)
class BoardRow:
    """One member in the list of sheets. `totals` are empty where the reader may not read the sheet."""

    sheet: ScoreSheet
    name: str
    state: SheetState
    readable: bool
    totals: tuple
    next: str
    own: bool


def board(user, year, *, on, whole):
    """Rows of the sheets of the year this person may know of, by seat: all with `whole`, else those they may read.

    Where they speak for the member, the steps inside it show. year: as `queries.lists.whole` gives it.
    """
    own, members = acting_units(user, *UNIT_ROLES), {member.pk: member for member in year.memberships.all()}
    readable = set(ScoreSheet.objects.visible_to(user).filter(year=year).values_list("pk", flat=True))
    sheets = year.sheets.whole().in_order()
    sheets = [sheet for sheet in sheets if whole or sheet.pk in readable]
    for sheet in sheets:
        sheet.year, sheet.membership = year, members[sheet.membership_id]
        sheet.membership.year = year
    names = {row.membership.pk: row.name for row in rows([sheet.membership for sheet in sheets], on=on)}
    leading = [m for m in year.memberships.all() if m.role in LEADING and m.left_on is None and m.unit_id]
    acting = acting_people(leading, on=on)
    leading = [m for m in leading if any(acting[m.pk].values())]
    totals = [aligned(getattr(sheet, name) if sheet.pk in readable else None for sheet in sheets) for name in TOTALS]
    return [
        _board_row(sheet, names, leading, sheet.pk in readable, words, sheet.membership.unit_id in own)
        for sheet, words in zip(sheets, zip(*totals, strict=True), strict=True)
    ]


def _board_row(sheet, names, leading, readable, totals, own):
    state = S(sheet.state) if own else sheet.outside_state
    return BoardRow(
        sheet,
        names[sheet.membership_id],
        state,
        readable,
        totals,
        who_acts(sheet, state, leading),
        own,
    )


def who_acts(sheet, state, leading):
    """Who has the sheet now, in words."""
    if state == S.VERIFYING:
        others = sorted((m for m in leading if m.pk != sheet.membership_id), key=lambda m: m.role != MemberRole.HEAD)
        return ", ".join(m.body.label for m in others) or STANDING_BODY
    return {
        S.SELF: _scorer(sheet) if sheet.state in INSIDE else "",
        S.CONFIRMING: "thủ trưởng đơn vị",
        S.ASSESSING: STANDING_BODY,
    }.get(state, "")


def _scorer(sheet):
    return f"{STANDING_BODY} ghi theo văn bản" if sheet.is_from_outside else "cán bộ của đơn vị"


def tally(rows_):
    """[(words of a state inside a sentence, number)] over the rows, in the order of a sheet's life."""
    found = Counter(row.state for row in rows_)
    return [(state.label[0].lower() + state.label[1:], found[state]) for state in S if found[state]]
