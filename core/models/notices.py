"""One row per message to one person, before any mail leaves. The row is what the person reads in the product."""

from django.conf import settings
from django.db import models
from django.db.models import Q


class NoticeState(models.TextChoices):
    """PENDING → SENDING → SENT, CANCELLED or FAILED; HELD waits for the person's one mail a day."""

    PENDING = "pending", "Chờ gửi"
    SENDING = "sending", "Đang gửi"
    HELD = "held", "Chờ thư gộp trong ngày"
    SENT = "sent", "Đã gửi"
    CANCELLED = "cancelled", "Đã hủy"
    FAILED = "failed", "Không gửi được"


UNSENT = (NoticeState.PENDING, NoticeState.HELD)


class Channel(models.TextChoices):
    MAIL = "mail", "Thư điện tử"
    DIGEST = "digest", "Thư gộp trong ngày"
    PRODUCT = "product", "Trong phần mềm"


class Audience(models.TextChoices):
    """Whom a reminder addresses."""

    PEOPLE = "people", "Người phải làm"
    HEADS = "heads", "Thủ trưởng đơn vị"
    LEADS = "leads", "Lãnh đạo theo dõi (một thư tổng hợp)"


class NoticeQuerySet(models.QuerySet):
    def of(self, person):
        """What the person reads in the product: everything but what was called off and the wrapping daily mail."""
        return self.filter(person=person, wraps=False).exclude(state=NoticeState.CANCELLED)

    def unread(self):
        return self.filter(read_at=None)

    def ready(self, machine):
        """Rows the sender may claim at this moment of the machine clock."""
        return self.filter(state=NoticeState.PENDING).filter(Q(try_at=None) | Q(try_at__lte=machine))

    def latest_first(self):
        return self.order_by("-at", "-pk")


class Notice(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices", verbose_name="người nhận"
    )
    key = models.CharField("khóa", max_length=255)
    kind = models.CharField("loại", max_length=60)
    subject = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung", blank=True)
    url = models.CharField("địa chỉ", max_length=500, blank=True)
    at = models.DateTimeField("lúc tạo")
    read_at = models.DateTimeField("đã đọc lúc", null=True, blank=True)

    # What a reminder stands for; asked again before it is sent.
    audience = models.CharField("nhắc", max_length=10, choices=Audience, blank=True)
    duty_key = models.CharField("việc", max_length=200, blank=True)
    duties = models.JSONField("các việc", default=list, blank=True)  # keys, for a summary
    due_on = models.DateField("hạn", null=True, blank=True)
    step = models.IntegerField("bước", null=True, blank=True)  # days around the last good day

    # Delivery
    state = models.CharField("trạng thái", max_length=10, choices=NoticeState, default=NoticeState.PENDING)
    channel = models.CharField("cách gửi", max_length=10, choices=Channel, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    try_at = models.DateTimeField("thử lại lúc", null=True, blank=True)  # machine clock
    claim = models.CharField(max_length=32, blank=True)  # whose turn it is; the last writer must hold it
    claimed_at = models.DateTimeField(null=True, blank=True)  # machine clock
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    error = models.CharField("lý do", max_length=500, blank=True)
    wraps = models.BooleanField("thư gộp", default=False)
    wrapped_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="lines", verbose_name="trong thư gộp"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"], name="notice_once", violation_error_message="Thông báo này đã có."
            )
        ]
        indexes = [
            models.Index(fields=["state", "try_at"], name="notice_state_try"),
            models.Index(fields=["person", "read_at"], name="notice_person_read"),
            models.Index(fields=["-at", "-id"], name="notice_latest"),
            models.Index(fields=["duty_key", "due_on"], name="notice_duty"),
            models.Index(fields=["due_on"], name="notice_due"),
        ]

    def __str__(self):
        return self.subject


class Delivery(models.TextChoices):
    """How a person wants one kind of message; the product always shows it."""

    AT_ONCE = "at_once", "Gửi thư ngay"
    DAILY = "daily", "Gộp vào một thư mỗi ngày"
    PRODUCT = "product", "Chỉ xem trong phần mềm"


class NoticeChoice(models.Model):
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField("loại", max_length=60)
    delivery = models.CharField("cách nhận", max_length=10, choices=Delivery)

    class Meta:
        verbose_name = "cách nhận thông báo"
        verbose_name_plural = "cách nhận thông báo"
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once")]

    def __str__(self):
        return f"{self.kind}: {self.get_delivery_display()}"
