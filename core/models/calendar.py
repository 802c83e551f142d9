"""The secret address under which a calendar program reads one person's due dates."""

from django.conf import settings
from django.db import models


class CalendarFeed(models.Model):
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    token = models.CharField("mã bí mật", max_length=64, unique=True)
    created_at = models.DateTimeField("tạo lúc")

    class Meta:
        verbose_name = "địa chỉ lịch"
        verbose_name_plural = "địa chỉ lịch"

    def __str__(self):
        return f"{self.person}"
