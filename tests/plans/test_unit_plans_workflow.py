"""Every state × every step × everybody of the cast, driven by the workflow's own table."""

import datetime
import itertools

import pytest

from core.errors import Refused, Stale
from core.models import Transition
from plans.enums import FilingState as S
from plans.models import UnitPlan
from plans.workflow.unit_plans import UNIT_PLAN
from tests.factories import unit_plans as make
from tests.factories import units
from units.enums import Role
from units.models import Appointment

# Who may take which step on the plan of Sở Tư pháp; nobody else of the cast may.
WHO = {
    "start": {"lan"},
    "submit": {"lan"},
    "withdraw": {"lan"},
    "hand_back": {"binh"},
    "confirm": {"binh"},
    "return": {"hanh", "thang"},
    "accept": {"hanh", "thang"},
    "reopen": {"hanh", "thang"},
}


EVERY = [*itertools.product([str(s) for s in S], UNIT_PLAN.steps)]


def test_every_step_has_its_people():
    assert set(WHO) == set(UNIT_PLAN.steps)


@pytest.mark.parametrize(("state", "action"), EVERY)
def test_a_step_is_open_to_its_people_in_its_states_only(world, state, action):
    make.season(world)
    plan = make.in_state(make.plan_of(world.stp), state, by=world.lan, head=world.binh, staff=world.hanh)
    step = UNIT_PLAN.steps[action]

    open_to = {name for name, person in world.people.items() if step in UNIT_PLAN.open_to(person, plan)}

    assert open_to == (WHO[action] if state in step.sources else set())


@pytest.mark.parametrize(("state", "action"), EVERY)
def test_taking_a_step_moves_or_refuses_and_writes_nothing_else(world, state, action):
    make.season(world)
    plan = make.in_state(make.plan_of(world.stp), state, by=world.lan, head=world.binh, staff=world.hanh)
    step = UNIT_PLAN.steps[action]
    before = Transition.objects.of(plan).count()
    outsider, right = world.hoa, world.people[sorted(WHO[action])[0]]

    with pytest.raises(Refused):
        UNIT_PLAN.take(plan, action, by=outsider, at=make.moment(5), reason="Lý do")
    if state not in step.sources:
        with pytest.raises(Stale):
            UNIT_PLAN.take(plan, action, by=right, at=make.moment(5), reason="Lý do")
    elif action == "submit" and state == "missing":
        with pytest.raises(Refused, match="Cần nhập nội dung chính hoặc đính kèm tệp kế hoạch"):
            UNIT_PLAN.take(plan, action, by=right, at=make.moment(5))
    else:
        UnitPlan.objects.filter(pk=plan.pk, first_filed_at=None).update(first_filed_at=make.moment(5))
        UNIT_PLAN.take(plan, action, by=right, at=make.moment(5), reason="Lý do" if step.reason else "")
        assert UnitPlan.objects.get(pk=plan.pk).state == step.target
        assert Transition.objects.of(plan).count() == before + 1
        return
    assert UnitPlan.objects.get(pk=plan.pk).state == state
    assert Transition.objects.of(plan).count() == before


@pytest.mark.parametrize("action", [a for a, s in UNIT_PLAN.steps.items() if s.reason])
def test_returning_needs_a_reason(world, action):
    make.season(world)
    step = UNIT_PLAN.steps[action]
    state = sorted(step.sources)[0]
    plan = make.in_state(make.plan_of(world.stp), state, by=world.lan, head=world.binh, staff=world.hanh)

    with pytest.raises(Refused, match="Cần nêu lý do."):
        UNIT_PLAN.take(plan, action, by=world.people[sorted(WHO[action])[0]], at=make.moment(5), reason="  ")


def test_one_person_who_is_officer_and_head_may_take_both_steps(world):
    make.season(world, world.commune)
    both = units.person("sinh", "Lò Văn Sinh")
    for role in (Role.OFFICER, Role.HEAD):
        units.post(both, world.commune, role)
    plan = make.filed(make.plan_of(world.commune), by=both, head=both)

    assert UnitPlan.objects.get(pk=plan.pk).state == S.FILED


def test_an_ended_term_takes_the_right_away(world):
    make.season(world)
    plan = make.draft(make.plan_of(world.stp), by=world.lan)
    Appointment.objects.filter(user=world.lan).update(ends_on=datetime.date(2022, 3, 7))
    lan = type(world.lan).objects.get(pk=world.lan.pk)

    with pytest.raises(Refused, match="Bạn không có quyền"):
        UNIT_PLAN.take(plan, "submit", by=lan, at=make.moment(8))
