"""The peer vote: who may, exactly once, nothing before the count; and no table that tells who chose what, or when."""

import datetime
import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection, transaction
from django.urls import reverse

from clusters.enums import VoteState
from clusters.models import Ballot, PeerVote, VoteCandidate, Voter
from clusters.obligations.votes import ballots_due
from clusters.services import votes as services
from clusters.services.members import remove_member
from core.errors import Refused
from core.models import JournalEntry, Notice, Transition
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import votes as factory
from tests.support.client import signed_in as client_for
from units.models import Appointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc(world):
    return factory.bloc(world)


def refused(call, **how):
    with pytest.raises(Refused) as refusal:
        call(**how)
    return str(refusal.value)


# Opening --------------------------------------------------------------------------------------------------------------
def test_the_heads_people_and_the_standing_body_open_a_vote(world, bloc):
    assert factory.opened(world, bloc, by=world.binh).state == VoteState.OPEN
    services.cancel_vote(PeerVote.objects.get(), reason="Nhầm", by=world.hanh, at=make.NOW)

    assert factory.opened(world, bloc, by=world.hanh).number == 2


@pytest.mark.parametrize("who", ["hoa", "dung", "tuan", "do", "ha", "admin", "root"])
def test_nobody_else_opens_one(world, bloc, who):
    assert "Chỉ đơn vị trưởng" in refused(lambda: factory.opened(world, bloc, by=getattr(world, who)))


def test_one_vote_at_a_time(world, bloc):
    factory.opened(world, bloc)

    assert refused(lambda: factory.opened(world, bloc)) == "Đang có một đợt bỏ phiếu. Hãy tải lại trang."


def test_fewer_than_three_voters_are_refused(world, bloc):
    Appointment.objects.filter(user__in=bloc.people.values()).delete()

    assert refused(lambda: factory.opened(world, bloc)) == (
        "Chỉ có 2 thành viên bỏ phiếu được, không giữ được bí mật. "
        "Cần ít nhất 3 thành viên có thủ trưởng trong phần mềm."
    )


def test_a_member_with_a_barring_penalty_is_not_on_the_ballot(world, bloc):
    table = scoring.table(bloc.year)
    scoring.sheet(bloc.members[world.syt.pk], table, scoring.FULL | {"P.2": {"times": 1}})

    vote = factory.opened(world, bloc)

    assert set(vote.candidates.values_list("membership__unit", flat=True)) == {u.pk for u in bloc.units} - {
        world.syt.pk
    }
    assert vote.voters.count() == 4


def test_seats_and_day_must_make_sense(world, bloc):
    assert refused(lambda: factory.opened(world, bloc, seats=5)) == "Mỗi phiếu chọn được từ 1 đến 4 đơn vị."
    late = datetime.date(2022, 3, 7)
    assert "ngày đã qua" in refused(
        lambda: services.open_vote(bloc.year, seats=1, due_on=late, by=world.hanh, at=make.NOW)
    )


# Casting --------------------------------------------------------------------------------------------------------------
def test_a_head_votes_once_for_the_unit(world, bloc):
    vote = factory.opened(world, bloc)
    factory.cast(vote, bloc, world.stp, world.syt)

    assert refused(lambda: factory.cast(vote, bloc, world.stp, world.stp)) == services.ALREADY
    assert [ballot.choices for ballot in Ballot.objects.all()] == [[vote.candidates.get(membership__unit=world.syt).pk]]


@pytest.mark.parametrize("who", ["lan", "hoa", "dung", "hanh", "admin", "root"])
def test_only_the_units_own_head_votes_for_it(world, bloc, who):
    vote = factory.opened(world, bloc)
    call = {"choices": [], "by": getattr(world, who), "at": make.NOW}

    assert "Chỉ thủ trưởng" in refused(lambda: services.cast(factory.voter_of(vote, world.stp), **call))
    assert not Ballot.objects.exists()


