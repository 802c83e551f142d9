"""A unit's report: every state × every step × everybody, what it lacks before it leaves, two people at once."""

import datetime
import itertools
from decimal import Decimal

import pytest

from core import obligations
from core.errors import Refused, Stale
from core.models import Notice, Transition
from plans.enums import FilingState as S
from plans.models import UnitReport
from plans.queries import filings
from plans.services import filing_rounds as whole
from plans.services import filings as steps
from plans.workflow.reports import UNIT_REPORT
from tests.factories import reports as make

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
EVERY = [*itertools.product([str(s) for s in S], UNIT_REPORT.steps)]


def test_every_step_has_its_people():
    assert set(WHO) == set(UNIT_REPORT.steps)


@pytest.mark.parametrize(("state", "action"), EVERY)
def test_a_step_is_open_to_its_people_in_its_states_only(world, state, action):
    make.season(world)
    report = make.in_state(make.filing_of(world.stp), state, by=world.lan, head=world.binh, staff=world.hanh)
    step = UNIT_REPORT.steps[action]

    open_to = {name for name, person in world.people.items() if step in UNIT_REPORT.open_to(person, report)}

    assert open_to == (WHO[action] if state in step.sources else set())


@pytest.mark.parametrize(
    ("numbers", "words", "sentence"),
    [
        ((None, 2, "65.2", None), "Lời", "Còn 1 chỉ tiêu chưa có số liệu: 1. Số phong trào."),
        ((None, None, None, None), "Lời", "Còn 3 chỉ tiêu chưa có số liệu"),
        ((2, 3, "65.2", None), "Lời", "Chỉ tiêu 2 (Trong đó theo chuyên đề) lớn hơn chỉ tiêu 1 (Số phong trào)"),
        ((2, 2, "65.2", None), "", "Cần viết ít nhất một mục của đề cương, hoặc đính kèm tệp báo cáo."),
    ],
)
def test_what_a_report_lacks_keeps_it_inside_the_unit(world, numbers, words, sentence):
    make.season(world)
    report = make.draft(make.filing_of(world.stp), by=world.lan, numbers=numbers, words=words)

    with pytest.raises(Refused) as refused:
        steps.submit(report, by=world.lan, at=make.moment(3))

    assert sentence in str(refused.value)
    assert make.filing_of(world.stp).state == S.DRAFT


def test_a_part_as_large_as_its_whole_is_fine(world):
    make.season(world)
    report = make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh, numbers=(2, 2, 100, None))

    assert report.state == S.FILED


def test_pressed_twice_the_second_confirmation_changes_nothing(world):
    make.season(world)
    report = make.awaiting(make.filing_of(world.stp), by=world.lan)
    same = make.filing_of(world.stp)
    steps.confirm(report, by=world.binh, at=make.moment(3))

    with pytest.raises(Stale):
        steps.confirm(same, by=world.binh, at=make.moment(4))

    assert Transition.objects.of(report).filter(action="confirm").count() == 1
    assert make.filing_of(world.stp).filed_at == make.moment(3)


def test_of_two_who_save_the_second_writes_nothing(world):
    make.season(world)
    first, second = make.filing_of(world.stp), make.filing_of(world.stp)
    make.draft(first, by=world.lan, numbers=(9, 1, 50, None))

    with pytest.raises(steps.Clash):
        make.draft(second, by=world.lan, numbers=(1, 1, 1, None))

    assert make.filing_of(world.stp).values.get(indicator__position=1).number == Decimal(9)


@pytest.mark.parametrize(("day", "late"), [(14, 0), (15, 1), (20, 6)])
def test_before_the_15th_means_the_14th_is_the_last_good_day(world, day, late):
    make.season(world)
    make.filed(make.filing_of(world.stp), by=world.lan, head=world.binh, at=make.moment(day, 23, 59))

    assert make.filing_of(world.stp).days_late(on=datetime.date(2022, 4, 1)) == late


def test_duties_go_to_officer_head_and_standing_body_in_turn(world):
    make.season(world, world.stp)
    on = datetime.date(2022, 3, 8)

    def owed(kind):
        return [(d.title, sorted(d.people), d.due_on) for d in obligations.of_kind(kind, on=on)]

    report = make.filing_of(world.stp)
    due = datetime.date(2022, 3, 14)
    assert owed("plans.unit-report") == [("Báo cáo sơ kết 6 tháng năm 2022", [world.lan.pk], due)]
    make.awaiting(report, by=world.lan)
    assert owed("plans.unit-report-confirm") == [("Xác nhận báo cáo sơ kết 6 tháng năm 2022", [world.binh.pk], due)]
    steps.confirm(report, by=world.binh, at=make.moment(4))
    assert owed("plans.unit-report") == []
    assert owed("plans.unit-report-review") == [
        (
            "Tiếp nhận báo cáo sơ kết 6 tháng năm 2022",
            sorted([world.hanh.pk, world.thang.pk]),
            datetime.date(2022, 3, 9),
        )
    ]


def test_nobody_owes_anything_before_the_round_opens(world):
    make.prepared(world)

    assert obligations.of_kind("plans.unit-report", on=datetime.date(2022, 3, 8)) == []
    assert not UnitReport.objects.exists()


def test_an_extension_moves_the_day_and_tells_the_unit(world):
    collected = make.season(world)
    made = whole.extend(
        collected,
        unit=world.stp,
        new_due_on=datetime.date(2022, 3, 31),
        reason="Mưa lũ",
        by=world.hanh,
        at=make.moment(8),
    )

    assert (make.filing_of(world.stp).due_on, make.filing_of(world.syt).due_on) == (
        datetime.date(2022, 3, 31),
        datetime.date(2022, 3, 14),
    )
    told = Notice.objects.filter(key__endswith=f":extended:{made.pk}").values_list("person_id", flat=True)
    assert sorted(told) == sorted([world.lan.pk, world.binh.pk])
    assert "báo cáo sơ kết 6 tháng năm 2022" in Notice.objects.get(person=world.lan).subject


def test_what_was_filed_stays_as_it_was_filed(world):
    make.season(world)
    report = make.in_state(make.filing_of(world.stp), "returned", by=world.lan, head=world.binh, staff=world.hanh)
    make.draft(report, by=world.lan, numbers=(8, 3, "70", None))
    steps.submit(report, by=world.lan, at=make.moment(4))
    steps.confirm(report, by=world.binh, at=make.moment(4))

    first, second = filings.filings(report)

    assert [line.answer for line in first.values] == ["7", "2", "65,2%", "12,5", "Mô hình dân vận khéo"]
    assert [line.answer for line in second.values][:4] == ["8", "3", "70%", ""]
    assert [d.label for d in filings.differences(filings.kind_of(report), first, second)] == ["Số liệu"]
