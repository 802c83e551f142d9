"""Small helpers of this app's views."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def only(predicate):
    """The view is for those of whom `predicate(user)` holds; everybody else gets 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not predicate(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def safe_next(request, typed, default):
    """Where to go on: the address asked for when it lies on this site, otherwise `default`."""
    if typed and url_has_allowed_host_and_scheme(typed, {request.get_host()}, require_https=request.is_secure()):
        return typed
    return resolve_url(default)
