"""A cluster (cụm, khối) and its years. What people see and do is always one cluster in one year.

Known of Điện Biên: two cụm of districts, the khối of central enterprises, the cụm of seven provinces; the province's own
rules on cụm and khối are not known, so days and numbers of proposals are parameters of each year.
"""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from clusters.enums import ClusterKind, ClusterLevel, ClusterYearState, MilestoneKind, Standing
from core.days import Deadline
from core.search import every_word
from units.enums import Role
from units.models import GroupGrant, PersonGrant, Unit, UnitSuccession
from units.rights import granted, rights_of

S = ClusterYearState
PUBLISHED = frozenset({S.RUNNING, S.CLOSED})
UNIT_ROLES = (Role.OFFICER, Role.HEAD)
READ = "view_clusteryear"  # granted to the council members who follow


def reach_of(user):
    """Ids of the units a person speaks for as officer or head: what lies below their units, and what those succeeded."""
    paths = rights_of(user).paths(*UNIT_ROLES)
    if not paths:
        return set()
    return _with_predecessors(Unit.objects.within(paths).values_list("pk", flat=True))


def acting_units(user, *roles):
    """Ids of the units a person acts for in one of the roles: exactly theirs, and what those have succeeded."""
    return _with_predecessors(rights_of(user).unit_ids(*roles))


def _with_predecessors(unit_ids):
    found = set(unit_ids)
    frontier = found
    while frontier:
        before = UnitSuccession.objects.filter(successor__in=frontier).values_list("predecessor", flat=True)
        frontier = set(before) - found
        found |= frontier
    return found


class Cluster(models.Model):
    name = models.CharField("tên", max_length=200)
    kind = models.CharField("loại", max_length=10, choices=ClusterKind, default=ClusterKind.BLOC)
    level = models.CharField("phạm vi", max_length=10, choices=ClusterLevel, default=ClusterLevel.PROVINCE)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)
    standing = models.CharField("độ tin cậy", max_length=10, choices=Standing, default=Standing.OWN)
    source = models.CharField("nguồn", max_length=300, blank=True)
    folded = models.CharField(max_length=400, editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="")

    class Meta:
        verbose_name = "cụm, khối thi đua"
        verbose_name_plural = "cụm, khối thi đua"
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="cluster_name_once",
                violation_error_message="Đã có cụm, khối mang tên này.",
            )
        ]

    def __str__(self):
        return self.name

    @property
    def is_inter(self):
        return self.level == ClusterLevel.INTER

    @property
    def is_fictional(self):
        return self.standing == Standing.DEMO

    @property
    def noun(self):
        """“cụm” or “khối”, for running text."""
        return "cụm" if self.kind == ClusterKind.CLUSTER else "khối"


class ClusterYearQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whole pages: all for readers of every unit's work, who also see what is being prepared; a running or closed year
        for its members (those who left, and who succeeded them, too) and for the council members who follow it."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        if not rights.posts:
            return self.none()
        mine = Q(pk__in=[])
        if rights.holds(*UNIT_ROLES):
            mine |= Q(memberships__unit__in=reach_of(user))
        if rights.holds(Role.COUNCIL):
            mine |= Q(pk__in=granted(user, READ, ClusterYear).values("pk"))
        seen = ClusterYear.objects.filter(mine, state__in=PUBLISHED).values("pk")
        return self.filter(pk__in=seen)

    def named_to(self, user):
        """Those whose bare name everybody with a post may know."""
        rights = rights_of(user)
        if rights.sees_all:
            return self
        return self.filter(state__in=PUBLISHED) if rights.posts else self.none()

    def for_year(self, year):
        return self.filter(year=year)

    def running(self):
        return self.filter(state=S.RUNNING)

    def search(self, folded):
        return self.filter(every_word(folded, "cluster__folded"))

    def in_order(self):
        """Between provinces first, then clusters, then blocs, each as the province orders them."""
        return self.order_by(
            "cluster__level", "-cluster__kind", "cluster__position", "cluster__sort_key", "-year", "pk"
        )


class ClusterYear(models.Model):
    """One cluster in one year. `version` grows with every change of its members, leaders and parameters."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="years", verbose_name="cụm, khối")
    year = models.PositiveSmallIntegerField("năm")
    state = models.CharField("trạng thái", max_length=10, choices=ClusterYearState, default=ClusterYearState.PLANNED)
    basis = models.CharField("căn cứ của các mốc", max_length=300, blank=True)  # blank: the model of another province
    flags = models.PositiveSmallIntegerField("số Cờ thi đua được đề nghị", null=True, blank=True)
    certificates = models.PositiveSmallIntegerField("số Bằng khen được đề nghị", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    objects = ClusterYearQuerySet.as_manager()

    class Meta:
        verbose_name = "năm hoạt động của cụm, khối"
        verbose_name_plural = "năm hoạt động của cụm, khối"
        indexes = [models.Index(fields=["year", "state"], name="cluster_year_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "year"],
                name="cluster_year_once",
                violation_error_message="Cụm, khối này đã có năm đó.",
            )
        ]

    def __str__(self):
        return f"{self.cluster.name} năm {self.year}"

    def get_absolute_url(self):
        return reverse("clusters:cluster-detail", args=[self.pk])

    @property
    def first_day(self):
        return datetime.date(self.year, 1, 1)

    @property
    def last_day(self):
        return datetime.date(self.year, 12, 31)

    @property
    def is_open(self):
        """Members, leaders and days may still be changed."""
        return self.state != S.CLOSED

    @property
    def is_published(self):
        return self.state in PUBLISHED


class ClusterYearPersonGrant(PersonGrant):
    content_object = models.ForeignKey(ClusterYear, on_delete=models.CASCADE)


class ClusterYearGroupGrant(GroupGrant):
    content_object = models.ForeignKey(ClusterYear, on_delete=models.CASCADE)


class Milestone(models.Model):
    """One of the five days of a cluster's year: until when, and when it was really done."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField("mốc", max_length=12, choices=MilestoneKind)
    due_date = models.DateField("ngày", null=True, blank=True)  # as the paper says it; None: nobody has set one
    before = models.BooleanField("trước ngày này", default=False)  # True: the last good day is the day before
    done_on = models.DateField("đã thực hiện ngày", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    paper = models.CharField("văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "mốc trong năm"
        verbose_name_plural = "mốc trong năm"
        constraints = [models.UniqueConstraint(fields=["year", "kind"], name="cluster_milestone_once")]

    def __str__(self):
        return self.get_kind_display()

    @property
    def deadline(self):
        return Deadline(self.due_date, before=self.before) if self.due_date else None

    @property
    def order(self):
        return MilestoneKind.values.index(self.kind)


class Change(models.Model):
    """One line of the history that is no step of the workflow: who joined, left, leads, follows. Never edited."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="changes")
    label = models.CharField("việc", max_length=400)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "thay đổi của cụm, khối"
        verbose_name_plural = "thay đổi của cụm, khối"
        indexes = [models.Index(fields=["year", "at"], name="cluster_change_year_at")]

    def __str__(self):
        return self.label
