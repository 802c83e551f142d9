"""One list of what is owed: sorted, scoped by person, open to any app."""

import datetime

import pytest

from core import obligations
from core.obligations import Duty
from tests.core.duties import KIND, march


def test_the_list_is_sorted_by_day_and_the_same_for_everybody(desk):
    late = desk.owes("b", march(20), people=(2,), unit="Sở Y tế")
    early = desk.owes("c", march(14), people=(1,), unit="Sở Tư pháp")
    same_day = desk.owes("a", march(14), people=(1,), unit="Sở Y tế")

    assert obligations.owed(on=march(8)) == [early, same_day, late]


def test_a_person_sees_only_their_own_even_when_the_provider_is_generous(desk):
    mine = desk.owes("stp", march(14), people=(1, 5), heads=(9,), leads=(8,))
    desk.owes("syt", march(14), people=(2,))

    assert obligations.owed(on=march(8), person=1) == [mine]
    assert obligations.owed(on=march(8), person=9) == []
    assert obligations.owed(on=march(8), person=3) == []


def test_before_a_day_ends_on_the_day_before():
    duty = Duty(key="k", kind=KIND, title="Kế hoạch", due_on=march(14), before=True)

    assert duty.deadline.date == march(15)
    assert duty.deadline.explained == "trước ngày 15/3/2022, hết thứ Hai 14/3"
    assert (duty.days_left(march(8)), duty.is_late(march(14)), duty.is_late(march(15))) == (6, False, True)


def test_by_a_day_includes_the_day():
    duty = Duty(key="k", kind=KIND, title="Báo cáo", due_on=march(14))

    assert duty.deadline.date == duty.deadline.last_day == datetime.date(2022, 3, 14)


def test_two_providers_may_not_share_a_kind(desk):
    with pytest.raises(ValueError, match="two providers"):

        @obligations.provides(KIND, "Khác")
        def others(*, on, person=None):
            return []


def test_a_kind_nobody_provides_owes_nothing(desk):
    assert obligations.of_kind("gone.kind", on=march(8)) == []
    assert obligations.label_of("gone.kind") == "gone.kind"
