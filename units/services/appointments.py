"""Posts: given, ended, handed over. A post is role × unit × term; `ends_on` is its last day.

Rules. The term lies within the life of the unit. The same person holds the same role at the same unit only once at a
time; several people may hold one role at one unit (two officers share the work), except that a unit has one head at a
time. Terms may begin later; the past is not rewritten: a post begins at most `BACKDATED` days ago and ends yesterday at
the earliest. Nobody gives or takes their own post, and the last administrator stays.
"""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core import journal, text
from core.errors import Refused
from units.enums import Role
from units.models import Appointment, Unit
from units.permissions import can_end_appointment, can_give_role, can_manage_account
from units.rights import forget

ONE_DAY = datetime.timedelta(days=1)
BACKDATED = 366  # days; a decision may arrive late, but nobody writes history
ONE_AT_A_TIME = frozenset({Role.HEAD})


@transaction.atomic
def appoint(*, user, unit, role, starts_on, by, at, ends_on=None, title=""):
    """Give the person the role at the unit for the term, and return the appointment.

    Raises Refused with one sentence when the term, the person, the unit or an overlapping post forbids it.
    """
    role = Role(role)
    on = timezone.localdate(at)
    _refuse_giving(by, user, role)
    if not user.is_active:
        raise Refused(f"Tài khoản của {user.full_name} đã ngừng; hãy mở lại trước khi phân công.")
    if ends_on and ends_on < starts_on:
        raise Refused("Ngày kết thúc phải sau ngày bắt đầu.")
    if starts_on < on - datetime.timedelta(days=BACKDATED):
        raise Refused(f"Phân công chỉ ghi lùi tối đa {BACKDATED} ngày. Hãy chọn ngày bắt đầu gần hơn.")
    if ends_on and ends_on < on:
        raise Refused("Nhiệm kỳ này đã hết trước hôm nay, không còn gì để phân công.")
    if starts_on < unit.valid_from or (unit.valid_to and starts_on > unit.valid_to):
        raise Refused(f"“{unit.label}” không hoạt động trong ngày {starts_on:%d/%m/%Y}.")
    Unit.objects.select_for_update().get(pk=unit.pk)  # one appointment at a time per unit, so overlaps are seen
    _refuse_overlap(user, unit, role, starts_on, ends_on)
    post = Appointment(user=user, unit=unit, role=role, title=text.clean(title), starts_on=starts_on, ends_on=ends_on)
    _write(post, by=by, at=at, why="Phân công", force_insert=True)
    forget(user)
    journal.record("rights.appoint", by=by, at=at, subject=user, detail=_detail(post))
    return post


@transaction.atomic
def end_appointment(post, *, last_day, reason, by, at):
    """End a post: `last_day` is the last day of the right. A post that has not begun is withdrawn altogether.

    Raises Refused without a reason, for a day before yesterday, for one's own post, for the last administrator.
    """
    on = timezone.localdate(at)
    if post.user_id == by.pk:
        raise Refused("Không ai tự thay đổi quyền của chính mình. Hãy nhờ người quản trị khác.")
    if not can_end_appointment(by, post):
        raise Refused("Bạn không có quyền kết thúc phân công này.")
    if not reason.strip():
        raise Refused("Cần nêu lý do kết thúc phân công.")
    if post.ends_on and post.ends_on < on:
        raise Refused(f"Phân công này đã hết từ ngày {post.ends_on:%d/%m/%Y}.")
    if post.role == Role.ADMIN:
        refuse_last_administrator(post.user, on=on, after=last_day)
    if post.starts_on > on:
        detail = {**_detail(post), "reason": reason.strip(), "withdrawn": True}
        post._history_user, post._history_date, post._change_reason = by, at, reason.strip()[:100]
        post.delete()
        journal.record("rights.end", by=by, at=at, subject=post.user, detail=detail)
        return None
    if last_day < max(on - ONE_DAY, post.starts_on):
        raise Refused("Ngày cuối của phân công không thể trước hôm qua hoặc trước ngày bắt đầu.")
    if post.ends_on and last_day > post.ends_on:
        raise Refused(f"Phân công vốn đã hết ngày {post.ends_on:%d/%m/%Y}; muốn kéo dài, hãy phân công nhiệm kỳ mới.")
    post.ends_on, post.ended_reason = last_day, reason.strip()[:200]
    _write(post, by=by, at=at, why=reason, update_fields=["ends_on", "ended_reason"])
    forget(post.user)
    journal.record("rights.end", by=by, at=at, subject=post.user, detail={**_detail(post), "reason": reason.strip()})
    return post


