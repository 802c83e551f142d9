"""What a stranger could learn of scores, votes and papers: each proof holds what would leak, and says who learns what."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from clusters.enums import ClusterYearState, MilestoneKind, SheetState, Stage, TableState, VoteState
from clusters.models import ClusterYear, CrossScore, LineChange, Milestone, ScoreSheet, ScoreTable
from clusters.permissions.votes import voters_of
from clusters.queries.rankings import live_board, published_of
from clusters.queries.sheet_pages import sheet_view
from clusters.queries.votes import roll_of
from clusters.services import clusters as cluster_services
from clusters.services import rankings, score_sheets, score_tables, table_versions
from clusters.services import votes as vote_services
from clusters.views.rankings import _compose
from core import files
from core.errors import Refused
from core.models import IssuedDocument, Notice, StoredFile
from core.models.notices import Audience
from core.reminders import remind
from tests.clusters import papers as given
from tests.core.uploads import pdf, upload
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import votes as factory

pytestmark = pytest.mark.django_db
BARRED = scoring.FULL | {"P.2": {"times": 1}}


@pytest.fixture
def bloc(world):
    return factory.bloc(world)


@pytest.fixture
def table(bloc):
    return scoring.table(bloc.year)


def sheet_of(bloc, unit, table, scores=None, **how):
    made = scoring.sheet(bloc.members[unit.pk], table, scores, **how)
    made.year = made.membership.year = make.fresh(bloc.year)
    return made


def publish(world, bloc):
    return rankings.publish(make.fresh(bloc.year), by=world.hanh, at=make.NOW, compose=_compose)


# Steps inside a member ------------------------------------------------------------------------------------------------
def test_a_ranking_does_not_tell_that_a_sheet_waits_for_its_own_head(world, bloc, table):
    first, second, third, fourth = bloc.units
    sheet_of(bloc, first, table)
    sheet_of(bloc, second, table, state=SheetState.CONFIRMING)
    sheet_of(bloc, third, table, state=SheetState.SELF)
    sheet_of(bloc, fourth, table, state=SheetState.VERIFYING)
    said = ["Phiếu chấm chưa chốt: đang tự chấm."] * 2 + ["Phiếu chấm chưa chốt: chờ thẩm định."]

    assert [reason for _, _, reason in live_board(make.fresh(bloc.year), on=make.TODAY).apart] == said
    assert [one["reason"] for one in publish(world, bloc).apart] == said


@pytest.mark.parametrize("state", [SheetState.SELF, SheetState.CONFIRMING])
def test_opening_a_vote_does_not_tell_a_penalty_that_was_not_sent(world, bloc, table, state):
    sheet_of(bloc, world.syt, table, BARRED, state=state)

    roll = roll_of(make.fresh(bloc.year), on=make.TODAY)

    assert (roll.barred, len(roll.candidates)) == ((), 4)


def test_a_penalty_that_was_sent_bars(world, bloc, table):
    sheet_of(bloc, world.syt, table, BARRED, state=SheetState.VERIFYING)

    assert [name for name, _ in roll_of(make.fresh(bloc.year), on=make.TODAY).barred] == ["Sở Y tế"]


def test_what_a_member_wrote_before_it_sent_stays_with_its_own_people(world, bloc, table):
    """Lan's department heads the bloc and verifies; Dũng heads the member itself."""
    sheet = sheet_of(bloc, world.syt, table, state=SheetState.VERIFYING)
    line = sheet.lines.get(criterion__group__symbol="II")
    told = {"line": line, "at": make.NOW, "by": world.hoa}
    LineChange.objects.create(stage=Stage.SELF, before={"points": "79"}, after={"points": "80"}, **told)
    LineChange.objects.create(stage=Stage.VERIFIED, before={"points": "80"}, after={"points": "70"}, **told)

    def read(person):
        rows = [row for block in sheet_view(person, sheet, on=make.TODAY).blocks for row in block.rows]
        return [change["change"].after["points"] for row in rows for change in row.changes]

    assert read(world.dung) == ["70", "80"]
    assert read(world.lan) == read(world.hanh) == read(world.ha) == ["70"]


# Tables revised under sheets --------------------------------------------------------------------------------------------
def revised(world, bloc, table):
    """The next version, without its last group."""
    made = table_versions.revise_table(table, reason="Bổ sung", by=world.hanh, at=make.NOW)
    score_tables.remove_group(made.groups.order_by("-position").first(), by=world.hanh, at=make.NOW)
    made.refresh_from_db()
    return made


