"""What a person's own unit has in the clusters of a year: its score sheets, and what waits for this very person."""

from collections import defaultdict

from django.urls import reverse

from clusters.enums import CovenantState, RankingState, SheetState
from clusters.models import Covenant, Ranking, ScoreSheet
from clusters.models.clusters import UNIT_ROLES, acting_units
from clusters.permissions.covenants import can_sign
from clusters.permissions.score_sheets import can_confirm, can_score
from clusters.permissions.votes import voters_of
from clusters.queries.votes import open_vote_of


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

    Sheets to score or confirm, a covenant to sign, a ballot to cast; the same few queries whatever there is.
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
        if any(not voter.has_voted for voter in voters_of(user, vote)):
            asked.append(("Bỏ phiếu suy tôn", vote.get_absolute_url(), "checkbox"))
    return asked
