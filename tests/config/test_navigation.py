"""The side navigation: what each role finds there, and that every line leads somewhere that person may go."""

import pytest
from django.urls import resolve

from config.navigation import GROUPS, address, navigation, person_menu
from core.templatetags.thidua import icon_names


def labels(user, view_name="home"):
    return [
        (item["label"], [child["label"] for child in item["children"]])
        for group in navigation(user, view_name)
        for item in group
    ]


def lines(user, view_name="home"):
    for group in navigation(user, view_name):
        for item in group:
            yield item
            yield from item["children"]


def test_an_address_that_does_not_exist_is_left_out():
    assert address("no:such-page") == ""
    assert address("") == ""


def test_staff_find_work_and_delivery_but_no_journal(world):
    found = dict(labels(world.hanh))

    assert list(found) == [
        "Bàn làm việc",
        "Kế hoạch",
        "Phong trào",
        "Cụm, khối",
        "Khen thưởng",
        "Đơn vị, con người",
        "Hệ thống",
        "Trợ giúp",
    ]
    assert "Lịch nhắc việc" in found["Hệ thống"]
    assert "Nhật ký" not in found["Hệ thống"]


def test_an_officer_has_no_system_group(world):
    assert [label for label, _ in labels(world.lan)] == [
        "Bàn làm việc",
        "Kế hoạch",
        "Phong trào",
        "Cụm, khối",
        "Khen thưởng",
        "Đơn vị, con người",
        "Trợ giúp",
    ]


def test_the_auditor_reads_the_journal_only(world):
    assert dict(labels(world.ha))["Hệ thống"] == ["Nhật ký"]


def test_without_a_post_there_are_no_plans(world):
    assert "Kế hoạch" not in dict(labels(world.root))


@pytest.mark.parametrize("name", ["hanh", "thang", "lan", "binh", "tuan", "van", "ke", "do", "ha", "admin", "root"])
def test_every_line_opens_for_whoever_sees_it(world, client_for, name):
    person = getattr(world, name)
    client = client_for(person)
    closed = {
        line["url"]: status
        for line in lines(person)
        if line["url"] and (status := client.get(line["url"], follow=True).status_code) != 200
    }

    assert closed == {}


def test_one_line_is_the_current_one(world):
    current = [line["label"] for line in lines(world.hanh, "plans:unit-plan-detail") if line["current"]]

    assert current == ["Kế hoạch đơn vị"]


@pytest.mark.parametrize("view_name", ["home", "duty-list", "help"])
def test_own_pages_have_their_line(world, view_name):
    assert sum(line["current"] for line in lines(world.hanh, view_name)) == 1


def test_counts_stand_beside_their_line(world):
    (desk,) = navigation(world.hanh, "help", {"home": 22})[0]

    assert (desk["label"], desk["count"]) == ("Bàn làm việc", 22)


def test_the_icons_exist():
    names = {item.icon for group in GROUPS for item in group} | {item["icon"] for item in person_menu()}

    assert names <= icon_names()


def test_the_person_menu_leads_somewhere():
    assert [item["label"] for item in person_menu() if not resolve(item["url"])] == []
    assert person_menu() != []


@pytest.mark.parametrize(
    ("view_name", "line"),
    [
        ("awards:grant-list", "Sổ khen thưởng"),
        ("awards:grant-import", "Sổ khen thưởng"),
        ("awards:grant-add", "Quyết định"),
        ("awards:grant-correct", "Quyết định"),
    ],
)
def test_a_line_of_a_decision_belongs_to_the_decisions(world, view_name, line):
    assert [one["label"] for one in lines(world.hanh, view_name) if one["current"]] == [line]
