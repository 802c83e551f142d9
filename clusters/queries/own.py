"""What a person's own unit has in the clusters of a year: its score sheets, and what waits for this very person."""

from collections import defaultdict

from django.urls import reverse

from clusters.enums import CovenantState, RankingState, SheetState
from clusters.models import Covenant, Ranking, ScoreSheet
from clusters.models.clusters import UNIT_ROLES, acting_units
from clusters.permissions.covenants import can_sign
from clusters.permissions.score_sheets import can_confirm, can_score, writable_among
from clusters.permissions.votes import voters_of
from clusters.queries.votes import open_vote_of

SCORED_BY_OTHERS = {
    SheetState.SELF: "Ghi điểm tự chấm",  # of members from outside
    SheetState.VERIFYING: "Thẩm định phiếu",
    SheetState.ASSESSING: "Chấm phiếu",
}


def own_sheets(user, years):
    """dict year id → sheets of the members the person speaks for, by seat; one query."""
    found, known = defaultdict(list), {year.pk: year for year in years}
    sheets = ScoreSheet.objects.filter(year__in=list(known), membership__unit__in=acting_units(user, *UNIT_ROLES))
    for sheet in sheets.whole().in_order():
        sheet.year = sheet.membership.year = known[sheet.year_id]
        found[sheet.year_id].append(sheet)
    return found


def published_among(years):
    """Ids of the years whose ranking is published; one query."""
    published = Ranking.objects.filter(year__in=[year.pk for year in years], state=RankingState.PUBLISHED)
    return set(published.values_list("year", flat=True))


def waiting_for(user, year, sheets):
    """[(words, address, icon)] of what this person is asked for in the year; `sheets` are those of `own_sheets`.

    A covenant to sign, own sheets to score or confirm, a ballot to cast, sheets of others to verify or assess; the same
    few queries whatever there is. year: as `queries.lists.whole` gives it.
    """
    asked = []
    covenant = Covenant.objects.filter(year=year, state=CovenantState.SIGNING).order_by("pk").first()
    if covenant is not None and year.is_open:
        signed = set(covenant.signatures.filter(void_at__isnull=True).values_list("membership", flat=True))
        if any(one.pk not in signed and can_sign(user, one) for one in year.memberships.all()):
            asked.append(("Đọc và ký giao ước", covenant.get_absolute_url(), "edit"))
    for sheet in sheets:
        if sheet.membership.left_on is not None:
            continue
        if sheet.state == SheetState.SELF and can_score(user, sheet):
            asked.append(("Tự chấm điểm", reverse("clusters:sheet-edit", args=[sheet.pk]), "pencil"))
        elif sheet.state == SheetState.CONFIRMING and can_confirm(user, sheet):
            asked.append(("Xem và xác nhận phiếu", sheet.get_absolute_url(), "clipboard-list"))
    vote = open_vote_of(year)
    if vote is not None:
        vote.year = year
        open_ones = [voter.pk for voter in voters_of(user, vote) if not voter.has_voted]
        if len(open_ones) == 1:
            ballot = f"{reverse('clusters:vote-cast', args=[vote.pk])}?phieu={open_ones[0]}"
            asked.append(("Bỏ phiếu suy tôn", ballot, "checkbox"))
        elif open_ones:
            asked.append(("Bỏ phiếu suy tôn", vote.get_absolute_url(), "checkbox"))
    return asked + _to_score(user, year)


def _to_score(user, year):
    """Sheets of others that wait for this person: the way to the one, or to the list."""
    sent = list(year.sheets.filter(state__in=SCORED_BY_OTHERS).whole().in_order())
    for sheet in sent:
        sheet.year = sheet.membership.year = year
    asked = []
    for state, words in SCORED_BY_OTHERS.items():
        mine = writable_among(user, [sheet for sheet in sent if sheet.state == state])
        mine = [sheet for sheet in mine if state != SheetState.SELF or sheet.is_from_outside]
        if len(mine) == 1:
            asked.append((f"{words} của {mine[0].membership}", mine[0].get_absolute_url(), "clipboard-list"))
        elif mine:
            asked.append((f"{words}: {len(mine)}", reverse("clusters:sheet-list", args=[year.pk]), "clipboard-list"))
    return asked