def test_too_many_or_unknown_names_are_refused_and_nothing_is_written(world, bloc):
    vote = factory.opened(world, bloc, seats=1)
    other = VoteCandidate.objects.order_by("pk").last().pk + 99

    assert refused(lambda: factory.cast(vote, bloc, world.stp, world.stp, world.syt)) == (
        "Phiếu chọn nhiều nhất 1 đơn vị. Hãy bỏ bớt 1."
    )
    voter = factory.voter_of(vote, world.stp)
    assert "không còn trong danh sách" in refused(
        lambda: services.cast(voter, choices=[other], by=world.binh, at=make.NOW)
    )
    assert not Voter.objects.filter(has_voted=True).exists()


def test_a_member_that_left_has_no_vote_any_more(world, bloc):
    vote = factory.opened(world, bloc)
    remove_member(
        make.membership_of(bloc.year, world.syt), left_on=make.TODAY, reason="Chuyển khối", by=world.hanh, at=make.NOW
    )

    assert "không còn quyền bỏ phiếu" in refused(lambda: factory.cast(vote, bloc, world.syt))
    for unit in (bloc.units[0], *bloc.units[2:]):
        factory.cast(vote, bloc, unit)
    vote.refresh_from_db()
    assert (vote.state, vote.blank) == (VoteState.COUNTED, 3)


def test_the_last_ballot_counts_the_box_and_burns_it(world, bloc):
    """Named: syt by three, stp by one; one blank."""
    vote = factory.counted(world, bloc, [world.syt], [world.syt, world.stp], [world.syt], [])

    votes = dict(vote.candidates.values_list("membership__unit", "votes"))
    assert votes == {world.stp.pk: 1, world.syt.pk: 3, bloc.units[2].pk: 0, bloc.units[3].pk: 0}
    assert (vote.state, vote.blank, vote.closed_by) == (VoteState.COUNTED, 1, None)
    assert not Ballot.objects.exists()


def test_it_is_counted_early_only_from_three_ballots_on_and_with_a_reason(world, bloc):
    vote = factory.opened(world, bloc)
    factory.cast(vote, bloc, world.stp, world.syt)
    factory.cast(vote, bloc, world.syt, world.syt)
    how = {"reason": "Hết hạn", "by": world.lan, "at": make.NOW}

    assert refused(lambda: services.count_vote(vote, **how)) == (
        "Mới có 2 phiếu. Cần ít nhất 3 phiếu mới kiểm được để giữ bí mật."
    )
    factory.cast(vote, bloc, bloc.units[2], world.stp)
    assert refused(lambda: services.count_vote(vote, **how | {"reason": " "})) == "Cần nêu lý do."
    assert refused(lambda: services.count_vote(vote, **how | {"by": world.hoa})).startswith("Bạn không có quyền")

    services.count_vote(vote, **how)

    assert dict(vote.candidates.values_list("membership__unit", "votes"))[world.syt.pk] == 2
    assert "đã kết thúc" in refused(lambda: factory.cast(vote, bloc, bloc.units[3]))


def test_cancelling_throws_the_box_away(world, bloc):
    vote = factory.opened(world, bloc)
    factory.cast(vote, bloc, world.stp, world.syt)

    services.cancel_vote(vote, reason="Mở nhầm", by=world.binh, at=make.NOW)

    assert not Ballot.objects.exists()
    assert set(vote.candidates.values_list("votes", flat=True)) == {None}


def test_heads_who_have_not_voted_owe_it_and_nothing_is_named(world, bloc):
    vote = factory.opened(world, bloc)
    factory.cast(vote, bloc, world.stp)

    duties = list(ballots_due(on=make.TODAY))

    assert {duty.people for duty in duties} == {(world.dung.pk,), *((p.pk,) for p in bloc.people.values())}
    assert {(duty.title, duty.due_on) for duty in duties} == {
        ("Bỏ phiếu suy tôn: Khối Nội chính năm 2022", factory.DUE)
    }
    assert list(ballots_due(on=make.TODAY, person=world.binh)) == []


