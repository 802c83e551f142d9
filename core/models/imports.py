"""An uploaded sheet from preview to result; kept for a day after the last thing that happened to it."""

import datetime
import secrets
import uuid

from django.conf import settings
from django.db import models

LIFE = datetime.timedelta(days=1)


def _new_secret():
    return secrets.token_hex(32)


class ImportDraft(models.Model):
    """The bytes as uploaded, their hash, and the preview that was shown of them. Only `by` may go on with it."""

    class State(models.TextChoices):
        PENDING = "pending", "Chờ xác nhận"
        APPLYING = "applying", "Đang nhập"
        REFUSED = "refused", "Chưa nhập được"
        APPLIED = "applied", "Đã nhập"
        DISCARDED = "discarded", "Đã bỏ"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("loại", max_length=120)
    name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    preview = models.BinaryField()
    preview_sha256 = models.CharField(max_length=64)
    counts = models.JSONField("số dòng", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="người tải lên"
    )
    at = models.DateTimeField("lúc tải lên", db_index=True)
    state = models.CharField("trạng thái", max_length=20, choices=State, default=State.PENDING)
    updated_at = models.DateTimeField()

    # When a worker applies it
    address = models.CharField("trang nhập", max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField("số lần thử", default=0)
    refusal = models.TextField("vì sao chưa nhập", blank=True)
    # What is shown once afterwards (first passwords) is derived from the secret and kept nowhere; burnt when shown.
    secret = models.CharField(max_length=64, default=_new_secret, editable=False)
    result = models.JSONField("kết quả", default=dict)

    class Meta:
        verbose_name = "tệp chờ nhập"
        verbose_name_plural = "tệp chờ nhập"

    def __str__(self):
        return self.name

    @property
    def url(self):
        """Where the person finds it."""
        return f"{self.address}?ban={self.key}"

    @property
    def is_waiting(self):
        """Somebody may still confirm or drop it."""
        return self.state in WAITING

    @property
    def expires_at(self):
        return self.at + LIFE


WAITING = (ImportDraft.State.PENDING, ImportDraft.State.REFUSED)
