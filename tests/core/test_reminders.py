"""When people are reminded, of what, once."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from core import obligations
from core.models import Holiday, Notice, ReminderRule
from core.models.notices import Audience, NoticeState
from core.reminders import ensure_rules, planned, remind
from core.reminders.schedule import DEFAULTS, Schedule, send_day
from tests.core.duties import KIND, march

pytestmark = pytest.mark.django_db


def told(**filters):
    """{(person, audience, step)} of the notices written so far."""
    return set(Notice.objects.filter(**filters).values_list("person_id", "audience", "step"))


# The day a step goes out --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("step", "day"),
    [
        (-30, datetime.date(2022, 2, 14)),  # Saturday 12/2: the Monday after
        (-14, datetime.date(2022, 2, 28)),
        (-7, march(7)),
        (-3, march(11)),
        (-1, march(14)),  # Sunday 13/3: the Monday after is still in time
        (0, march(14)),
        (1, march(15)),
        (5, march(21)),  # Saturday 19/3
        (7, march(21)),
    ],
)
def test_steps_around_14_3_2022_fall_on_working_days(step, day):
    assert send_day(march(14), step) == day


def test_a_deadline_on_a_sunday_is_announced_on_the_friday_before():
    assert [send_day(march(13), step) for step in (-1, 0, 1)] == [march(11), march(11), march(14)]


def test_a_holiday_moves_a_step_like_a_weekend():
    Holiday.objects.create(day=march(11), name="Nghỉ bù", working=False)

    assert send_day(march(14), -3) == march(14)
    assert send_day(march(13), 0) == march(10)


def test_a_worked_saturday_is_not_quiet():
    Holiday.objects.create(day=march(12), name="Làm bù", working=True)

    assert send_day(march(14), -2) == march(12)


# The seed: unit plans "trước ngày 15/3/2022" ------------------------------------------------------------------------
@pytest.fixture
def two_units(desk, world):
    """Sở Tư pháp and Sở Y tế owe the same; each has its officer and head, both have one lead."""
    for key, unit, officer, head in (
        ("stp", world.stp, world.lan, world.binh),
        ("syt", world.syt, world.hoa, world.dung),
    ):
        desk.owes(
            f"{KIND}:2022:{key}",
            march(14),
            people=(officer.pk,),
            heads=(head.pk,),
            leads=(world.thang.pk,),
            url=f"/ke-hoach/{key}/",
            board="/ke-hoach/bang/",
            unit=unit.name,
            before=True,
        )
    return desk


def test_the_calendar_of_the_seed_tells_the_right_people_once_each_step(two_units, world):
    lan, hoa, binh, dung, thang = (p.pk for p in (world.lan, world.hoa, world.binh, world.dung, world.thang))
    seen, by_day = set(), {}
    for day in range(1, 32):
        remind(on=march(day))
        by_day[day] = told() - seen
        seen |= by_day[day]

    assert {day: new for day, new in by_day.items() if new} == {
        1: {(lan, "people", -14), (hoa, "people", -14)},
        7: {(lan, "people", -7), (hoa, "people", -7)},
        11: {(lan, "people", -3), (hoa, "people", -3)},
        14: {
            (lan, "people", 0),
            (hoa, "people", 0),
            (binh, "heads", -1),
            (dung, "heads", -1),
            (thang, "leads", -1),
        },
        15: {(binh, "heads", 1), (dung, "heads", 1), (thang, "leads", 1)},
        21: {
            (lan, "people", 7),
            (hoa, "people", 7),
            (binh, "heads", 7),
            (dung, "heads", 7),
            (thang, "leads", 7),
        },
        28: {
            (lan, "people", 14),
            (hoa, "people", 14),
            (binh, "heads", 14),
            (dung, "heads", 14),
            (thang, "leads", 14),
        },
    }


def test_the_first_run_on_8_3_takes_the_step_reached_the_day_before(two_units, world):
    assert remind(on=march(8)) == 2

    assert told() == {(world.lan.pk, "people", -7), (world.hoa.pk, "people", -7)}


def test_running_a_day_twice_adds_nothing(two_units):
    assert [remind(on=march(8)), remind(on=march(8))] == [2, 0]


def test_saturday_is_quiet(two_units):
    assert remind(on=march(12)) == 0
    assert Notice.objects.count() == 0


def test_after_a_lost_fortnight_only_the_latest_step_is_taken(two_units, world):
    remind(on=march(1))
    remind(on=march(15))

    assert told(person=world.lan) == {(world.lan.pk, "people", -14), (world.lan.pk, "people", 0)}


def test_a_clock_moved_back_repeats_nothing_and_takes_no_earlier_step(two_units):
    remind(on=march(14))
    before = Notice.objects.count()

    assert [remind(on=march(day)) for day in (11, 8, 1, 14)] == [0, 0, 0, 0]
    assert Notice.objects.count() == before


def test_a_filed_plan_is_not_reminded_and_the_waiting_reminder_is_called_off(two_units, world):
    remind(on=march(8))
    two_units.files(f"{KIND}:2022:stp")
    remind(on=march(9))

    states = dict(Notice.objects.order_by("pk").values_list("person_id", "state"))
    assert states == {world.lan.pk: NoticeState.CANCELLED, world.hoa.pk: NoticeState.PENDING}


def test_a_moved_deadline_cancels_the_old_reminder_and_writes_one_with_the_new_date(two_units, world):
    remind(on=march(11))
    two_units.owes(f"{KIND}:2022:stp", march(21), people=(world.lan.pk,), unit="Sở Tư pháp", before=True)
    remind(on=march(14))

    old, new = Notice.objects.filter(person=world.lan).order_by("pk")
    assert (old.state, old.error) == (NoticeState.CANCELLED, "Hạn đã thay đổi; đã có lời nhắc theo hạn mới.")
    assert (new.state, new.due_on, new.step) == (NoticeState.PENDING, march(21), -7)
    assert new.subject == "Còn 7 ngày: Kế hoạch thi đua năm 2022 (Sở Tư pháp)"
    assert new.body == (
        "Việc “Kế hoạch thi đua năm 2022” của Sở Tư pháp phải xong trước ngày 22/3/2022, hết thứ Hai 21/3, "
        "tính đến 24 giờ ngày 21/03/2022."
    )


def test_a_reminder_already_sent_stays_as_it_was_when_the_deadline_moves(two_units, world):
    remind(on=march(8))
    Notice.objects.update(state=NoticeState.SENT)
    two_units.owes(f"{KIND}:2022:stp", march(21), people=(world.lan.pk,), before=True)
    remind(on=march(9))

    rows = Notice.objects.filter(person=world.lan).order_by("pk").values_list("state", "due_on", "step")
    assert list(rows) == [("sent", march(14), -7), ("pending", march(21), -14)]


def test_the_lead_gets_one_summary_that_names_the_units(two_units, world):
    remind(on=march(15))

    summary = Notice.objects.get(person=world.thang)
    assert summary.subject == "Đã quá hạn 1 ngày: 2 việc chưa xong, Kế hoạch của đơn vị"
    assert summary.url == "/ke-hoach/bang/"
    assert summary.body == (
        "Kế hoạch của đơn vị: còn 2 việc chưa xong. Hạn trước ngày 15/3/2022, hết thứ Hai 14/3, tính đến 24 giờ ngày "
        "14/03/2022; nay đã quá hạn 1 ngày.\n\n- Sở Tư pháp\n- Sở Y tế"
    )


def test_who_is_officer_and_head_at_once_gets_one_message_for_one_step(desk, world):
    ReminderRule.objects.create(audience=Audience.PEOPLE, offset=-1)
    ReminderRule.objects.create(audience=Audience.HEADS, offset=-1)
    desk.owes("k", march(14), people=(world.lan.pk,), heads=(world.lan.pk,))

    assert remind(on=march(14)) == 1
    assert told() == {(world.lan.pk, "people", -1)}


def test_query_count_does_not_grow_with_the_duties(desk, world, django_assert_num_queries):
    ensure_rules()
    for size in (1, 30):
        for n in range(size):
            desk.owes(f"{KIND}:{size}:{n}", march(14), people=(world.lan.pk,))
        with django_assert_num_queries(11):
            remind(on=march(8))


# Rules are rows -----------------------------------------------------------------------------------------------------
def test_the_common_schedule_is_loaded_once_and_never_overwritten(desk):
    assert ensure_rules() == len(DEFAULTS)
    ReminderRule.objects.filter(offset=-30).delete()

    assert ensure_rules() == 0
    assert ReminderRule.objects.count() == len(DEFAULTS) - 1


def test_a_kind_may_bring_a_schedule_of_its_own(desk, world):
    @obligations.provides("test.queue", "Việc trong hàng chờ", steps=((Audience.PEOPLE, 1, None),))
    def queue(*, on, person=None):
        yield desk.owes("test.queue:1", march(8), kind="test.queue", people=(world.lan.pk,))

    for on in (march(8), march(9), march(10), march(15)):
        assert remind(on=on) == (1 if on == march(9) else 0)  # loaded by the first run, and held to afterwards
    assert told() == {(world.lan.pk, "people", 1)}


def test_a_kind_with_rows_of_its_own_leaves_the_common_schedule(two_units, world):
    ensure_rules()
    ReminderRule.objects.create(kind=KIND, audience=Audience.PEOPLE, offset=-5)

    remind(on=march(8))

    assert told() == set()
    remind(on=march(9))
    assert told() == {(world.lan.pk, "people", -5), (world.hoa.pk, "people", -5)}


def test_a_rule_switched_off_sends_nothing(two_units):
    ensure_rules()
    ReminderRule.objects.update(is_active=False)

    assert remind(on=march(14)) == 0


@pytest.mark.parametrize(
    "fields", [{"offset": -400}, {"offset": -7, "every": 7}, {"offset": 7, "every": 0}, {"offset": -14}]
)
def test_the_database_refuses_rules_without_sense(fields):
    ReminderRule.objects.create(audience=Audience.PEOPLE, offset=-14)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReminderRule.objects.create(audience=Audience.PEOPLE, **fields)


def test_rules_are_read_aloud():
    rules = [ReminderRule(offset=-7), ReminderRule(offset=0), ReminderRule(offset=7, every=7)]

    assert [str(r) for r in rules] == [
        "trước hạn 7 ngày",
        "ngày cuối còn hạn",
        "quá hạn 7 ngày, sau đó mỗi 7 ngày",
    ]


# What will go out ---------------------------------------------------------------------------------------------------
def test_the_preview_tells_what_the_days_then_bring(two_units):
    remind(on=march(7))
    expected = [(p.day, p.audience, p.step, p.people) for p in planned(on=march(8), days=14)]
    brought = []
    for day in range(8, 23):
        seen = set(Notice.objects.values_list("pk", flat=True))
        remind(on=march(day))
        new = {}
        for n in Notice.objects.exclude(pk__in=seen):
            new.setdefault((n.audience, n.step), set()).add(n.person_id)
        brought += [(march(day), a, s, tuple(sorted(people))) for (a, s), people in sorted(new.items())]

    assert sorted(expected) == sorted(brought)
    assert len(brought) == 9


def test_the_preview_includes_a_step_that_was_missed(two_units, world):
    first = planned(on=march(8), days=0)

    assert [(p.day, p.step, p.people) for p in first] == [(march(8), -7, (world.lan.pk, world.hoa.pk))]


def test_the_preview_on_a_day_off_moves_the_missed_step_to_the_next_working_day(two_units):
    assert [(p.day, p.audience, p.step) for p in planned(on=march(12), days=2)] == [
        (march(14), "heads", -1),
        (march(14), "leads", -1),
        (march(14), "people", 0),
    ]


def test_until_the_schedule_is_loaded_the_common_steps_hold(desk):
    duty = desk.owes("k", march(14), people=(1,))

    assert [(s.audience, s.step, s.day) for s in Schedule().reached(duty, on=march(11))] == [
        ("people", -3, march(11)),
    ]
    assert ReminderRule.objects.count() == 0