def test_whether_a_sheet_waits_for_its_head_does_not_show_in_what_a_revision_answers(world, bloc, table):
    own = sheet_of(bloc, world.syt, table, state=SheetState.SELF)
    waiting = sheet_of(bloc, world.stp, table, state=SheetState.CONFIRMING)

    made = revised(world, bloc, table)
    table_versions.freeze_table(made, by=world.hanh, at=make.NOW)

    assert set(ScoreSheet.objects.values_list("pk", "table", "state")) == {
        (own.pk, made.pk, SheetState.SELF),
        (waiting.pk, made.pk, SheetState.CONFIRMING),
    }
    assert ScoreTable.objects.get(pk=table.pk).state == TableState.REPLACED


def test_a_sent_sheet_keeps_its_table(world, bloc, table):
    sheet_of(bloc, world.syt, table, state=SheetState.VERIFYING)

    with pytest.raises(Refused, match="Đã có phiếu nộp để thẩm định"):
        table_versions.revise_table(table, reason="Bổ sung", by=world.hanh, at=make.NOW)


def test_evidence_of_a_criterion_that_is_gone_breaks_no_page_and_stays_the_members_own(world, bloc, table, client_for):
    sheet = sheet_of(bloc, world.syt, table, state=SheetState.SELF, self_total=Decimal(1))
    last = sheet.lines.order_by("-criterion__group__position", "pk").first()
    last.sheet = sheet
    stored = score_sheets.attach_evidence(last, upload("minh-chung.pdf", pdf()), by=world.hoa, at=make.NOW)

    table_versions.freeze_table(revised(world, bloc, table), by=world.hanh, at=make.NOW)

    last.refresh_from_db()
    assert last.criterion.group.table == table
    for name in ("detail", "edit", "export"):
        assert client_for(world.hoa).get(reverse(f"clusters:sheet-{name}", args=[sheet.pk])).status_code == 200
    people = ("hoa", "dung", "lan", "binh", "hanh", "ha", "admin", "root")
    stored = StoredFile.objects.get(pk=stored.pk)
    assert [name for name in people if files.may_read_file(world.people[name], stored)] == ["hoa", "dung"]


# The vote -------------------------------------------------------------------------------------------------------------
def test_a_year_is_not_closed_over_an_open_box(world, bloc):
    vote = factory.opened(world, bloc)
    with pytest.raises(Refused, match="Đang bỏ phiếu suy tôn"):
        cluster_services.take_year_step(make.fresh(bloc.year), "close", by=world.hanh, at=make.NOW)

    vote_services.cancel_vote(vote, reason="Nhầm", by=world.hanh, at=make.NOW)
    cluster_services.take_year_step(make.fresh(bloc.year), "close", by=world.hanh, at=make.NOW)
    assert make.fresh(bloc.year).state == ClusterYearState.CLOSED


def test_a_closed_year_takes_no_ballot(world, bloc):
    vote = factory.opened(world, bloc)
    ClusterYear.objects.filter(pk=bloc.year.pk).update(state=ClusterYearState.CLOSED)

    with pytest.raises(Refused, match="Chỉ thủ trưởng"):
        factory.cast(vote, bloc, world.syt, world.stp)

    vote.refresh_from_db()
    vote.year = make.fresh(bloc.year)
    assert (vote.state, vote.ballots.count(), voters_of(world.dung, vote)) == (VoteState.OPEN, 0, [])
    assert not vote.voters.filter(has_voted=True).exists()


def test_neither_browser_nor_error_report_keeps_a_ballot(world, bloc, client_for):
    vote = factory.opened(world, bloc)
    chosen = vote.candidates.order_by("pk").first().pk
    address = reverse("clusters:vote-cast", args=[vote.pk])

    answer = client_for(world.dung).post(address, {"choices": [chosen], "step": "ask"})

    assert answer.status_code == 200 and f'value="{chosen}"' in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert answer.wsgi_request.sensitive_post_parameters == ("choices",)


# Papers ---------------------------------------------------------------------------------------------------------------
def test_a_withdrawn_ranking_takes_its_sheets_and_its_paper_with_it(world, bloc, table, client_for):
    sheets = [sheet_of(bloc, unit, table) for unit in bloc.units]
    ranking = publish(world, bloc)
    plain = bloc.people["xay"]
    paper = reverse("clusters:ranking-paper", args=[bloc.year.pk])
    assert client_for(plain).get(paper).status_code == 200
    assert set(ScoreSheet.objects.visible_to(plain)) == set(sheets)

    rankings.reopen(ranking, reason="LÝ-DO-KÍN", by=world.hanh, at=make.NOW)

    issued = IssuedDocument.objects.of(ranking).get()
    assert published_of(bloc.year) is None
    assert [one.membership.unit for one in ScoreSheet.objects.visible_to(plain)] == [bloc.units[2]]
    for person in (plain, world.admin, world.tuan):
        answers = [client_for(person).get(url).status_code for url in (paper, f"{paper}?lan=1", issued.pdf_url)]
        assert set(answers) <= {403, 404}
    shown = client_for(plain).get(reverse("clusters:ranking-detail", args=[bloc.year.pk])).content.decode()
    assert "Chưa công bố xếp hạng." in shown and "LÝ-DO-KÍN" not in shown
    assert client_for(world.ha).get(f"{paper}?lan=1").status_code == 200


