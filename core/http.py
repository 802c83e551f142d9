"""Four helpers between a view and its answer. Nothing here knows a business noun."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.cache import patch_vary_headers


def posted(request):
    """The POST data, or None on a GET. (`request.POST or None` leaves an empty htmx POST unbound.)"""
    return request.POST if request.method == "POST" else None


def posted_files(request):
    return request.FILES if request.method == "POST" else None


def page(request, template, context=None, *, partial=None, status=200):
    """The whole page; for an htmx request, only the partial the view names. Never a partial the client names."""
    name = f"{template}#{partial}" if partial and request.htmx and not request.htmx.boosted else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def invalid(request, template, context=None, *, partial=None):
    """The page again with its errors and everything the user typed: 422."""
    return page(request, template, context, partial=partial, status=422)


def done(request, to, message, *args, level=messages.SUCCESS):
    """Say what was done and go on; htmx is sent on by header, so no page lands inside a fragment."""
    messages.add_message(request, level, message)
    if request.htmx:
        return HttpResponse(status=204, headers={"HX-Redirect": resolve_url(to, *args)})
    return redirect(to, *args)


def attachment(content, *, name, content_type):
    """Bytes the browser saves and never shows; the name may be Vietnamese."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
