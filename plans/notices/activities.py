"""What units and team members are told about an activity. Keys carry the moment's facts, so a repeat adds nothing."""

from django.utils import timezone

from core.notices import notify, register_kind
from core.words import weekday
from units.enums import Role
from units.queries import people_with

KIND = "plans.activity"
register_kind(KIND, "Kiểm tra, tập huấn, hội nghị")


def concerned_people(activity, *, on):
    """Ids of those who are officer or head of the units on the day, and of team members with an account."""
    unit_ids = [row.unit_id for row in activity.concerned.all()]
    people = set()
    for role in (Role.OFFICER, Role.HEAD):
        for ids in people_with(role, unit_ids, on).values():
            people.update(ids)
    people.update(member.user_id for member in activity.team.all() if member.user_id)
    return sorted(people)


def when(activity):
    """Thời gian as a sentence part: “14 giờ 00, thứ Ba 15/03/2022” or “từ 15/03/2022 đến 18/03/2022”."""
    hour = f"{activity.starts_at:%H} giờ {activity.starts_at:%M}, " if activity.starts_at else ""
    if activity.ends_on == activity.starts_on:
        return f"{hour}{weekday(activity.starts_on)} {activity.starts_on:%d/%m/%Y}"
    return f"{hour}từ {activity.starts_on:%d/%m/%Y} đến {activity.ends_on:%d/%m/%Y}"


def tell_announced(activity, *, at):
    _tell(
        activity,
        step="announced",
        at=at,
        subject=f"{activity.get_kind_display()}: {activity.title}",
        body=f"Thời gian: {when(activity)}. Địa điểm: {activity.place}.",
    )


def tell_moved(activity, *, at):
    _tell(
        activity,
        step=f"moved:{activity.version}",
        at=at,
        subject=f"Đổi thời gian, địa điểm: {activity.title}",
        body=f"Nay là: {when(activity)}. Địa điểm: {activity.place}.",
    )


def tell_cancelled(activity, *, reason, at):
    _tell(
        activity,
        step="cancelled",
        at=at,
        subject=f"Không tổ chức: {activity.title}",
        body=f"Lý do: {reason.strip()}",
    )


def _tell(activity, *, step, at, subject, body):
    notify(
        key=f"plans.activity:{activity.pk}:{step}",
        people=concerned_people(activity, on=timezone.localdate(at)),
        kind=KIND,
        subject=subject,
        body=body,
        url=activity.get_absolute_url(),
        at=at,
    )
