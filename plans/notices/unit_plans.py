"""What people are told about unit plans. Each key names the fact, so saying it twice adds nothing."""

from django.utils import timezone

from core.models.notices import Delivery
from core.notices import mark_settled, notify, register_kind
from plans.enums import UnitPlanState as S
from plans.models.unit_plans import UNIT_ROLES
from plans.permissions.unit_plans import is_inside
from units.enums import Role
from units.queries import people_with, standing_body_ids

NEWS = "plans.unit-plan-news"
QUEUE = "plans.unit-plan-queue"
BY_HAND = "plans.unit-plan-by-hand"
register_kind(NEWS, "Kế hoạch đơn vị: trình, trả lại, tiếp nhận, gia hạn")
register_kind(QUEUE, "Kế hoạch đơn vị: đơn vị vừa nộp", default=Delivery.PRODUCT)  # a queue, not a flood of mail
register_kind(BY_HAND, "Kế hoạch đơn vị: Ban TĐKT nhắc")


def hours(deadline):
    """The deadline with its day and hour: “trước ngày 15/3/2022, hết thứ Hai 14/3 (24 giờ)”."""
    return f"{deadline.explained} (24 giờ)"


def _people(unit_plan, at, *roles):
    day = timezone.localdate(at)
    return {pk for role in roles for pk in people_with(role, [unit_plan.unit_id], day).get(unit_plan.unit_id, ())}


def _say(unit_plan, what, *, people, by, at, subject, body="", kind=NEWS):
    notify(
        key=f"plans.unit-plan:{unit_plan.pk}:{what}",
        people=set(people) - {by.pk},
        kind=kind,
        subject=subject,
        body=body,
        url=unit_plan.get_absolute_url(),
        at=at,
    )


def _turn(unit_plan, at):
    """Tells one round of the same step from the next."""
    return f"{unit_plan.version}:{at:%Y%m%d%H%M%S%f}"


def submitted(unit_plan, *, by, at):
    """The head has something to confirm."""
    _say(
        unit_plan,
        f"submitted:{_turn(unit_plan, at)}",
        people=_people(unit_plan, at, Role.HEAD),
        by=by,
        at=at,
        subject=f"Kế hoạch năm {unit_plan.round.year} chờ bạn xác nhận",
        body=f"{by} đã trình kế hoạch của {unit_plan.unit.label}. Hạn gửi: {hours(unit_plan.deadline)}.",
    )


def handed_back(unit_plan, *, reason, by, at):
    """The officer learns what to put right; nobody outside does."""
    _say(
        unit_plan,
        f"handed-back:{_turn(unit_plan, at)}",
        people=_people(unit_plan, at, Role.OFFICER),
        by=by,
        at=at,
        subject=f"Thủ trưởng trả lại kế hoạch năm {unit_plan.round.year} để sửa",
        body=f"Lý do: {reason.strip()}\nHạn gửi: {hours(unit_plan.deadline)}.",
    )


def filed(unit_plan, *, by, at):
    """Into the queue of the standing body; the officer learns that it left."""
    late = unit_plan.days_late(on=timezone.localdate(at))
    name, year = unit_plan.unit.label, unit_plan.round.year
    _say(
        unit_plan,
        f"filed:{_turn(unit_plan, at)}",
        people=standing_body_ids(timezone.localdate(at)),
        by=by,
        at=at,
        subject=f"{name} nộp kế hoạch năm {year}" + (f", trễ {late} ngày" if late else ""),
        kind=QUEUE,
    )
    _say(
        unit_plan,
        f"confirmed:{_turn(unit_plan, at)}",
        people=_people(unit_plan, at, Role.OFFICER),
        by=by,
        at=at,
        subject=f"Thủ trưởng đã xác nhận, kế hoạch năm {year} đã gửi đi",
    )


def _answered(unit_plan, *, at):
    """The queue is shorter by one: what told the standing body of this filing needs no reading any more."""
    people = standing_body_ids(timezone.localdate(at))
    mark_settled(key=f"plans.unit-plan:{unit_plan.pk}:filed:", people=people, at=at)


