"""The ranking of a year as a page shows it: live from the sheets, or as published; and places of earlier years."""

import dataclasses
from fractions import Fraction

from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from clusters.enums import ProposalKind, RankingState, SheetState, Stage, TableState
from clusters.models import ClusterYear, Proposal, Ranking, RankingRow, ScoreSheet, ScoreTable
from clusters.queries.members import rows, with_units
from clusters.queries.score_sheets import counted, criteria_of
from clusters.queries.votes import bars_of, counted_vote, votes_by_member
from clusters.rules import explaining
from clusters.rules.ranking import Entry, Placed, groups_of, pieces_of, rank, share_reached, suggest, unpacked


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """Everything a page says of one ranking. placed: in order; apart: (membership, name, reason) of who has no place.

    proposals: dict membership id → kind. explanations: dict membership id → the stored sentence; empty while live.
    """

    year: ClusterYear
    table: ScoreTable | None
    groups: tuple = ()
    standard: Fraction = Fraction(0)
    placed: tuple = ()
    apart: tuple = ()
    vote: object = None
    cast: int = 0
    ranking: Ranking | None = None
    proposals: dict = dataclasses.field(default_factory=dict)
    explanations: dict = dataclasses.field(default_factory=dict)
    sheets: dict = dataclasses.field(default_factory=dict)  # membership id → address of its sheet

    @property
    def tie_rules(self):
        return self.table.tie_rules if self.table else []

    def at(self, key):
        """The place in the list of the member with this id, or None."""
        return next((index for index, one in enumerate(self.placed) if one.entry.key == key), None)

    def explanation(self, index):
        """The sentence of one member: as published, else from what is known now."""
        key = self.placed[index].entry.key
        if key in self.explanations:
            return self.explanations[key]
        return explaining.explanation(self.placed, index, self.groups, self.standard)

    def sensitivity(self, upper):
        """Sentences about the pair that begins at this index."""
        pair = self.placed[upper], self.placed[upper + 1]
        return explaining.sensitivity(*pair, tie_rules=self.tie_rules, groups=self.groups)

    def suggested(self):
        """dict kind → (ids by place, ids of equals across the border): flags to the best, certificates to the next."""
        flags = suggest(self.placed, self.year.flags or 0)
        left = [one for one in self.placed if one.entry.key not in {*flags.chosen, *flags.split}]
        seats = 0 if flags.split else self.year.certificates or 0
        return {ProposalKind.FLAG: flags, ProposalKind.CERTIFICATE: suggest(left, seats)}


def published_of(year):
    """The published ranking of the year, or None."""
    found = Ranking.objects.filter(year=year, state=RankingState.PUBLISHED)
    return found.select_related("table", "vote", "published_by").order_by("-number", "pk").first()


def is_published(year):
    return Ranking.objects.filter(year=year, state=RankingState.PUBLISHED).exists()


def draft_of(year):
    """The ranking being prepared, which holds the proposals chosen so far, or None."""
    return Ranking.objects.filter(year=year, state=RankingState.DRAFT).order_by("-number", "pk").first()


def frozen_table(year):
    return ScoreTable.objects.filter(year=year, state=TableState.FROZEN).order_by("-number", "pk").first()


def live_board(year, *, on):
    """The order the final sheets give now. The same number of queries whatever the number of members."""
    table, draft = frozen_table(year), draft_of(year)
    vote = counted_vote(year)
    votes, cast = votes_by_member(vote)
    proposals = _proposals(draft)
    members = rows(with_units().filter(year=year), on=on)
    if table is None:
        apart = tuple((row.membership, row.name, "Chưa có bảng điểm đã chốt.") for row in members)
        return Board(year, None, apart=apart, vote=vote, cast=cast, ranking=draft, proposals=proposals)
    criteria = criteria_of([table.pk])[table.pk]
    groups = groups_of(criteria)
    standard = sum((group.maximum for group in groups), Fraction(0))
    sheets = {s.membership_id: s for s in ScoreSheet.objects.filter(year=year).order_by("pk")}
    final = [s for s in sheets.values() if s.state == SheetState.FINAL and s.table_id == table.pk]
    counts, own = counted(final, Stage.ASSESSED), counted(final, Stage.SELF)
    by_member = {s.membership_id: counts[s.pk] for s in final}
    bars = bars_of(year, [row.membership for row in members], on=on, counts=by_member)
    entries, apart = [], []
    for row in members:
        member, sheet = row.membership, sheets.get(row.membership.pk)
        reason = _reason(member, sheet, table, by_member.get(member.pk))
        if reason:
            apart.append((member, row.name, reason))
            continue
        said = bars[member.pk] or _vote_bar(table, vote, votes.get(member.pk), cast)
        entries.append(_entry(row, sheet, counts[sheet.pk], own[sheet.pk], votes.get(member.pk), said))
    placed = rank(entries, tie_rules=table.tie_rules, groups=groups, standard=standard)
    return Board(
        year, table, groups, standard, tuple(placed), tuple(apart), vote, cast, draft, proposals,
        sheets=_addresses(sheets.values()),
    )  # fmt: skip


