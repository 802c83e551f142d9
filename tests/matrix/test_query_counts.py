"""No list asks the database more often because it is longer: every list and detail page at six rows and at sixty.

The pages are asked by a staff member and by a unit's officer; where neither may go, by whoever may. Apps prove what is
special to their pages beside them; here nobody is forgotten.
"""

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import journal
from plans.models import PlanDuty
from plans.services import activities as activity_services
from plans.services import targets as target_services
from plans.services import unit_plan_rounds as rounds
from tests.factories import cast
from tests.factories import reports as make_reports
from tests.factories import targets as make_targets
from tests.factories import unit_plans as make
from tests.matrix import (
    growing,
    growing_awards,
    growing_campaigns,
    growing_clusters,
    growing_covenants,
    growing_duplicates,
    growing_exemplars,
    growing_forwarding,
    growing_fund,
    growing_papers,
    growing_participation,
    growing_score_sheets,
    growing_votes,
)
from tests.matrix.stage import planned
from tests.plans.annual import plan_led_by
from tests.support.client import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FEW, MANY = 6, 60  # six: one unit plan in each state; sixty: more than a page of any list
BOTH = ("hanh", "lan")


@dataclasses.dataclass(frozen=True)
class Listed:
    """One page: its name, arguments, query, and who asks."""

    name: str
    args: tuple = ()
    query: str = ""
    people: tuple = BOTH


