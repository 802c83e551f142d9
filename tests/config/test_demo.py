"""The demo world: made by the services, the same each time, and nobody in it exists."""

import datetime
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from awards.forwarding.models import Forwarded
from awards.fund.queries import totals
from awards.registry.models import Decision, Grant, GrantChange, Recipient
from campaigns.models import RegistrationRound, ResultRound
from config.demo import TODAY
from config.demo.names import Names
from core import clock, journal
from core.models import Notice, Transition
from plans.models import AnnualPlan, ReportRound, TargetRound
from plans.queries.filing_boards import board_counts
from plans.queries.unit_plans import plans_of
from plans.views.filing_rounds import filings_of
from tests.journeys.worlds import DEMO, copy
from units.demo import ORDER
from units.models import User
from units.queries import demo_accounts


@pytest.fixture(autouse=True)
def _no_production(settings):
    """The demo world is for evaluation, on either database."""
    settings.PRODUCTION = False


@pytest.fixture
def loaded(made_worlds, tmp_path, django_db_blocker):
    """The world the journeys walk through, on a copy of its own: it takes a minute to make."""
    database, usual = tmp_path / "demo.sqlite3", connection.settings_dict["NAME"]
    copy(made_worlds / DEMO, database)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = str(database)
        yield
        connection.close()
        connection.settings_dict["NAME"] = usual


@pytest.mark.slow
@pytest.mark.once  # the world is made on SQLite
def test_the_world_stands_where_the_documents_say(loaded):
    staff = demo_accounts(TODAY)[0].user
    board = board_counts(plans_of(2022, staff), on=TODAY)
    plan = AnnualPlan.objects.get()

    shown = {key: board.count(key) for key in ("tiep-nhan", "da-nop", "tra-lai", "nhap", "chua-nop", "tre")}
    assert shown == {"tiep-nhan": 47, "da-nop": 12, "tra-lai": 4, "nhap": 9, "chua-nop": 9, "tre": 0}
    assert (plan.notation, plan.state, plan.tasks.count()) == ("102/KH-UBND", "issued", 27)
    registered = board_counts(filings_of(TargetRound.objects.get(), staff), on=TODAY)
    shown = {key: registered.count(key) for key in ("tat-ca", "tiep-nhan", "da-nop", "tra-lai", "chua-nop")}
    assert shown == {"tat-ca": 81, "tiep-nhan": 25, "da-nop": 12, "tra-lai": 4, "chua-nop": 40}
    assert not ReportRound.objects.get().is_open
    taking_part = board_counts(filings_of(RegistrationRound.objects.get(), staff), on=TODAY)
    shown = {key: taking_part.count(key) for key in ("tat-ca", "tiep-nhan", "tra-lai", "nhap", "chua-nop", "tre")}
    assert shown == {"tat-ca": 43, "tiep-nhan": 34, "tra-lai": 2, "nhap": 3, "chua-nop": 4, "tre": 12}
    reported = [board_counts(filings_of(one, staff), on=TODAY).all for one in ResultRound.objects.order_by("pk")]
    assert [(counts.sent, counts.total) for counts in reported] == [(17, 20), (8, 43)]
    assert [post.role for post in demo_accounts(TODAY)] == list(ORDER)
    assert not User.objects.exclude(demo=True).exists()
    assert Notice.objects.filter(kind="plans.unit-plan", state="sent", step=-7).count() > 0
    assert max(Transition.objects.values_list("at", flat=True)).date() < TODAY
    assert journal.verify(at=clock.now()).faults == []
    book_stands()


def book_stands():
    """The book of awards: decisions by level and state, awards that hold, and two people of one name and work."""
    decisions = Counter(Decision.objects.values_list("level", "state"))
    assert decisions == {
        ("province", "entered"): 6,
        ("state", "entered"): 3,
        ("base", "entered"): 1,
        ("province", "draft"): 1,
    }
    standing = Grant.objects.standing()
    awards = {"BK_TINH": 44, "CO_TINH": 20, "CSTDT": 6, "GK_SO": 6, "CO_CP": 1, "BK_TTG": 2, "HCLD3": 1}
    assert Counter(standing.values_list("award", flat=True)) == awards
    year = standing.filter(decision__decided_on__year=2021, decision__level="province")
    assert Counter(year.values_list("kind", flat=True)) == {"individual": 18, "collective": 10, "household": 2}
    assert Counter(GrantChange.objects.values_list("kind", flat=True)) == {"correction": 1, "revocation": 1}
    assert (Grant.objects.count(), Recipient.objects.count()) == (91, 84)
    assert Recipient.objects.filter(name="Lường Thị Xôm").count() == 2
    outcomes = Counter(Forwarded.objects.values_list("outcome", flat=True))
    assert outcomes == {"waiting": 7, "granted": 3, "refused": 1, "withdrawn": 1}
    left = {(one.unit.code, one.fund.year): one.balance for year in (2021, 2022) for one in totals(year)}
    assert left == {("UBND-TINH", 2021): 174_250_000, ("UBND-TINH", 2022): 1_388_030_000, ("099", 2022): 158_250_000}


def test_it_is_not_loaded_beside_real_people(world):
    with pytest.raises(CommandError, match="bản cài trống"):
        call_command("load_demo")


def test_it_is_not_loaded_into_production(db, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="bản cài chính thức"):
        call_command("load_demo")


def test_names_are_the_same_each_time_and_never_twice():
    first, again = Names(102), Names(102)
    row = [first.next() for _ in range(200)]

    assert row == [again.next() for _ in range(200)]
    assert len(set(row)) == 200


def test_a_replay_says_its_own_moment_and_ends(settings):
    settings.THIDUA_TODAY = None
    at = datetime.datetime(2022, 1, 14, 17, 30, tzinfo=datetime.UTC)  # 00:30 on the 15th in Điện Biên

    with clock.replay(at):
        inside = clock.now(), clock.today()

    assert inside == (at, datetime.date(2022, 1, 15))
    assert clock.simulated() is None
