"""A ranking from the sheets to its publication: who sees it when, exactly once, what is copied, who is proposed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import ProposalKind, RankingState, SheetState, Stage, VoteState
from clusters.models import LineScore, PeerVote, Proposal, Ranking, RankingRow
from clusters.queries.proposals import proposals_for_awards
from clusters.queries.publishing import publishing_findings
from clusters.queries.rankings import earlier_places, live_board, published_of, stored_board
from clusters.services import clusters as cluster_services
from clusters.services import rankings as services
from clusters.services.members import remove_member
from core.errors import Refused, Stale
from core.models import IssuedDocument, JournalEntry, Notice
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import votes as factory

pytestmark = pytest.mark.django_db
SCORES = (  # of the four members, in their order; base 300
    {},  # 300
    {"I.3": {"grade": "B"}},  # 288
    {"II.1": {"points": 70}, "P.1": {"times": 1}},  # 285
    {"III.1": {"points": 25}},  # 285
)


@pytest.fixture
def bloc(world):
    return factory.bloc(world, flags=1, certificates=2)


@pytest.fixture
def table(bloc):
    return scoring.table(bloc.year)


def sheets(bloc, table, *changes):
    made = []
    for unit, changed in zip(bloc.units, changes or SCORES, strict=False):
        made.append(scoring.sheet(bloc.members[unit.pk], table, scoring.FULL | changed, self_total=Decimal("290")))
    return made


def board_of(bloc):
    return live_board(make.fresh(bloc.year), on=make.TODAY)


def order(board):
    return [(one.name, one.place, one.score) for one in board.placed]


def publish(world, bloc, **how):
    return services.publish(make.fresh(bloc.year), **{"by": world.hanh, "at": make.NOW} | how)


def refused(call):
    with pytest.raises(Refused) as refusal:
        call()
    return str(refusal.value)


def ask(client_for, person, name, bloc, query=""):
    return client_for(person).get(reverse(f"clusters:{name}", args=[bloc.year.pk]) + query)


# Live -----------------------------------------------------------------------------------------------------------------
def test_the_order_follows_the_final_sheets_and_the_tie_rule(world, bloc, table):
    """300; 300 − 12 = 288; 290 − 5 = 285; 300 − 15 = 285 without a penalty."""
    sheets(bloc, table)

    board = board_of(bloc)

    assert order(board) == [
        ("Sở Tư pháp", 1, Decimal("300.00")),
        ("Sở Y tế", 2, Decimal("288.00")),
        ("Sở Công Thương", 3, Decimal("285.00")),
        ("Sở Xây dựng", 4, Decimal("285.00")),
    ]
    assert board.placed[2].tie == ("Bằng điểm Sở Xây dựng; xếp trên vì Sở Công Thương ít điểm trừ hơn (0 so với 5).")


def test_who_has_no_place_stands_apart_with_the_reason(world, bloc, table):
    one, two, three, four = (bloc.members[unit.pk] for unit in bloc.units)
    scoring.sheet(one, table)
    scoring.sheet(two, table, state=SheetState.ASSESSING)
    scoring.sheet(three, table, {"I.1": {"plan": 1, "actual": 1}})
    remove_member(make.membership_of(bloc.year, bloc.units[3]), left_on=make.TODAY, reason="Chuyển khối", by=world.hanh,
                  at=make.NOW)  # fmt: skip

    assert [(name, reason) for _, name, reason in board_of(bloc).apart] == [
        ("Sở Y tế", "Phiếu chấm chưa chốt: chờ ban tđkt chấm."),
        ("Sở Xây dựng", "Còn 4 dòng chưa có điểm."),
        ("Sở Công Thương", "Đã rời sau ngày 08/03/2022."),
    ]
    assert four.pk


def test_a_criterion_that_does_not_apply_scales_the_score(world, bloc, table):
    """Without I.1 and I.2 the base is 180: 80 + 60 + 22 = 162 of 180 is 270 of 300."""
    sheets(bloc, table, {}, {"I.1": {"applies": False}, "I.2": {"applies": False}, "III.1": {"points": 22}})

    assert order(board_of(bloc))[1] == ("Sở Y tế", 2, Decimal("270.00"))


def test_bars_and_the_share_of_votes_are_said_and_keep_from_proposals(world, bloc, table):
    type(table).objects.filter(pk=table.pk).update(vote_needed=60)
    sheets(bloc, table, {}, {"P.2": {"times": 1}}, {}, {})
    factory.counted(world, bloc, [world.stp], [world.stp], [world.stp, bloc.units[2]], [bloc.units[2]])

    bars = {one.name: one.entry.bars for one in board_of(bloc).placed}

    assert bars == {
        "Sở Tư pháp": (),
        "Sở Y tế": ("Lãnh đạo bị cảnh cáo: 1 lần; theo bảng điểm thì không được suy tôn.",),
        "Sở Xây dựng": ("Được 2/4 phiếu suy tôn, dưới mức 60% của bảng điểm.",),
        "Sở Công Thương": ("Được 0/4 phiếu suy tôn, dưới mức 60% của bảng điểm.",),
    }


# Proposals ------------------------------------------------------------------------------------------------------------
def choose(world, bloc, flags, certificates=(), **how):
    ids = [[bloc.members[unit.pk].pk for unit in units] for units in (flags, certificates)]
    return services.choose_proposals(
        make.fresh(bloc.year), flags=ids[0], certificates=ids[1], **{"by": world.lan, "at": make.NOW} | how
    )


def test_the_best_are_suggested_and_equals_across_the_border_left_to_people(world, bloc, table):
    sheets(bloc, table, {}, {"I.3": {"grade": "B"}}, {"I.3": {"grade": "C"}}, {"I.3": {"grade": "C"}})

    suggested = board_of(bloc).suggested()

    names = {m.pk: str(m) for m in bloc.members.values()}
    assert [names[key] for key in suggested[ProposalKind.FLAG].chosen] == ["Sở Tư pháp"]
    assert [names[key] for key in suggested[ProposalKind.CERTIFICATE].chosen] == ["Sở Y tế"]
    assert [names[key] for key in suggested[ProposalKind.CERTIFICATE].split] == ["Sở Xây dựng", "Sở Công Thương"]


def test_more_than_the_numbers_must_be_meant(world, bloc, table):
    sheets(bloc, table)

    assert refused(lambda: choose(world, bloc, bloc.units[:2])).startswith(
        "Đang chọn 2 Cờ thi đua, số được đề nghị là 1."
    )
    choose(world, bloc, bloc.units[:2], beyond=True)
    assert Proposal.objects.count() == 2
    choose(world, bloc, bloc.units[1:2])
    assert [str(p.membership) for p in Proposal.objects.all()] == ["Sở Y tế"]


def test_a_barred_or_unranked_member_cannot_be_proposed(world, bloc, table):
    sheets(bloc, table, {}, {"P.2": {"times": 1}})

    assert refused(lambda: choose(world, bloc, bloc.units[1:2])).startswith("Sở Y tế không được đề nghị: Lãnh đạo")
    assert "chưa được xếp hạng" in refused(lambda: choose(world, bloc, bloc.units[2:3]))
    assert "một hình thức" in refused(lambda: choose(world, bloc, bloc.units[:1], bloc.units[:1]))


@pytest.mark.parametrize("who", ["hoa", "dung", "ha", "do", "tuan", "admin", "root"])
def test_only_the_heads_people_and_the_standing_body_choose(world, bloc, table, who):
    sheets(bloc, table)

    assert "Chỉ đơn vị trưởng" in refused(lambda: choose(world, bloc, [], by=getattr(world, who)))


# Publishing -----------------------------------------------------------------------------------------------------------
def test_publishing_copies_rows_tells_members_and_happens_once(world, bloc, table):
    sheets(bloc, table)
    choose(world, bloc, bloc.units[:1])
    before = board_of(bloc)

    ranking = publish(world, bloc)

    with pytest.raises(Stale):
        publish(world, bloc)
    assert Ranking.objects.filter(state=RankingState.PUBLISHED).count() == 1
    stored = stored_board(ranking, bloc.year)
    assert order(stored) == order(before)
    assert [stored.explanation(n) for n in range(4)] == [before.explanation(n) for n in range(4)]
    assert [stored.sensitivity(n) for n in range(3)] == [before.sensitivity(n) for n in range(3)]
    assert {str(p.membership) for p in ranking.proposals.all()} == {"Sở Tư pháp"}
    told = Notice.objects.filter(kind="clusters.ranking")
    assert {n.person for n in told} == {world.lan, world.binh, world.hoa, world.dung, *bloc.people.values()}
    assert {n.subject for n in told} == {"Đã công bố xếp hạng: Khối Nội chính năm 2022"}
    detail = JournalEntry.objects.get(act="cluster.ranking-publish").detail
    assert detail == {"number": 1, "rows": 4}


def test_what_happens_to_sheets_afterwards_does_not_change_it(world, bloc, table):
    made = sheets(bloc, table)
    ranking = publish(world, bloc)
    before = order(stored_board(ranking, bloc.year))

    LineScore.objects.filter(line__sheet=made[0], grade="A").update(grade="D")

    assert order(stored_board(published_of(bloc.year), bloc.year)) == before
    assert "đã công bố" in refused(lambda: choose(world, bloc, []))


def test_findings_stop_or_warn_before(world, bloc, table):
    assert [f.code for f in publishing_findings(board_of(bloc))] == ["sheets"]
    sheets(bloc, table, {}, {}, {})
    assert [(f.code, f.stops) for f in publishing_findings(board_of(bloc))] == [
        ("apart", False), ("no-vote", False), ("ties", False), ("number", False), ("number", False), ("split", False),
    ]  # fmt: skip
    factory.opened(world, bloc)
    assert "Đang bỏ phiếu" in refused(lambda: publish(world, bloc))


@pytest.mark.parametrize("who", ["lan", "binh", "hoa", "ha", "admin", "root"])
def test_only_the_standing_body_publishes(world, bloc, table, who):
    sheets(bloc, table)

    assert "Chỉ Ban Thi đua" in refused(lambda: publish(world, bloc, by=getattr(world, who)))


def test_reopening_keeps_the_old_one_for_those_who_see_all(world, bloc, table, client_for):
    made = sheets(bloc, table)
    choose(world, bloc, bloc.units[:1])
    ranking = publish(world, bloc)

    assert refused(lambda: services.reopen(ranking, reason=" ", by=world.hanh, at=make.NOW)) == "Cần nêu lý do."
    services.reopen(ranking, reason="Sai số liệu", by=world.hanh, at=make.NOW)

    scoring.score(made[1], "I.3", Stage.ASSESSED, grade="A")
    assert published_of(bloc.year) is None
    xay = bloc.people["xay"]
    assert "Chưa công bố xếp hạng." in ask(client_for, xay, "ranking-detail", bloc, "?lan=1").content.decode()
    assert (
        "Sở Y tế được 288 điểm"
        in ask(
            client_for, world.ha, "ranking-detail", bloc, f"?lan=1&don-vi={bloc.members[world.syt.pk].pk}"
        ).content.decode()
    )
    second = publish(world, bloc)
    assert (second.number, RankingRow.objects.filter(ranking=ranking).count()) == (2, 4)
    assert {str(p.membership) for p in second.proposals.all()} == {"Sở Tư pháp"}
    assert order(stored_board(second, bloc.year))[1][2] == Decimal("300.00")


def test_the_awards_find_the_proposals_of_published_rankings(world, bloc, table):
    sheets(bloc, table)
    choose(world, bloc, bloc.units[:1], bloc.units[1:2])
    assert proposals_for_awards(2022) == []

    publish(world, bloc)

    found = proposals_for_awards(2022)
    assert [(p.unit, p.kind, p.place, p.score) for p in found] == [
        (world.stp, "flag", 1, Decimal("300.00")),
        (world.syt, "certificate", 2, Decimal("288.00")),
    ]
    assert proposals_for_awards(2021) == []
    cluster_services.take_year_step(make.fresh(bloc.year), "close", by=world.hanh, at=make.NOW)
    assert len(proposals_for_awards(2022)) == 2


def test_places_of_earlier_years_follow_the_unit(world, bloc, table):
    sheets(bloc, table)
    publish(world, bloc)
    later = type(bloc.year).objects.create(cluster=bloc.year.cluster, year=2023, state="running", updated_at=make.NOW)
    later.memberships.create(unit=world.syt, seat=1, joined_on="2023-01-01", calendar_year=2023, in_province=True)

    earlier = earlier_places(later, world.hanh, on=make.TODAY)

    assert (earlier.years, earlier.lines) == ((2022,), (("Sở Y tế", ((2, 4),)),))
    assert earlier_places(later, world.tuan, on=make.TODAY).years == ()


# Pages ----------------------------------------------------------------------------------------------------------------
def test_before_publication_only_those_who_score_see_it(world, bloc, table, client_for):
    sheets(bloc, table)

    for name, sees in (("hanh", True), ("ha", True), ("lan", True), ("dung", True), ("xay", False)):
        person = bloc.people.get(name) or getattr(world, name)
        answer = ask(client_for, person, "ranking-detail", bloc)
        words = answer.content.decode()
        assert (answer.status_code, "Vì sao" in words, "Chưa công bố" in words) == (200, sees, True), name
        for where in ("ranking-export", "ranking-paper"):
            if not sees:
                assert ask(client_for, person, where, bloc).status_code == 403
    assert ask(client_for, world.admin, "ranking-detail", bloc).status_code == 404


def test_the_page_alone_says_why_one_stands_above_the_other(world, bloc, table, client_for):
    sheets(bloc, table)
    publish(world, bloc)
    member = bloc.members[world.syt.pk].pk

    words = ask(client_for, bloc.people["xay"], "ranking-detail", bloc, f"?don-vi={member}").content.decode()

    assert "Vì sao Sở Y tế xếp thứ 2?" in words
    assert (
        "Sở Y tế được 288 điểm, kém Sở Tư pháp 12 điểm: mất 12 điểm ở “Quốc phòng, an ninh”. "
        "Sở Y tế hơn Sở Công Thương 3 điểm: hơn 15 điểm ở “Phong trào thi đua”; dù kém 12 điểm ở “Quốc phòng, an ninh”."
    ) in words
    assert "Thang điểm là tham số mẫu, chưa kiểm chứng." in words


def test_the_word_publishes_and_a_wrong_one_keeps_the_page(world, bloc, table, client_for):
    sheets(bloc, table)
    client, address = client_for(world.hanh), reverse("clusters:ranking-publish", args=[bloc.year.pk])

    wrong = client.post(address, {"word": "công bỏ đi"})
    assert (wrong.status_code, "Hãy gõ CÔNG BỐ." in wrong.content.decode()) == (422, True)
    assert client.post(address, {"word": " cong bo "}).status_code == 302
    again = client.post(address, {"word": "CÔNG BỐ"}, follow=True)
    assert "Xếp hạng đã được công bố." in again.content.decode()
    assert IssuedDocument.objects.count() == 1
    pdf = ask(client_for, bloc.people["xay"], "ranking-paper", bloc)
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_the_sheet_says_what_the_page_says(world, bloc, table):
    from clusters.tables import rankings as tables  # noqa: PLC0415  only this proof reads the columns

    sheets(bloc, table)
    board = board_of(bloc)

    keys = [column.key for column in tables.columns(board)]
    rows = tables.rows(board)

    assert [(row["place"], row["member"], row["score"], row["gap"]) for row in rows] == [
        (1, "Sở Tư pháp", Decimal("300.00"), None),
        (2, "Sở Y tế", Decimal("288.00"), Decimal("12.00")),
        (3, "Sở Công Thương", Decimal("285.00"), Decimal("3.00")),
        (4, "Sở Xây dựng", Decimal("285.00"), Decimal("0.00")),
    ]
    assert all(set(row) <= set(keys) for row in rows)


def test_choosing_on_the_page_asks_before_more_than_the_numbers(world, bloc, table, client_for):
    sheets(bloc, table)
    client, address = client_for(world.lan), reverse("clusters:ranking-proposals", args=[bloc.year.pk])
    one, two = (bloc.members[unit.pk].pk for unit in bloc.units[:2])
    sent = {f"m{one}": "flag", f"m{two}": "flag"}

    first = client.post(address, sent)
    assert (first.status_code, "số được đề nghị là 1" in first.content.decode()) == (422, True)
    assert client.post(address, sent | {"beyond": "on"}).status_code == 302
    assert Proposal.objects.filter(kind="flag").count() == 2


def test_a_vote_still_open_is_not_in_the_ranking(world, bloc, table):
    sheets(bloc, table)
    factory.counted(world, bloc, [world.syt], [world.syt], [world.syt], [])
    factory.opened(world, bloc)

    board = board_of(bloc)

    assert PeerVote.objects.filter(state=VoteState.OPEN).count() == 1
    assert {one.name: one.entry.votes for one in board.placed}["Sở Y tế"] == 3
