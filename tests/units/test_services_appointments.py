"""Posts: given, ended, handed over; the rules of overlap and who may do what to whom."""

import datetime

import pytest
from django.db import IntegrityError
from django.utils import timezone

from core.errors import Refused
from core.models import JournalEntry
from tests.factories import units as make
from units.enums import Role
from units.models import Appointment
from units.rights import rights_of
from units.services import appointments as services

DAY = datetime.date
TODAY = DAY(2022, 3, 8)


@pytest.fixture
def who(world):
    return {"by": world.admin, "at": timezone.make_aware(datetime.datetime(2022, 3, 8, 9, 0))}


def test_appoint_gives_the_right_from_its_day_and_is_journalled(world, who):
    post = services.appoint(
        user=world.stranger, unit=world.stp, role="officer", starts_on=DAY(2022, 3, 10), title=" Chuyên  viên ", **who
    )

    assert post.title == "Chuyên viên"
    assert [rights_of(world.stranger, d).holds(Role.OFFICER) for d in (TODAY, DAY(2022, 3, 10))] == [False, True]
    entry = JournalEntry.objects.get(act="rights.appoint")
    assert (entry.subject_name, entry.by, entry.detail["role"]) == ("Mùa Thị Dua", world.admin, "officer")
    assert post.history.get().history_user == world.admin


def test_same_person_role_unit_once_at_a_time(world, who):
    with pytest.raises(Refused) as refusal:
        services.appoint(user=world.lan, unit=world.stp, role=Role.OFFICER, starts_on=TODAY, **who)

    assert str(refusal.value) == (
        "Phạm Thị Lan đã giữ vai trò “Cán bộ thi đua của đơn vị” tại “Sở Tư pháp” từ 01/01/2021."
    )


def test_two_officers_may_share_but_a_unit_has_one_head(world, who):
    services.appoint(user=world.stranger, unit=world.stp, role=Role.OFFICER, starts_on=TODAY, **who)

    with pytest.raises(Refused, match="Trần Quốc Bình đang giữ vai trò “Thủ trưởng đơn vị”"):
        services.appoint(user=world.stranger, unit=world.stp, role=Role.HEAD, starts_on=TODAY, **who)


def test_terms_that_touch_do_not_overlap(world, who):
    Appointment.objects.filter(user=world.binh).update(ends_on=DAY(2022, 3, 31))

    services.appoint(user=world.stranger, unit=world.stp, role=Role.HEAD, starts_on=DAY(2022, 4, 1), **who)

    with pytest.raises(Refused, match="đến hết 31/03/2022"):
        services.appoint(user=world.lan, unit=world.stp, role=Role.HEAD, starts_on=DAY(2022, 3, 31), **who)


def test_term_lies_within_the_life_of_the_unit(world, who):
    world.stp.valid_to = DAY(2022, 3, 31)
    world.stp.save(update_fields=["valid_to"])

    with pytest.raises(Refused, match="“Sở Tư pháp” không hoạt động trong ngày 01/04/2022"):
        services.appoint(user=world.stranger, unit=world.stp, role=Role.CLERK, starts_on=DAY(2022, 4, 1), **who)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "sentence"),
    [
        (DAY(2022, 3, 8), DAY(2022, 3, 7), "Ngày kết thúc phải sau ngày bắt đầu."),
        (DAY(2021, 3, 6), None, "Phân công chỉ ghi lùi tối đa 366 ngày. Hãy chọn ngày bắt đầu gần hơn."),
        (DAY(2022, 1, 1), DAY(2022, 3, 7), "Nhiệm kỳ này đã hết trước hôm nay, không còn gì để phân công."),
    ],
)
def test_nonsense_terms_are_refused(world, who, starts_on, ends_on, sentence):
    with pytest.raises(Refused) as refusal:
        services.appoint(
            user=world.stranger, unit=world.stp, role=Role.CLERK, starts_on=starts_on, ends_on=ends_on, **who
        )

    assert str(refusal.value) == sentence


def test_backdating_reaches_exactly_366_days(world, who):
    post = services.appoint(user=world.stranger, unit=world.stp, role=Role.CLERK, starts_on=DAY(2021, 3, 7), **who)

    assert post.pk


def test_nobody_gives_or_ends_their_own_post(world, who):
    own = Appointment.objects.get(user=world.admin)

    with pytest.raises(Refused, match="Không ai tự thay đổi quyền"):
        services.appoint(user=world.admin, unit=world.stp, role=Role.STAFF, starts_on=TODAY, **who)
    with pytest.raises(Refused, match="Không ai tự thay đổi quyền"):
        services.end_appointment(own, last_day=TODAY, reason="nghỉ", **who)


