"""Facts offered beside criteria: right, in a fixed number of queries, and never wider than what the reader may know; and
what is owed by when."""

import datetime

import pytest
from django.utils import timezone

from campaigns.models import CampaignHonour
from clusters.enums import FactKind, MilestoneKind, RankingState, SheetState
from clusters.models import Milestone, Proposal, Ranking, RankingRow, ScoreSheet
from clusters.queries.facts import PROVIDERS, band_of, facts_for
from clusters.services import members
from core.obligations import of_kind
from plans.models import UnitReport
from tests.factories import campaigns as make_campaigns
from tests.factories import clusters as make
from tests.factories import exemplars as make_exemplars
from tests.factories import reports as make_reports
from tests.factories import scoring
from tests.factories import unit_plans as make_plans

DAY = datetime.date
ON = make.TODAY
F = FactKind


def told(user, unit, kind, *, year=2022, on=ON):
    return [fact.text for fact in facts_for(user, [unit.pk], year, [kind], on=on)[kind].get(unit.pk, [])]


def test_every_kind_of_fact_has_a_provider():
    assert set(PROVIDERS) == set(FactKind)


def test_the_unit_plan_is_on_time_late_or_missing_by_days(world):
    make_plans.season(world)
    plan = make_plans.plan_of(world.stp)
    make_plans.filed(plan, by=world.lan, head=world.binh, at=make_plans.moment(4))

    assert told(world.hanh, world.stp, F.UNIT_PLAN) == ["Kế hoạch năm 2022: gửi ngày 04/3/2022, trước hạn 10 ngày."]
    assert told(world.hanh, world.syt, F.UNIT_PLAN) == ["Kế hoạch năm 2022: chưa gửi, còn hạn đến hết ngày 14/3/2022."]
    assert told(world.hanh, world.syt, F.UNIT_PLAN, on=DAY(2022, 3, 20)) == [
        "Kế hoạch năm 2022: chưa gửi, đã trễ 6 ngày."
    ]


def test_a_fact_is_never_wider_than_what_the_reader_may_know(world):
    make_plans.season(world)

    assert told(world.lan, world.stp, F.UNIT_PLAN) != []
    assert told(world.hoa, world.stp, F.UNIT_PLAN) == []
    assert told(world.root, world.stp, F.UNIT_PLAN) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, ""),
        (4, ""),
        (5, "5 đến dưới 10 ngày"),
        (9, "5 đến dưới 10 ngày"),
        (10, "10 đến dưới 15 ngày"),
        (14, "10 đến dưới 15 ngày"),
        (15, "từ 15 ngày trở lên"),
    ],
)
def test_days_late_fall_into_the_bands_of_the_draft_guide(days, words):
    assert band_of(days) == words


def test_a_late_report_tells_its_days_and_its_band(world):
    make_reports.season(world)
    report = make_reports.filing_of(world.stp)
    late = timezone.make_aware(datetime.datetime.combine(report.due_on, datetime.time(9))) + datetime.timedelta(days=7)
    UnitReport.objects.filter(pk=report.pk).update(first_filed_at=late, state="filed")

    (fact,) = told(world.hanh, world.stp, F.REPORTS)

    assert fact.endswith(", trễ 7 ngày (thuộc mức chậm 5 đến dưới 10 ngày).")


def test_only_closed_campaigns_and_exemplars_of_the_year_count(world):
    running = make_campaigns.campaign("Phong trào đang chạy")
    closed = make_campaigns.campaign("Phong trào đã xong", state="closed", closed_on=DAY(2022, 2, 1))
    for one in (running, closed):
        CampaignHonour.objects.create(
            campaign=one, position=1, object="collective", name="Phòng Tổ chức", unit=world.stp, achievement="Giỏi"
        )
    make_exemplars.in_state("recognised", world.stp, by=world.lan, staff=world.hanh, name="Lò Văn Muôn")

    assert told(world.hanh, world.stp, F.CAMPAIGNS) == ["Tiêu biểu của phong trào “Phong trào đã xong”: Phòng Tổ chức."]
    assert told(world.hanh, world.stp, F.EXEMPLARS) == ["1 điển hình được công nhận: Lò Văn Muôn."]
    assert told(world.hanh, world.stp, F.EXEMPLARS, year=2023) == []


