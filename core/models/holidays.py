"""The yearly calendar of days off and make-up working days, as announced."""

from django.db import models


class Holiday(models.Model):
    """One day that differs from the five-day week: off on a working day, or (`working`) worked on a weekend."""

    day = models.DateField("ngày", unique=True, error_messages={"unique": "Ngày này đã có trong lịch."})
    name = models.CharField("tên", max_length=120)
    working = models.BooleanField("làm bù", default=False)

    class Meta:
        verbose_name = "ngày nghỉ, ngày làm bù"
        verbose_name_plural = "ngày nghỉ, ngày làm bù"
        ordering = ["day"]

    def __str__(self):
        return f"{self.name} ({self.day:%d/%m/%Y})"
