"""The gates around sign-in: a session that is not too old, a new password when asked for, a second factor when due."""

from django.conf import settings
from django.contrib.auth import logout
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, resolve
from django.utils.http import urlencode

from units import queries, signin
from units.rights import rights_of

REQUIRED = "units.required-factor-roles"
KEPT_SECONDS = 60
OPEN = {"units:sign-in", "units:sign-out", "units:second-factor-check"}  # what a half-open session may still reach
TO_CHANGE_PASSWORD = OPEN | {"units:password-change"}
TO_SET_UP_FACTOR = OPEN | {"units:second-factor", "units:second-factor-codes"}


def required_roles():
    """Roles that must use a second factor, kept for a minute; `forget_required` makes a change felt at once here."""
    roles = cache.get(REQUIRED)
    if roles is None:
        roles = queries.required_factor_roles()
        cache.set(REQUIRED, roles, KEPT_SECONDS)
    return roles


def forget_required():
    cache.delete(REQUIRED)


class SessionAgeMiddleware:
    """Ends a session that is too old or lay idle; what follows then sees a stranger and sends them to sign in."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and signin.expired(request.session):
            logout(request)
        return self.get_response(request)


class AccountGateMiddleware:
    """Sends signed-in people on, in this order: second step of signing in, first password, second factor to set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        where = self._gate(request, user)
        if where is None or request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        target = f"{resolve_url(where)}?{urlencode({'next': self._way_back(request)})}"
        if request.htmx:  # never a gate inside a table row
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return redirect(target)

    def _gate(self, request, user):
        try:
            here = resolve(request.path_info).view_name
        except Resolver404:
            here = ""
        if user.second_factor and not user.is_verified():
            return None if here in OPEN else "units:second-factor-check"
        if user.must_change_password:
            return None if here in TO_CHANGE_PASSWORD else "units:password-change"
        roles = required_roles()
        if roles and not user.second_factor and rights_of(user).holds(*roles):
            return None if here in TO_SET_UP_FACTOR else "units:second-factor"
        return None

    @staticmethod
    def _way_back(request):
        return request.get_full_path() if request.method == "GET" else resolve_url(settings.LOGIN_REDIRECT_URL)
