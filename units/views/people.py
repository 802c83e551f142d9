"""People and their accounts."""

import time

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock, text
from core.errors import Refused
from core.http import done, invalid, page, posted
from units import queries
from units.forms.people import AccountForm, NewAccountForm, PeopleFilterForm, ReasonForm
from units.forms.signin import ConfirmForm
from units.models import Appointment
from units.permissions import (
    appointments_visible_to,
    can_end_appointment,
    can_manage_account,
    can_manage_accounts,
    can_see_people,
    can_set_security,
    people_visible_to,
)
from units.services import accounts
from units.services import second_factor as factors
from units.signin import locked_until, password_again
from units.views.gates import only

PER_PAGE = 50
ONCE = "first_password"  # session: (user id, password, real seconds), shown on one page and gone
ONCE_SECONDS = 10 * 60


def filtered(request):
    """(people, filter form): one door for list, count and export; the scope comes first."""
    today = clock.today()
    form = PeopleFilterForm(request.GET or None, on=today)
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    people = people_visible_to(request.user)
    if given.get("q"):
        people = people.search(text.fold(given["q"]))
    held = Appointment.objects.current(today)
    if given.get("unit"):
        held = held.filter(unit__path__startswith=given["unit"].path)
    if given.get("role"):
        held = held.filter(role=given["role"])
    if given.get("unit") or given.get("role"):
        people = people.filter(pk__in=held.values("user"))
    state = given.get("state")
    if state in ("active", "stopped"):
        people = people.filter(is_active=state == "active")
    elif state == "first-password":
        people = people.filter(is_active=True, must_change_password=True)
    elif state == "no-post":
        people = people.filter(is_active=True).exclude(pk__in=Appointment.objects.current(today).values("user"))
    return people.in_order(), form


@require_safe
@only(can_see_people)
def user_list(request):
    people, form = filtered(request)
    shown = Paginator(people, PER_PAGE).get_page(request.GET.get("page"))
    posts = queries.posts_by_person([p.pk for p in shown], clock.today())
    context = {
        "form": form,
        "page": shown,
        "rows": [{"person": p, "posts": posts[p.pk]} for p in shown],
        "may_manage": can_manage_accounts(request.user),
        "may_secure": can_set_security(request.user),
    }
    return page(request, "units/user_list.html", context, partial="rows")


@require_safe
@never_cache
def user_detail(request, pk):
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    today = clock.today()
    posts = appointments_visible_to(request.user).filter(user=person).select_related("unit", "user")
    may_manage = can_manage_account(request.user, person)
    rows = [
        {
            "post": p,
            "phase": p.phase(today),
            "may_end": p.phase(today) != "over" and can_end_appointment(request.user, p),
        }
        for p in posts.order_by("-starts_on", "-pk")
    ]
    context = {
        "person": person,
        "rows": rows,
        "may_manage": may_manage,
        "is_self": person.pk == request.user.pk,
        "locked_until": locked_until(person.username) if may_manage else None,
        "password": _shown_once(request, person),
    }
    return page(request, "units/user_detail.html", context)


def _shown_once(request, person):
    kept = request.session.get(ONCE)
    if not kept or kept[0] != person.pk:
        return ""
    del request.session[ONCE]
    return kept[1] if time.time() - kept[2] < ONCE_SECONDS else ""


def _keep_once(request, person, password):
    request.session[ONCE] = (person.pk, password, int(time.time()))