@transaction.atomic
def correct_title(post, *, title, by, at):
    """Mend the job title written beside a post; the right itself does not change."""
    if not can_end_appointment(by, post):
        raise Refused("Bạn không có quyền sửa phân công này.")
    title = text.clean(title)
    if title == post.title:
        return post
    before, post.title = post.title, title
    _write(post, by=by, at=at, why="Sửa chức vụ", update_fields=["title"])
    journal.record("rights.title", by=by, at=at, subject=post.user, detail={**_detail(post), "before": before})
    return post


@transaction.atomic
def hand_over(post, *, to, starts_on, reason, by, at, title="", ends_on=None):
    """End the post the day before `starts_on` and give the same role at the same unit to `to`. Returns the new post."""
    end_appointment(post, last_day=starts_on - ONE_DAY, reason=reason, by=by, at=at)
    return appoint(
        user=to, unit=post.unit, role=post.role, starts_on=starts_on, ends_on=ends_on, title=title, by=by, at=at
    )


@transaction.atomic
def close_all_posts(person, *, on, reason, by, at):
    """End what is in force today, withdraw what is to come; returns how many. Part of stopping an account."""
    count = 0
    for post in Appointment.objects.not_over(on).filter(user=person).order_by("pk"):
        count += 1
        if post.starts_on > on:
            post._history_user, post._history_date, post._change_reason = by, at, reason.strip()[:100]
            post.delete()
        else:
            post.ends_on, post.ended_reason = on, reason.strip()[:200]
            _write(post, by=by, at=at, why=reason, update_fields=["ends_on", "ended_reason"])
    forget(person)
    return count


def refuse_last_administrator(person, *, on, after=None):
    """Somebody else must hold the administrator's post today and on the day after `after`."""
    administrators = Appointment.objects.select_for_update().filter(role=Role.ADMIN).order_by("pk")
    list(administrators.values_list("pk", flat=True))  # two administrators ending each other wait in line here
    for day in {on, (after or on) + ONE_DAY}:
        if not Appointment.objects.current(day).filter(role=Role.ADMIN).exclude(user=person).exists():
            raise Refused("Đây là người quản trị cuối cùng; hãy phân công người quản trị khác trước.")


def _refuse_giving(by, user, role):
    if user.pk == by.pk:
        raise Refused("Không ai tự thay đổi quyền của chính mình. Hãy nhờ người quản trị khác.")
    if user.is_superuser:
        raise Refused("Tài khoản hỗ trợ kỹ thuật không giữ vai trò nào trong công việc.")
    if not can_manage_account(by, user) or not can_give_role(by, role):
        raise Refused(f"Bạn không có quyền phân công vai trò “{role.label}” cho {user.full_name}.")


def _refuse_overlap(user, unit, role, starts_on, ends_on):
    overlapping = Appointment.objects.filter(unit=unit, role=role, user__is_active=True).filter(
        Q(ends_on=None) | Q(ends_on__gte=starts_on)
    )
    if ends_on:
        overlapping = overlapping.filter(starts_on__lte=ends_on)
    overlapping = overlapping.select_related("user").order_by("starts_on", "pk")
    if own := overlapping.filter(user=user).first():
        raise Refused(f"{user.full_name} đã giữ vai trò “{role.label}” tại “{unit.label}” {_term(own)}.")
    if role in ONE_AT_A_TIME and (other := overlapping.first()):
        raise Refused(
            f"{other.user.full_name} đang giữ vai trò “{role.label}” tại “{unit.label}” {_term(other)}. "
            "Hãy kết thúc hoặc bàn giao phân công đó trước."
        )


def _term(post):
    return f"từ {post.starts_on:%d/%m/%Y}" + (f" đến hết {post.ends_on:%d/%m/%Y}" if post.ends_on else "")


def _detail(post):
    return {
        "appointment": post.pk,
        "role": str(post.role),
        "unit": post.unit_id,
        "unit_name": post.unit.label,
        "starts_on": str(post.starts_on),
        "ends_on": str(post.ends_on) if post.ends_on else None,
    }


def _write(post, *, by, at, why, **how):
    post._history_user, post._history_date, post._change_reason = by, at, why.strip()[:100]
    post.save(**how)
