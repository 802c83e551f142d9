"""The reminder engine on unit plans: once per step, renewed when the day moves, silent when the plan is sent."""

import datetime

from core.models import Notice
from core.models.notices import Audience, NoticeState
from core.notices.still_owed import StillOwed
from core.reminders import ensure_rules, remind
from plans.queries import filing_boards as boards
from plans.services import filing_rounds as whole
from plans.services import filings as steps
from tests.factories import unit_plans as make

KIND = "plans.unit-plan"


def day(number):
    return datetime.date(2022, 3, number)


def rows(person, **filters):
    return Notice.objects.filter(person=person, kind=KIND, audience=Audience.PEOPLE, **filters).order_by("pk")


def run(*days):
    ensure_rules()
    for number in days:
        remind(on=day(number), at=make.moment(number))


def test_on_each_day_the_right_people_get_one_reminder(world):
    make.season(world)
    make.filed(make.plan_of(world.syt), by=world.hoa, head=world.dung)

    run(7, 7, 8, 8)

    assert rows(world.lan).count() == 1
    assert not rows(world.hoa).exists()
    assert not rows(world.binh).exists()
    run(15, 15)
    assert rows(world.lan, at__date=day(15)).count() == 1
    assert "trước ngày 15/3/2022" in rows(world.lan).last().body


def test_the_board_counts_days_of_reminders_by_machine_and_by_hand(world):
    make.season(world)
    run(7)
    plan = make.plan_of(world.stp)
    whole.remind([plan], by=world.hanh, at=make.moment(8), on=day(8))

    assert boards.reminders_of([plan]) == {plan.pk: (make.moment(8), 2)}
    row = boards.with_people([plan], on=day(8))[0]
    assert (row.reminded, row.reminded_at, [p.pk for p in row.people]) == (2, make.moment(8), [world.lan.pk])


def test_a_moved_day_cancels_the_old_reminder_and_makes_a_new_one_with_the_new_day(world):
    collected = make.season(world)
    run(7)
    old = rows(world.lan).get()

    whole.extend(collected, unit=world.stp, new_due_on=day(15), reason="Nghỉ bù", by=world.hanh, at=make.moment(8))
    run(8)

    old.refresh_from_db()
    new = rows(world.lan).exclude(pk=old.pk).get()
    assert (old.state, old.due_on) == (NoticeState.CANCELLED, day(14))
    assert new.due_on == day(15)
    assert "chậm nhất ngày 15/3/2022" in new.body
    assert "trước ngày 15/3/2022" not in new.body
    assert boards.reminders_of([make.plan_of(world.stp)])[make.plan_of(world.stp).pk][1] == 1


def test_a_reminder_waiting_to_go_out_is_dropped_once_the_plan_left_the_officer(world):
    make.season(world)
    run(7)
    waiting = rows(world.lan).get()
    assert StillOwed(day(7)).renew(waiting) == ""

    plan = make.awaiting(make.plan_of(world.stp), by=world.lan, at=make.moment(7, 10))
    assert StillOwed(day(7)).renew(waiting) == "Người nhận không còn được giao việc này."
    steps.confirm(plan, by=world.binh, at=make.moment(7, 11))
    assert StillOwed(day(7)).renew(waiting) != ""
