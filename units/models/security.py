"""What the administrator demands at sign-in, role by role."""

from django.db import models

from units.enums import Role


class RoleSecurity(models.Model):
    """Whoever holds the role must confirm sign-in with a second factor. No row: not demanded."""

    role = models.CharField("vai trò", max_length=20, choices=Role, unique=True)
    second_factor_required = models.BooleanField("bắt buộc xác thực hai bước", default=False)

    class Meta:
        verbose_name = "yêu cầu đăng nhập theo vai trò"
        verbose_name_plural = "yêu cầu đăng nhập theo vai trò"

    def __str__(self):
        return self.get_role_display()