@only(can_manage_accounts)
def user_create(request):
    form = NewAccountForm(posted(request))
    if form.is_valid():
        try:
            person, password = accounts.create_account(by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("username" if "đăng nhập" in str(refusal) else None, str(refusal))
        else:
            _keep_once(request, person, password)
            return done(request, person, f"Đã mở tài khoản cho {person.full_name}.")
    context = {"form": form}
    return (
        invalid(request, "units/user_form.html", context)
        if form.errors
        else page(request, "units/user_form.html", context)
    )


def _managed(request, pk):
    """The person, when visible (404) and manageable (403)."""
    person = get_object_or_404(people_visible_to(request.user), pk=pk)
    if not can_manage_account(request.user, person):
        raise PermissionDenied
    return person


def user_edit(request, pk):
    person = _managed(request, pk)
    form = AccountForm(
        posted(request), initial={"full_name": person.full_name, "email": person.email, "phone": person.phone}
    )
    if form.is_valid():
        try:
            accounts.update_account(person, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, person, "Đã lưu.")
    context = {"form": form, "person": person}
    return (
        invalid(request, "units/user_form.html", context)
        if form.errors
        else page(request, "units/user_form.html", context)
    )


ACTS = {
    "ngung": {
        "title": "Ngừng tài khoản",
        "question": "Ngừng tài khoản này?",
        "explain": "Mọi phiên đăng nhập kết thúc ngay, mọi phân công hết hiệu lực hôm nay. Việc đang giữ cần được bàn giao.",
        "button": "Ngừng tài khoản",
        "icon": "ban",
        "form": ReasonForm,
    },
    "mo-lai": {
        "title": "Mở lại tài khoản",
        "question": "Mở lại tài khoản này với mật khẩu mới?",
        "explain": "Phân công cũ không được khôi phục; người này cần được phân công lại.",
        "button": "Mở lại tài khoản",
        "icon": "lock-open",
        "form": ConfirmForm,
    },
    "dat-lai-mat-khau": {
        "title": "Đặt lại mật khẩu",
        "question": "Cấp mật khẩu mới cho người này?",
        "explain": "Mật khẩu hiện ra một lần, các phiên đang mở kết thúc, người này phải đổi mật khẩu khi đăng nhập.",
        "button": "Đặt lại mật khẩu",
        "icon": "key",
        "form": ConfirmForm,
    },
    "mo-khoa": {
        "title": "Mở khóa đăng nhập",
        "question": "Cho người này thử đăng nhập lại ngay?",
        "explain": "Số lần nhập sai được xóa; mật khẩu không đổi.",
        "button": "Mở khóa",
        "icon": "lock-open",
        "form": ConfirmForm,
    },
    "tat-hai-buoc": {
        "title": "Tắt xác thực hai bước",
        "question": "Tắt xác thực hai bước của người này?",
        "explain": "Dùng khi mất điện thoại và hết mã dự phòng. Hãy chắc rằng chính người đó đề nghị.",
        "button": "Tắt xác thực hai bước",
        "icon": "device-mobile",
        "form": ConfirmForm,
    },
}


@never_cache
@password_again
def user_act(request, pk, act):
    """Grave acts on an account: a question, the password again, one service."""
    person = _managed(request, pk)
    words = ACTS[act]
    form = words["form"](posted(request))
    if form.is_bound and form.is_valid():
        try:
            message = _do(request, person, act, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, person, message)
    context = {"person": person, "form": form, **{k: v for k, v in words.items() if k != "form"}}
    if form.is_bound:
        return invalid(request, "units/user_act.html", context)
    return page(request, "units/user_act.html", context)


def _do(request, person, act, form):
    who = {"by": request.user, "at": clock.now()}
    if act == "ngung":
        accounts.deactivate_account(person, reason=form.cleaned_data["reason"], **who)
        return f"Đã ngừng tài khoản của {person.full_name}."
    if act == "mo-lai":
        _keep_once(request, person, accounts.reactivate_account(person, **who))
        return f"Đã mở lại tài khoản của {person.full_name}."
    if act == "dat-lai-mat-khau":
        _keep_once(request, person, accounts.reset_password(person, **who))
        return f"Đã đặt lại mật khẩu của {person.full_name}."
    if act == "mo-khoa":
        accounts.unlock_account(person, **who)
        return f"Đã mở khóa đăng nhập cho {person.full_name}."
    factors.turn_off(person, **who)
    return f"Đã tắt xác thực hai bước của {person.full_name}."
