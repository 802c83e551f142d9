"""Deadlines that exclude or include their day, and the days on which people work."""

import datetime
import io
import json
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from core.days import (
    Deadline,
    add_working_days,
    calendars_kept,
    holiday_name,
    is_working_day,
    next_working_day,
    previous_working_day,
    working_days_between,
)
from core.management.commands.load_holidays import FILE
from core.models import Holiday

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
MARCH_15 = datetime.date(2022, 3, 15)


def here(*when):
    return datetime.datetime(*when, tzinfo=HERE)


# Deadlines ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("at", "late"),
    [
        (here(2022, 3, 14, 23, 59, 59), False),
        (here(2022, 3, 15, 0, 0), True),
        (here(2022, 3, 15, 6, 30), True),
        (datetime.datetime(2022, 3, 14, 23, 30, tzinfo=datetime.UTC), True),
        (datetime.datetime(2022, 3, 14, 16, 59, tzinfo=datetime.UTC), False),
    ],
)
def test_before_a_day_ends_when_that_day_begins_in_vietnam(at, late):
    assert Deadline(MARCH_15, before=True).is_late(at) is late


@pytest.mark.parametrize(("at", "late"), [(here(2022, 3, 15, 23, 59, 59), False), (here(2022, 3, 16, 0, 0), True)])
def test_by_a_day_includes_it(at, late):
    assert Deadline(MARCH_15).is_late(at) is late


def test_a_deadline_explains_itself():
    before, by = Deadline(MARCH_15, before=True), Deadline(MARCH_15)

    assert before.last_day == datetime.date(2022, 3, 14)
    assert before.ends_at == here(2022, 3, 15)
    assert before.wording == "trước ngày 15/3/2022"
    assert before.explained == "trước ngày 15/3/2022, hết thứ Hai 14/3"
    assert by.last_day == MARCH_15
    assert by.wording == "chậm nhất ngày 15/3/2022"
    assert by.explained == "chậm nhất ngày 15/3/2022, hết thứ Ba 15/3"


def test_a_moved_deadline_moves_its_wording():
    assert Deadline(datetime.date(2023, 1, 2), before=True).explained == "trước ngày 02/01/2023, hết Chủ nhật 01/01"


# Working days -------------------------------------------------------------------------------------------------------
@pytest.fixture
def year_2022(db):
    call_command("load_holidays", stdout=io.StringIO())


def test_the_calendar_of_2022(year_2022):
    off = [d for d in (datetime.date(2022, 1, 1) + datetime.timedelta(n) for n in range(365)) if holiday_name(d)]

    assert [f"{d:%d/%m}" for d in off] == [
        "01/01", "03/01", "31/01", "01/02", "02/02", "03/02", "04/02", "10/04", "11/04",
        "30/04", "01/05", "02/05", "03/05", "01/09", "02/09",
    ]  # fmt: skip
    assert holiday_name(datetime.date(2022, 2, 1)) == "Tết Nguyên đán"
    assert not is_working_day(datetime.date(2022, 4, 11))
    assert is_working_day(datetime.date(2022, 4, 12))


def test_loading_twice_keeps_what_people_changed(year_2022):
    Holiday.objects.get(day=datetime.date(2022, 9, 1)).delete()

    call_command("load_holidays", stdout=io.StringIO())

    assert Holiday.objects.count() == 14


def test_working_days_step_over_tet(year_2022):
    friday = datetime.date(2022, 1, 28)

    assert add_working_days(friday, 1) == datetime.date(2022, 2, 7)
    assert add_working_days(friday, 0) == friday
    assert add_working_days(datetime.date(2022, 2, 7), -1) == friday
    assert next_working_day(datetime.date(2022, 1, 29)) == datetime.date(2022, 2, 7)
    assert previous_working_day(datetime.date(2022, 2, 6)) == friday
    assert working_days_between(friday, datetime.date(2022, 2, 8)) == 2


def test_a_worked_saturday_counts_and_its_bridge_day_does_not(year_2022):
    Holiday.objects.create(day=datetime.date(2022, 3, 12), name="Làm bù", working=True)
    Holiday.objects.create(day=datetime.date(2022, 3, 14), name="Nghỉ hoán đổi")

    assert is_working_day(datetime.date(2022, 3, 12))
    assert not is_working_day(datetime.date(2022, 3, 14))
    assert add_working_days(datetime.date(2022, 3, 11), 2) == datetime.date(2022, 3, 15)


def test_a_year_we_keep_no_rows_for_comes_from_the_package(year_2022):
    assert not is_working_day(datetime.date(2025, 1, 29))
    assert is_working_day(datetime.date(2025, 4, 26))  # the Saturday worked for Friday 2 May
    assert not is_working_day(datetime.date(2025, 5, 2))


def test_our_make_up_day_overrides_the_package(db):
    Holiday.objects.create(day=datetime.date(2025, 5, 2), name="Làm việc bình thường", working=True)

    assert is_working_day(datetime.date(2025, 5, 2))
    assert not is_working_day(datetime.date(2025, 5, 1))


def test_our_days_off_replace_the_package_for_their_year(db):
    Holiday.objects.create(day=datetime.date(2025, 6, 11), name="Ngày truyền thống")

    assert not is_working_day(datetime.date(2025, 6, 11))
    assert is_working_day(datetime.date(2025, 5, 1))


def test_a_walk_reads_each_year_once(year_2022, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert add_working_days(datetime.date(2022, 12, 1), 30) == datetime.date(2023, 1, 13)


def test_calendars_kept_reads_a_year_once_and_forgets_it_outside(year_2022, django_assert_num_queries):
    day = datetime.date(2022, 3, 8)
    with django_assert_num_queries(1), calendars_kept():
        assert all(is_working_day(day) for _ in range(5))

    Holiday.objects.create(day=day, name="Nghỉ")

    assert not is_working_day(day)


def test_the_package_knows_tet_and_the_hung_kings_as_our_table_does(db):
    table = json.loads(FILE.read_text(encoding="utf-8"))

    for days in (table["tet_first_day"], table["hung_kings_10_3"]):
        assert all(not is_working_day(datetime.date.fromisoformat(d)) for y, d in days.items() if y != "2022")