def test_minutes_issued_by_a_double_press_are_issued_once(world, client_for):
    session = given.concluded(world, given.planned(world, given.khoi(world)))
    address, client = reverse("clusters:session-minutes", args=[session.pk]), client_for(world.lan)
    assert 'name="issues" value="0"' in client.get(address).content.decode()
    typed = {"symbol": "BB-KTĐ", "dated_on": "7/3/2022", "press": "issue", "issues": "0"}

    answers = [client.post(address, typed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert list(IssuedDocument.objects.of(session).values_list("notation", "issue")) == [("01/BB-KTĐ", 1)]


# Reminders ------------------------------------------------------------------------------------------------------------
def test_the_preview_of_reminders_does_not_tell_who_has_not_voted_or_whom_a_sheet_waits_for(
    world, bloc, table, client_for
):
    Milestone.objects.filter(year=bloc.year).update(due_date=None)
    Milestone.objects.filter(year=bloc.year, kind=MilestoneKind.SELF_SCORE).update(due_date=factory.DUE)
    sheet_of(bloc, world.syt, table, state=SheetState.CONFIRMING)
    sheet_of(bloc, world.stp, table, state=SheetState.SELF)
    factory.cast(factory.opened(world, bloc), bloc, world.stp, world.syt)
    names = [unit.name for unit in bloc.units] + [person.full_name for person in (*bloc.heads.values(), world.lan)]

    for person in (world.admin, world.hanh):
        shown = client_for(person).get(reverse("core:reminder-preview")).content.decode()
        main = shown[shown.index("<main") :]
        assert "Bỏ phiếu suy tôn" in main and "Phiếu tự chấm điểm" in main
        assert [name for name in names if name in main] == []
        assert "việc chưa xong," not in main and "người nhận" not in main


def test_no_subject_of_a_reminder_names_who_has_not_voted_signed_or_scored(world, bloc, table):
    Milestone.objects.filter(year=bloc.year).exclude(kind=MilestoneKind.SELF_SCORE).update(due_date=None)
    Milestone.objects.filter(year=bloc.year, kind=MilestoneKind.SELF_SCORE).update(due_date=factory.DUE)
    sheet_of(bloc, world.syt, table, state=SheetState.CONFIRMING)
    factory.opened(world, bloc)

    remind(on=datetime.date(2022, 3, 8), at=make.NOW)

    told = Notice.objects.filter(kind__in=("clusters.ballot", "clusters.self-score"), audience=Audience.PEOPLE)
    assert {notice.subject.partition(": ")[2] for notice in told} == {
        "Bỏ phiếu suy tôn: Khối Nội chính năm 2022",
        "Phiếu tự chấm điểm: Khối Nội chính năm 2022",
    }


# Pressed twice --------------------------------------------------------------------------------------------------------
def twice(client, address, typed):
    return [client.post(address, typed).status_code for _ in range(2)]


def test_what_is_added_or_removed_by_a_double_press_is_added_or_removed_once(world, bloc, client_for):
    table = scoring.table(bloc.year, state=TableState.DRAFT)
    client, last = client_for(world.lan), scoring.criterion(table, "III.1")
    typed = {"group": last.group_id, "kind": "direct", "name": "Tiêu chí mới", "maximum": "5", "scorer": "member"}
    before = table.groups.count(), last.group.criteria.count()

    assert twice(client, reverse("clusters:criterion-create", args=[table.pk]), typed) == [302, 302]
    assert (
        twice(client, reverse("clusters:group-create", args=[table.pk]), {"symbol": "IV", "name": "Mới"}) == [302] * 2
    )
    assert (table.groups.count(), last.group.criteria.count()) == (before[0] + 1, before[1] + 1)

    assert twice(client, reverse("clusters:criterion-remove", args=[table.pk, last.pk]), {}) == [302, 302]
    assert last.group.criteria.count() == before[1]


def test_cross_scores_and_a_vote_pressed_twice_are_kept_once(world, bloc, client_for):
    scoring.table(bloc.year, cross_scoring=True)
    client, address = client_for(world.lan), reverse("clusters:cross-edit", args=[bloc.year.pk])
    form = client.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    typed |= {next(name for name in form.fields if name.startswith("p")): "250,5"}

    assert twice(client, address, typed) == [302, 302]
    assert [one.points for one in CrossScore.objects.all()] == [Decimal("250.5")]

    assert twice(client, reverse("clusters:vote-open", args=[bloc.year.pk]), {"seats": 2, "due_on": "15/3/2022"}) == [
        302,
        302,
    ]
    assert bloc.year.votes.count() == 1
