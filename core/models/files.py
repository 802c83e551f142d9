"""Files people hand in. The bytes lie in private storage below a random name; this row says what they are."""

import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse


class Scan(models.TextChoices):
    """What the virus scanner said. Without a scanner a file stays UNSCANNED, and everybody sees that."""

    UNSCANNED = "unscanned", "Chưa quét"
    WAITING = "waiting", "Chờ quét"
    CLEAN = "clean", "Đã quét"
    INFECTED = "infected", "Có mã độc"


OPEN = (Scan.UNSCANNED, Scan.CLEAN)
UNSETTLED = (Scan.UNSCANNED, Scan.WAITING)


class StoredFileQuerySet(models.QuerySet):
    def kept(self):
        """Files that were not removed."""
        return self.filter(removed_at=None)

    def of(self, owner):
        """The record's files, oldest first, with the people who handed them in."""
        return (
            self.kept()
            .filter(owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk)
            .select_related("uploaded_by")
            .order_by("uploaded_at", "pk")
        )

    def unsettled(self):
        return self.kept().filter(scan__in=UNSETTLED)


class StoredFile(models.Model):
    """One file of one record. Removing it keeps this row (who, when, which hash) and deletes the bytes."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    owner_id = models.PositiveBigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    name = models.CharField("tên tệp", max_length=160)
    path = models.CharField(max_length=80, editable=False)  # inside the private storage; never an address
    size = models.PositiveBigIntegerField("dung lượng")  # bytes
    sha256 = models.CharField(max_length=64)
    content_type = models.CharField("loại", max_length=100)
    scan = models.CharField("quét mã độc", max_length=10, choices=Scan, default=Scan.UNSCANNED)
    scanned_at = models.DateTimeField("quét lúc", null=True, blank=True)
    scan_note = models.CharField("kết quả quét", max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc")
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xóa",
    )
    removed_at = models.DateTimeField("xóa lúc", null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = "tệp"
        verbose_name_plural = "tệp"
        indexes = [models.Index(fields=["owner_type", "owner_id"], name="stored_file_owner")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner_type", "owner_id", "sha256"],
                condition=models.Q(removed_at=None),
                name="stored_file_once",
                violation_error_message="Tệp này đã có trong danh sách.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("core:file-download", args=[self.uuid])

    @property
    def extension(self):
        return PurePosixPath(self.name).suffix.lstrip(".").lower()

    @property
    def is_open(self):
        """Readable: not waiting for the scanner, not infected."""
        return self.scan in OPEN

    @property
    def can_preview(self):
        """The browser may show it inside our pages' origin without danger: PDF and pictures."""
        return self.is_open and self.content_type in PREVIEWED

    @property
    def scan_mark(self):
        """Class of the state mark and icon name, as the components use them."""
        return {
            Scan.CLEAN: ("ok", "circle-check"),
            Scan.UNSCANNED: ("idle", "help-circle"),
            Scan.WAITING: ("wait", "hourglass"),
            Scan.INFECTED: ("bad", "circle-x"),
        }[Scan(self.scan)]


PREVIEWED = frozenset({"application/pdf", "image/png", "image/jpeg"})