def test_places_and_proposals_come_from_published_years_the_reader_may_open(world):
    past = make.running(world, "Khối năm trước", world.stp, world.snv, year=2021)
    table = scoring.table(past)
    ranking = Ranking.objects.create(year=past, table=table, state=RankingState.DRAFT, updated_at=make.NOW)
    member = make.membership_of(past, world.stp)
    row = {"position": 2, "place": 2, "total": 1, "base": 1, "score": 1}
    RankingRow.objects.create(ranking=ranking, membership=member, **row)
    Proposal.objects.create(ranking=ranking, membership=member, kind="certificate")
    assert told(world.lan, world.stp, F.AWARDS) == []

    Ranking.objects.filter(pk=ranking.pk).update(state=RankingState.PUBLISHED)

    said = ["Khối năm trước năm 2021: hạng 2, được đề nghị Bằng khen."]
    assert told(world.lan, world.stp, F.AWARDS) == told(world.hanh, world.stp, F.AWARDS) == said
    assert told(world.hoa, world.stp, F.AWARDS) == []


# What is owed ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def waiting(world):
    """A bloc led by Sở Tư pháp with a sheet in each of three states, self-scoring and tổng kết dated."""
    year = make.running(world, "Khối nội chính", world.stp, world.syt, world.snv, head=world.stp)
    table = scoring.table(year)
    for body, state in ((world.stp, SheetState.SELF), (world.syt, SheetState.VERIFYING), (world.snv, "assessing")):
        scoring.sheet(make.membership_of(year, body), table, state=state)
    Milestone.objects.filter(year=year, kind=MilestoneKind.SELF_SCORE).update(due_date=DAY(2022, 3, 15), before=True)
    return make.fresh(year)


def owed(kind):
    return [(duty.title, duty.due_on, set(duty.people)) for duty in of_kind(kind, on=ON)]


def test_a_sheet_not_sent_is_owed_by_its_unit_and_sheets_that_wait_by_who_judges(world, waiting):
    name = "Khối nội chính năm 2022"
    assert owed("clusters.self-score") == [(f"Phiếu tự chấm điểm: {name}", DAY(2022, 3, 14), {world.lan.pk})]
    assert owed("clusters.verify-sheets") == [
        (f"Thẩm định phiếu chấm điểm: {name}", DAY(2023, 1, 31), {world.lan.pk, world.binh.pk})
    ]
    assert owed("clusters.assess-sheets") == [
        (f"Chấm và chốt phiếu: {name}", DAY(2023, 1, 31), {world.hanh.pk, world.thang.pk})
    ]


def test_without_a_day_nothing_is_owed_and_who_left_owes_nothing(world, waiting):
    ScoreSheet.objects.filter(membership__unit=world.stp).update(version=1)
    members.remove_member(
        make.membership_of(waiting, world.stp), left_on=ON, reason="Chuyển khối", by=world.hanh, at=make.NOW
    )
    assert owed("clusters.self-score") == []

    Milestone.objects.filter(year=waiting).update(due_date=None)

    assert owed("clusters.verify-sheets") == owed("clusters.assess-sheets") == []


def test_waiting_for_the_head_is_the_heads_duty_under_the_same_title(world, waiting):
    before = owed("clusters.self-score")[0][0]
    sheet = ScoreSheet.objects.filter(membership__unit=world.stp)
    sheet.delete()
    scoring.sheet(make.membership_of(waiting, world.stp), waiting.score_tables.get(), state=SheetState.CONFIRMING)

    assert owed("clusters.self-score") == [(before, DAY(2022, 3, 14), {world.binh.pk})]
