"""Who reads a score sheet and its evidence, and who writes."""

import datetime
from decimal import Decimal

import pytest

from clusters.enums import RankingState, SheetState
from clusters.models import Ranking, ScoreLine, ScoreSheet
from clusters.permissions import score_sheets as may
from clusters.services import score_sheets as services
from core import files
from core.errors import Refused
from core.models import StoredFile
from tests.core.uploads import pdf, upload
from tests.factories import clusters as make
from tests.factories import scoring, sheets
from tests.factories import units as make_units
from tests.factories.sheets import line, people_of, scored, sent, sheet_of
from units.services import units

S = SheetState
D = Decimal


@pytest.fixture
def opened(world):
    return sheets.opened(world)


# Reading --------------------------------------------------------------------------------------------------------------
READERS = ("hanh", "thang", "do", "ha", "lan", "binh", "hoa", "dung", "tuan", "van", "admin", "root", "stranger")


def readers(world, sheet):
    return {name for name in READERS if may.can_read_sheet(world.people[name], sheet)}


def test_a_sheet_is_read_by_its_own_people_first_then_by_those_who_verify_then_by_everybody(world, opened):
    make.followed(world, opened, world.tuan)
    plain = make_units.unit("Sở Xây dựng", parent=world.province)
    make.running(world, "Khối khác", plain, head=plain)
    sheet = scored(opened, world.stp, world.lan)
    assert readers(world, sheet) == {"lan", "binh"}

    for action, by in (("submit", world.lan), ("confirm", world.binh)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)
    assert readers(world, sheet) == {"hanh", "thang", "do", "ha", "lan", "binh", "hoa", "dung"}

    Ranking.objects.create(year=opened, table=sheet.table, state=RankingState.PUBLISHED, updated_at=make.NOW)
    assert readers(world, sheet) == {"hanh", "thang", "do", "ha", "lan", "binh", "hoa", "dung", "tuan"}


def test_a_plain_member_reads_no_other_sheet_before_the_ranking(world, opened):
    officer, _ = people_of(world, world.snv)
    sheet = sent(world, opened, world.stp, world.lan, world.binh)

    assert not may.can_read_sheet(officer, sheet)
    assert may.can_read_sheet(officer, sheet_of(opened, world.snv))


def test_when_the_deputy_is_merged_into_the_head_its_people_do_not_verify_each_other(world, opened):
    units.merge_units(
        [world.syt], into=[world.stp], on=datetime.date(2022, 3, 1), by=world.hanh, at=make.NOW, document="15/NQ"
    )
    heads, deputys = sheet_of(opened, world.stp), sheet_of(opened, world.syt)

    assert [may.can_score(p, deputys) for p in (world.lan, world.hoa)] == [True, False]
    assert [may.can_verify(p, heads) for p in (world.lan, world.hoa, world.hanh)] == [False, False, True]
    assert [may.can_verify(p, deputys) for p in (world.binh, world.hanh)] == [False, True]


def test_why_a_sheet_went_back_stays_with_the_member_and_those_who_verify(world, opened, client_for):
    officer, _ = people_of(world, world.snv)
    make.followed(world, opened, world.tuan)
    sheet = sent(world, opened, world.stp, world.lan, world.binh)
    services.take_sheet_step(sheet, "return", by=world.hoa, at=make.NOW, reason="TRẢ-VÌ-9917")
    for action, by in (("submit", world.lan), ("confirm", world.binh)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)
    Ranking.objects.create(year=opened, table=sheet.table, state=RankingState.PUBLISHED, updated_at=make.NOW)

    told = {
        name: "TRẢ-VÌ-9917" in client_for(person).get(sheet.get_absolute_url()).content.decode()
        for name, person in (
            *((n, world.people[n]) for n in ("lan", "binh", "hoa", "hanh", "ha", "tuan")),
            ("snv", officer),
        )
    }

    assert told == {"lan": True, "binh": True, "hoa": True, "hanh": True, "ha": True, "tuan": False, "snv": False}


# Evidence -------------------------------------------------------------------------------------------------------------
def test_evidence_is_read_and_removed_exactly_as_the_sheet(world, opened, client_for):
    sheet = scored(opened, world.stp, world.lan)
    stored = services.attach_evidence(_line(sheet, "I.1"), upload("minh-chung.pdf", pdf()), by=world.lan, at=make.NOW)
    address = stored.get_absolute_url()

    def readers_of_it():
        people = ("lan", "binh", "hoa", "hanh", "van", "root")
        return [name for name in people if files.may_read_file(world.people[name], StoredFile.objects.get())]

    assert readers_of_it() == ["lan", "binh"]
    assert client_for(world.hoa).get(address).status_code == 404
    assert [files.may_remove(p, stored.owner) for p in (world.lan, world.binh, world.hoa)] == [True, False, False]
    for action, by in (("submit", world.lan), ("confirm", world.binh)):
        services.take_sheet_step(sheet, action, by=by, at=make.NOW)
    assert readers_of_it() == ["lan", "binh", "hoa", "hanh"]
    assert not files.may_remove(world.lan, ScoreLine.objects.get(pk=stored.owner_id))


def _line(sheet, key):
    found = line(sheet, key)
    found.sheet = sheet
    return found


def test_evidence_is_handed_in_only_while_the_unit_scores_and_a_tenth_file_is_the_last(world, opened):
    sheet = scored(opened, world.stp, world.lan)
    with pytest.raises(Refused):
        services.attach_evidence(_line(sheet, "I.1"), upload("minh-chung.pdf", pdf()), by=world.hoa, at=make.NOW)
    for number in range(10):
        one = upload(f"{number}.csv", f"Số,Tên\n{number},Biên bản\n".encode())
        services.attach_evidence(_line(sheet, "I.1"), one, by=world.lan, at=make.NOW)

    with pytest.raises(Refused, match="nhiều nhất 10 tệp"):
        services.attach_evidence(_line(sheet, "I.1"), upload("minh-chung.pdf", pdf()), by=world.lan, at=make.NOW)


def test_the_short_way_to_ask_who_writes_agrees_with_the_long_one(world, opened):
    sheets = []
    for body, state in ((world.stp, S.VERIFYING), (world.syt, S.ASSESSING), (world.snv, S.SELF)):
        ScoreSheet.objects.filter(membership__unit=body).delete()
        scoring.sheet(make.membership_of(opened, body), opened.score_tables.get(), state=state)
        sheets.append(sheet_of(opened, body))

    for person in world.people.values():
        slowly = [sheet for sheet in sheets if may.stage_to_write(person, sheet)]
        assert may.writable_among(person, sheets) == slowly
    assert [str(sheet.membership) for sheet in may.writable_among(world.hoa, sheets)] == ["Sở Tư pháp"]
