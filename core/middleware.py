"""What every request passes."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url


class HtmxLoginMiddleware:
    """An expired session answers htmx with a redirect of the whole window: the sign-in page must not land in a row."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "htmx", False) and response.status_code in (301, 302):
            target = response["Location"]
            if target.startswith(resolve_url(settings.LOGIN_URL)):
                return HttpResponse(status=204, headers={"HX-Redirect": target})
        return response
