"""“Trước ngày 15/3”: the last good moment is 14/3 24:00 in Asia/Ho_Chi_Minh; the first filing decides."""

import datetime

import pytest

from core import obligations
from core.errors import Refused
from core.models import Notice
from plans.models import UnitPlan, UnitPlanExtension, UnitPlanRound
from plans.queries import filing_boards as boards
from plans.queries import unit_plans as queries
from plans.services import filing_rounds as whole
from plans.services import filings as steps
from tests.factories import unit_plans as make


@pytest.mark.parametrize(
    ("day", "hour", "minute", "late"),
    [(14, 23, 59, 0), (15, 0, 0, 1), (15, 6, 30, 1), (16, 9, 0, 2), (1, 9, 0, 0)],
)
def test_the_local_day_of_the_first_filing_decides(world, day, hour, minute, late):
    make.season(world)
    plan = make.awaiting(make.plan_of(world.stp), by=world.lan)

    steps.confirm(plan, by=world.binh, at=make.moment(day, hour, minute))

    kept = make.plan_of(world.stp)
    assert kept.days_late(on=datetime.date(2022, 6, 1)) == late
    assert queries.filed_on_time(world.stp, 2022) is (late == 0)
    assert list(boards.late_rows(UnitPlan.objects.filter(pk=plan.pk), on=datetime.date(2022, 3, 14))) == [kept] * (
        late > 0
    )


def test_filing_again_after_the_deadline_stays_on_time(world):
    make.season(world)
    plan = make.returned(make.plan_of(world.stp), by=world.lan, head=world.binh, staff=world.hanh)
    steps.submit(plan, by=world.lan, at=make.moment(20))

    steps.confirm(plan, by=world.binh, at=make.moment(21))

    kept = make.plan_of(world.stp)
    assert (kept.first_filed_at, kept.filed_at) == (make.moment(1), make.moment(21))
    assert kept.days_late(on=datetime.date(2022, 3, 21)) == 0
    assert queries.filed_on_time(world.stp, 2022) is True


def test_what_was_never_filed_grows_later_every_day_and_owes_no_answer_elsewhere(world):
    make.season(world)
    plan = make.plan_of(world.stp)

    assert [plan.days_late(on=datetime.date(2022, 3, day)) for day in (14, 15, 20)] == [0, 1, 6]
    assert queries.filed_on_time(world.stp, 2022) is False
    assert queries.filed_on_time(world.tuangiao, 2022) is None
    assert queries.filed_on_time(world.stp, 2021) is None


def test_late_words_say_the_day_and_the_last_good_day(world):
    collected = make.season(world)

    assert collected.deadline.explained == "trước ngày 15/3/2022, hết thứ Hai 14/3"
    assert make.plan_of(world.stp).deadline == collected.deadline


# Extensions ------------------------------------------------------------------------------------------------------------
def test_an_extension_for_one_unit_moves_its_day_wording_duty_and_tells_its_people(world):
    collected = make.season(world)

    whole.extend(
        collected,
        unit=world.stp,
        new_due_on=datetime.date(2022, 3, 21),
        reason="Đơn vị mới sáp nhập",
        by=world.hanh,
        at=make.moment(8),
    )

    ours, theirs = make.plan_of(world.stp), make.plan_of(world.syt)
    assert (ours.due_on, theirs.due_on) == (datetime.date(2022, 3, 21), datetime.date(2022, 3, 14))
    assert ours.deadline.explained == "chậm nhất ngày 21/3/2022, hết thứ Hai 21/3"
    assert theirs.deadline.explained == "trước ngày 15/3/2022, hết thứ Hai 14/3"
    duties = {d.unit.pk: d for d in obligations.of_kind("plans.unit-plan", on=datetime.date(2022, 3, 16))}
    assert (duties[world.stp.pk].due_on, duties[world.stp.pk].before) == (datetime.date(2022, 3, 21), False)
    assert (duties[world.syt.pk].due_on, duties[world.syt.pk].before) == (datetime.date(2022, 3, 14), True)
    told = {n.person_id: n for n in Notice.objects.filter(key__contains=":extended:")}
    assert set(told) == {world.lan.pk, world.binh.pk}
    assert told[world.lan.pk].subject == "Gia hạn nộp kế hoạch năm 2022: chậm nhất ngày 21/3/2022"
    assert told[world.lan.pk].body == (
        "Hạn mới: chậm nhất ngày 21/3/2022, hết thứ Hai 21/3 (24 giờ).\nLý do: Đơn vị mới sáp nhập"
    )


def test_an_extension_for_all_tells_only_those_who_have_not_filed_and_keeps_later_days(world):
    collected = make.season(world, world.stp, world.syt, world.tuangiao)
    make.filed(make.plan_of(world.stp), by=world.lan, head=world.binh)
    whole.extend(
        collected,
        unit=world.tuangiao,
        new_due_on=datetime.date(2022, 3, 31),
        reason="Vùng lũ",
        by=world.hanh,
        at=make.moment(8),
    )

    whole.extend(
        collected,
        unit=None,
        new_due_on=datetime.date(2022, 3, 18),
        reason="Nghỉ bù",
        by=world.thang,
        at=make.moment(9),
    )

    days = dict(UnitPlan.objects.order_by("pk").values_list("unit_id", "due_on"))
    assert days == {
        world.stp.pk: datetime.date(2022, 3, 18),
        world.syt.pk: datetime.date(2022, 3, 18),
        world.tuangiao.pk: datetime.date(2022, 3, 31),
    }
    assert UnitPlanRound.objects.get().deadline.explained == "chậm nhất ngày 18/3/2022, hết thứ Sáu 18/3"
    last = UnitPlanExtension.objects.latest("pk")
    told = Notice.objects.filter(key__endswith=f":extended:{last.pk}").order_by("person_id")
    assert [n.person_id for n in told] == sorted([world.hoa.pk, world.dung.pk])


@pytest.mark.parametrize("day", [datetime.date(2022, 3, 14), datetime.date(2022, 3, 1)])
def test_a_deadline_only_moves_forward(world, day):
    collected = make.season(world)

    with pytest.raises(Refused, match="Hạn mới phải sau hạn hiện nay, ngày 14/03/2022."):
        whole.extend(collected, unit=None, new_due_on=day, reason="Lý do", by=world.hanh, at=make.moment(8))

    assert not UnitPlanExtension.objects.exists()
    assert UnitPlanRound.objects.get().deadline.last_day == datetime.date(2022, 3, 14)


@pytest.mark.parametrize("name", ["lan", "binh", "do", "ha", "tuan", "van", "ke", "admin", "root"])
def test_only_the_standing_body_extends(world, name):
    collected = make.season(world)

    with pytest.raises(Refused, match="Chỉ Ban Thi đua - Khen thưởng được làm việc này."):
        whole.extend(
            collected,
            unit=None,
            new_due_on=datetime.date(2022, 3, 31),
            reason="Lý do",
            by=world.people[name],
            at=make.moment(8),
        )

    assert not UnitPlanExtension.objects.exists()


def test_moving_the_deadline_makes_late_filings_punctual_by_one_rule(world):
    collected = make.season(world)
    plan = make.filed(make.plan_of(world.stp), by=world.lan, head=world.binh, at=make.moment(16))
    assert plan.days_late(on=datetime.date(2022, 3, 16)) == 2

    whole.extend(
        collected,
        unit=None,
        new_due_on=datetime.date(2022, 3, 16),
        reason="Nghỉ bù",
        by=world.hanh,
        at=make.moment(17),
    )

    assert queries.filed_on_time(world.stp, 2022) is True