def _reason(member, sheet, table, count):
    """Why the member has no place; empty when it has one. Steps inside the member are not told: the words are published."""
    if member.left_on is not None:
        return f"Đã rời sau ngày {member.left_on:%d/%m/%Y}."
    if sheet is None:
        return "Chưa có phiếu chấm điểm."
    if sheet.table_id != table.pk:
        return "Phiếu chấm theo bảng điểm đã thay."
    if count is None:
        return f"Phiếu chấm chưa chốt: {sheet.outside_state.label.lower()}."
    if count.total.open_lines:
        return f"Còn {count.total.open_lines} dòng chưa có điểm."
    return "" if count.total.base else "Không tiêu chí nào áp dụng."


def _vote_bar(table, vote, votes, cast):
    """The share of ballots the table asks for, where a vote was counted. Who is barred anyway was on no ballot."""
    if vote is None or table.vote_needed is None or share_reached(votes, cast, table.vote_needed):
        return []
    return [f"Được {votes or 0}/{cast} phiếu suy tôn, dưới mức {table.vote_needed}% của bảng điểm."]


def _entry(row, sheet, count, own, votes, bars):
    return Entry(
        key=row.membership.pk,
        name=row.name,
        seat=row.membership.seat,
        base=Fraction(count.total.base),
        total=count.total.total,
        pieces=pieces_of(count, own),
        votes=votes,
        bars=tuple(bars),
        self_total=sheet.self_total,
    )


def _proposals(ranking):
    if ranking is None:
        return {}
    return dict(Proposal.objects.filter(ranking=ranking).order_by("pk").values_list("membership_id", "kind"))


def _addresses(sheets):
    """dict membership id → address of its sheet."""
    try:
        return {sheet.membership_id: reverse("clusters:sheet-detail", args=[sheet.pk]) for sheet in sheets}
    except NoReverseMatch:
        return {}


def stored_board(ranking, year):
    """A ranking as it was published, from its own rows; what happened to sheets since does not show."""
    table = ranking.table
    groups = groups_of(criteria_of([table.pk])[table.pk])
    standard = sum((group.maximum for group in groups), Fraction(0))
    on = timezone.localdate(ranking.published_at)
    found = list(RankingRow.objects.filter(ranking=ranking).order_by("position", "pk"))
    members = rows(with_units().filter(pk__in=[row.membership_id for row in found]), on=on)
    names = {member.membership.pk: member for member in members}
    placed = []
    for row in found:
        member = names[row.membership_id]
        entry = Entry(
            key=row.membership_id,
            name=member.name,
            seat=member.membership.seat,
            base=Fraction(row.base),
            total=row.total,
            pieces=tuple(unpacked(values) for values in row.parts),
            votes=row.votes,
            bars=tuple(row.bars),
            self_total=row.self_total,
        )
        placed.append(Placed(entry, row.place, row.position, row.score, standard / Fraction(row.base), row.tie))
    apart = tuple((None, one["name"], one["reason"]) for one in ranking.apart)
    cast = ranking.vote.voters.filter(has_voted=True).count() if ranking.vote else 0
    sheets = ScoreSheet.objects.filter(membership__in=list(names)).order_by("pk")
    return Board(
        year, table, groups, standard, tuple(placed), apart, ranking.vote, cast, ranking, _proposals(ranking),
        {row.membership_id: row.explanation for row in found}, _addresses(sheets),
    )  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Earlier:
    """Places in earlier published years of the cluster: years newest first, one line per member of today."""

    years: tuple
    lines: tuple  # (name, ((place, of how many) or None per year))


def earlier_places(year, user, *, on):
    """What the members reached in earlier years of the same cluster this person may open; by unit, not by name."""
    visible = ClusterYear.objects.visible_to(user).filter(cluster=year.cluster_id, year__lt=year.year)
    found = RankingRow.objects.filter(ranking__state=RankingState.PUBLISHED, ranking__year__in=visible.values("pk"))
    found = list(found.select_related("ranking__year", "membership").order_by("-ranking__year__year", "position", "pk"))
    if not found:
        return Earlier((), ())
    years = tuple(dict.fromkeys(row.ranking.year.year for row in found))
    size = {calendar: sum(row.ranking.year.year == calendar for row in found) for calendar in years}
    places = {(row.membership.unit_id, row.membership.outside_id, row.ranking.year.year): row.place for row in found}
    lines = []
    for member in rows(with_units().filter(year=year, left_on__isnull=True), on=on):
        who = (member.membership.unit_id, member.membership.outside_id)
        reached = tuple((places[*who, y], size[y]) if (*who, y) in places else None for y in years)
        lines.append((member.name, reached))
    return Earlier(years, tuple(lines))


def withdrawn_of(year):
    """Rankings that were opened again, newest first."""
    found = Ranking.objects.filter(year=year, state=RankingState.WITHDRAWN)
    return list(found.select_related("table", "vote", "published_by").order_by("-number", "pk"))