# Secrecy --------------------------------------------------------------------------------------------------------------
def snapshot():
    """Every row of every table as plain values, in the order the database gives them; random keys of ballots left out."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        names = [f.attname for f in model._meta.concrete_fields if not (model is Ballot and f.attname == "key")]
        rows = [str(row) for row in model._base_manager.values_list(*names)]
        found[model._meta.label] = sorted(rows)
    return found


def _both(world, bloc, vote, first, second):
    at = (make.NOW, make.NOW + datetime.timedelta(hours=3))
    for moment, (unit, named) in zip(at, (first, second), strict=True):
        factory.cast(vote, bloc, unit, named, at=moment)


def test_two_casts_in_either_order_leave_the_same_rows(world, bloc):
    """Whatever a person with the whole database sees after two ballots, it is the same whoever came first."""
    vote = factory.opened(world, bloc)
    one, two = (world.stp, world.syt), (world.syt, world.stp)
    seen = []
    for pair in ((one, two), (two, one)):
        with transaction.atomic():
            _both(world, bloc, vote, *pair)
            seen.append(snapshot())
            transaction.set_rollback(True)

    assert seen[0] == seen[1]
    assert len(seen[0]["clusters.Ballot"]) == 2


def test_a_cast_changes_the_mark_of_the_voter_and_the_box_and_nothing_else(world, bloc):
    vote = factory.opened(world, bloc)
    before = snapshot()

    factory.cast(vote, bloc, world.stp, world.syt, at=make.NOW + datetime.timedelta(hours=5))

    after = snapshot()
    assert {label for label in after if after[label] != before[label]} == {"clusters.Voter", "clusters.Ballot"}


def test_every_ballot_gets_a_new_key_with_each_cast_and_rows_lie_in_the_order_of_keys(world, bloc):
    vote = factory.opened(world, bloc)
    factory.cast(vote, bloc, world.stp, world.syt)
    first = Ballot.objects.get().pk
    factory.cast(vote, bloc, world.syt, world.stp)
    factory.cast(vote, bloc, bloc.units[2], world.stp)

    keys = list(Ballot.objects.order_by().values_list("pk", flat=True))
    assert first not in keys
    with connection.cursor() as cursor:
        order = "rowid" if connection.vendor == "sqlite" else "ctid"
        cursor.execute(f"SELECT key FROM clusters_ballot ORDER BY {order}")
        lying = [str(row[0]).replace("-", "") for row in cursor.fetchall()]
    assert lying == sorted(lying)


def test_no_row_ties_a_voter_to_a_ballot_or_to_a_moment():
    ballot = {field.name for field in Ballot._meta.get_fields()}
    voter = {field.name for field in Voter._meta.get_fields()}

    assert ballot == {"key", "vote", "choices"}
    assert voter == {"id", "vote", "membership", "has_voted"}


def test_no_vote_is_in_the_window_of_support_staff():
    assert not {PeerVote, VoteCandidate, Voter, Ballot} & set(admin.site._registry)


def test_history_and_journal_know_opening_and_counting_only(world, bloc):
    factory.counted(world, bloc, [world.syt], [world.syt], [world.syt], [world.syt])

    acts = [e.act for e in JournalEntry.objects.filter(act__startswith="cluster.vote").order_by("number")]
    assert acts == ["cluster.vote-open", "cluster.vote-count"]
    assert JournalEntry.objects.get(act="cluster.vote-count").by is None
    steps = Transition.objects.filter(subject_type__model="peervote")
    assert [(step.action, step.by) for step in steps] == [("complete", world.hanh)]
    assert not Notice.objects.filter(body__contains="Sở Y tế", kind="clusters.vote").exists()


def test_an_open_vote_shows_no_partial_result_to_anybody(world, bloc):
    """The same pages, byte for byte but for the marks of turnout, whatever was chosen so far."""
    vote = factory.opened(world, bloc)
    pages = {}
    for chosen in (world.syt, world.stp):
        with transaction.atomic():
            factory.cast(vote, bloc, world.stp, chosen)
            factory.cast(vote, bloc, world.syt, chosen)
            for name in ("hanh", "lan", "binh", "hoa", "ha", "thang"):
                for where in ("vote-of-year", "ranking-detail"):
                    answer = client_for(getattr(world, name)).get(reverse(f"clusters:{where}", args=[bloc.year.pk]))
                    words = answer.content.decode()
                    pages.setdefault((name, where), []).append(_without_tokens(words))
            transaction.set_rollback(True)

    assert [key for key, (one, two) in pages.items() if one != two] == []


def _without_tokens(words):
    return re.sub(r"[A-Za-z0-9]{64}", "token", words)


def test_who_has_not_voted_is_for_the_heads_people_and_the_standing_body(world, bloc):
    vote = factory.opened(world, bloc)
    factory.cast(vote, bloc, world.stp)
    address = reverse("clusters:vote-of-year", args=[bloc.year.pk])

    for name, sees in (("hanh", True), ("lan", True), ("hoa", False), ("ha", False)):
        words = client_for(getattr(world, name)).get(address).content.decode()
        assert ("Chưa bỏ phiếu</h3>" in words, "Đã bỏ 1/4 phiếu" in words) == (sees, sees)


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_ballot_asks_once_more_and_then_goes_into_the_box(world, bloc):
    vote = factory.opened(world, bloc)
    client, address = client_for(world.binh), reverse("clusters:vote-cast", args=[vote.pk])
    chosen = vote.candidates.get(membership__unit=world.syt).pk

    asked = client.post(address, {"choices": [chosen], "step": "ask"})
    assert asked.status_code == 200
    assert "Gửi phiếu kín" in asked.content.decode()
    assert not Ballot.objects.exists()

    sent = client.post(address, {"choices": [chosen], "step": "cast"})
    assert sent.status_code == 302
    assert Ballot.objects.get().choices == [chosen]

    again = client.post(address, {"choices": [], "step": "cast"}, follow=True)
    assert services.ALREADY in again.content.decode()
    assert Ballot.objects.count() == 1


def test_too_many_names_keep_the_choice(world, bloc):
    vote = factory.opened(world, bloc, seats=1)
    chosen = list(vote.candidates.order_by("pk").values_list("pk", flat=True)[:2])

    answer = client_for(world.binh).post(
        reverse("clusters:vote-cast", args=[vote.pk]), {"choices": chosen, "step": "ask"}
    )

    words = answer.content.decode()
    assert answer.status_code == 422
    assert "quý vị đang chọn 2. Hãy bỏ bớt 1 đơn vị." in words
    assert words.count(" checked") == 2


def test_opening_by_the_page_proposes_flags_and_certificates_together(world):
    bloc = factory.bloc(world, flags=2, certificates=1)
    client, address = client_for(world.lan), reverse("clusters:vote-open", args=[bloc.year.pk])

    assert 'value="3"' in client.get(address).content.decode()
    assert client.post(address, {"seats": "x", "due_on": "15/03/2022"}).status_code == 422
    assert client.post(address, {"seats": 2, "due_on": "15/03/2022"}).status_code == 302
    assert PeerVote.objects.get().seats == 2


def test_the_result_is_for_everybody_who_may_open_the_year(world, bloc):
    vote = factory.counted(world, bloc, [world.syt], [world.syt], [world.syt], [])

    for name in ("hanh", "lan", "hoa", "ha"):
        words = client_for(getattr(world, name)).get(vote.get_absolute_url()).content.decode()
        assert "<b>3</b>/4" in words
    assert client_for(world.tuan).get(vote.get_absolute_url()).status_code == 404
