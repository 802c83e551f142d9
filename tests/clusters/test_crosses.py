"""Cross-scoring: what each gives, until when, who sees it; two colleagues at once."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.models import CrossScore
from clusters.queries.crosses import given_by, stamp_of
from clusters.services import crosses as services
from clusters.services import rankings as ranking_services
from core.errors import Refused, Stale
from core.models import JournalEntry
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import votes as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bloc(world):
    made = factory.bloc(world)
    made.table = scoring.table(made.year, cross_scoring=True)
    return made


def give(bloc, unit, points, *, by, stamp=None, comment="Tốt"):
    giver = make.membership_of(bloc.year, unit)
    scores = {bloc.members[pk].pk: (value, comment if value is not None else "") for pk, value in points.items()}
    stamp = stamp_of(given_by(giver)) if stamp is None else stamp
    return services.give_scores(giver, scores=scores, stamp=stamp, by=by, at=make.NOW)


def refused(call):
    with pytest.raises(Refused) as refusal:
        call()
    return str(refusal.value)


def test_points_are_given_changed_and_taken_back(world, bloc):
    assert give(bloc, world.stp, {world.syt.pk: Decimal("250.5")}, by=world.lan) == 1
    give(bloc, world.stp, {world.syt.pk: Decimal(260)}, by=world.binh)
    assert CrossScore.objects.get().points == 260

    give(bloc, world.stp, {world.syt.pk: None}, by=world.lan)

    assert not CrossScore.objects.exists()
    assert {str(e.detail) for e in JournalEntry.objects.filter(act="cluster.cross")} == {"{'given': 1}", "{'given': 0}"}


def test_what_is_not_allowed_is_refused(world, bloc):
    assert "thay đơn vị" in refused(lambda: give(bloc, world.stp, {world.syt.pk: Decimal(1)}, by=world.hoa))
    assert refused(lambda: give(bloc, world.stp, {world.syt.pk: Decimal(301)}, by=world.lan)) == "Điểm từ 0 đến 300."
    assert "không còn là thành viên" in refused(lambda: give(bloc, world.stp, {world.stp.pk: Decimal(1)}, by=world.lan))


def test_a_colleague_who_saved_meanwhile_is_not_overwritten(world, bloc):
    old = stamp_of({})
    give(bloc, world.stp, {world.syt.pk: Decimal(250)}, by=world.lan)

    with pytest.raises(Stale):
        give(bloc, world.stp, {world.syt.pk: Decimal(260)}, by=world.binh, stamp=old)
    assert CrossScore.objects.get().points == 250


def test_it_ends_with_the_published_ranking(world, bloc):
    scoring.sheet(bloc.members[world.stp.pk], bloc.table)
    ranking_services.publish(make.fresh(bloc.year), by=world.hanh, at=make.NOW)

    assert "Hiện không chấm chéo" in refused(lambda: give(bloc, world.stp, {world.syt.pk: Decimal(1)}, by=world.lan))


def test_the_page_keeps_what_was_typed_and_shows_both_on_a_clash(world, bloc, client_for):
    taker = bloc.members[world.syt.pk].pk
    client, address = client_for(world.lan), reverse("clusters:cross-edit", args=[bloc.year.pk])
    fields = {f"points_{m.pk}": "" for m in bloc.members.values()} | {f"points_{taker}": "250,5"}

    wrong = client.post(address, fields | {f"points_{taker}": "301", "stamp": stamp_of({})})
    assert (wrong.status_code, "Điểm từ 0 đến 300." in wrong.content.decode()) == (422, True)
    assert 'value="301"' in wrong.content.decode()
    assert client.post(address, fields | {"stamp": stamp_of({})}).status_code == 302
    assert CrossScore.objects.get().points == Decimal("250.5")
    clash = client.post(address, fields | {f"points_{taker}": "200", "stamp": stamp_of({})})
    assert (clash.status_code, "Người khác vừa lưu" in clash.content.decode()) == (422, True)


def test_the_giver_sees_its_own_and_readers_of_all_see_all(world, bloc, client_for):
    mark = "NHẬN-XÉT-RIÊNG"
    give(bloc, world.stp, {world.syt.pk: Decimal("271.25")}, by=world.lan, comment=mark)
    edit, overview = (reverse(f"clusters:{n}", args=[bloc.year.pk]) for n in ("cross-edit", "cross-overview"))

    assert mark in client_for(world.lan).get(edit).content.decode()
    assert mark not in client_for(world.hoa).get(edit).content.decode()
    for name, status in (("hanh", 200), ("ha", 200), ("lan", 403), ("hoa", 403), ("tuan", 404), ("admin", 404)):
        assert client_for(getattr(world, name)).get(overview).status_code == status
    assert mark in client_for(world.ha).get(overview).content.decode()


def test_the_overview_names_what_stands_out(world, bloc, client_for):
    """Sở Tư pháp and Sở Y tế give each other 290, the others 250: 40 above the middle, where 15 is the limit."""
    for unit in bloc.units:
        others = {other.pk: Decimal(250) for other in bloc.units if other != unit}
        friend = {world.stp.pk: world.syt, world.syt.pk: world.stp}.get(unit.pk)
        give(bloc, unit, others | ({friend.pk: Decimal(290)} if friend else {}), by=bloc.heads[unit.pk])

    words = client_for(world.hanh).get(reverse("clusters:cross-overview", args=[bloc.year.pk])).content.decode()

    assert (
        "Sở Tư pháp và Sở Y tế cho nhau cao hơn rõ rệt so với mức giữa của các đơn vị khác: Sở Tư pháp cho thêm 40, "
        "Sở Y tế cho thêm 40 điểm."
    ) in words


def test_a_table_without_cross_scoring_says_so(world, bloc, client_for):
    type(bloc.table).objects.filter(pk=bloc.table.pk).update(cross_scoring=False)

    words = client_for(world.lan).get(reverse("clusters:cross-edit", args=[bloc.year.pk])).content.decode()

    assert "Năm này không chấm chéo." in words


def test_the_ranking_page_leads_to_it_those_who_may_go_there(world, bloc, client_for):
    edit, overview = (reverse(f"clusters:{n}", args=[bloc.year.pk]) for n in ("cross-edit", "cross-overview"))
    address = reverse("clusters:ranking-detail", args=[bloc.year.pk])

    for name, links in (("lan", (True, False)), ("hoa", (True, False)), ("hanh", (False, True))):
        words = client_for(getattr(world, name)).get(address).content.decode()
        assert (f'href="{edit}"' in words, f'href="{overview}"' in words) == links
