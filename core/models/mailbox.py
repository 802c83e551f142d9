"""Mails that would have left, kept for reading when no mail server is configured."""

from django.db import models


class MailboxMessage(models.Model):
    at = models.DateTimeField("lúc")
    sender = models.CharField("từ", max_length=320)
    recipients = models.TextField("đến")  # parted by ", "
    subject = models.CharField("tiêu đề", max_length=500)
    text = models.TextField("nội dung", blank=True)
    html = models.TextField("nội dung HTML", blank=True)
    headers = models.JSONField("phần đầu", default=dict, blank=True)
    notice_id = models.PositiveBigIntegerField("thông báo", null=True, blank=True, db_index=True)

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "hộp thư"
        indexes = [models.Index(fields=["-at", "-id"], name="mailbox_latest")]

    def __str__(self):
        return self.subject
