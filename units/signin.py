"""Around sign-in: the lockout page, the length of a session, and the password asked again before grave acts."""

import functools
import time

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from units import queries
from units.forms.signin import PasswordAgainForm
from units.rights import rights_of
from units.services import second_factor as factors

AGAIN = "password_again_at"  # session: when the password was last typed
AGAIN_SECONDS = 10 * 60
BEGAN, SEEN = "began_at", "seen_at"
SEEN_EVERY = 60  # seconds between two notes of activity, so that reading costs no writing


def _real():
    """Real seconds: a fixed demonstration day must not keep a session alive."""
    return int(time.time())


# Lockout --------------------------------------------------------------------------------------------------------


def locked_until(username, ip=None):
    """The moment from which this name may try again, or None when it is not locked; unknown names lock alike."""
    attempts = AccessAttempt.objects.filter(
        username=username,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME,
    )
    if ip:
        attempts = attempts.filter(ip_address=ip)
    last = attempts.order_by("-attempt_time").first()
    return last.attempt_time + settings.AXES_COOLOFF_TIME if last else None


def locked_out(request, original_response=None, credentials=None, *args, **kwargs):
    """The answer to too many failures: when to try again, and nothing about whether the account exists."""
    username = (credentials or {}).get("username", "")
    until = locked_until(username, getattr(request, "axes_ip_address", None)) or timezone.now()
    response = render(
        request,
        "units/locked_out.html",
        {"until": timezone.localtime(until), "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)},
        status=429,
    )
    response["Retry-After"] = str(max(1, int((until - timezone.now()).total_seconds())))
    response["Cache-Control"] = "no-store"
    return response


# Session --------------------------------------------------------------------------------------------------------


def stamp(sender, request, user, **kwargs):
    """Receiver of `user_logged_in`: the session begins now."""
    request.session[BEGAN] = request.session[SEEN] = _real()


def expired(session):
    """True when the session is too old, or nothing was done for too long; otherwise activity is noted now and then."""
    instant = _real()
    began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
    if instant - began > settings.SESSION_COOKIE_AGE or instant - seen > settings.SESSION_IDLE_SECONDS:
        return True
    if instant - seen >= SEEN_EVERY:
        session[SEEN] = instant
    return False


# The password again ---------------------------------------------------------------------------------------------


def password_again(view):
    """A grave act asks for the password unless it was typed in the last ten minutes.

    A POST that arrives without it is answered by a page that keeps everything typed and asks for the password; sending
    that page repeats the same POST, and only then the view runs. Wrong passwords count towards the lockout. Not for
    forms with files: a browser cannot be given a file back.
    """

    @sensitive_post_parameters("password_again")
    @functools.wraps(view)
    def asked(request, *args, **kwargs):
        if request.method != "POST" or _real() - request.session.get(AGAIN, 0) < AGAIN_SECONDS:
            return view(request, *args, **kwargs)
        form = PasswordAgainForm(request.POST if "password_again" in request.POST else None)
        if form.is_valid():
            typed = form.cleaned_data["password_again"]
            if authenticate(request, username=request.user.get_username(), password=typed) == request.user:
                request.session[AGAIN] = _real()
                return view(request, *args, **kwargs)
            form.add_error("password_again", "Mật khẩu không đúng.")
        kept = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in ("password_again", "csrfmiddlewaretoken")
            for value in values
        ]
        response = render(
            request,
            "units/password_again.html",
            {"form": form, "kept": kept, "address": request.get_full_path()},
            status=422 if form.is_bound else 200,
        )
        if getattr(request, "htmx", False):
            response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
        response["Cache-Control"] = "no-store"
        return response

    asked.asks_password_again = True
    return asked


# Somebody else at this device -----------------------------------------------------------------------------------------
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
FIRST_PASSWORD = "Tài khoản này còn dùng mật khẩu được cấp. Hãy đăng nhập ở máy của bạn và đổi mật khẩu trước."
NO_FACTOR = "Tài khoản này phải bật xác thực hai bước trước. Hãy đăng nhập ở máy của bạn để bật."
NO_TOKEN = "Tài khoản này đã bật xác thực hai bước. Hãy ghi thêm mã đang hiện trên điện thoại."
WRONG_TOKEN = "Mã không đúng hoặc đã dùng. Chờ vài giây rồi nhập mã mới đang hiện trên điện thoại."


def vouch(request, *, username, password, token=""):
    """Who stands at a device where somebody else is signed in: (person, "", "") or (None, field, sentence).

    The session stays what it is. Wrong passwords count towards the lockout as at sign-in; whoever could not go on after
    signing in (first password, second factor asked for or to set up) cannot here.
    """
    person = authenticate(request, username=username, password=password)
    if person is None:
        return None, "password", WRONG
    if person.must_change_password:
        return None, "username", FIRST_PASSWORD
    if person.second_factor:
        if not token:
            return None, "token", NO_TOKEN
        if factors.match(person, token) is None:
            return None, "token", WRONG_TOKEN
    elif rights_of(person).holds(*queries.required_factor_roles()):
        return None, "username", NO_FACTOR
    return person, "", ""
