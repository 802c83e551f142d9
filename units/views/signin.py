"""Sign-in, sign-out, the second step."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as confirm_second_factor

from core import clock
from core.http import invalid, page, posted
from units import demo, queries
from units.forms.signin import SignInForm, TokenForm
from units.services import second_factor as factors
from units.signin import WRONG
from units.views.gates import safe_next


@sensitive_post_parameters("password")
@never_cache
@login_not_required
def sign_in(request):
    """One answer for a wrong password, an unknown name and a stopped account."""
    asked = request.GET.get("next", "")
    if request.user.is_authenticated:
        return redirect(safe_next(request, asked, settings.LOGIN_REDIRECT_URL))
    form = SignInForm(posted(request), initial={"next": asked})
    context = {"form": form, "asked": asked}
    if form.is_valid():
        name, password = form.cleaned_data["username"], form.cleaned_data["password"]
        user = authenticate(request, username=name, password=password)
        if user is not None:
            login(request, user)
            return redirect(safe_next(request, form.cleaned_data["next"], settings.LOGIN_REDIRECT_URL))
        form.add_error(None, WRONG)
    context["demo_posts"] = queries.demo_accounts(clock.today())
    context["demo_password"] = demo.PASSWORD
    if form.is_bound:
        return invalid(request, "units/sign_in.html", context)
    return page(request, "units/sign_in.html", context)


@require_POST
@login_not_required
def sign_out(request):
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@sensitive_post_parameters("token")
@never_cache
def second_factor_check(request):
    """The second step of signing in: figures from the app, or one of the recovery codes."""
    on_to = safe_next(request, request.GET.get("next", ""), settings.LOGIN_REDIRECT_URL)
    if not request.user.second_factor or request.user.is_verified():
        return redirect(on_to)
    form = TokenForm(posted(request))
    if form.is_valid():
        device = factors.match(request.user, form.cleaned_data["token"])
        if device:
            request.session.cycle_key()
            confirm_second_factor(request, device)
            return redirect(on_to)
        form.add_error("token", "Mã không đúng hoặc đã dùng. Chờ vài giây rồi nhập mã mới đang hiện trên điện thoại.")
    if form.is_bound:
        return invalid(request, "units/second_factor_check.html", {"form": form})
    return page(request, "units/second_factor_check.html", {"form": form})
