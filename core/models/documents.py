"""Numbers of documents, and the documents that were issued: bytes kept as they were, never rendered again."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse


class NumberSeries(models.Model):
    """One run of numbers per type, issuer and year. `last` moves only by the conditional update in `numbering`."""

    kind = models.CharField("loại văn bản", max_length=20, blank=True)  # KH, TTr, QĐ …; "" is công văn
    issuer = models.CharField("cơ quan ban hành", max_length=60)  # as in the symbol: UBND, SNV
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối đã cấp theo thứ tự", default=0)

    class Meta:
        verbose_name = "dãy số văn bản"
        verbose_name_plural = "dãy số văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "issuer", "year"],
                name="number_series_once",
                violation_error_message="Dãy số này đã có.",
            )
        ]

    def __str__(self):
        return f"{self.kind or 'CV'}-{self.issuer} {self.year}"


class TakenNumber(models.Model):
    """A number that is used, whether given in order or chosen by hand."""

    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="taken")
    number = models.PositiveIntegerField("số")

    class Meta:
        verbose_name = "số đã cấp"
        verbose_name_plural = "số đã cấp"
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"], name="number_once", violation_error_message="Số này đã được dùng."
            )
        ]

    def __str__(self):
        return f"{self.number:02d} ({self.series})"


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are written once: no update, no delete."""

    def update(self, **kwargs):
        raise TypeError("an issued document is never changed")

    def delete(self):
        raise TypeError("an issued document is never deleted")


class IssuedDocumentQuerySet(AppendOnlyQuerySet):
    def of(self, obj):
        """What was issued for the record, newest first."""
        return (
            self.filter(subject_type=ContentType.objects.get_for_model(obj), subject_id=obj.pk)
            .select_related("issued_by")
            .order_by("-issued_at", "-pk")
        )


class IssuedDocument(models.Model):
    """A paper as it left the house. A re-issue is a new row; the old one stays."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    notation = models.CharField("số, ký hiệu", max_length=42, blank=True)
    title = models.CharField("tên văn bản", max_length=600)
    organ = models.CharField("cơ quan ban hành", max_length=200)
    dated_on = models.DateField("ngày văn bản", null=True, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=100, blank=True)
    signer_name = models.CharField("người ký", max_length=50, blank=True)
    pages = models.PositiveIntegerField("số trang")
    issue = models.PositiveIntegerField("lần phát hành", default=1)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người phát hành"
    )
    issued_at = models.DateTimeField("phát hành lúc")

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản đã phát hành"
        verbose_name_plural = "văn bản đã phát hành"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "issue"],
                name="issued_document_issue_once",
                violation_error_message="Văn bản này vừa được phát hành.",
            )
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("an issued document is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("an issued document is never deleted")

    def get_absolute_url(self):
        return self.pdf_url

    @property
    def pdf_url(self):
        return reverse("core:document-download", args=[self.uuid, "pdf"])

    @property
    def docx_url(self):
        return reverse("core:document-download", args=[self.uuid, "docx"])


class IssuedCopy(models.Model):
    """The bytes of one form of an issued document and their hash.

    In the database, not the file store: they commit together with the number and the row they belong to, travel in
    the same backup, and are small (a plan of six pages: about 60 kB). A table of its own, so lists never load them.
    """

    class Form(models.TextChoices):
        PDF = "pdf", "PDF"
        DOCX = "docx", "Word"

    document = models.ForeignKey(IssuedDocument, on_delete=models.PROTECT, related_name="copies")
    form = models.CharField("dạng", max_length=4, choices=Form)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "bản văn bản"
        verbose_name_plural = "bản văn bản"
        constraints = [
            models.UniqueConstraint(
                fields=["document", "form"], name="issued_copy_once", violation_error_message="Bản này đã có."
            )
        ]

    def __str__(self):
        return f"{self.document} ({self.get_form_display()})"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("an issued copy is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("an issued copy is never deleted")