STAFF, ADMIN = ("hanh",), ("admin",)
PAGES = [
    Listed("home"),
    Listed("duty-list"),
    Listed("core:search", query="?q=lo+van"),
    Listed("core:search-suggest", query="?q=phong"),
    Listed("core:search-suggest", query="?q=lam+viec"),
    Listed("core:notice-list"),
    Listed("core:notice-bell"),
    Listed("core:calendar"),
    Listed("core:delivery-list", people=("hanh", "admin")),
    Listed("core:mailbox", people=ADMIN),
    Listed("core:journal-list", people=("thang", "ha")),
    Listed("core:reminder-rules", people=STAFF),
    Listed("core:reminder-preview", query="?days=60", people=STAFF),
    Listed("units:unit-list"),
    Listed("units:unit-tree"),
    Listed("units:unit-export"),
    Listed("units:unit-detail", ("unit",)),
    Listed("units:user-list"),
    Listed("units:user-export", people=STAFF),
    Listed("units:rights-on-day"),
    Listed("units:rights-export"),
    Listed("plans:plan-list"),
    Listed("plans:plan-import", people=STAFF),
    Listed("plans:plan-detail", ("year",)),
    Listed("plans:plan-export", ("year",)),
    Listed("plans:plan-clone", ("year",), people=STAFF),
    Listed("plans:plan-close", ("year",), people=STAFF),
    Listed("plans:task-detail", ("task",)),
    Listed("plans:activity-list"),
    Listed("plans:activity-export"),
    Listed("plans:activity-detail", ("activity",)),
    Listed("plans:activity-edit", ("activity",), people=STAFF),
    Listed("plans:activity-result", ("activity",), people=STAFF),
    Listed("plans:my-unit-plan"),
    Listed("plans:unit-plan-board", ("year",), "?muc=tat-ca"),
    Listed("plans:unit-plan-export", ("year",), "?muc=tat-ca"),
    Listed("plans:unit-plan-remind", ("year",), people=STAFF),
    Listed("plans:unit-plan-extend", ("year",), people=STAFF),
    Listed("plans:unit-plan-open", ("year",), people=STAFF),
    Listed("plans:unit-plan-report-page", ("year",), people=STAFF),
    Listed("plans:unit-plan-detail", ("own",)),
    Listed("plans:unit-plan-detail", ("own",), "?tab=y-kien"),
    Listed("plans:unit-plan-detail", ("own",), "?tab=lich-su"),
    Listed("plans:unit-plan-edit", ("own",), people=("lan",)),
    Listed("plans:report-round-list"),
    Listed("plans:report-round-detail", ("round",)),
    Listed("plans:my-unit-report"),
    Listed("plans:report-round-board", ("round",), "?muc=tat-ca"),
    Listed("plans:report-round-export", ("round",), "?muc=tat-ca"),
    Listed("plans:report-round-remind", ("round",), people=STAFF),
    Listed("plans:report-round-extend", ("round",), people=STAFF),
    Listed("plans:report-round-open", ("round",), people=STAFF),
    Listed("plans:report-round-rollup", ("round",), people=STAFF),
    Listed("plans:report-round-rollup-export", ("round",), people=STAFF),
    Listed("plans:report-round-report", ("round",), people=STAFF),
    Listed("plans:unit-report-detail", ("own_report",)),
    Listed("plans:unit-report-detail", ("own_report",), "?tab=y-kien"),
    Listed("plans:unit-report-detail", ("own_report",), "?tab=lich-su"),
    Listed("plans:unit-report-edit", ("own_report",), people=("lan",)),
    Listed("plans:target-list"),
    Listed("plans:my-target-registration"),
    Listed("plans:target-round-board", ("year",), "?muc=tat-ca"),
    Listed("plans:target-round-export", ("year",), "?muc=tat-ca"),
    Listed("plans:target-round-remind", ("year",), people=STAFF),
    Listed("plans:target-round-extend", ("year",), people=STAFF),
    Listed("plans:target-round-open", ("year",), people=STAFF),
    Listed("plans:target-round-rollup", ("year",), people=STAFF),
    Listed("plans:target-round-rollup-export", ("year",), people=STAFF),
    Listed("plans:target-round-province-issue", ("year",), people=STAFF),
    Listed("plans:target-registration-detail", ("own_registration",)),
    Listed("plans:target-registration-detail", ("own_registration",), "?tab=y-kien"),
    Listed("plans:target-registration-detail", ("own_registration",), "?tab=lich-su"),
    Listed("plans:target-registration-edit", ("own_registration",), people=("lan",)),
    *(
        listed
        for code, collected, round_code in (
            ("registration", "registration_round", "registration-round"),
            ("campaign-report", "result_round", "result-round"),
        )
        for listed in (
            Listed(f"campaigns:{round_code}-list"),
            Listed(f"campaigns:my-{code}"),
            Listed(f"campaigns:{round_code}-create", ("asked",), people=STAFF),
            Listed(f"campaigns:{round_code}-board", (collected,), "?muc=tat-ca"),
            Listed(f"campaigns:{round_code}-export", (collected,), "?muc=tat-ca"),
            Listed(f"campaigns:{round_code}-remind", (collected,), people=STAFF),
            Listed(f"campaigns:{round_code}-extend", (collected,), people=STAFF),
            Listed(f"campaigns:{round_code}-open", (collected,), people=STAFF),
            Listed(f"campaigns:{code}-detail", (f"for_{code}",)),
            Listed(f"campaigns:{code}-detail", (f"for_{code}",), "?tab=y-kien"),
            Listed(f"campaigns:{code}-detail", (f"for_{code}",), "?tab=lich-su"),
            Listed(f"campaigns:{code}-edit", (f"for_{code}",), people=("lan",)),
        )
    ),
    Listed("campaigns:campaign-detail", ("asked",), "?tab=tham-gia"),
    Listed("campaigns:campaign-detail", ("asked",), "?tab=ket-qua"),
    Listed("campaigns:campaign-waiting", people=STAFF),
    Listed("campaigns:registration-rollup", ("asked",)),
    Listed("campaigns:result-rollup", ("asked",)),
    Listed("core:search", query="?q=phong+trao+2022"),
    Listed("core:search", query="?q=cum+so"),
    Listed("core:search", query="?q=phong+trao+lon"),
    Listed("campaigns:campaign-list"),
    Listed("campaigns:campaign-list", query="?muc=da-tong-ket&nam=2022&q=lon"),
    Listed("campaigns:campaign-list", query="?muc=nhap"),
    Listed("campaigns:campaign-export"),
    Listed("campaigns:campaign-detail", ("campaign",)),
    Listed("campaigns:campaign-detail", ("campaign",), "?tab=tieu-bieu"),
    Listed("campaigns:campaign-detail", ("campaign",), "?tab=van-ban"),
    Listed("campaigns:campaign-detail", ("campaign",), "?tab=lich-su"),
    Listed("campaigns:campaign-edit", ("campaign",), people=STAFF),
    Listed("campaigns:campaign-create-own", people=("lan",)),
    Listed("campaigns:campaign-paper", ("campaign",), people=STAFF),
    Listed("clusters:cluster-list"),
    Listed("clusters:cluster-export"),
    Listed("clusters:cluster-detail", ("cluster",)),
    Listed("clusters:cluster-members", ("cluster",), people=STAFF),
    Listed("clusters:cluster-member-add", ("cluster",), "?q=so", people=STAFF),
    Listed("clusters:cluster-followers", ("cluster",), people=STAFF),
    Listed("clusters:cluster-tasks", ("year",), people=STAFF),
    Listed("clusters:cluster-open", ("next_year",), people=STAFF),
    Listed("clusters:table-of-year", ("writing_year",)),
    Listed("clusters:table-detail", ("score_table",)),
    Listed("clusters:table-freeze", ("score_table",), people=STAFF),
    Listed("clusters:table-export", ("score_table",)),
    Listed("clusters:table-maxima", ("score_table",), people=STAFF),
    Listed("clusters:criterion-create", ("score_table",), people=STAFF),
    Listed("clusters:covenant-detail", ("writing_year",)),
    Listed("clusters:covenant-detail", ("signing_year",)),
    Listed("clusters:covenant-edit", ("writing_year",), people=STAFF),
    Listed("clusters:covenant-open", ("writing_year",), people=STAFF),
    Listed("clusters:covenant-ceremony", ("signing_year",), people=STAFF),
    Listed("clusters:covenant-conclude", ("signing_year",), people=STAFF),
    Listed("clusters:vote-of-year", ("voting_year",)),
    Listed("clusters:vote-open", ("scored_year",), people=STAFF),
    Listed("clusters:vote-detail", ("vote",)),
    Listed("clusters:vote-cast", ("vote",), people=("binh",)),
    Listed("clusters:cross-edit", ("scored_year",), people=("lan",)),
    Listed("clusters:cross-overview", ("scored_year",), people=STAFF),
    Listed("clusters:ranking-detail", ("scored_year",)),
    Listed("clusters:ranking-detail", ("published_year",)),
    Listed("clusters:ranking-export", ("published_year",)),
    Listed("clusters:ranking-proposals", ("scored_year",)),
    Listed("clusters:ranking-publish", ("scored_year",), people=STAFF),
    Listed("clusters:session-list", ("cluster",)),
    Listed("clusters:session-detail", ("session",)),
    Listed("clusters:session-edit", ("session",), people=STAFF),
    Listed("clusters:session-minutes", ("session",), people=STAFF),
    Listed("clusters:paper-detail", ("paper",)),
    Listed("clusters:summary-detail", ("scoring_year", "form_01")),
    Listed("clusters:summary-detail", ("scoring_year", "form_05"), people=STAFF),
    Listed("clusters:summary-fill", ("scoring_year", "form_01"), people=STAFF),
    Listed("clusters:sheet-list", ("scoring_year",)),
    Listed("clusters:sheets-export", ("scoring_year",)),
    Listed("clusters:sheet-detail", ("sheet_to_verify",)),
    Listed("clusters:sheet-detail", ("own_sheet",), people=("lan",)),
    Listed("clusters:sheet-edit", ("own_sheet",), people=("lan",)),
    Listed("clusters:sheet-edit", ("sheet_to_verify",), people=("lan",)),
    Listed("campaigns:exemplar-list"),
    Listed("campaigns:exemplar-list", query="?state=found"),
    Listed("campaigns:exemplar-export"),
    Listed("campaigns:exemplar-detail", ("exemplar",)),
    Listed("campaigns:exemplar-edit", ("exemplar",)),
    Listed("campaigns:exemplar-pictures", ("exemplar",), people=STAFF),
    Listed("campaigns:exemplar-targets", people=STAFF),
    Listed("campaigns:exemplar-public-list"),
    Listed("campaigns:exemplar-public", ("exemplar_slug",)),
    Listed("core:search", query="?q=van+guong"),
    Listed("awards:grant-list"),
    Listed("awards:grant-list", query="?kind=individual&state=revoked&q=lo+van&year=2021"),
    Listed("awards:grant-list", query="?state=draft", people=STAFF),
    Listed("awards:decision-list"),
    Listed("awards:decision-list", query="?state=entered&q=qd"),
    Listed("awards:decision-detail", ("entered_decision",)),
    Listed("awards:decision-detail", ("draft_decision",), people=STAFF),
    Listed("awards:decision-step", ("draft_decision", "enter"), people=STAFF),
    Listed("awards:grant-add", ("draft_decision",), "?q=lo+van", people=STAFF),
    Listed("awards:grant-correct", ("grant",), people=STAFF),
    Listed("awards:recipient-list"),
    Listed("awards:recipient-list", query="?kind=individual&q=lo+van"),
    Listed("awards:recipient-detail", ("recipient",)),
    Listed("core:search", query="?q=van+so"),
    Listed("awards:grant-export"),
    Listed("awards:grant-import", people=STAFF),
    Listed("awards:decision-export", ("entered_decision",)),
    Listed("awards:decision-lines-import", ("draft_decision",), people=STAFF),
    Listed("awards:recipient-duplicates", people=STAFF),
    Listed("awards:recipient-duplicates", query="?muc=xa&kind=individual&q=vi", people=STAFF),
    Listed("awards:forwarding-list", people=STAFF),
    Listed("awards:forwarding-list", query="?show=waiting&year=2022&q=lo+van", people=STAFF),
    Listed("awards:forwarding-list", query="?show=granted", people=("ha",)),
    Listed("awards:forwarding-detail", ("sent_letter",), people=("hanh", "ha")),
    Listed("awards:forwarding-detail", ("draft_letter",), people=STAFF),
    Listed("awards:forwarding-link", ("sent_letter",), people=STAFF),
    Listed("awards:forwarding-line-add", ("draft_letter",), "?q=trinh", people=STAFF),
    Listed("awards:forwarding-answer", ("sent_letter", "sent_line"), people=STAFF),
    Listed("core:search", query="?q=van+trinh"),
    Listed("awards:fund-list", query="?nam=2022"),
    Listed("awards:fund-open", people=STAFF),
    Listed("awards:fund-detail", ("fund",)),
    Listed("awards:fund-export", ("fund",)),
]
ASKED = [(page, name) for page in PAGES for name in page.people]