def test_staff_gives_no_administrator_and_superuser_holds_no_post(world, who):
    with pytest.raises(Refused, match="không có quyền phân công vai trò “Quản trị hệ thống”"):
        services.appoint(
            user=world.stranger, unit=world.stp, role=Role.ADMIN, starts_on=TODAY, by=world.hanh, at=who["at"]
        )
    with pytest.raises(Refused, match="Tài khoản hỗ trợ kỹ thuật"):
        services.appoint(user=world.root, unit=world.stp, role=Role.STAFF, starts_on=TODAY, **who)


def test_end_keeps_the_last_day_and_the_reason(world, who):
    post = Appointment.objects.get(user=world.lan)

    services.end_appointment(post, last_day=DAY(2022, 3, 7), reason="chuyển công tác", **who)

    assert rights_of(world.lan).posts == ()
    assert rights_of(world.lan, DAY(2022, 3, 7)).holds(Role.OFFICER)
    assert Appointment.objects.get(pk=post.pk).ended_reason == "chuyển công tác"
    assert rights_of(world.hoa).holds(Role.OFFICER)


@pytest.mark.parametrize(
    ("last_day", "reason", "sentence"),
    [
        (DAY(2022, 3, 8), " ", "Cần nêu lý do kết thúc phân công."),
        (DAY(2022, 3, 6), "nghỉ", "Ngày cuối của phân công không thể trước hôm qua hoặc trước ngày bắt đầu."),
    ],
)
def test_end_is_refused_without_reason_or_into_the_past(world, who, last_day, reason, sentence):
    with pytest.raises(Refused) as refusal:
        services.end_appointment(Appointment.objects.get(user=world.lan), last_day=last_day, reason=reason, **who)

    assert str(refusal.value) == sentence


def test_post_to_come_is_withdrawn(world, who):
    post = services.appoint(user=world.stranger, unit=world.stp, role=Role.CLERK, starts_on=DAY(2022, 4, 1), **who)

    assert services.end_appointment(post, last_day=TODAY, reason="đổi ý", **who) is None
    assert not Appointment.objects.filter(user=world.stranger).exists()
    assert JournalEntry.objects.get(act="rights.end").detail["withdrawn"] is True


def test_end_is_not_prolonged(world, who):
    Appointment.objects.filter(user=world.lan).update(ends_on=DAY(2022, 3, 31))

    with pytest.raises(Refused, match="hãy phân công nhiệm kỳ mới"):
        services.end_appointment(
            Appointment.objects.get(user=world.lan), last_day=DAY(2022, 5, 1), reason="kéo dài", **who
        )


def test_last_administrator_stays(world, who):
    second = make.person("qt2", "Lò Văn Hai")
    services.appoint(
        user=second, unit=world.province, role=Role.ADMIN, starts_on=TODAY, ends_on=DAY(2022, 6, 30), **who
    )
    first = Appointment.objects.get(user=world.admin)

    with pytest.raises(Refused, match="người quản trị cuối cùng"):
        services.end_appointment(first, last_day=DAY(2022, 6, 30), reason="nghỉ hưu", by=second, at=who["at"])
    services.end_appointment(first, last_day=TODAY, reason="nghỉ hưu", by=second, at=who["at"])

    assert rights_of(second).holds(Role.ADMIN)


def test_hand_over_leaves_no_day_empty_and_none_double(world, who):
    post = Appointment.objects.get(user=world.binh)

    new = services.hand_over(
        post, to=world.stranger, starts_on=DAY(2022, 4, 1), reason="nghỉ hưu", title="Giám đốc", **who
    )

    days = [DAY(2022, 3, 31), DAY(2022, 4, 1)]
    assert [rights_of(world.binh, d).holds(Role.HEAD) for d in days] == [True, False]
    assert [rights_of(world.stranger, d).holds(Role.HEAD) for d in days] == [False, True]
    assert (new.unit, new.role, new.title) == (world.stp, "head", "Giám đốc")


def test_failed_hand_over_leaves_the_post(world, who):
    world.stranger.is_active = False
    world.stranger.save(update_fields=["is_active"])

    with pytest.raises(Refused):
        services.hand_over(
            Appointment.objects.get(user=world.binh), to=world.stranger, starts_on=TODAY, reason="nghỉ", **who
        )

    assert Appointment.objects.get(user=world.binh).ends_on is None


def test_double_click_gives_one_post(world):
    with pytest.raises(IntegrityError):
        make.post(world.lan, world.stp, Role.OFFICER)


def test_title_is_mended_without_touching_the_right(world, who):
    post = Appointment.objects.get(user=world.lan)

    services.correct_title(post, title="Phó Chánh Văn phòng", **who)

    assert Appointment.objects.get(pk=post.pk).title == "Phó Chánh Văn phòng"
    assert JournalEntry.objects.get(act="rights.title").detail["before"] == "Chuyên viên Văn phòng"
