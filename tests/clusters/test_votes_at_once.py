"""Eight presses at once: one ballot of a unit, one publication, and no ballot lost when all vote together."""

import threading

import pytest
from django.db import connection

from clusters.enums import RankingState, VoteState
from clusters.models import Ballot, PeerVote, Ranking, Voter
from clusters.services import rankings
from clusters.services import votes as services
from core.errors import Refused
from tests.factories import cast as casting
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import votes as factory


def at_once(acts):
    """What each answered: "done" or "refused", sorted."""
    start, answers = threading.Barrier(len(acts)), []

    def press(act):
        start.wait()
        try:
            act()
            answers.append("done")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.django_db(transaction=True)
def test_a_unit_has_one_ballot_however_often_it_is_sent():
    world = casting.world()
    bloc = factory.bloc(world)
    vote = factory.opened(world, bloc)
    voter = factory.voter_of(vote, world.stp).pk
    choice = vote.candidates.get(membership__unit=world.syt).pk

    def send():
        services.cast(Voter.objects.get(pk=voter), choices=[choice], by=world.binh, at=make.NOW)

    assert at_once([send] * 6) == ["done", *["refused"] * 5]
    assert [ballot.choices for ballot in Ballot.objects.all()] == [[choice]]


@pytest.mark.django_db(transaction=True)
def test_all_voting_together_lose_no_ballot_and_are_counted_once():
    world = casting.world()
    bloc = factory.bloc(world)
    vote = factory.opened(world, bloc)

    def send(unit):
        return lambda: factory.cast(PeerVote.objects.get(pk=vote.pk), bloc, unit, world.syt)

    assert at_once([send(unit) for unit in bloc.units]) == ["done"] * 4
    vote.refresh_from_db()
    assert (vote.state, vote.candidates.get(membership__unit=world.syt).votes) == (VoteState.COUNTED, 4)


@pytest.mark.django_db(transaction=True)
def test_publishing_pressed_four_times_at_once_publishes_once():
    world = casting.world()
    bloc = factory.bloc(world)
    table = scoring.table(bloc.year)
    for unit in bloc.units:
        scoring.sheet(bloc.members[unit.pk], table)

    def publish():
        rankings.publish(make.fresh(bloc.year), by=world.hanh, at=make.NOW)

    assert at_once([publish] * 4) == ["done", *["refused"] * 3]
    assert [one.state for one in Ranking.objects.all()] == [RankingState.PUBLISHED]
