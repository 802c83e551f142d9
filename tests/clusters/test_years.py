"""From one year to the next, merged units, what was done when, who owes it, and the known clusters."""

import datetime

import pytest
from django.core.management import call_command

from clusters.enums import ClusterLevel, ClusterWork, MilestoneKind
from clusters.models import Cluster, ClusterYear, Membership, OutsideUnit
from clusters.queries.lists import milestones_of
from clusters.queries.members import rows, with_units
from clusters.rules.days import model_days
from clusters.services import clusters, members
from clusters.services.links import link_tasks
from clusters.services.loading import load_clusters
from clusters.services.opening import open_years
from core.errors import Refused, Stale
from core.obligations import of_kind, owed
from plans.queries.fulfilment import fulfilments_of
from tests.factories import clusters as make
from tests.factories import units as make_units
from tests.plans.annual import plan_led_by
from units.services import units as unit_services
from units.services.units import NewUnit

DAY = datetime.date
AT = make.NOW


def told(year, on):
    """(name, successors) of the members, seen from the day."""
    found = rows(with_units().filter(year=year), on=on)
    return [(row.name, row.now_called, [unit.label for unit in row.successors]) for row in found]


# The model of the days --------------------------------------------------------------------------------------------------
def test_the_days_of_the_model_are_those_of_the_draft_guide():
    assert model_days(2022) == [
        (MilestoneKind.REGISTRATION, DAY(2022, 1, 5), True),
        (MilestoneKind.COVENANT, DAY(2022, 2, 15), False),
        (MilestoneKind.MID_YEAR, DAY(2022, 8, 15), False),
        (MilestoneKind.SELF_SCORE, None, False),
        (MilestoneKind.YEAR_END, DAY(2023, 1, 31), False),
    ]


def test_between_provinces_no_day_is_made_up(world):
    year = make.planned(world, "Cụm bảy tỉnh", level="inter")

    assert [m.due_date for m in milestones_of(year)] == [None] * 5


# Merged and renamed units ---------------------------------------------------------------------------------------------
def test_a_page_shows_the_name_of_its_year_and_who_succeeded(world):
    old = make.planned(world, "Khối cũ", world.stp, world.syt, year=2021)
    year = make.planned(world, "Khối một", world.stp, world.syt)
    new = NewUnit(name="Sở Tư pháp và Y tế", kind="department", parent=world.province)
    unit_services.merge_units(
        [world.stp, world.syt], into=[new], on=DAY(2022, 7, 1), by=world.hanh, at=AT, document="15/NQ"
    )

    after = ["Sở Tư pháp và Y tế"]
    assert told(year, DAY(2022, 6, 30)) == [("Sở Tư pháp", "", []), ("Sở Y tế", "", [])]
    assert told(year, DAY(2022, 7, 2)) == [("Sở Tư pháp", "", after), ("Sở Y tế", "", after)]
    assert told(old, DAY(2022, 7, 2)) == [("Sở Tư pháp", "", after), ("Sở Y tế", "", after)]


def test_a_renamed_unit_keeps_its_old_name_in_an_old_year(world):
    old, year = (make.planned(world, f"Khối {y}", world.stp, year=y) for y in (2021, 2022))
    unit_services.rename_unit(world.stp, name="Sở Pháp chế", on=DAY(2022, 2, 1), by=world.hanh, at=AT, document="1/NQ")

    assert told(old, DAY(2022, 3, 8)) == [("Sở Tư pháp", "Sở Pháp chế", [])]
    assert told(year, DAY(2022, 3, 8)) == [("Sở Pháp chế", "", [])]


def test_the_people_of_the_successor_read_the_cluster_of_the_merged_unit(world):
    year = make.running(world, "Khối một", world.stp, world.snv)
    unit_services.merge_units([world.stp], into=[world.syt], on=DAY(2022, 3, 1), by=world.hanh, at=AT, document="15/NQ")

    assert list(ClusterYear.objects.visible_to(world.hoa)) == [year]