def _returned(world, factory):
    """The year's round of this kind, and the department's filing in it, returned for correction."""
    factory.season(world)
    filing = factory.filing_of(world.stp)
    return factory.in_state(filing, "returned", by=world.lan, head=world.binh, staff=world.hanh)


@pytest.fixture(scope="module")
def queries(whole_module):
    """(page, name) → the statements at few rows and at many."""
    world = cast.world()
    plan = plan_led_by(world, count=2)
    duty = PlanDuty.objects.create(plan=plan, section="IV.5", text="Gửi", due_date="2022-03-15", before=True)
    duty.refresh_from_db()
    collected = rounds.open_round(plan, duty, [world.stp, world.syt], by=world.hanh, at=make.moment(14, month=1))
    own = make.returned(make.plan_of(world.stp), by=world.lan, head=world.binh, staff=world.hanh)
    own_report = _returned(world, make_reports)
    own_registration = _returned(world, make_targets)
    of_province = target_services.start_for_province(
        own_registration.round, world.province, by=world.hanh, at=make.moment(2)
    )
    make_targets.filed(of_province, by=world.hanh, head=world.thang)
    task = plan.tasks.order_by("position").first()
    activity = planned(world, "Hội nghị", [world.stp])
    activity_services.take_activity_step(activity, "announce", by=world.hanh, at=make.moment(8))
    campaign = growing_campaigns.begin(world)
    cluster = growing_clusters.begin(world)
    pacts = growing_covenants.begin(world)
    polls = growing_votes.begin(world)
    exemplar = growing_exemplars.begin(world)
    book = growing_awards.begin(world)
    letters, fund = growing_forwarding.begin(world), growing_fund.begin(world)
    session, paper = growing_papers.begin(world, cluster)
    sheets = growing_score_sheets.begin(world)
    values = {
        "unit": world.stp.pk,
        "year": 2022,
        "task": task.pk,
        "activity": activity.pk,
        "own": own.pk,
        "own_report": own_report.pk,
        "round": own_report.round_id,
        "own_registration": own_registration.pk,
        "campaign": campaign.pk,
        "cluster": cluster.pk,
        "writing_year": pacts[0].pk,
        "score_table": pacts[1].pk,
        "signing_year": pacts[2].pk,
        "scoring_year": sheets[0].pk,
        "form_01": "01",
        "form_05": "05",
        "own_sheet": sheets[1].pk,
        "sheet_to_verify": sheets[2].pk,
        "voting_year": polls.voting.pk,
        "vote": polls.vote.pk,
        "scored_year": polls.scored.pk,
        "published_year": polls.published.pk,
        "session": session.pk,
        "paper": paper.pk,
        "exemplar": exemplar.pk,
        "exemplar_slug": exemplar.slug,
        "next_year": 2023,
        "sent_letter": letters[0].pk,
        "sent_line": letters[1].pk,
        "draft_letter": letters[2].pk,
        "fund": fund[0].pk,
        "entered_decision": book.entered.pk,
        "draft_decision": book.draft.pk,
        "enter": "enter",
        "grant": book.grant.pk,
        "recipient": book.recipient.pk,
    }
    for_campaign, on_campaign = growing_participation.begin(world)
    values |= {
        "asked": for_campaign.round.campaign_id,
        "registration_round": for_campaign.round_id,
        "result_round": on_campaign.round_id,
        "for_registration": for_campaign.pk,
        "for_campaign-report": on_campaign.pk,
    }
    clients = {name: signed_in(world.people[name]) for page in PAGES for name in page.people}

    def grow(start, stop):
        mine = {"report": own_report, "registration": own_registration}
        growing.grow(world, collected, task, activity, own, **mine, start=start, stop=stop)
        growing_campaigns.grow(world, campaign, task, start, stop)
        growing_clusters.grow(world, cluster, start, stop)
        growing_covenants.grow(world, pacts, start, stop)
        growing_votes.grow(world, polls, start, stop)
        growing_papers.grow(cluster, session, start, stop)
        growing_score_sheets.grow(world, sheets, start, stop)
        growing_exemplars.grow(world, exemplar, start, stop)
        growing_forwarding.grow(world, letters[0], letters[2], start, stop)
        growing_fund.grow(world, fund[0], start, stop)
        growing_awards.grow(world, book, start, stop)
        growing_duplicates.grow(world, book, start, stop)
        growing_participation.grow(world, for_campaign, on_campaign, start, stop)
        for n in range(start, stop):
            journal.record("activity.hold", by=world.hanh, at=make.moment(8), subject=activity, detail={"n": n})

    def asked(page, name):
        address = reverse(page.name, args=[values[key] for key in page.args]) + page.query
        connection.queries_log.clear()  # it holds 9,000, and all pages together need more
        with CaptureQueriesContext(connection) as captured:
            assert clients[name].get(address).status_code == 200, (name, address)
        return [query["sql"] for query in captured]

    # The shorter of two counts: what a process keeps for a minute is read now and then.
    grow(0, FEW)
    few = {case: min(asked(*case), asked(*case), key=len) for case in ASKED}
    grow(FEW, MANY)
    many = {case: asked(*case) for case in ASKED}
    longer = [case for case in ASKED if len(many[case]) > len(few[case])]
    many |= {case: min(asked(*case), asked(*case), key=len) for case in longer}
    return {case: (few[case], many[case]) for case in ASKED}


@pytest.mark.parametrize(("page", "name"), ASKED, ids=[f"{p.name}{p.query}-{name}" for p, name in ASKED])
def test_the_same_number_of_queries_for_few_and_for_many_rows(queries, page, name):
    few, many = queries[page, name]

    assert len(many) == len(few), f"{len(few)} → {len(many)}: {sorted(set(many) - set(few))[:3]}"
