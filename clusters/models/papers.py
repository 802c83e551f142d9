"""What a cluster writes: minutes of its sessions, its plan, its outline of reports, the summary forms between provinces."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from clusters.enums import PaperKind, PaperState, SessionKind, SessionState, SummaryCode
from clusters.models.clusters import ClusterYear
from clusters.models.members import Membership


class ClusterSession(models.Model):
    """A sơ kết, a tổng kết, or another session of a cluster, with what its minutes say."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField("loại", max_length=10, choices=SessionKind)
    state = models.CharField("trạng thái", max_length=10, choices=SessionState, default=SessionState.PLANNED)
    held_on = models.DateField("ngày họp", null=True, blank=True)
    starts_at = models.TimeField("bắt đầu", null=True, blank=True)
    ends_at = models.TimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    chair = models.CharField("chủ trì", max_length=300, blank=True)
    secretary = models.CharField("thư ký", max_length=300, blank=True)
    guests = models.TextField("đại biểu khác", blank=True)
    content = models.TextField("nội dung, diễn biến", blank=True)  # light markup, see core.markup
    resolutions = models.TextField("kết luận, thống nhất", blank=True)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "phiên họp cụm, khối"
        verbose_name_plural = "phiên họp cụm, khối"
        indexes = [models.Index(fields=["year", "held_on"], name="cluster_session_year_day")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    def get_absolute_url(self):
        return reverse("clusters:session-detail", args=[self.pk])


class Attendance(models.Model):
    """Who came for one member."""

    session = models.ForeignKey(ClusterSession, on_delete=models.CASCADE, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField("có mặt", default=False)
    people = models.CharField("người dự", max_length=300, blank=True)
    absent_because = models.CharField("lý do vắng", max_length=300, blank=True)

    class Meta:
        verbose_name = "điểm danh"
        verbose_name_plural = "điểm danh"
        constraints = [models.UniqueConstraint(fields=["session", "membership"], name="cluster_attendance_once")]

    def __str__(self):
        return str(self.membership)


class ClusterPaper(models.Model):
    """The plan of a cluster's year, or the outline by which its members report."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="papers")
    kind = models.CharField("loại", max_length=10, choices=PaperKind)
    state = models.CharField("trạng thái", max_length=10, choices=PaperState, default=PaperState.DRAFT)
    title = models.CharField("trích yếu", max_length=300)
    content = models.TextField("nội dung", blank=True)  # light markup, see core.markup
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "văn bản của cụm, khối"
        verbose_name_plural = "văn bản của cụm, khối"

    def __str__(self):
        return f"{self.get_kind_display()} {self.year}"

    def get_absolute_url(self):
        return reverse("clusters:paper-detail", args=[self.pk])


class SummaryForm(models.Model):
    """One summary form of one year of the cluster between provinces. cells: {row key: {column key: number as text}}.

    Only counts and amounts are kept; totals and ratios are always computed.
    """

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="summary_forms")
    code = models.CharField("biểu", max_length=2, choices=SummaryCode)
    cells = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "biểu tổng hợp"
        verbose_name_plural = "biểu tổng hợp"
        constraints = [models.UniqueConstraint(fields=["year", "code"], name="summary_form_once")]

    def __str__(self):
        return self.get_code_display()

    def get_absolute_url(self):
        return reverse("clusters:summary-detail", args=[self.year_id, self.code])
