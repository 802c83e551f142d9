"""Who owes what about unit plans, who is told what, and when it stops."""

import datetime

import pytest

from core import obligations
from core.models import Notice
from core.models.notices import Delivery
from core.notices.registry import default_delivery
from core.reminders import remind
from plans.services import filings as steps
from tests.factories import unit_plans as make

TODAY = datetime.date(2022, 3, 8)
KINDS = ("plans.unit-plan", "plans.unit-plan-confirm", "plans.unit-plan-review")


def owed(world, *, on=TODAY):
    """(kind, unit name, day, people, heads, leads) of every duty about unit plans."""
    names = {person.pk: name for name, person in world.people.items()}

    def short(ids):
        return tuple(sorted(names[pk] for pk in ids))

    return [
        (
            d.kind.removeprefix("plans.unit-plan"),
            d.unit.name,
            d.due_on.day,
            short(d.people),
            short(d.heads),
            short(d.leads),
        )
        for kind in KINDS
        for d in obligations.of_kind(kind, on=on)
    ]


STP = {"by": "lan", "head": "binh", "staff": "hanh"}
OTHER = ("", "Sở Y tế", 14, ("hoa",), ("dung",), ("thang",))


@pytest.mark.parametrize(
    ("state", "duties"),
    [
        ("missing", [("", "Sở Tư pháp", 14, ("lan",), ("binh",), ("thang",))]),
        ("draft", [("", "Sở Tư pháp", 14, ("lan",), ("binh",), ("thang",))]),
        (
            "awaiting",
            [("", "Sở Tư pháp", 14, (), (), ("thang",)), ("-confirm", "Sở Tư pháp", 14, ("binh",), (), ())],
        ),
        ("filed", [("-review", "Sở Tư pháp", 4, ("hanh", "thang"), (), ("thang",))]),
        ("returned", [("", "Sở Tư pháp", 14, ("lan",), ("binh",), ("thang",))]),
        ("accepted", []),
    ],
)
def test_each_state_is_owed_by_its_people(world, state, duties):
    make.season(world)
    walk = {key: world.people[name] for key, name in STP.items()}
    make.in_state(make.plan_of(world.stp), state, **walk)

    assert sorted(owed(world)) == sorted([*duties, OTHER])


def test_before_is_kept_so_that_the_words_say_truoc_ngay(world):
    make.season(world)
    duty = obligations.of_kind("plans.unit-plan", on=TODAY)[0]

    assert duty.deadline.explained == "trước ngày 15/3/2022, hết thứ Hai 14/3"
    assert duty.board == "/ke-hoach/don-vi/2022/?muc=chua-gui#danh-sach"


def test_nothing_is_owed_before_the_round_opens(world):
    make.season(world)

    assert owed(world, on=datetime.date(2022, 1, 13)) == []
    assert len(owed(world, on=datetime.date(2022, 1, 14))) == 2


@pytest.mark.parametrize(
    ("name", "number"), [("lan", 1), ("hoa", 1), ("binh", 0), ("hanh", 0), ("tuan", 0), ("admin", 0), ("root", 0)]
)
def test_each_person_sees_only_their_own_duty(world, name, number):
    make.season(world)

    mine = obligations.owed(on=TODAY, person=world.people[name])

    assert len([d for d in mine if d.kind in KINDS]) == number


def test_the_answer_of_the_standing_body_is_due_in_three_working_days(world):
    make.season(world)
    make.filed(make.plan_of(world.stp), by=world.lan, head=world.binh, at=make.moment(4))  # a Friday

    review = obligations.of_kind("plans.unit-plan-review", on=TODAY)[0]

    assert review.due_on == datetime.date(2022, 3, 9)


def told(world, fragment):
    names = {person.pk: name for name, person in world.people.items()}
    rows = Notice.objects.filter(key__contains=fragment).order_by("pk").values_list("person_id", "subject", "body")
    return sorted((names[pk], subject, body) for pk, subject, body in rows)


