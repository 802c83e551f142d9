"""The last sign of life of each background process, read by the health page."""

from django.db import models


class Heartbeat(models.Model):
    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()  # machine clock

    class Meta:
        verbose_name = "nhịp chạy"
        verbose_name_plural = "nhịp chạy"

    def __str__(self):
        return self.name
