"""What every request passes."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

SAFE = ("GET", "HEAD")
SESSION_OVER = (
    "Phiên làm việc đã hết nên lần gửi vừa rồi chưa được ghi nhận. "
    "Đăng nhập lại: nội dung đang soạn được giữ trên máy này và sẽ hiện lại."
)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Closed by default. After signing in one comes back to a page, never to the address of a step or a fragment.

    The typed text of a form sent in a lost session waits in the browser (static/js/drafts.js), so one must return to
    the form's own page: the page that sent it.
    """

    def handle_no_permission(self, request, view_func):
        fragment = getattr(request, "htmx", False) and not request.htmx.boosted
        if request.method in SAFE and not fragment:
            return super().handle_no_permission(request, view_func)
        if request.method not in SAFE:
            messages.warning(request, SESSION_OVER)
        return redirect_to_login(self._page(request), resolve_url(self.get_login_url(view_func)))

    def _page(self, request):
        """The page in the browser's window when it tells one of ours, else the address asked for."""
        source = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
        if not url_has_allowed_host_and_scheme(source, allowed_hosts={request.get_host()}):
            return request.get_full_path()
        parts = urlsplit(source)
        return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


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
