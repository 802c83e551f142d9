"""One row per step a record took: history tab, audit trail and source of durations. Never edited."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class TransitionQuerySet(models.QuerySet):
    def of(self, obj):
        """The record's steps, newest first, with the people who took them."""
        return (
            self.filter(subject_type=ContentType.objects.get_for_model(obj), subject_id=obj.pk)
            .select_related("by")
            .order_by("-at", "-pk")
        )


class Transition(models.Model):
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    action = models.CharField("bước", max_length=40)
    label = models.CharField("tên bước", max_length=80)
    source = models.CharField("từ", max_length=30)
    target = models.CharField("đến", max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người")
    at = models.DateTimeField("lúc")
    reason = models.TextField("lý do", blank=True)
    evidence = models.JSONField("căn cứ", default=dict, blank=True)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        verbose_name = "bước xử lý"
        verbose_name_plural = "bước xử lý"
        indexes = [models.Index(fields=["subject_type", "subject_id", "-at"], name="transition_subject")]

    def __str__(self):
        return f"{self.label} ({self.at:%d/%m/%Y})"
