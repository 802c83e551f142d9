"""Organisations over time.

A `Unit` keeps its identity; neither code nor name identifies it (42 of the 45 communes of 2025 bear the name of an
older one). What it was called and where it stood on a day is a `UnitPeriod`; the columns on `Unit` repeat the period
in force, so that lists need no join. A merge, rename or dissolution is a `UnitEvent` on a date, never an edit.
"""

from django.db import models
from django.urls import reverse
from simple_history.models import HistoricalRecords

from core.search import every_word
from units.enums import TERRITORIES, UnitKind


def _holding_on(day):
    """Rows whose span holds the day; both ends are inclusive, no end means still in force."""
    return models.Q(valid_from__lte=day) & (models.Q(valid_to=None) | models.Q(valid_to__gte=day))


class UnitQuerySet(models.QuerySet):
    def in_force(self, on):
        """Units that exist on the day (valid_to is the last day, inclusive)."""
        return self.filter(_holding_on(on))

    def as_of(self, on):
        """Units in force on the day, each carrying the name, kind and place of that day in `period` (one more query)."""
        return self.in_force(on).prefetch_related(
            models.Prefetch(
                "periods", UnitPeriod.objects.filter(_holding_on(on)).select_related("parent"), to_attr="periods_of_day"
            )
        )

    def within(self, paths):
        """Units at or below one of the tree paths; no path, no unit."""
        under = models.Q(pk__in=[])
        for path in paths:
            under |= models.Q(path__startswith=path)
        return self.filter(under)

    def visible_to(self, user):
        """Names and places of units are public among signed-in people; what a unit *does* is scoped by its own rows."""
        return self if user.is_authenticated and user.is_active else self.none()

    def search(self, folded):
        """Units whose name, symbol or other spelling contains every word; the words are already folded."""
        return self.filter(every_word(folded))

    def in_order(self):
        return self.order_by("position", "sort_key", "pk")


class Unit(models.Model):
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=120, blank=True)
    symbol = models.CharField(
        "ký hiệu văn bản", max_length=30, blank=True, help_text="Phần cơ quan trong ký hiệu, ví dụ STP"
    )
    code = models.CharField("mã", max_length=30, blank=True, db_index=True)
    kind = models.CharField("loại", max_length=30, choices=UnitKind, default=UnitKind.OTHER, db_index=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="đơn vị cấp trên",
    )
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    founding_known = models.BooleanField(
        "biết rõ ngày thành lập", default=True, help_text="Không: ngày bắt đầu là ngày của kỳ dữ liệu"
    )
    other_names = models.JSONField("cách viết khác", default=list, blank=True)
    path = models.CharField(max_length=255, editable=False, db_index=True)  # /1/12/130/, kept by the services
    position = models.PositiveIntegerField("thứ tự", default=0)
    folded = models.CharField(max_length=1000, editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="")
    source = models.CharField("nguồn", max_length=200, blank=True)
    standing = models.CharField("độ tin cậy của nguồn", max_length=20, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = UnitQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded", "sort_key", "path"])  # bulk updates of paths stay out

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_ends_after_start",
                violation_error_message="Ngày hết hiệu lực phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def organ(self):
        """The unit as a body that acts and is addressed: the district Mường Nhé as “UBND huyện Mường Nhé”."""
        if self.kind not in TERRITORIES or self.name.startswith(("UBND", "Ủy ban")):
            return self.name
        return f"UBND {self.name[0].lower()}{self.name[1:]}"

    @property
    def label(self):
        """The name as used in running text and lists."""
        return self.short_name or self.name

    @property
    def period(self):
        """The period `as_of` fetched; the columns of the unit itself when no period is on record."""
        return self.periods_of_day[0] if self.periods_of_day else self

    def name_on(self, day):
        """What the unit was called on the day. Before its first day: its first name; after its last day: its last."""
        names = [(p.valid_from, p.name) for p in self.periods.all()]
        if not names:
            return self.name
        names.sort()
        return next((name for start, name in reversed(names) if start <= day), names[0][1])

    def get_absolute_url(self):
        return reverse("units:unit-detail", args=[self.pk])


class UnitPeriod(models.Model):
    """How a unit was called and where it stood, from a day to a day (inclusive)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField("tên", max_length=200)
    short_name = models.CharField("tên gọn", max_length=120, blank=True)
    symbol = models.CharField("ký hiệu văn bản", max_length=30, blank=True)
    code = models.CharField("mã", max_length=30, blank=True)
    kind = models.CharField("loại", max_length=30, choices=UnitKind)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        verbose_name = "giai đoạn của đơn vị"
        verbose_name_plural = "giai đoạn của đơn vị"
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_period_start"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_period_ends_after_start",
                violation_error_message="Ngày kết thúc giai đoạn phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def label(self):
        return self.short_name or self.name


class UnitEvent(models.Model):
    """What happened to units on a day, and by which document. `on` is the first day of the new state."""

    class Kind(models.TextChoices):
        FOUND = "found", "Thành lập"
        RENAME = "rename", "Đổi tên"
        MOVE = "move", "Chuyển cấp trên"
        MERGE = "merge", "Hợp nhất, sáp nhập"
        SPLIT = "split", "Chia, tách"
        DISSOLVE = "dissolve", "Kết thúc hoạt động"

    kind = models.CharField("sự kiện", max_length=20, choices=Kind)
    on = models.DateField("ngày")
    document = models.CharField("văn bản", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)
    units = models.ManyToManyField(Unit, related_name="events", verbose_name="đơn vị")
    by = models.ForeignKey(
        "units.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("lúc ghi")

    class Meta:
        verbose_name = "sự kiện của đơn vị"
        verbose_name_plural = "sự kiện của đơn vị"

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class UnitSuccession(models.Model):
    """Who came from whom: many to many, because merges and splits are. No successor: the work ended or was spread."""

    event = models.ForeignKey(UnitEvent, on_delete=models.PROTECT, related_name="successions")
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="succeeded_by")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="came_from")

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        constraints = [
            models.UniqueConstraint(fields=["event", "predecessor", "successor"], name="unit_succession_once")
        ]

    def __str__(self):
        return f"{self.predecessor} → {self.successor or 'kết thúc'}"
