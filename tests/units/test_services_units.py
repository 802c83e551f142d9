"""What happens to units: names by day, mergers, splits, ends, and what is refused."""

import datetime

import pytest
from django.utils import timezone

from core.errors import Refused
from core.models import JournalEntry
from tests.factories import units as make
from units import queries
from units.enums import Role, UnitKind
from units.models import Appointment, Unit
from units.rights import rights_of
from units.services import units as services
from units.services.units import NewUnit

DAY = datetime.date
TODAY = DAY(2022, 3, 8)
PAPER = "Quyết định 12/QĐ-UBND ngày 01/3/2022"


@pytest.fixture
def at():
    return timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 0))


@pytest.fixture
def event(world, at):
    """What every event wants beside its own words."""
    return {"by": world.hanh, "at": at, "document": PAPER}


def test_create_unit_founds_it_with_period_path_event_and_journal(world, at):
    new = NewUnit("  Chi cục  Văn thư ", kind=UnitKind.DIVISION, parent=world.snv, symbol="CCVTLT", code="CC1")

    unit = services.create_unit(new, on=TODAY, by=world.hanh, at=at, document=PAPER)

    unit.refresh_from_db()
    assert (unit.name, unit.path) == ("Chi cục Văn thư", f"{world.snv.path}{unit.pk}/")
    assert [(p.name, p.valid_from, p.valid_to) for p in unit.periods.all()] == [("Chi cục Văn thư", TODAY, None)]
    assert [e.kind for e in unit.events.all()] == ["found"]
    assert JournalEntry.objects.filter(act="units.create", subject_id=str(unit.pk), by=world.hanh).count() == 1


def test_same_name_below_the_same_parent_is_refused_whatever_the_marks(world, at):
    new = NewUnit("so tu phap", kind=UnitKind.DEPARTMENT, parent=world.province)

    with pytest.raises(Refused) as refusal:
        services.create_unit(new, on=TODAY, by=world.hanh, at=at)

    assert str(refusal.value) == "Đã có “Sở Tư pháp” thuộc “Tỉnh Điện Biên” hoạt động trong ngày 08/03/2022."


def test_same_name_below_another_parent_is_allowed(world, at):
    other = make.unit("UBND huyện Mường Ảng", parent=world.province, kind=UnitKind.DISTRICT)

    unit = services.create_unit(
        NewUnit("UBND xã Quài Cang", kind=UnitKind.COMMUNE, parent=other), on=TODAY, by=world.hanh, at=at
    )

    assert unit.path == f"{other.path}{unit.pk}/"


def test_same_code_on_the_same_day_is_refused(world, at):
    with pytest.raises(Refused, match="Mã 099 đang là của “UBND huyện Tuần Giáo” trong ngày 08/03/2022"):
        services.create_unit(NewUnit("Xã Mới", kind=UnitKind.COMMUNE, code="099"), on=TODAY, by=world.hanh, at=at)


def test_rename_keeps_the_old_name_for_earlier_days(world, event):
    services.rename_unit(world.stp, name="Sở Pháp chế", on=DAY(2022, 3, 1), **event)

    stp = Unit.objects.get(pk=world.stp.pk)
    assert stp.name == "Sở Pháp chế"
    assert [stp.name_on(DAY(2022, 2, 28)), stp.name_on(DAY(2022, 3, 1))] == ["Sở Tư pháp", "Sở Pháp chế"]
    assert stp.name_on(DAY(1990, 1, 1)) == "Sở Tư pháp"
    assert list(Unit.objects.search("tu phap")) == [stp]


def test_rename_to_come_shows_only_from_its_day(world, event):
    services.rename_unit(world.stp, name="Sở Pháp chế", on=DAY(2022, 4, 1), **event)

    stp = Unit.objects.get(pk=world.stp.pk)
    assert (stp.name, stp.name_on(DAY(2022, 4, 1))) == ("Sở Tư pháp", "Sở Pháp chế")
    assert [services.bring_up_to_date(on=DAY(2022, 3, 31), at=event["at"]), Unit.objects.get(pk=stp.pk).name] == [
        0,
        "Sở Tư pháp",
    ]
    assert [services.bring_up_to_date(on=DAY(2022, 4, 1), at=event["at"]), Unit.objects.get(pk=stp.pk).name] == [
        1,
        "Sở Pháp chế",
    ]
    assert services.bring_up_to_date(on=DAY(2022, 4, 1), at=event["at"]) == 0