def test_the_right_people_learn_of_each_step(world):
    make.season(world)
    plan = make.draft(make.plan_of(world.stp), by=world.lan)
    steps.submit(plan, by=world.lan, at=make.moment(3))
    steps.hand_back(plan, reason="Ghi thêm số liệu", by=world.binh, at=make.moment(3))
    steps.submit(plan, by=world.lan, at=make.moment(4))
    steps.confirm(plan, by=world.binh, at=make.moment(16))
    steps.give_back(plan, reason="Thiếu chỉ tiêu", by=world.hanh, at=make.moment(17))
    steps.submit(plan, by=world.lan, at=make.moment(18))
    steps.confirm(plan, by=world.binh, at=make.moment(18))
    steps.accept(plan, by=world.hanh, at=make.moment(19))

    limit = "trước ngày 15/3/2022, hết thứ Hai 14/3 (24 giờ)"
    submitted = (
        "binh",
        "Kế hoạch năm 2022 chờ bạn xác nhận",
        f"Phạm Thị Lan đã trình kế hoạch của Sở Tư pháp. Hạn gửi: {limit}.",
    )
    assert told(world, ":submitted:") == [submitted] * 3
    assert told(world, ":handed-back:") == [
        (
            "lan",
            "Thủ trưởng trả lại kế hoạch năm 2022 để sửa",
            f"Lý do: Ghi thêm số liệu\nHạn gửi: {limit}.",
        )
    ]
    assert told(world, ":filed:") == sorted(
        [(name, "Sở Tư pháp nộp kế hoạch năm 2022, trễ 2 ngày", "") for name in ("hanh", "thang")] * 2
    )
    words = "Lý do: Thiếu chỉ tiêu\nSửa xong, trình thủ trưởng xác nhận rồi nộp lại."
    subject = "Kế hoạch năm 2022 của Sở Tư pháp bị trả lại để sửa"
    assert told(world, ":returned:") == [("binh", subject, words), ("lan", subject, words)]
    accepted = "Đã tiếp nhận kế hoạch năm 2022 của Sở Tư pháp"
    assert told(world, ":accepted:") == [("binh", accepted, ""), ("lan", accepted, "")]
    assert not Notice.objects.filter(person__in=[world.hoa, world.dung, world.tuan, world.admin, world.root]).exists()


def test_what_one_colleague_has_answered_the_others_need_not_read(world):
    make.season(world)
    first, second = make.plan_of(world.stp), make.plan_of(world.syt)
    make.filed(first, by=world.lan, head=world.binh, at=make.moment(4))
    make.filed(second, by=world.hoa, head=world.dung, at=make.moment(4))
    steps.comment(first, text="Xin xem phụ lục.", by=world.lan, at=make.moment(5))

    steps.accept(first, by=world.hanh, at=make.moment(7))

    unread = Notice.objects.of(world.thang).unread().order_by("pk").values_list("subject", flat=True)
    assert list(unread) == ["Sở Y tế nộp kế hoạch năm 2022", "Ý kiến về kế hoạch năm 2022 của Sở Tư pháp"]


def test_a_filed_plan_stands_on_the_desk_and_is_a_message_once_when_late(world):
    make.season(world)
    make.filed(make.plan_of(world.stp), by=world.lan, head=world.binh, at=make.moment(4))
    days = [datetime.date(2022, 3, day) for day in (7, 8, 9, 10, 11, 14, 16)]

    for on in days:
        remind(on=on)

    late = Notice.objects.filter(duty_key__startswith="plans.unit-plan-review").values_list(
        "person__username", "audience", "step"
    )
    assert sorted(late) == [("hanh", "people", 1), ("thang", "leads", 7), ("thang", "people", 1)]


def test_filing_fills_a_queue_and_sends_no_mail_to_staff(world):
    assert default_delivery("plans.unit-plan-queue") == Delivery.PRODUCT
