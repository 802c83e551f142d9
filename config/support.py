"""Django's own pages, for people who help: off unless the installation sets SUPPORT_PAGES, read-only, superusers only.

They have no sign-in of their own, so nobody gets around the lockout, the second factor and the session's age.
"""

from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied


class SupportSite(AdminSite):
    site_header = site_title = "Hỗ trợ kỹ thuật"
    index_title = "Chỉ xem, không sửa"
    enable_nav_sidebar = False

    def has_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def login(self, request, extra_context=None):
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