def test_events_come_in_order_of_time(world, event):
    services.rename_unit(world.stp, name="Sở Pháp chế", on=DAY(2022, 3, 1), **event)

    with pytest.raises(Refused, match="đã có thay đổi ghi từ ngày 01/03/2022"):
        services.rename_unit(world.stp, name="Sở Luật", on=DAY(2022, 2, 1), **event)


def test_event_wants_a_document(world, event):
    with pytest.raises(Refused, match="số, ký hiệu và ngày của văn bản"):
        services.rename_unit(world.stp, name="Sở Pháp chế", on=TODAY, **{**event, "document": "  "})
    assert Unit.objects.get(pk=world.stp.pk).periods.count() == 1


def test_move_carries_the_tree_below(world, event):
    other = make.unit("UBND huyện Mường Ảng", parent=world.province, kind=UnitKind.DISTRICT)
    hamlet = make.unit("Trường mầm non Quài Cang", parent=world.commune, kind=UnitKind.SCHOOL)

    services.move_unit(world.commune, parent=other, on=TODAY, **event)

    assert Unit.objects.get(pk=world.commune.pk).path == f"{other.path}{world.commune.pk}/"
    assert Unit.objects.get(pk=hamlet.pk).path == f"{other.path}{world.commune.pk}/{hamlet.pk}/"


def test_unit_does_not_move_below_itself(world, event):
    with pytest.raises(Refused, match="vào chính nó"):
        services.move_unit(world.tuangiao, parent=world.commune, on=TODAY, **event)


def test_merge_many_into_one_ends_the_old_and_links_them(world, event):
    new = NewUnit("Sở Tư pháp và Y tế", kind=UnitKind.DEPARTMENT, parent=world.province, symbol="STPYT")

    happened, (successor,) = services.merge_units([world.stp, world.syt], into=[new], on=DAY(2022, 4, 1), **event)

    assert (successor.valid_from, Unit.objects.get(pk=world.stp.pk).valid_to) == (DAY(2022, 4, 1), DAY(2022, 3, 31))
    assert {(s.predecessor_id, s.successor_id) for s in happened.successions.all()} == {
        (world.stp.pk, successor.pk),
        (world.syt.pk, successor.pk),
    }
    stp = Unit.objects.get(pk=world.stp.pk)
    assert queries.successors(stp, DAY(2022, 3, 31)) == [stp]
    assert queries.successors(stp, DAY(2022, 4, 1)) == [successor]


def test_merge_many_to_many(world, event):
    into = [NewUnit(f"Sở Mới {n}", kind=UnitKind.DEPARTMENT, parent=world.province) for n in (1, 2)]

    happened, successors = services.merge_units([world.stp, world.syt], into=into, on=TODAY, **event)

    assert happened.successions.count() == 4
    assert queries.successors(Unit.objects.get(pk=world.syt.pk), TODAY) == successors


def test_merge_into_a_unit_that_goes_on(world, event):
    services.merge_units([world.stp, world.syt], into=[world.syt], on=TODAY, **event)

    assert Unit.objects.get(pk=world.syt.pk).valid_to is None
    assert queries.successors(Unit.objects.get(pk=world.stp.pk), TODAY) == [world.syt]


def test_successors_follow_a_chain(world, event):
    first = NewUnit("Sở Một", kind=UnitKind.DEPARTMENT, parent=world.province)
    second = NewUnit("Sở Hai", kind=UnitKind.DEPARTMENT, parent=world.province)
    _, (one,) = services.merge_units([world.stp], into=[first], on=DAY(2022, 2, 1), **event)
    _, (two,) = services.merge_units([one], into=[second], on=DAY(2022, 3, 1), **event)

    stp = Unit.objects.get(pk=world.stp.pk)
    assert [queries.successors(stp, day) for day in (DAY(2022, 2, 15), TODAY)] == [[one], [two]]


def test_split_with_and_without_end(world, event):
    into = [NewUnit(f"Phòng {n}", kind=UnitKind.DIVISION, parent=world.province) for n in ("A", "B")]

    services.split_unit(world.stp, into=into, on=TODAY, **event)
    services.split_unit(
        world.syt, into=[NewUnit("Phòng C", kind=UnitKind.DIVISION, parent=world.syt)], ends=False, on=TODAY, **event
    )

    assert Unit.objects.get(pk=world.stp.pk).valid_to == DAY(2022, 3, 7)
    assert Unit.objects.get(pk=world.syt.pk).valid_to is None
    with pytest.raises(Refused, match="ít nhất hai đơn vị mới"):
        services.split_unit(world.snv, into=into[:1], on=TODAY, **event)