def returned(unit_plan, *, reason, by, at):
    """Officer and head learn why."""
    _answered(unit_plan, at=at)
    _say(
        unit_plan,
        f"returned:{unit_plan.returned_count}",
        people=_people(unit_plan, at, *UNIT_ROLES),
        by=by,
        at=at,
        subject=f"Kế hoạch năm {unit_plan.round.year} của {unit_plan.unit.label} bị trả lại để sửa",
        body=f"Lý do: {reason}\nSửa xong, trình thủ trưởng xác nhận rồi nộp lại.",
    )


def accepted(unit_plan, *, by, at):
    """Officer and head learn that it was received."""
    _answered(unit_plan, at=at)
    _say(
        unit_plan,
        f"accepted:{unit_plan.returned_count}",
        people=_people(unit_plan, at, *UNIT_ROLES),
        by=by,
        at=at,
        subject=f"Đã tiếp nhận kế hoạch năm {unit_plan.round.year} của {unit_plan.unit.label}",
    )


def commented(unit_plan, said, *, by, at):
    """The other side reads it: the standing body what the unit says, the unit what the standing body says."""
    inside = is_inside(by, unit_plan)
    _say(
        unit_plan,
        f"comment:{said.pk}",
        people=standing_body_ids(timezone.localdate(at)) if inside else _people(unit_plan, at, *UNIT_ROLES),
        by=by,
        at=at,
        subject=f"Ý kiến về kế hoạch năm {unit_plan.round.year} của {unit_plan.unit.label}",
        body=said.text,
        kind=QUEUE if inside else NEWS,
    )


def extended(plans, extension, *, by, at):
    """Those who have not filed learn the new day and hour."""
    plans = list(plans)
    day = timezone.localdate(at)
    found = [people_with(role, [p.unit_id for p in plans], day) for role in UNIT_ROLES]
    for unit_plan in plans:
        people = {pk for by_unit in found for pk in by_unit.get(unit_plan.unit_id, ())}
        _say(
            unit_plan,
            f"extended:{extension.pk}",
            people=people,
            by=by,
            at=at,
            subject=f"Gia hạn nộp kế hoạch năm {unit_plan.round.year}: {unit_plan.deadline.wording}",
            body=f"Hạn mới: {hours(unit_plan.deadline)}.\nLý do: {extension.reason}",
        )


def people_to_remind(plans, *, on):
    """dict plan id → ids: the officers, or the heads where a unit has no officer.

    The same whether the draft lies with the officer or with the head: that is the unit's own affair.
    """
    unit_ids = [p.unit_id for p in plans]
    officers, heads = people_with(Role.OFFICER, unit_ids, on), people_with(Role.HEAD, unit_ids, on)
    return {p.pk: list(officers.get(p.unit_id) or heads.get(p.unit_id, ())) for p in plans}


def reminder_text(unit_plan, *, on):
    """Subject and body of a reminder by hand, as the preview shows and as it is sent."""
    left = (unit_plan.due_on - on).days
    when = f"còn {left} ngày" if left > 0 else "hôm nay là ngày cuối" if left == 0 else f"đã quá hạn {-left} ngày"
    returned = unit_plan.state == S.RETURNED
    asks = "Kế hoạch bị trả lại, cần sửa và nộp lại." if returned else "Đơn vị chưa nộp kế hoạch."
    subject = f"Nhắc nộp kế hoạch thi đua, khen thưởng năm {unit_plan.round.year}: {when}"
    return subject, f"{asks}\nHạn gửi: {hours(unit_plan.deadline)}, {when}."


def reminded(unit_plan, people, *, on, at):
    subject, body = reminder_text(unit_plan, on=on)
    notify(
        key=f"plans.unit-plan:{unit_plan.pk}:by-hand:{on.isoformat()}",
        people=people,
        kind=BY_HAND,
        subject=subject,
        body=body,
        url=unit_plan.get_absolute_url(),
        at=at,
    )
