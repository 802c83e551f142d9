"""Điển hình tiên tiến: a person or collective worth following, from discovery to spreading.

Seed: II.2.2 and V.1 of Kế hoạch 102/KH-UBND, Kế hoạch 1663/KH-UBND. Nobody outside reads of one before it is published.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from campaigns.enums import ExemplarState, HonourObject
from campaigns.models.campaigns import UNIT_ROLES
from core.markup import to_html
from core.search import every_word
from units.rights import rights_of


class ExemplarQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All for those who read every unit's work; officer and head: their unit's and those below; others: published."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        if not rights.posts:
            return self.none()
        return self.filter(Q(published_at__isnull=False) | rights.under(*UNIT_ROLES))

    def published(self):
        return self.filter(published_at__isnull=False)

    def search(self, folded):
        return self.filter(every_word(folded))

    def in_order(self):
        return self.order_by("-found_on", "sort_key", "pk")


class Exemplar(models.Model):
    """`unit` follows them up; `follower` is the person of that unit who does."""

    object = models.CharField("đối tượng", max_length=12, choices=HonourObject)
    name = models.CharField("tên tập thể, họ và tên", max_length=200)
    title = models.CharField("chức vụ, nơi công tác", max_length=200, blank=True)
    field = models.CharField("lĩnh vực", max_length=120, blank=True)
    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giới thiệu")
    campaign = models.ForeignKey(
        "campaigns.Campaign",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="exemplars",
        verbose_name="trong phong trào",
    )
    follower = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người theo dõi, bồi dưỡng",
    )
    found_on = models.DateField("ngày phát hiện")
    recognised_on = models.DateField("ngày công nhận", null=True, blank=True)
    recognition_paper = models.CharField("văn bản công nhận", max_length=200, blank=True)
    summary = models.CharField("tóm tắt thành tích", max_length=500)
    story = models.TextField("câu chuyện, cách làm", blank=True)  # light markup, see core.markup
    fostering = models.TextField("kế hoạch bồi dưỡng, nhân rộng", blank=True)  # never on the public page
    state = models.CharField("trạng thái", max_length=12, choices=ExemplarState, default=ExemplarState.FOUND)
    slug = models.SlugField("địa chỉ công khai", max_length=120, unique=True, null=True, blank=True)
    published_at = models.DateTimeField("công khai lúc", null=True, blank=True)
    consent_on = models.DateField("ngày được đồng ý công khai", null=True, blank=True)
    folded = models.CharField(max_length=1200, editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = ExemplarQuerySet.as_manager()

    class Meta:
        verbose_name = "điển hình tiên tiến"
        verbose_name_plural = "điển hình tiên tiến"
        indexes = [models.Index(fields=["state", "found_on"], name="exemplar_state_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(slug__isnull=False, consent_on__isnull=False),
                name="exemplar_published_with_consent",
                violation_error_message="Chỉ công khai khi đã có địa chỉ và ngày được đồng ý.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("campaigns:exemplar-detail", args=[self.pk])

    @property
    def story_html(self):
        return to_html(self.story)


def _picture_path(picture, name):
    return f"pictures/{picture.uuid}.jpg"


def _small_path(picture, name):
    return f"pictures/{picture.uuid}-small.jpg"


class ExemplarPicture(models.Model):
    """A picture as we made it anew: resized, JPEG, nothing of the camera's notes (EXIF) kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exemplar = models.ForeignKey(Exemplar, on_delete=models.CASCADE, related_name="pictures")
    position = models.PositiveSmallIntegerField()
    image = models.FileField(upload_to=_picture_path)
    small = models.FileField(upload_to=_small_path)  # for lists
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)  # of `image`: the same picture is found again whatever its notes said
    caption = models.CharField("chú thích", max_length=200)  # also the text for those who do not see it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["exemplar", "position"], name="exemplar_picture_position_once"),
            models.UniqueConstraint(
                fields=["exemplar", "sha256"],
                name="exemplar_picture_once",
                violation_error_message="Ảnh này đã có.",
            ),
        ]

    def __str__(self):
        return self.caption


class PressLink(models.Model):
    """Where press or television told the story."""

    exemplar = models.ForeignKey(Exemplar, on_delete=models.CASCADE, related_name="links")
    label = models.CharField("tên bài", max_length=200)
    outlet = models.CharField("báo, đài", max_length=120, blank=True)
    url = models.URLField("địa chỉ", max_length=500)
    published_on = models.DateField("ngày đăng", null=True, blank=True)

    class Meta:
        verbose_name = "bài báo"
        verbose_name_plural = "bài báo"
        ordering = ["-published_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exemplar", "url"],
                name="exemplar_link_once",
                violation_error_message="Bài này đã có.",
            )
        ]

    def __str__(self):
        return self.label


class ExemplarTarget(models.Model):
    """How many exemplars a plan of several years wants in one year, and at which state. Numbers come from its paper."""

    programme = models.ForeignKey(
        "campaigns.Campaign", on_delete=models.CASCADE, related_name="exemplar_targets", verbose_name="kế hoạch"
    )
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField("mức", max_length=12, choices=ExemplarState)
    object = models.CharField("đối tượng", max_length=12, choices=HonourObject)
    number = models.PositiveIntegerField("số lượng")
    paper = models.CharField("văn bản giao", max_length=200)

    class Meta:
        verbose_name = "chỉ tiêu điển hình"
        verbose_name_plural = "chỉ tiêu điển hình"
        ordering = ["year", "state", "object", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "year", "state", "object"],
                name="exemplar_target_once",
                violation_error_message="Chỉ tiêu này đã có.",
            )
        ]

    def __str__(self):
        return f"{self.year}: {self.number}"
