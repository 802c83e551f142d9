"""Clusters at the size the product must carry: 20 of 14 members with 40 criteria, ten years. Bulk rows, no services.

The years before the last are ranked and published; of the last one every sheet is final and the ranking is computed.
"""

from decimal import Decimal

from django.utils import timezone

from clusters.enums import CriterionKind as K
from clusters.enums import MemberRole, MilestoneKind, Scorer, SheetState, Stage, TableState, TieRule
from clusters.models import (
    Cluster,
    ClusterYear,
    Criterion,
    CriterionGroup,
    LineScore,
    Membership,
    Milestone,
    ScoreLine,
    ScoreSheet,
    ScoreTable,
)
from core.text import fold, sort_key

CLUSTERS, MEMBERS = 20, 14
YEARS = range(2013, 2023)
# symbol, name, number of criteria, maximum of each
GROUPS = (("I", "Kinh tế - xã hội", 16, 40), ("II", "Chấp hành pháp luật", 8, 25), ("III", "Công tác thi đua", 8, 20))
EXTRA = (("T", "Điểm thưởng", K.BONUS, 3, 5), ("P", "Điểm trừ", K.PENALTY, 5, 5))  # 40 criteria in all


def seed(units, by):
    """Fill clusters with these units, 280 of them; returns the last year of the first cluster; of another, one sheet is being assessed."""
    at = timezone.now()
    names = [f"Khối thi đua số {number}" for number in range(1, CLUSTERS + 1)]
    clusters = Cluster.objects.bulk_create(
        Cluster(name=name, kind="bloc", position=place, folded=fold(name), sort_key=sort_key(f"{place:03}"))
        for place, name in enumerate(names, 1)
    )
    years = ClusterYear.objects.bulk_create(
        ClusterYear(cluster=cluster, year=year, state="running", flags=2, certificates=1, updated_at=at)
        for year in YEARS
        for cluster in clusters
    )
    Milestone.objects.bulk_create(Milestone(year=year, kind=kind) for year in years for kind in MilestoneKind.values)
    members = Membership.objects.bulk_create(
        Membership(
            year=year,
            unit=units[number % CLUSTERS * MEMBERS + seat],
            role=MemberRole.HEAD if seat == 0 else MemberRole.DEPUTY if seat == 1 else MemberRole.MEMBER,
            deputy_place=1 if seat == 1 else None,
            seat=seat + 1,
            joined_on=year.first_day,
            calendar_year=year.year,
            in_province=True,
        )
        for number, year in enumerate(years)
        for seat in range(MEMBERS)
    )
    criteria = _tables(years, at)
    _sheets(members, criteria, by, at)
    shown = next(year for year in years if year.year == YEARS[-1])
    other = next(m for m in members if m.year.year == YEARS[-1] and m.year_id != shown.pk)
    ScoreSheet.objects.filter(membership=other).update(state=SheetState.ASSESSING)
    return shown


def _tables(years, at):
    """dict year id → criteria of its frozen table, in order."""
    tables = ScoreTable.objects.bulk_create(
        ScoreTable(
            year=year, state=TableState.FROZEN, title=f"Bảng tiêu chí năm {year.year}", frozen_at=at, updated_at=at,
            share_b=Decimal(80), share_c=Decimal(50), share_d=Decimal(0), bonus_cap=Decimal(30),
            tie_rules=[TieRule.PENALTIES, TieRule.VOTES],
        )
        for year in years
    )  # fmt: skip
    plan = [*((symbol, name) for symbol, name, *_ in GROUPS), *((symbol, name) for symbol, name, *_ in EXTRA)]
    groups = CriterionGroup.objects.bulk_create(
        CriterionGroup(table=table, position=place, symbol=symbol, name=name)
        for table in tables
        for place, (symbol, name) in enumerate(plan, 1)
    )
    criteria = Criterion.objects.bulk_create((one for group in groups for one in _criteria(group)), batch_size=2000)
    found = {}
    for one in criteria:
        found.setdefault(one.group.table.year_id, []).append(one)
    return found


def _criteria(group):
    for symbol, name, number, maximum in GROUPS:
        if symbol == group.symbol:
            kinds = [K.HIGHER, K.LOWER, K.GRADED, K.DIRECT]
            for place in range(number):
                kind = kinds[place % 4]
                yield Criterion(
                    group=group, position=place + 1, number=str(place + 1), name=f"{name}: tiêu chí {place + 1}",
                    kind=kind, maximum=Decimal(maximum), rewards_over=kind == K.HIGHER,
                    scorer=Scorer.STANDING if symbol == "III" else Scorer.MEMBER,
                )  # fmt: skip
    for symbol, name, kind, number, maximum in EXTRA:
        if symbol == group.symbol:
            for place in range(number):
                yield Criterion(
                    group=group, position=place + 1, number=str(place + 1), name=f"{name} {place + 1}", kind=kind,
                    maximum=Decimal(maximum),
                )  # fmt: skip


def _sheets(members, criteria, by, at):
    sheets = ScoreSheet.objects.bulk_create(
        (
            ScoreSheet(
                year=member.year,
                membership=member,
                table=criteria[member.year_id][0].group.table,
                state=SheetState.FINAL,
                updated_at=at,
            )
            for member in members
        ),
        batch_size=2000,
    )
    for start in range(0, len(sheets), 280):  # a year at a time
        lines = ScoreLine.objects.bulk_create(
            (
                ScoreLine(sheet=sheet, criterion=one)
                for sheet in sheets[start : start + 280]
                for one in criteria[sheet.year_id]
            ),
            batch_size=5000,
        )
        LineScore.objects.bulk_create(_scores(lines, by, at), batch_size=5000)


def _scores(lines, by, at):
    for number, line in enumerate(lines):
        # A spread that is the same in each run, and differs from member to member.
        less = (line.sheet.membership.seat * 7 + line.criterion.position * 3 + line.sheet.year.year) % 11
        yield LineScore(line=line, stage=Stage.SELF, by=by, at=at, **_values(line.criterion, less))
        if number % 17 == 0 and line.criterion.kind == K.DIRECT:
            yield LineScore(
                line=line, stage=Stage.VERIFIED, by=by, at=at, points=max(Decimal(0), line.criterion.maximum - less - 1),
                reason="Minh chứng chưa đủ",
            )  # fmt: skip


def _values(criterion, less):
    if criterion.kind in (K.HIGHER, K.LOWER):
        return {"plan": Decimal(100), "actual": Decimal(108 - less)}
    if criterion.kind == K.GRADED:
        return {"grade": "ABC"[less % 3]}
    if criterion.kind == K.PENALTY:
        return {"times": 1 if less == 3 else 0}
    return {"points": max(Decimal(0), criterion.maximum - less)}
