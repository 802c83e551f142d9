"""The fund of a unit in a year, and the lines of its book.

NĐ 91/2017/NĐ-CP Điều 65, NĐ 152/2025/NĐ-CP Điều 46. Amounts are whole đồng. A line is never edited: a wrong one is struck
out with a reason and written again.
"""

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse

from awards.fund.enums import Purpose
from plans.models.filings import UNIT_ROLES
from units.enums import Role, UnitKind
from units.rights import rights_of

READERS = (Role.ACCOUNTANT, *UNIT_ROLES)


class FundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Readers of every unit's work; officer, head and accountant: of their unit and those below; and the accountant of
        the unit that keeps the book."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        return self.filter(rights.under(*READERS) | Q(keeper__in=rights.unit_ids(Role.ACCOUNTANT)))

    def in_order(self):
        """Newest year first; the province, then the units below it beside each other."""
        province = Case(When(unit__kind__in=(UnitKind.PROVINCE, UnitKind.PROVINCE_COMMITTEE), then=0), default=1)
        parent = F("unit__parent_id").asc(nulls_first=True)
        return self.order_by("-year", province, parent, "unit__position", "unit__sort_key", "pk")


class Fund(models.Model):
    """`budget`: regular budget spending of the year, the base of the rate; `carried`: balance from the year before. Đồng.

    `keeper` keeps the book: the unit itself, or another (the province's fund is kept at Sở Nội vụ).
    """

    unit = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị có quỹ")
    keeper = models.ForeignKey("units.Unit", on_delete=models.PROTECT, related_name="+", verbose_name="đơn vị giữ sổ")
    year = models.PositiveSmallIntegerField("năm")
    budget = models.PositiveBigIntegerField("chi ngân sách thường xuyên", null=True, blank=True)
    carried = models.PositiveBigIntegerField("số dư năm trước chuyển sang", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = "quỹ thi đua, khen thưởng"
        verbose_name_plural = "quỹ thi đua, khen thưởng"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="fund_once_a_year",
                violation_error_message="Đơn vị đã có quỹ của năm này.",
            )
        ]

    def __str__(self):
        return f"Quỹ thi đua, khen thưởng năm {self.year} của {self.unit}"

    def get_absolute_url(self):
        return reverse("awards:fund-detail", args=[self.pk])


class FundEntryQuerySet(models.QuerySet):
    def standing(self):
        """Lines that count: not struck out."""
        return self.filter(struck_at=None)

    def in_order(self):
        return self.order_by("on", "pk")


class FundEntry(models.Model):
    """One line of the book: `amount` in đồng, more than nothing; what it is for says whether it came in or went out."""

    fund = models.ForeignKey(Fund, on_delete=models.CASCADE, related_name="entries")
    on = models.DateField("ngày")
    purpose = models.CharField("loại", max_length=16, choices=Purpose)
    amount = models.PositiveBigIntegerField("số tiền")
    content = models.CharField("nội dung", max_length=300)
    paper = models.CharField("chứng từ, văn bản", max_length=200, blank=True)
    decision = models.ForeignKey(
        "awards.Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="quyết định"
    )
    press = models.UUIDField("lần bấm", unique=True, editable=False)  # a double click is one line
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    struck_at = models.DateTimeField("gạch bỏ lúc", null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    struck_because = models.CharField("lý do gạch bỏ", max_length=300, blank=True)

    objects = FundEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng sổ quỹ"
        verbose_name_plural = "sổ quỹ"
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="fund_entry_amount", violation_error_message="Số tiền phải lớn hơn 0."
            ),
            models.CheckConstraint(
                condition=Q(struck_at=None, struck_by=None, struck_because="")
                | (Q(struck_at__isnull=False, struck_by__isnull=False) & ~Q(struck_because="")),
                name="fund_entry_struck_with_reason",
                violation_error_message="Gạch bỏ phải có lý do.",
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.content}"

    @property
    def is_income(self):
        return self.purpose == Purpose.SET_ASIDE

    def get_absolute_url(self):
        return f"{self.fund.get_absolute_url()}#dong-{self.pk}"