# The next year ------------------------------------------------------------------------------------------------------------
def test_the_next_year_takes_members_still_in_force_and_nothing_else(world):
    year = make.running(world, "Khối một", world.stp, world.syt, world.snv, head=world.stp, deputy=world.syt)
    make.followed(world, year, world.tuan)
    milestone = make.milestone_of(year, "covenant")
    clusters.record_milestone(milestone, done_on=DAY(2022, 2, 10), place="", paper="", by=world.hanh, at=AT)
    members.remove_member(
        make.membership_of(year, world.snv), left_on=DAY(2022, 3, 1), reason="Chuyển", by=world.hanh, at=AT
    )

    (new,) = open_years([year], by=world.hanh, at=AT)

    sitting = [(str(m), m.role, m.seat, m.joined_on) for m in new.memberships.select_related("unit").in_order()]
    assert sitting == [
        ("Sở Tư pháp", "member", 1, DAY(2023, 1, 1)),
        ("Sở Y tế", "member", 2, DAY(2023, 1, 1)),
    ]
    assert (new.state, new.flags, new.followers.count()) == ("planned", None, 0)
    assert [(m.due_date, m.done_on) for m in milestones_of(new)] == [(day, None) for _, day, _ in model_days(2023)]


def test_opening_twice_is_refused_and_makes_nothing(world):
    year = make.running(world, "Khối một", world.stp)
    open_years([year], by=world.hanh, at=AT)

    with pytest.raises(Refused, match="Khối một đã có năm 2023"):
        open_years([year], by=world.hanh, at=AT)
    assert ClusterYear.objects.count() == 2


