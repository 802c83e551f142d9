"""The journal's rows. Nothing changes or removes them; each carries the hash of the one before."""

from django.conf import settings
from django.db import models


class AppendOnly(RuntimeError):
    """Somebody tried to change or remove a row of the journal."""


class JournalQuerySet(models.QuerySet):
    def _refuse(self, *args, **kwargs):
        raise AppendOnly("the journal is append-only")

    update = delete = bulk_create = bulk_update = update_or_create = _refuse


class JournalEntry(models.Model):
    number = models.PositiveBigIntegerField("số", unique=True)
    at = models.DateTimeField("lúc")
    act = models.CharField("việc", max_length=80, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người"
    )
    by_name = models.CharField("họ tên lúc đó", max_length=120, blank=True)
    subject_type = models.CharField("loại", max_length=80, blank=True)  # app.model
    subject_id = models.CharField("mã", max_length=40, blank=True)
    subject_name = models.CharField("đối tượng", max_length=300, blank=True)
    detail = models.JSONField("chi tiết", default=dict, blank=True)
    ip = models.GenericIPAddressField("địa chỉ mạng", null=True, blank=True)
    previous = models.CharField("mã băm trước", max_length=64)
    hash = models.CharField("mã băm", max_length=64)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        indexes = [
            models.Index(fields=["-at", "-number"], name="journal_latest"),
            models.Index(fields=["subject_type", "subject_id"], name="journal_subject"),
        ]

    def __str__(self):
        return f"{self.number}. {self.act}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly("the journal is append-only")
        super().save(*args, force_insert=True, using=kwargs.get("using"))

    def delete(self, *args, **kwargs):
        raise AppendOnly("the journal is append-only")


class JournalHead(models.Model):
    """One row: the last number given and its hash. Taking the next number locks it until the transaction ends."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = "đầu chuỗi nhật ký"
        verbose_name_plural = "đầu chuỗi nhật ký"

    def __str__(self):
        return str(self.number)


class JournalCheck(models.Model):
    """What a run of `verify` found, so that the page can say when the chain was last seen whole."""

    at = models.DateTimeField("lúc")
    entries = models.PositiveBigIntegerField("số dòng")
    faults = models.JSONField("sai lệch", default=list, blank=True)  # list of str

    class Meta:
        verbose_name = "lần kiểm tra nhật ký"
        verbose_name_plural = "lần kiểm tra nhật ký"

    def __str__(self):
        return f"{self.at:%d/%m/%Y}: {self.entries}"
