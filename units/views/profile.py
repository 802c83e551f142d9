"""The person's own pages: data, posts, password, second factor."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as confirm_second_factor
from django_otp.plugins.otp_static.models import StaticToken

from core import clock
from core.errors import Refused
from core.http import done, invalid, page, posted
from units import signin
from units.forms.people import ProfileForm
from units.forms.signin import NewPasswordForm, TokenForm
from units.models import Appointment
from units.services import accounts
from units.services import second_factor as factors
from units.views.gates import safe_next


def profile(request):
    """Own data, own posts with their terms, and the ways to the personal settings."""
    person, today = request.user, clock.today()
    form = ProfileForm(posted(request), initial={"email": person.email, "phone": person.phone})
    if form.is_valid():
        try:
            accounts.update_account(person, full_name=person.full_name, by=person, at=clock.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return done(request, "units:profile", "Đã lưu thông tin của bạn.")
    posts = Appointment.objects.filter(user=person).select_related("unit").order_by("-starts_on", "-pk")
    context = {
        "form": form,
        "posts": [{"post": post, "phase": post.phase(today)} for post in posts],
        "links": [link for link in _links() if link["url"]],
    }
    return (
        invalid(request, "units/profile.html", context) if form.errors else page(request, "units/profile.html", context)
    )


def _links():
    """Personal pages of other floors, where they exist."""
    for name, label, icon in (
        ("core:calendar", "Lịch hạn việc của tôi trên điện thoại", "calendar-due"),
        ("core:notice-choices", "Cách nhận thông báo", "bell"),
    ):
        try:
            yield {"label": label, "icon": icon, "url": reverse(name)}
        except NoReverseMatch:
            yield {"url": ""}


@sensitive_post_parameters()
@never_cache
def password_change(request):
    """A new password; other sessions end, this one goes on."""
    person = request.user
    form = NewPasswordForm(posted(request), person=person)
    first = person.must_change_password
    if form.is_valid():
        accounts.change_own_password(person, password=form.cleaned_data["new"], at=clock.now())
        update_session_auth_hash(request, person)
        on_to = safe_next(
            request, request.GET.get("next", ""), settings.LOGIN_REDIRECT_URL if first else "units:profile"
        )
        return done(request, on_to, "Đã đổi mật khẩu. Các phiên đăng nhập khác của bạn đã kết thúc.")
    context = {"form": form, "first": first}
    if form.is_bound:
        return invalid(request, "units/password_change.html", context)
    return page(request, "units/password_change.html", context)


@sensitive_post_parameters("token")
@never_cache
def second_factor(request):
    """Set up the second factor (picture, secret, first figures), or see that it is on."""
    person = request.user
    if person.second_factor:
        left = StaticToken.objects.filter(device__user=person).count()
        return page(request, "units/second_factor_on.html", {"codes_left": left})
    device = factors.begin(person)
    form = TokenForm(posted(request))
    if form.is_valid():
        try:
            device, codes = factors.confirm(person, token=form.cleaned_data["token"], at=clock.now())
        except Refused as refusal:
            form.add_error("token", str(refusal))
        else:
            confirm_second_factor(request, device)
            on_to = safe_next(request, request.GET.get("next", ""), settings.LOGIN_REDIRECT_URL)
            return page(request, "units/second_factor_codes.html", {"codes": codes, "on_to": on_to, "fresh": True})
    picture, secret = factors.picture(device)
    context = {"form": form, "picture": picture, "secret": secret, "forced": "next" in request.GET}
    if form.is_bound:
        return invalid(request, "units/second_factor_set_up.html", context)
    return page(request, "units/second_factor_set_up.html", context)


@require_POST
@never_cache
@signin.password_again
def second_factor_codes(request):
    """Ten new recovery codes, shown once."""
    if not request.user.second_factor:
        return redirect("units:second-factor")
    codes = factors.renew_codes(request.user, at=clock.now())
    return page(
        request,
        "units/second_factor_codes.html",
        {"codes": codes, "on_to": reverse("units:second-factor"), "fresh": False},
    )


@require_POST
@signin.password_again
def second_factor_off(request):
    factors.turn_off(request.user, by=request.user, at=clock.now())
    return done(request, "units:second-factor", "Đã tắt xác thực hai bước.")
