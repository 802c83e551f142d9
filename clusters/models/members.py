"""Who sits in a cluster in a year, from a day to a day, and who leads. A unit of ours, or another province.

What a member did before it left stays: its row is ended, never deleted.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clusters.enums import ROLE_WORDS, MemberRole
from clusters.models.clusters import ClusterYear

STAYING = Q(left_on__isnull=True)
MOST_DEPUTIES = 2  # mục 3.2 of our notes: a head and at most two deputies (draft guide of another province)


class OutsideUnit(models.Model):
    """A member that is no unit of this province: another province in the cluster between provinces."""

    name = models.CharField("tên", max_length=200, unique=True, error_messages={"unique": "Đã có tên này."})
    folded = models.CharField(max_length=200, editable=False, default="")

    class Meta:
        verbose_name = "đơn vị ngoài tỉnh"
        verbose_name_plural = "đơn vị ngoài tỉnh"

    short_name, other_names = "", ()  # a unit of ours has them

    def __str__(self):
        return self.name

    @property
    def label(self):
        return self.name


class MembershipQuerySet(models.QuerySet):
    def staying(self):
        """Not ended: members to the end of the year as far as is known."""
        return self.filter(STAYING)

    def in_order(self):
        return self.order_by("seat", "joined_on", "pk")


class Membership(models.Model):
    """`left_on` is the last day, inclusive. `calendar_year` and `in_province` repeat the cluster's, for the constraint."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị"
    )
    outside = models.ForeignKey(
        OutsideUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị ngoài tỉnh"
    )
    role = models.CharField("vai trò", max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    deputy_place = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)  # 1 or 2, deputies only
    seat = models.PositiveSmallIntegerField("thứ tự", default=0)
    joined_on = models.DateField("từ ngày")
    left_on = models.DateField("đến hết ngày", null=True, blank=True)
    left_reason = models.CharField("lý do rời", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)  # whom it succeeded
    role_note = models.CharField("ghi chú về vai trò", max_length=300, blank=True)  # on what the role rests
    calendar_year = models.PositiveSmallIntegerField(editable=False)
    in_province = models.BooleanField(editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên cụm, khối"
        verbose_name_plural = "thành viên cụm, khối"
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__isnull=False, outside__isnull=True) | Q(unit__isnull=True, outside__isnull=False),
                name="cluster_member_is_one",
                violation_error_message="Thành viên là một đơn vị trong tỉnh hoặc một đơn vị ngoài tỉnh.",
            ),
            models.CheckConstraint(
                condition=Q(outside__isnull=True) | Q(in_province=False),
                name="cluster_outside_only_between_provinces",
                violation_error_message="Đơn vị ngoài tỉnh chỉ ở cụm giữa các tỉnh.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("joined_on")),
                name="cluster_member_leaves_after_joining",
                violation_error_message="Ngày rời phải bằng hoặc sau ngày vào.",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | ~Q(left_reason=""),
                name="cluster_member_leaves_with_reason",
                violation_error_message="Cần nêu lý do rời.",
            ),
            models.CheckConstraint(
                condition=Q(
                    role=MemberRole.DEPUTY, deputy_place__isnull=False, deputy_place__gte=1, deputy_place__lte=2
                )
                | ~Q(role=MemberRole.DEPUTY) & Q(deputy_place__isnull=True),
                name="cluster_deputy_has_place",
                violation_error_message="Mỗi cụm, khối có tối đa hai phó.",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(role=MemberRole.HEAD) & STAYING,
                name="cluster_one_head",
                violation_error_message="Mỗi cụm, khối chỉ có một trưởng.",
            ),
            models.UniqueConstraint(
                fields=["year", "deputy_place"],
                condition=STAYING,
                name="cluster_two_deputies",
                violation_error_message="Mỗi cụm, khối có tối đa hai phó.",
            ),
            models.UniqueConstraint(
                fields=["year", "unit"],
                condition=STAYING,
                name="cluster_unit_once",
                violation_error_message="Đơn vị này đã là thành viên.",
            ),
            models.UniqueConstraint(
                fields=["year", "outside"],
                condition=STAYING,
                name="cluster_outside_once",
                violation_error_message="Đơn vị này đã là thành viên.",
            ),
            models.UniqueConstraint(
                fields=["calendar_year", "unit"],
                condition=Q(in_province=True) & STAYING,
                name="cluster_unit_in_one_a_year",
                violation_error_message="Mỗi năm một đơn vị chỉ ở một cụm hoặc khối trong tỉnh.",
            ),
        ]

    def __str__(self):
        return self.body.label

    @property
    def body(self):
        """The unit of ours, or the one from outside."""
        return self.unit if self.unit_id else self.outside

    @property
    def role_words(self):
        """“Trưởng khối”, “Cụm phó”; nothing for a plain member."""
        return ROLE_WORDS.get((self.year.cluster.kind, self.role), "")


class Follower(models.Model):
    """A council member who follows the cluster this year (seed row I.8). What they may open is a grant beside it."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="followers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="thành viên Hội đồng"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("phân công lúc")

    class Meta:
        verbose_name = "thành viên Hội đồng theo dõi"
        verbose_name_plural = "thành viên Hội đồng theo dõi"
        constraints = [
            models.UniqueConstraint(
                fields=["year", "user"],
                name="cluster_follower_once",
                violation_error_message="Người này đã theo dõi cụm, khối.",
            )
        ]

    def __str__(self):
        return str(self.user)
