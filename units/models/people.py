"""People with accounts, and the posts they hold: rights end with the term."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.urls import reverse

from units.enums import Role
from units.models.units import Unit


class UserManager(BaseUserManager):
    def create_user(self, username, password=None, **fields):
        user = self.model(username=username.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username):
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One sign-in, one person."""

    username = models.CharField("tên đăng nhập", max_length=60, unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField("được vào trang hỗ trợ kỹ thuật", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    folded = models.CharField(max_length=300, editable=False, default="")
    sort_key = models.CharField(max_length=300, editable=False, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = UserManager()

    class Meta:
        verbose_name = "tài khoản"
        verbose_name_plural = "tài khoản"

    def __str__(self):
        return self.full_name

    def get_full_name(self):
        return self.full_name

    @property
    def given_name(self):
        return self.full_name.split()[-1] if self.full_name.strip() else self.username

    @property
    def initials(self):
        """Two letters for the round mark: middle and given name (Lò Thị Minh Hạnh: MH)."""
        return "".join(word[0] for word in self.full_name.split()[-2:]).upper()

    def get_absolute_url(self):
        return reverse("units:user-detail", args=[self.pk])


class AppointmentQuerySet(models.QuerySet):
    def current(self, on):
        """Posts held on the day (ends_on is the last day, inclusive) by active accounts."""
        return self.filter(starts_on__lte=on, user__is_active=True).filter(
            models.Q(ends_on=None) | models.Q(ends_on__gte=on)
        )


class Appointment(models.Model):
    """A person's role at a unit, from a day to a day (inclusive)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments", verbose_name="người")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="appointments", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    title = models.CharField("chức vụ", max_length=120, blank=True)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    ended_reason = models.CharField("lý do kết thúc", max_length=200, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phân công"
        verbose_name_plural = "phân công"
        indexes = [models.Index(fields=["unit", "role"], name="appointment_unit_role")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_start",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role", "starts_on"],
                name="appointment_once",
                violation_error_message="Người này đã được phân công vai trò đó tại đơn vị từ ngày này.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}, {self.unit}"
