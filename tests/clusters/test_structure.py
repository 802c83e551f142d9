"""Members, leaders and followers: what the services allow, what the database refuses, what is kept."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from clusters.enums import MemberRole
from clusters.models import Change, ClusterYear, Membership
from clusters.models.clusters import READ, ClusterYearPersonGrant
from clusters.services import clusters, followers, members
from core.errors import Refused, Stale
from core.models import JournalEntry, Notice
from tests.factories import clusters as make
from tests.factories import units as make_units

DAY = datetime.date
AT = make.NOW


def names(year):
    return [str(m) for m in year.memberships.staying().select_related("unit", "outside").in_order()]


def leading(year):
    return {str(m): m.role for m in year.memberships.staying().select_related("unit") if m.role != MemberRole.MEMBER}


def test_a_unit_sits_in_one_cluster_of_the_province_a_year(world):
    first = make.planned(world, "Khối một", world.stp)
    second = make.planned(world, "Khối hai")

    with pytest.raises(Refused) as refused:
        members.add_member(second, body=world.stp, joined_on=make.FIRST, by=world.hanh, at=AT)

    assert str(refused.value) == ("“Sở Tư pháp” đang ở Khối một năm 2022. Hãy cho đơn vị rời khỏi đó trước.")
    assert (names(first), names(second)) == (["Sở Tư pháp"], [])


def test_after_leaving_a_unit_may_join_another_from_the_next_day(world):
    first, second = make.planned(world, "Khối một", world.stp), make.planned(world, "Khối hai")
    members.remove_member(
        make.membership_of(first, world.stp), left_on=DAY(2022, 6, 30), reason="Chuyển khối", by=world.hanh, at=AT
    )

    with pytest.raises(Refused, match="đến hết ngày 30/06/2022"):
        members.add_member(second, body=world.stp, joined_on=DAY(2022, 6, 30), by=world.hanh, at=AT)
    members.add_member(second, body=world.stp, joined_on=DAY(2022, 7, 1), by=world.hanh, at=AT)

    assert (names(make.fresh(first)), names(make.fresh(second))) == ([], ["Sở Tư pháp"])


def test_another_year_and_a_cluster_between_provinces_are_no_second_seat(world):
    make.planned(world, "Khối một", world.stp)
    between = make.planned(world, "Cụm bảy tỉnh", world.stp, level="inter", kind="cluster")
    old = make.planned(world, "Khối cũ", world.stp, year=2021)

    assert (names(between), names(old)) == (["Sở Tư pháp"], ["Sở Tư pháp"])


def test_the_database_itself_refuses_a_second_seat_head_and_third_deputy(world):
    year = make.running(world, "Khối một", world.stp, world.syt, head=world.stp)
    other = make.planned(world, "Khối hai")
    base = {"joined_on": make.FIRST, "calendar_year": 2022, "in_province": True}
    forbidden = [
        {"year": other, "unit": world.stp},
        {"year": year, "unit": world.snv, "role": "head"},
        {"year": year, "unit": world.snv, "role": "deputy", "deputy_place": 3},
        {"year": year, "unit": world.snv, "role": "deputy"},
        {"year": year, "unit": world.snv, "left_on": DAY(2022, 5, 1)},  # no reason
        {"year": year, "unit": world.snv, "left_on": DAY(2021, 5, 1), "left_reason": "x"},
        {"year": year},
        {"year": year, "outside": members.outside_unit("Tỉnh Lai Châu")},
    ]

    for row in forbidden:
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(**base, **row)


def test_adding_twice_is_one_member_and_leaving_twice_is_refused(world):
    year = make.planned(world, "Khối một", world.stp)
    _, new = members.add_member(year, body=world.stp, joined_on=make.FIRST, by=world.hanh, at=AT)
    membership = make.membership_of(year, world.stp)
    members.remove_member(membership, left_on=DAY(2022, 3, 1), reason="Chuyển khối", by=world.hanh, at=AT)

    with pytest.raises(Refused, match="đã rời trước đó"):
        members.remove_member(membership, left_on=DAY(2022, 3, 1), reason="Chuyển khối", by=world.hanh, at=AT)
    assert (new, Membership.objects.count()) == (False, 1)


@pytest.mark.parametrize(
    ("day", "reason", "said"),
    [
        (DAY(2023, 1, 1), "Chuyển", "Ngày rời phải từ 01/01/2022 đến 31/12/2022."),
        (DAY(2021, 12, 31), "Chuyển", "Ngày rời phải từ 01/01/2022 đến 31/12/2022."),
        (DAY(2022, 3, 1), "  ", "Cần nêu lý do rời."),
    ],
)
def test_leaving_wants_a_day_of_the_year_and_a_reason(world, day, reason, said):
    year = make.planned(world, "Khối một", world.stp)

    with pytest.raises(Refused) as refused:
        members.remove_member(make.membership_of(year, world.stp), left_on=day, reason=reason, by=world.hanh, at=AT)

    assert str(refused.value) == said
    assert names(year) == ["Sở Tư pháp"]


def test_who_left_keeps_its_row_and_role(world):
    year = make.running(world, "Khối một", world.stp, world.syt, head=world.stp)
    members.remove_member(
        make.membership_of(year, world.stp), left_on=DAY(2022, 5, 1), reason="Sáp nhập", by=world.hanh, at=AT
    )
    make.lead(world, year, head=world.syt)

    kept = Membership.objects.get(unit=world.stp)
    assert (kept.role, kept.left_on, kept.left_reason) == ("head", DAY(2022, 5, 1), "Sáp nhập")
    assert leading(year) == {"Sở Y tế": "head"}


def test_two_heads_and_three_deputies_are_refused_and_nothing_is_written(world):
    units = [world.stp, world.syt, world.snv, world.tuangiao]
    year = make.planned(world, "Khối một", *units)
    rows = {m.unit: m for m in year.memberships.select_related("unit").in_order()}

    for role, count, said in (("head", 2, "chỉ có một trưởng"), ("deputy", 3, "tối đa 2 phó")):
        roles = {rows[unit].pk: (role, 1) for unit in units[:count]}
        with pytest.raises(Refused, match=said):
            members.set_roles(year, version=year.version, roles=roles, by=world.hanh, at=AT)
    assert leading(year) == {}


def test_head_and_deputies_change_places_in_one_step(world):
    year = make.running(world, "Khối một", world.stp, world.syt, world.snv, head=world.stp, deputy=world.syt)
    rows = {m.unit: m.pk for m in year.memberships.select_related("unit").in_order()}
    roles = {rows[world.syt]: ("head", 1), rows[world.stp]: ("deputy", 2), rows[world.snv]: ("deputy", 3)}

    members.set_roles(year, version=year.version, roles=roles, by=world.hanh, at=AT)

    assert leading(year) == {"Sở Y tế": "head", "Sở Tư pháp": "deputy", "Sở Nội vụ": "deputy"}
    places = Membership.objects.filter(role="deputy").order_by("deputy_place").values_list("deputy_place", flat=True)
    assert list(places) == [1, 2]


def test_an_old_page_is_stale_and_loses_nothing(world):
    year = make.planned(world, "Khối một", world.stp, world.syt)
    old = year.version
    make.lead(world, year, head=world.stp)

    with pytest.raises(Stale):
        members.set_roles(year, version=old, roles={}, by=world.hanh, at=AT)
    assert leading(year) == {"Sở Tư pháp": "head"}


def test_a_closed_year_is_not_changed_until_it_is_reopened(world):
    year = make.running(world, "Khối một", world.stp)
    clusters.take_year_step(year, "close", by=world.hanh, at=AT)

    for act in (
        lambda: members.add_member(year, body=world.syt, joined_on=make.FIRST, by=world.hanh, at=AT),
        lambda: make.lead(world, year, head=world.stp),
        lambda: make.followed(world, year, world.tuan),
        lambda: clusters.update_year(
            make.fresh(year),
            version=year.version,
            days={},
            basis="",
            flags=1,
            certificates=1,
            note="",
            by=world.hanh,
            at=AT,
        ),
    ):
        with pytest.raises(Refused, match="đã tổng kết"):
            act()
    clusters.take_year_step(year, "reopen", reason="Ghi thiếu một đơn vị", by=world.hanh, at=AT)
    members.add_member(year, body=world.syt, joined_on=make.FIRST, by=world.hanh, at=AT)
    assert names(year) == ["Sở Tư pháp", "Sở Y tế"]


def test_only_the_standing_body_changes_clusters(world):
    year = make.running(world, "Khối một", world.stp, head=world.stp)

    for person in (world.lan, world.binh, world.tuan, world.ha, world.do, world.admin, world.root):
        with pytest.raises(Refused):
            members.add_member(year, body=world.syt, joined_on=make.FIRST, by=person, at=AT)
        with pytest.raises(Refused):
            clusters.take_year_step(make.fresh(year), "close", by=person, at=AT)
    assert names(year) == ["Sở Tư pháp"]


def test_a_unit_that_does_not_exist_that_day_does_not_join(world):
    young = make_units.unit("Sở Xây dựng", parent=world.province, valid_from=DAY(2022, 5, 1))
    year = make.planned(world, "Khối một")

    with pytest.raises(Refused, match="không hoạt động trong ngày 01/01/2022"):
        members.add_member(year, body=young, joined_on=make.FIRST, by=world.hanh, at=AT)
    members.add_member(year, body=young, joined_on=DAY(2022, 5, 1), by=world.hanh, at=AT)
    assert names(year) == ["Sở Xây dựng"]


def test_another_province_joins_only_between_provinces_and_once(world):
    inside, between = make.planned(world, "Khối một"), make.planned(world, "Cụm bảy tỉnh", level="inter")
    body = members.outside_unit("Tỉnh Lai Châu")
    with pytest.raises(Refused, match="Đơn vị ngoài tỉnh chỉ tham gia cụm giữa các tỉnh"):
        members.add_member(inside, body=body, joined_on=make.FIRST, by=world.hanh, at=AT)

    for name in ("Tỉnh Lai Châu", " tỉnh lai  châu "):
        members.add_member(between, body=members.outside_unit(name), joined_on=make.FIRST, by=world.hanh, at=AT)

    assert names(between) == ["Tỉnh Lai Châu"]


# Starting and telling -----------------------------------------------------------------------------------------------
def test_a_year_without_members_does_not_start_and_one_member_only_is_doubted(world):
    empty, alone = make.planned(world, "Khối không"), make.planned(world, "Khối một", world.stp)

    with pytest.raises(Refused, match="Chưa có thành viên nào"):
        clusters.take_year_step(empty, "start", by=world.hanh, at=AT)
    clusters.take_year_step(alone, "start", by=world.hanh, at=AT)

    assert (make.fresh(empty).state, make.fresh(alone).state) == ("planned", "running")


def test_leaders_and_followers_are_told_when_the_year_starts_and_once(world):
    year = make.planned(world, "Khối một", world.stp, world.syt)
    make.lead(world, year, head=world.stp)
    make.followed(world, year, world.tuan)
    assert Notice.objects.count() == 0

    clusters.take_year_step(make.fresh(year), "start", by=world.hanh, at=AT)
    make.lead(world, year, head=world.stp)
    make.followed(world, year, world.tuan)

    told = Notice.objects.order_by("person__username").values_list("person__username", "subject")
    head = "Đơn vị làm Trưởng khối của Khối một năm 2022"
    assert list(told) == [
        ("binh", head),
        ("lan", head),
        ("tuan", "Được phân công theo dõi Khối một năm 2022"),
    ]


def test_following_opens_the_page_and_its_end_closes_it(world):
    year = make.running(world, "Khối một", world.stp)
    other = make.running(world, "Khối hai", world.syt)
    follower = make.followed(world, year, world.tuan)
    make.followed(world, year, world.tuan)

    assert list(ClusterYear.objects.visible_to(world.tuan)) == [year]
    assert ClusterYearPersonGrant.objects.filter(permission__codename=READ).count() == 1
    followers.remove_follower(follower, by=world.hanh, at=AT)
    followers.remove_follower(follower, by=world.hanh, at=AT)
    assert list(ClusterYear.objects.visible_to(world.tuan)) == []
    assert ClusterYearPersonGrant.objects.count() == 0
    assert Change.objects.filter(year=year, label="Hoàng Anh Tuấn thôi theo dõi").count() == 1
    assert other.followers.count() == 0


def test_only_council_members_follow_and_only_while_they_sit(world):
    year = make.running(world, "Khối một", world.stp)
    with pytest.raises(Refused, match="không phải thành viên Hội đồng"):
        make.followed(world, year, world.hoa)
    make.followed(world, year, world.tuan)
    world.tuan.appointments.update(ends_on=DAY(2022, 3, 7))
    world.tuan.__dict__.pop("_rights_by_day", None)

    assert list(ClusterYear.objects.visible_to(world.tuan)) == []


def test_every_act_is_in_the_journal_and_in_the_history(world):
    year = make.running(world, "Khối một", world.stp, head=world.stp)
    make.followed(world, year, world.tuan)

    acts = list(
        JournalEntry.objects.filter(act__startswith="cluster.").order_by("number").values_list("act", flat=True)
    )
    assert acts == ["cluster.create", "cluster.member-add", "cluster.roles", "cluster.start", "cluster.follower-add"]
    labels = list(Change.objects.filter(year=year).order_by("pk").values_list("label", flat=True))
    assert labels == [
        "Lập cụm, khối",
        "Thêm Sở Tư pháp từ ngày 01/01/2022",
        "Sở Tư pháp: Trưởng khối",
        "Hoàng Anh Tuấn theo dõi",
    ]
