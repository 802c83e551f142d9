"""An uploaded sheet between preview and confirmation; kept for a day."""

import datetime
import uuid

from django.conf import settings
from django.db import models

LIFE = datetime.timedelta(days=1)


class ImportDraft(models.Model):
    """The bytes as uploaded, their hash, and the preview that was shown of them. Only `by` may go on with it."""

    class State(models.TextChoices):
        PENDING = "pending", "Chờ xác nhận"
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

    class Meta:
        verbose_name = "tệp chờ nhập"
        verbose_name_plural = "tệp chờ nhập"

    def __str__(self):
        return self.name

    @property
    def expires_at(self):
        return self.at + LIFE