def test_between_provinces_last_years_deputy_becomes_head(world):
    year = make.planned(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster")
    for name in ("Tỉnh Hà Giang", "Tỉnh Lạng Sơn"):
        members.add_member(year, body=members.outside_unit(name), joined_on=make.FIRST, by=world.hanh, at=AT)
    roles = {m.pk: ("head" if m.unit_id else "member", m.seat) for m in year.memberships.in_order()}
    deputy = year.memberships.get(outside__name="Tỉnh Lạng Sơn")
    roles[deputy.pk] = ("deputy", 3)
    members.set_roles(year, version=make.fresh(year).version, roles=roles, by=world.hanh, at=AT)

    (new,) = open_years([make.fresh(year)], by=world.hanh, at=AT)

    found = [(str(m), m.role, m.role_note) for m in new.memberships.select_related("unit", "outside").in_order()]
    assert found == [
        ("Tỉnh Điện Biên", "member", ""),
        ("Tỉnh Hà Giang", "member", ""),
        ("Tỉnh Lạng Sơn", "head", "Cụm phó năm trước, theo thông lệ luân phiên"),
    ]


def test_merged_members_are_replaced_once_with_a_note_and_ended_ones_left_out(world):
    gone = make_units.unit("Ban Dân tộc", parent=world.province)
    year = make.running(world, "Khối một", world.stp, world.syt, gone, world.snv)
    new = NewUnit(name="Sở Tư pháp và Y tế", kind="department", parent=world.province)
    unit_services.merge_units(
        [world.stp, world.syt], into=[new], on=DAY(2022, 7, 1), by=world.hanh, at=AT, document="15/NQ"
    )
    unit_services.dissolve_unit(gone, on=DAY(2022, 7, 1), by=world.hanh, at=AT, document="16/NQ")

    (after,) = open_years([year], by=world.hanh, at=AT)

    found = [(str(m), m.note) for m in after.memberships.select_related("unit").in_order()]
    assert found == [("Sở Tư pháp và Y tế", "Kế thừa Sở Tư pháp, Sở Y tế"), ("Sở Nội vụ", "")]
    assert after.changes.get().reason == (
        "Sở Tư pháp đã kết thúc; thay bằng Sở Tư pháp và Y tế. Sở Y tế đã kết thúc; thay bằng Sở Tư pháp và Y tế. "
        "Ban Dân tộc đã kết thúc và không có đơn vị kế thừa; không đưa vào."
    )


def test_two_clusters_whose_members_merged_do_not_both_get_the_successor(world):
    first, second = make.running(world, "Khối một", world.stp), make.running(world, "Khối hai", world.syt, world.snv)
    unit_services.merge_units([world.syt], into=[world.stp], on=DAY(2022, 7, 1), by=world.hanh, at=AT, document="15/NQ")

    one, two = open_years([first, second], by=world.hanh, at=AT)

    assert [[str(m) for m in y.memberships.select_related("unit").in_order()] for y in (one, two)] == [
        ["Sở Tư pháp"],
        ["Sở Nội vụ"],
    ]


# What was done when, and who owes it ------------------------------------------------------------------------------------
def duties(on=make.TODAY, person=None):
    found = [d for d in owed(on=on, person=person) if d.kind == "clusters.milestone"]
    return [(d.title, d.due_on, sorted(d.people), sorted(d.heads)) for d in found]


def test_the_heads_officers_owe_the_days_and_the_standing_body_those_without_a_head(world):
    make.running(world, "Khối một", world.stp, world.snv, head=world.stp)
    headless = make.running(world, "Khối hai", world.syt, world.tuangiao)
    ClusterYear.objects.filter(pk=headless.pk).update(basis="Quyết định của tỉnh")
    make.running(world, "Khối chỉ có mốc mẫu", world.btdkt, world.commune)
    make.running(world, "Cụm bảy tỉnh", world.province, level="inter", kind="cluster")
    make.planned(world, "Khối ba")
    standing = sorted([world.hanh.pk, world.thang.pk])

    assert duties(person=world.lan) == [
        ("Ký giao ước thi đua: Khối một năm 2022", DAY(2022, 2, 15), [world.lan.pk], [world.binh.pk]),
        ("Sơ kết: Khối một năm 2022", DAY(2022, 8, 15), [world.lan.pk], [world.binh.pk]),
        ("Tổng kết: Khối một năm 2022", DAY(2023, 1, 31), [world.lan.pk], [world.binh.pk]),
    ]
    assert [row[0] for row in duties(person=world.hanh)] == [
        "Ký giao ước thi đua: Khối hai năm 2022",
        "Sơ kết: Khối hai năm 2022",
        "Tổng kết: Khối hai năm 2022",
    ]
    assert duties(person=world.hoa) == []
    assert {tuple(d.leads) for d in of_kind("clusters.milestone", on=make.TODAY)} == {tuple(standing)}


def test_what_is_recorded_is_no_longer_owed(world):
    year = make.running(world, "Khối một", world.stp, head=world.stp)
    milestone = make.milestone_of(year, "covenant")
    clusters.record_milestone(milestone, done_on=DAY(2022, 2, 10), place="Sở Tư pháp", paper="", by=world.lan, at=AT)
    assert [row[0] for row in duties()] == ["Sơ kết: Khối một năm 2022", "Tổng kết: Khối một năm 2022"]

    clusters.record_milestone(milestone, done_on=None, place="", paper="", by=world.binh, at=AT)
    assert len(duties()) == 3


@pytest.mark.parametrize(
    ("who", "day", "said"),
    [
        ("hoa", DAY(2022, 2, 10), "Chỉ đơn vị trưởng"),
        ("lan", DAY(2022, 3, 9), "Ngày 09/03/2022 chưa đến"),
        ("lan", DAY(2020, 2, 10), "không thuộc năm hoạt động 2022"),
    ],
)
def test_a_day_is_recorded_by_the_head_and_not_before_it_came(world, who, day, said):
    year = make.running(world, "Khối một", world.stp, world.syt, head=world.stp, deputy=world.syt)

    with pytest.raises(Refused, match=said):
        clusters.record_milestone(
            make.milestone_of(year, "covenant"), done_on=day, place="", paper="", by=getattr(world, who), at=AT
        )


def test_moving_a_day_moves_the_duty_and_an_old_page_is_stale(world):
    year = make.running(world, "Khối một", world.stp, head=world.stp)
    values = {"basis": "Quyết định của tỉnh", "flags": 2, "certificates": 1, "note": "", "by": world.hanh, "at": AT}
    clusters.update_year(year, version=year.version, days={"covenant": (DAY(2022, 3, 15), True)}, **values)

    assert duties()[0][1] == DAY(2022, 3, 14)
    with pytest.raises(Stale):
        clusters.update_year(year, version=0, days={}, **values)


def test_a_task_of_the_plan_shows_how_many_clusters_this_person_may_open_have_signed(world):
    first = make.running(world, "Khối một", world.stp, head=world.stp)
    make.running(world, "Khối hai", world.syt, head=world.syt)
    make.planned(world, "Khối ba", world.snv)
    task = plan_led_by(world, count=2).tasks.order_by("position").first()
    covenant = (ClusterLevel.PROVINCE, ClusterWork.COVENANT)
    for _ in range(2):
        link_tasks(2022, links={covenant: task}, by=world.hanh, at=AT)
    milestone = make.milestone_of(first, "covenant")
    clusters.record_milestone(milestone, done_on=DAY(2022, 2, 10), place="", paper="", by=world.lan, at=AT)

    def shown(person):
        return [
            (row.title, row.state)
            for label, rows in fulfilments_of(task, person)
            if label == "Cụm, khối"
            for row in rows
        ]

    title = "Ký giao ước, trong tỉnh, năm 2022"
    assert shown(world.ha) == [(title, "1/2 đã ký")]
    assert (shown(world.lan), shown(world.hoa)) == ([(title, "1/1 đã ký")], [(title, "0/1 đã ký")])
    assert (shown(world.van), shown(world.root)) == ([], [])
    link_tasks(2022, links={covenant: None}, by=world.hanh, at=AT)
    assert shown(world.ha) == []


# The known clusters -----------------------------------------------------------------------------------------------------
@pytest.fixture
def units(db):
    call_command("load_units", verbosity=0)


def leading(year):
    found = Membership.objects.filter(calendar_year=year).exclude(role="member").select_related("unit", "outside")
    return sorted(
        (m.year.cluster.name[:8], str(m), m.role) for m in found.select_related("year__cluster", "unit", "outside")
    )


def test_the_known_clusters_are_loaded_once_and_nothing_is_invented(units):
    assert load_clusters(at=AT) == 8
    assert load_clusters(at=AT) == 0

    assert sorted(Cluster.objects.values_list("standing", flat=True)) == ["verified"] * 4
    assert OutsideUnit.objects.count() == 6
    assert sorted(ClusterYear.objects.values_list("year", "state").distinct()) == [(2021, "closed"), (2022, "running")]
    counts = {
        y.cluster.name: y.memberships.count() for y in ClusterYear.objects.for_year(2022).select_related("cluster")
    }
    assert sorted(counts.values()) == [5, 5, 7, 8]
    assert leading(2021) == [("Cụm thi ", "Tỉnh Hà Giang", "head"), ("Cụm thi ", "Tỉnh Điện Biên", "deputy")]
    assert leading(2022) == [("Cụm thi ", "Tỉnh Lạng Sơn", "deputy"), ("Cụm thi ", "Tỉnh Điện Biên", "head")]
    inferred = Membership.objects.get(calendar_year=2022, role="deputy")
    assert "chưa kiểm chứng" in inferred.role_note


def test_the_fictional_ones_come_on_demand_without_heads_and_say_so(units):
    assert load_clusters(at=AT, demo=True) == 28

    demo = ClusterYear.objects.filter(cluster__standing="demo")
    assert sorted(demo.values_list("year", "state").distinct()) == [(2021, "running"), (2022, "planned")]
    assert Membership.objects.filter(year__in=demo).exclude(role="member").count() == 0
    assert all(year.cluster.is_fictional for year in demo.select_related("cluster"))


def test_a_later_installation_loads_both_years_as_closed(units):
    load_clusters(at=AT.replace(year=2026))

    assert set(ClusterYear.objects.values_list("state", flat=True)) == {"closed"}
    assert [d for d in owed(on=DAY(2026, 3, 8)) if d.kind == "clusters.milestone"] == []
