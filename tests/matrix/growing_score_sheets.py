"""A year whose department heads it: more and more members with sheets to verify, and one sheet with more and more lines,
changes and evidence."""

from django.contrib.contenttypes.models import ContentType

from clusters.enums import SheetState, Stage
from clusters.models import (
    Criterion,
    LineChange,
    LineScore,
    Membership,
    Proposal,
    Ranking,
    RankingRow,
    ScoreLine,
    ScoreSheet,
)
from core.models import StoredFile
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import units as make_units


def begin(world):
    """(year, the department's own sheet while it scores, a member's sheet to verify)."""
    year = make.running(world, "Cụm của mọi phiếu", world.stp, world.syt, head=world.stp, level="inter")
    table = scoring.table(year)
    for number, fact in enumerate(("awards", "unit_plan", "reports")):
        Criterion.objects.filter(group__table=table, group__symbol="I", number=str(number + 1)).update(fact=fact)
    for symbol, fact in (("II", "campaigns"), ("III", "exemplars")):
        Criterion.objects.filter(group__table=table, group__symbol=symbol).update(fact=fact)
    own = scoring.sheet(make.membership_of(year, world.stp), table, state=SheetState.SELF, by=world.lan)
    other = scoring.sheet(make.membership_of(year, world.syt), table, state=SheetState.VERIFYING, by=world.hoa)
    return year, own, other


def grow(world, sheets, start, stop):
    """Rows number `start` to `stop`: members with a sheet each, and lines of the two sheets with all they may carry."""
    year, own, other = sheets
    numbers = range(start, stop)
    units = make_units.units(*({"name": f"Đơn vị chấm số {n}", "parent": world.province} for n in numbers))
    members = Membership.objects.bulk_create(
        Membership(year=year, unit=unit, seat=50 + n, joined_on=make.FIRST, calendar_year=2022, in_province=False)
        for n, unit in zip(numbers, units, strict=True)
    )
    table = own.table
    ScoreSheet.objects.bulk_create(
        ScoreSheet(year=year, membership=one, table=table, state=SheetState.VERIFYING, updated_at=make.NOW)
        for one in members
    )
    group = table.groups.get(symbol="II")
    criteria = Criterion.objects.bulk_create(
        Criterion(
            group=group, position=100 + n, number=str(100 + n), name=f"Tiêu chí {n}", kind="direct", maximum=10,
            fact=("unit_plan", "reports", "campaigns", "exemplars", "awards")[n % 5],
        )
        for n in numbers
        if n < 3 or n % 30 == 0  # every sheet of the export has every line
    )  # fmt: skip
    owner = ContentType.objects.get_for_model(ScoreLine)
    for sheet in (own, other):
        lines = ScoreLine.objects.bulk_create(ScoreLine(sheet=sheet, criterion=one) for one in criteria)
        LineScore.objects.bulk_create(
            LineScore(line=line, stage=Stage.SELF, points=9, by=world.lan, at=make.NOW) for line in lines
        )
        LineChange.objects.bulk_create(
            LineChange(line=line, stage=Stage.SELF, after={"points": "9"}, by=by, at=make.NOW)
            for line in lines
            for by in (world.lan, world.binh)
        )
        StoredFile.objects.bulk_create(
            StoredFile(
                owner_type=owner, owner_id=line.pk, name=f"{line.pk}.pdf", path=f"uploads/{line.pk}", size=1,
                sha256=f"{line.pk:064}", content_type="application/pdf",
                uploaded_by=(world.lan, world.binh)[line.pk % 2], uploaded_at=make.NOW,
            )
            for line in lines
        )  # fmt: skip
    _past(world, table, numbers)


def _past(world, table, numbers):
    """Published years before, in which both departments were placed."""
    for n in numbers[:2]:
        past = make.running(world, f"Cụm cũ {n}", world.stp, world.syt, year=2021 - n % 2, level="inter")
        ranking = Ranking.objects.create(year=past, table=table, state="published", updated_at=make.NOW)
        for place, member in enumerate(past.memberships.in_order(), 1):
            RankingRow.objects.create(
                ranking=ranking, membership=member, position=place, place=place, total=1, base=1, score=1
            )
            Proposal.objects.create(ranking=ranking, membership=member, kind="flag")
