"""Who reads the journal, and how they find a row in it."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from core import journal
from tests.core.counting import queries_of

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 0))


@pytest.fixture
def written(world):
    journal.record("units.rename", by=world.hanh, at=AT - datetime.timedelta(days=2), subject=world.stp)
    journal.record(
        "accounts.create", by=world.admin, at=AT, subject=world.lan, detail={"username": "lan"}, ip="10.0.0.7"
    )
    journal.record("reminders.run", by=None, at=AT, detail={"new": 3})


def numbers(page):
    return [entry.number for entry in page.context["entries"]]


@pytest.mark.parametrize("name", ["ha", "thang", "admin"])
def test_auditor_lead_and_administrator_read_it(written, world, client_for, name):
    page = client_for(getattr(world, name)).get(reverse("core:journal-list"))

    assert numbers(page) == [3, 2, 1]
    assert "Mở tài khoản" in page.content.decode()
    assert "10.0.0.7" in page.content.decode()


@pytest.mark.parametrize("name", ["hanh", "lan", "binh", "tuan", "van", "ke", "do", "root", "stranger"])
def test_nobody_else_reads_it(written, world, client_for, name):
    assert client_for(getattr(world, name)).get(reverse("core:journal-list")).status_code == 403


def test_the_administrator_reads_of_accounts_and_settings_not_of_the_work_of_units(written, world, client_for):
    """A row on the work may name a draft or a file; it is neither listed, nor counted, nor found, nor offered."""
    journal.name_acts({"test.work": "Việc của đơn vị"})
    journal.record("test.work", by=world.hanh, at=AT, subject=world.stp, detail={"draft": "DỰ-THẢO-7"})
    journal.record("test.unnamed", by=world.hanh, at=AT, subject=world.stp)
    address = reverse("core:journal-list")

    assert numbers(client_for(world.ha).get(address)) == [5, 4, 3, 2, 1]
    page = client_for(world.admin).get(address)
    assert (numbers(page), page.context["entries"].paginator.count) == ([3, 2, 1], 3)
    assert "Việc của đơn vị" not in page.content.decode()
    assert numbers(client_for(world.admin).get(address + "?q=Sở Tư pháp")) == [1]
    assert client_for(world.admin).get(address + "?act=test.work").context["entries"].paginator.count == 3


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?act=units.rename", [1]),
        ("?q=minh+hanh", [1]),
        ("?q=Sở Tư pháp", [1]),
        ("?first=08/03/2022", [3, 2]),
        ("?last=07/03/2022", [1]),
        ("?first=06/03/2022&last=06/03/2022", [1]),
        ("?q=không có ai", []),
    ],
)
def test_rows_are_found_by_act_person_subject_and_day(written, world, client_for, query, expected):
    assert numbers(client_for(world.ha).get(reverse("core:journal-list") + query)) == expected


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?first=31/02/2022", "Ngày phải có dạng ngày/tháng/năm, ví dụ 08/03/2022."),
        ("?first=08/03/2022&last=07/03/2022", "Đến ngày phải không sớm hơn từ ngày."),
    ],
)
def test_a_wrong_filter_is_explained(written, world, client_for, query, sentence):
    assert sentence in client_for(world.ha).get(reverse("core:journal-list") + query).content.decode()


def test_the_page_says_when_the_chain_was_last_seen_whole(written, world, client_for):
    client = client_for(world.ha)
    assert "Chưa kiểm tra lần nào" in client.get(reverse("core:journal-list")).content.decode()

    journal.verify(at=AT)
    assert "Nguyên vẹn" in client.get(reverse("core:journal-list")).content.decode()


def test_the_list_asks_the_database_as_often_for_30_as_for_3(world, client_for):
    client, counts = client_for(world.ha), []
    for size in (3, 27):
        for n in range(size):
            journal.record(f"units.rename-{n}", by=world.hanh, at=AT, subject=world.stp)
        counts.append(queries_of(client, reverse("core:journal-list")))

    assert counts[0] == counts[1]