def test_unit_with_living_children_does_not_end(world, event):
    with pytest.raises(Refused) as refusal:
        services.dissolve_unit(world.tuangiao, on=TODAY, **event)

    assert str(refusal.value) == (
        "“Tuần Giáo” còn đơn vị trực thuộc hoạt động trong ngày 08/03/2022: “Quài Cang”. "
        "Hãy chuyển hoặc kết thúc các đơn vị đó trước."
    )


def test_unit_ends_once(world, event):
    services.dissolve_unit(world.stp, on=TODAY, **event)

    with pytest.raises(Refused, match="đã kết thúc từ ngày 08/03/2022"):
        services.dissolve_unit(Unit.objects.get(pk=world.stp.pk), on=DAY(2022, 5, 1), **event)


def test_posts_end_with_the_unit_without_being_touched(world, event):
    services.dissolve_unit(world.stp, on=DAY(2022, 4, 1), **event)

    assert rights_of(world.lan, DAY(2022, 3, 31)).holds(Role.OFFICER)
    assert rights_of(world.lan, DAY(2022, 4, 1)).posts == ()
    assert rights_of(world.hoa, DAY(2022, 4, 1)).holds(Role.OFFICER)
    assert Appointment.objects.get(user=world.lan).ends_on is None


def test_correction_changes_words_writes_no_event_and_is_journalled(world, at):
    services.correct_unit(world.stp, changes={"name": "Sở Tư Pháp"}, reason="gõ sai hoa thường", by=world.hanh, at=at)

    stp = Unit.objects.get(pk=world.stp.pk)
    assert (stp.name, stp.name_on(DAY(2010, 1, 1)), stp.events.count()) == ("Sở Tư Pháp", "Sở Tư Pháp", 0)
    entry = JournalEntry.objects.get(act="units.correct")
    assert entry.detail == {
        "before": {"name": "Sở Tư pháp"},
        "after": {"name": "Sở Tư Pháp"},
        "reason": "gõ sai hoa thường",
    }
    row = stp.history.get(history_change_reason__startswith="Sửa lỗi gõ")
    assert (row.history_user, row.history_change_reason) == (world.hanh, "Sửa lỗi gõ: gõ sai hoa thường")


def test_correction_wants_a_reason_and_respects_other_units(world, at):
    with pytest.raises(Refused, match="Cần nêu lý do sửa"):
        services.correct_unit(world.stp, changes={"name": "Sở Tư Pháp"}, reason=" ", by=world.hanh, at=at)
    with pytest.raises(Refused, match="Đã có “Sở Y tế”"):
        services.correct_unit(world.stp, changes={"name": "Sở Y Tế"}, reason="gõ sai", by=world.hanh, at=at)


def test_tree_of_a_day_shows_the_places_of_that_day(world, event, django_assert_num_queries):
    other = make.unit("UBND huyện Mường Ảng", parent=world.province, kind=UnitKind.DISTRICT)
    services.move_unit(world.commune, parent=other, on=DAY(2022, 3, 1), **event)

    def below(on):
        with django_assert_num_queries(2):
            (root,) = queries.tree(on)
        return {n["period"].name: [c["period"].name for c in n["children"]] for n in root["children"]}

    assert below(DAY(2022, 2, 28))["UBND huyện Tuần Giáo"] == ["UBND xã Quài Cang"]
    assert below(TODAY)["UBND huyện Mường Ảng"] == ["UBND xã Quài Cang"]
    assert below(TODAY)["UBND huyện Tuần Giáo"] == []


def test_page_opened_before_another_event_does_not_undo_it(world, event):
    early = Unit.objects.get(pk=world.stp.pk)
    services.rename_unit(world.stp, name="Sở Pháp chế", on=DAY(2022, 3, 1), **event)

    services.dissolve_unit(early, on=DAY(2022, 3, 5), **event)
    with pytest.raises(Refused, match="“Sở Pháp chế” đã kết thúc từ ngày 05/03/2022"):
        services.dissolve_unit(world.stp, on=TODAY, **event)

    stp = Unit.objects.get(pk=world.stp.pk)
    assert (stp.name, stp.valid_to) == ("Sở Pháp chế", DAY(2022, 3, 4))
