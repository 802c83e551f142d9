"""People with accounts, and the posts they hold: rights end with the term."""

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.urls import reverse
from django.utils.crypto import salted_hmac
from simple_history.models import HistoricalRecords

from core import text
from core.search import every_word
from units.enums import Role
from units.models.units import Unit


def person_keys(*, full_name, username, email="", phone=""):
    """The stored search form and the order of lists (given name first) of one person."""
    return {
        "folded": text.fold(f"{full_name} {username} {email} {phone}")[:300],
        "sort_key": text.name_sort_key(full_name)[:300],
    }


class UserQuerySet(models.QuerySet):
    def search(self, folded):
        """People whose name, sign-in name, mail or telephone contains every word; the words are already folded."""
        return self.filter(every_word(folded))

    def in_order(self):
        return self.order_by("sort_key", "pk")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, username, password=None, **fields):
        return self.open_account(username, make_password(password), **fields)

    def open_account(self, username, stored, **fields):
        """Save a new account whose password is already hashed."""
        username = username.strip().lower()
        keys = person_keys(
            full_name=fields.get("full_name", ""),
            username=username,
            email=fields.get("email", ""),
            phone=fields.get("phone", ""),
        )
        user = self.model(username=username, password=stored, **{**keys, **fields})
        user.save(using=self._db)
        return user

    def create_superuser(self, username, password=None, **fields):
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username):
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One sign-in, one person."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField("được vào trang hỗ trợ kỹ thuật", default=False)
    must_change_password = models.BooleanField("phải đổi mật khẩu", default=False)
    second_factor = models.BooleanField("đã bật xác thực hai bước", default=False)  # kept by services.second_factor
    deactivated_at = models.DateTimeField("ngừng lúc", null=True, blank=True)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)  # raised: every open session ends
    demo = models.BooleanField("tài khoản trình diễn", default=False)
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

    def _get_session_auth_hash(self, secret=None):
        """A session lives as long as the password and the epoch it was opened with."""
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("units.User.session", value, secret=secret, algorithm="sha256").hexdigest()

    def get_absolute_url(self):
        return reverse("units:user-detail", args=[self.pk])


class AppointmentQuerySet(models.QuerySet):
    def held(self, on):
        """Posts on record for the day, whatever became of the account later: the answer to “who had which right”.

        `ends_on` is the last day, inclusive; a post also ends with its unit.
        """
        return (
            self.filter(starts_on__lte=on)
            .filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on))
            .filter(models.Q(unit__valid_to=None) | models.Q(unit__valid_to__gte=on))
        )

    def current(self, on):
        """Posts that give rights on the day: held, by an account that is active now."""
        return self.held(on).filter(user__is_active=True)

    def not_over(self, on):
        """Posts in force on the day or beginning later."""
        return self.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=on))

    def in_order(self):
        return self.order_by("unit__position", "unit__sort_key", "role", "user__sort_key", "pk")


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
    history = HistoricalRecords()

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

    @property
    def term(self):
        """The term in words: “01/09/2021 – nay”."""
        return f"{self.starts_on:%d/%m/%Y} – " + (f"{self.ends_on:%d/%m/%Y}" if self.ends_on else "nay")

    def phase(self, on):
        """Where the term stands on the day: "future", "current" or "over"."""
        if self.starts_on > on:
            return "future"
        if (self.ends_on and self.ends_on < on) or (self.unit.valid_to and self.unit.valid_to < on):
            return "over"
        return "current"
