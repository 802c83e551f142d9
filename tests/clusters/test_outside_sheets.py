"""Score sheets of members from outside the province: entered and sent by the standing body from a paper, then as any other."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from clusters.enums import SheetState, Stage
from clusters.models import LineChange, ScoreSheet
from clusters.permissions import score_sheets as may
from clusters.queries.rankings import live_board
from clusters.queries.sheet_boards import board
from clusters.queries.sheet_lines import history_of
from clusters.queries.sheet_pages import sheet_view
from clusters.queries.votes import roll_of
from clusters.resources.score_sheets import AllSheets
from clusters.services import members
from clusters.services import score_sheets as services
from core import files
from core.errors import Refused
from core.models import JournalEntry, Notice
from core.obligations import of_kind
from tests.core.uploads import pdf, upload
from tests.factories import clusters as make
from tests.factories import scoring
from tests.factories import units as make_units
from tests.factories.sheets import FULL, line, said
from units.enums import Role

PAPER = "Báo cáo số 45/BC-UBND ngày 05/12/2022 của UBND tỉnh Lai Châu"
OTHERS = ("Tỉnh Lai Châu", "Tỉnh Sơn La")


@pytest.fixture
def inter(world):
    """Our province and two others, a frozen table, a sheet for each. Our province has an officer and a head."""
    year = make.running(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster")
    for name in OTHERS:
        members.add_member(year, body=members.outside_unit(name), joined_on=make.FIRST, by=world.hanh, at=make.NOW)
    for name, role in (("tinhcb", Role.OFFICER), ("tinhtt", Role.HEAD)):
        make_units.post(make_units.person(name, name, email=""), world.province, role)
    scoring.table(year)
    assert services.open_sheets(make.fresh(year), by=world.hanh, at=make.NOW) == 3
    return make.fresh(year)


def sheet_of(year, name):
    """As a view gets it."""
    found = next(one for one in ScoreSheet.objects.whole().filter(year=year) if str(one.membership) == name)
    found.year = found.membership.year = make.fresh(year)
    return found


def entered(world, year, name, values=FULL):
    sheet = sheet_of(year, name)
    services.save_scores(sheet, mine=said(sheet, values), by=world.hanh, at=make.NOW)
    return sheet


def sent(world, year, name, values=FULL):
    sheet = entered(world, year, name, values)
    one = upload("bao-cao.pdf", pdf())
    services.send_for_outside(sheet, paper=PAPER, uploaded=[one], by=world.hanh, at=make.NOW)
    return sheet_of(year, name)


def finished(world, sheet):
    """Verified and assessed by the standing body: nobody of ours leads."""
    services.take_sheet_step(sheet, "verify", by=world.hanh, at=make.NOW)
    given = said(sheet, {"III.1": {"points": D(40)}})
    services.save_scores(sheet, mine=given, by=world.thang, at=make.NOW)
    services.take_sheet_step(sheet, "finalise", by=world.thang, at=make.NOW)


def test_only_the_standing_body_enters_and_only_for_members_from_outside(world, inter):
    theirs, ours = sheet_of(inter, OTHERS[0]), sheet_of(inter, "Tỉnh Điện Biên")

    assert {name for name, person in world.people.items() if may.can_score(person, theirs)} == {"hanh", "thang"}
    assert not may.can_score(world.hanh, ours)
    for person in (world.lan, world.do, world.admin):
        with pytest.raises(Refused):
            services.save_scores(theirs, mine=said(theirs, FULL), by=person, at=make.NOW)
    with pytest.raises(Refused, match="không có quyền"):
        services.take_sheet_step(theirs, "submit", by=world.hanh, at=make.NOW)
    for person in world.people.values():
        slowly = [one for one in (theirs, ours) if may.stage_to_write(person, one)]
        assert may.writable_among(person, [theirs, ours]) == slowly


def test_it_is_sent_with_its_paper_named_and_attached_and_the_history_says_for_whom(world, inter):
    sheet = entered(world, inter, OTHERS[0])
    with pytest.raises(Refused, match="đính kèm văn bản"):
        services.send_for_outside(sheet, paper=PAPER, uploaded=[], by=world.hanh, at=make.NOW)
    sheet = sheet_of(inter, OTHERS[0])
    assert sheet.state == SheetState.SELF

    sheet = sent(world, inter, OTHERS[0])

    (step,) = history_of(sheet, inside=False, reasons=False)
    assert (step.label, step.by, step.reason) == ("Gửi thay đơn vị", world.hanh, f"Theo {PAPER}")
    assert (sheet.state, sheet.self_total) == (SheetState.VERIFYING, D("246.55"))  # 60 + 54,55 + 48 + 78 + 6
    changes = LineChange.objects.filter(line__sheet=sheet)
    assert {(one.by, one.stage) for one in changes} == {(world.hanh, Stage.SELF)}
    assert [file.name for file in files.of(sheet)] == ["bao-cao.pdf"]
    assert JournalEntry.objects.filter(act="cluster.sheet-send-for").count() == 1


def test_a_wrong_paper_is_taken_away_when_the_sheet_comes_back(world, inter, client_for):
    """Else everybody of the cluster would read it once the ranking is published."""
    sheet, client = sent(world, inter, OTHERS[0]), client_for(world.hanh)
    (paper,) = files.of(sheet)
    remove = reverse("core:file-remove", args=[paper.uuid])
    assert client.get(remove).status_code == 404

    services.take_sheet_step(sheet, "return", reason="Nhầm văn bản", by=world.thang, at=make.NOW)

    assert client_for(world.do).get(remove).status_code == 404
    assert remove in client.get(reverse("clusters:sheet-send-for", args=[sheet.pk])).content.decode()
    client.post(remove)
    assert list(files.of(sheet)) == []


def test_blank_lines_stop_it_as_they_stop_a_member_of_ours(world, inter):
    sheet = entered(world, inter, OTHERS[0], {"I.3": {"grade": "B"}})

    with pytest.raises(Refused, match="tiêu chí chưa chấm"):
        services.send_for_outside(sheet, paper=PAPER, uploaded=[], by=world.hanh, at=make.NOW)


def test_before_it_is_sent_only_the_standing_body_reads_it_then_those_who_read_all(world, inter):
    sheet = entered(world, inter, OTHERS[0])

    def readers():
        return {name for name, person in world.people.items() if may.can_read_sheet(person, sheet)}

    assert readers() == {"hanh", "thang"}
    sheet = sent(world, inter, OTHERS[0])
    assert readers() == {"hanh", "thang", "do", "ha"}
    stored = files.of(sheet).get()
    assert [files.may_read_file(person, stored) for person in (world.do, world.lan)] == [True, False]
    view = sheet_view(world.do, sheet, on=make.TODAY)
    assert sum(len(row.changes) for block in view.blocks for row in block.rows) == 4  # who entered what is no secret


def test_the_heads_people_verify_where_our_province_leads(world, client_for, inter):
    ours = make.membership_of(inter, world.province)
    roles = {m.pk: ("head" if m.pk == ours.pk else "member", m.seat) for m in inter.memberships.all()}
    members.set_roles(inter, version=make.fresh(inter).version, roles=roles, by=world.hanh, at=make.NOW)
    head = type(world.hanh).objects.get(username="tinhtt")

    sheet = sent(world, inter, OTHERS[0])

    assert may.can_verify(head, sheet)
    assert "thẩm định luôn" not in client_for(head).get(sheet.get_absolute_url()).content.decode()
    assert not may.can_verify(world.hanh, sheet)
    assert Notice.objects.filter(key__startswith="clusters.sheet-send_for", person=head).count() == 1
    services.take_sheet_step(sheet, "return", by=head, at=make.NOW, reason="Thiếu số thực hiện")
    told = Notice.objects.filter(key__startswith="clusters.sheet-return").values_list("person__username", flat=True)
    assert set(told) == {"hanh", "thang"}


def test_the_whole_cluster_is_ranked_with_members_from_outside(world, inter):
    officer, head = (type(world.hanh).objects.get(username=name) for name in ("tinhcb", "tinhtt"))
    ours = sheet_of(inter, "Tỉnh Điện Biên")
    services.save_scores(ours, mine=said(ours, FULL), by=officer, at=make.NOW)
    for action, by in (("submit", officer), ("confirm", head)):
        services.take_sheet_step(ours, action, by=by, at=make.NOW)
    finished(world, ours)
    finished(world, sent(world, inter, OTHERS[0], FULL | {"II.1": {"points": D(80)}}))

    found = live_board(make.fresh(inter), on=make.TODAY)

    # Lai Châu has 80 where we have 78 points in II.1; each has 40 more in III.1: 246,55 + 2 + 40 = 288,55 and 286,55
    assert [(one.place, one.entry.name, one.entry.total) for one in found.placed] == [
        (1, "Tỉnh Lai Châu", D("288.55")),
        (2, "Tỉnh Điện Biên", D("286.55")),
    ]
    assert [(name, reason) for _, name, reason in found.apart] == [
        ("Tỉnh Sơn La", "Phiếu chấm chưa chốt: đang tự chấm.")
    ]


def test_what_is_still_to_enter_is_one_duty_of_the_standing_body(world, inter):
    inter.milestones.filter(kind="self_score").update(due_date=make.TODAY, before=False)

    (duty,) = of_kind("clusters.enter-sheets", on=make.TODAY)
    assert (duty.title, set(duty.people)) == (
        "Ghi điểm tự chấm của đơn vị ngoài tỉnh: Cụm bảy tỉnh năm 2022",
        {world.hanh.pk, world.thang.pk},
    )
    assert [one.unit for one in of_kind("clusters.self-score", on=make.TODAY)] == [world.province]
    for name in OTHERS:
        sent(world, inter, name)
    assert of_kind("clusters.enter-sheets", on=make.TODAY) == []


def test_one_excel_knows_the_members_from_outside_by_name(world, inter):
    resource = AllSheets.opened(by=world.hanh, on=make.TODAY, scope=str(inter.pk))

    assert set(resource._members()) == set(OTHERS)  # ours is its own people's while it scores itself
    rows = board(world.hanh, make.fresh(inter), on=make.TODAY, whole=True)
    assert {row.next for row in rows if row.name in OTHERS} == {"Ban TĐKT ghi theo văn bản"}


def test_members_from_outside_can_be_named_in_a_vote_but_cast_no_ballot_here(world, inter):
    roll = roll_of(make.fresh(inter), on=make.TODAY)

    assert [str(one) for one in roll.voters] == ["Tỉnh Điện Biên"]
    assert set(roll.without_head) == set(OTHERS)


def test_the_page_asks_for_paper_and_file_and_a_second_press_changes_nothing(world, client_for, inter):
    sheet = entered(world, inter, OTHERS[0])
    client, address = client_for(world.hanh), reverse("clusters:sheet-send-for", args=[sheet.pk])

    missing = client.post(address, {"paper": f"theo {PAPER}"})
    assert (missing.status_code, missing.context["form"].errors["files"]) == (422, ["Hãy đính kèm văn bản của đơn vị."])
    for _ in range(2):
        assert client.post(address, {"paper": f"theo {PAPER}", "files": upload("b.pdf", pdf())}).status_code == 302
    (step,) = history_of(sheet_of(inter, OTHERS[0]), inside=False, reasons=False)
    assert step.reason == f"Theo {PAPER}"
    shown = client.get(sheet.get_absolute_url()).content.decode()
    assert PAPER in shown and "nên Ban TĐKT thẩm định luôn" in shown
    assert line(sheet, "I.1").pk
