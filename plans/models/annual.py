"""The province's plan of the year, its tasks by quarter and the dated duties found in its prose.

Seed: Kế hoạch 102/KH-UBND of 14/01/2022. 27 tasks (9, 6, 6, 4 and 2 standing) and one duty, “trước ngày 15/3/2022”.
"""

import datetime
import re

from django.conf import settings
from django.db import models
from django.urls import reverse

from core.days import Deadline
from core.search import every_word
from core.words import roman
from plans.enums import OPEN_TASKS, PlanState, Quarter, TaskState
from units.rights import rights_of

SOON = datetime.timedelta(days=14)
_OPENING = re.compile(
    r"^(?:Chỉ đạo, Hướng dẫn|Chỉ đạo ban hành|Chỉ đạo xây dựng|Chỉ đạo tổ chức|Chỉ đạo chuẩn bị nội dung|Chỉ đạo|Ban hành"
    r"|Tổ chức|Phối hợp chuẩn bị nội dung|Phối hợp với đơn vị Cụm phó tổ chức|Chủ trì|Đánh giá)\s+",
    re.IGNORECASE,
)


def short_title(text, limit=44):
    """The opening verb left out, cut after whole words."""
    short = _OPENING.sub("", text).strip()
    short = short[:1].upper() + short[1:]
    return short if len(short) <= limit else f"{short[: limit + 1].rsplit(' ', 1)[0].rstrip(',;')} …"


class AnnualPlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Issued plans are for everybody who holds a post; drafts only for the standing body and its leaders."""

        rights = rights_of(user)
        if not rights.posts:
            return self.none()
        if rights.sees_all:
            return self
        return self.exclude(state=PlanState.DRAFT)


class AnnualPlan(models.Model):
    year = models.PositiveSmallIntegerField("năm", unique=True)
    state = models.CharField("trạng thái", max_length=20, choices=PlanState, default=PlanState.DRAFT)
    number = models.CharField("số", max_length=11, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, default="KH-UBND")
    place = models.CharField("địa danh", max_length=60, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    subject = models.CharField("trích yếu", max_length=500)
    authority = models.CharField("quyền hạn ký", max_length=120, blank=True)  # TM. ỦY BAN NHÂN DÂN
    signer_title = models.CharField("chức vụ người ký", max_length=120, blank=True)  # CHỦ TỊCH
    signer_name = models.CharField("người ký", max_length=120, blank=True)
    legal_bases = models.JSONField("căn cứ", default=list, blank=True)  # list of str
    body = models.JSONField(
        "nội dung", default=list, blank=True
    )  # blocks in order: {"kind", "text", "level"}; kind "tasks" marks the table's place
    distribution = models.JSONField("nơi nhận", default=list, blank=True)  # list of str, as printed
    source_name = models.CharField("tệp nguồn", max_length=255, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    cloned_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="clones")
    folded = models.CharField(max_length=700, editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối", auto_now=True)

    objects = AnnualPlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch năm"
        verbose_name_plural = "kế hoạch năm"
        ordering = ["-year"]

    def __str__(self):
        return f"Kế hoạch {self.notation}" if self.number else f"Kế hoạch năm {self.year}"

    @property
    def notation(self):
        """Số và ký hiệu as printed: 102/KH-UBND."""
        return f"{self.number}/{self.symbol}" if self.number else ""

    def get_absolute_url(self):
        return reverse("plans:plan-detail", args=[self.year])


class PlanTaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The tasks of the plans this person may read."""
        return self.filter(plan__in=AnnualPlan.objects.visible_to(user))

    def unfinished(self):
        return self.filter(state__in=OPEN_TASKS)

    def late(self, on):
        """Unfinished after their last good day."""
        return self.unfinished().filter(due_on__lt=on)

    def due_soon(self, on):
        """Unfinished, and the last good day is at most `SOON` away."""
        return self.unfinished().filter(due_on__gte=on, due_on__lte=on + SOON)

    def search(self, folded):
        """Tasks that contain every word; the words are already folded."""
        return self.filter(every_word(folded))


class PlanTask(models.Model):
    plan = models.ForeignKey(AnnualPlan, on_delete=models.CASCADE, related_name="tasks")
    quarter = models.PositiveSmallIntegerField("quý", choices=Quarter, null=True, blank=True)  # None: thường xuyên
    ordinal = models.CharField("số thứ tự", max_length=10, blank=True)  # as printed; quarter IV of the seed has none
    position = models.PositiveSmallIntegerField()  # order within the plan, from 1
    text = models.TextField("nhiệm vụ cụ thể")
    lead = models.CharField("đơn vị chủ trì tham mưu", max_length=300, blank=True)  # as printed
    coordinators = models.TextField("đơn vị phối hợp", blank=True)  # as printed; several parted by ";"
    lead_units = models.ManyToManyField("units.Unit", related_name="+", blank=True)
    coordinator_units = models.ManyToManyField("units.Unit", related_name="+", blank=True)
    due_on = models.DateField("hạn", null=True, blank=True)  # last good day; None: the whole year (thường xuyên)
    expected = models.JSONField("văn bản dự kiến", default=list, blank=True)  # abbreviations: KH, BC, QĐ …
    state = models.CharField("trạng thái", max_length=20, choices=TaskState, default=TaskState.WAITING)
    progress_note = models.CharField("tiến độ", max_length=300, blank=True)
    finished_on = models.DateField("xong ngày", null=True, blank=True)
    result = models.CharField("văn bản kết quả", max_length=200, blank=True)
    folded = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField("sửa lần cuối", auto_now=True)

    objects = PlanTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="task_position_once")]

    def __str__(self):
        return self.text[:80]

    @property
    def number(self):
        """How people call the task: I.6, TX.2; a dash where the document printed no ordinal."""
        if not self.ordinal:
            return "–"
        return f"{roman(self.quarter) if self.quarter else 'TX'}.{self.ordinal}"

    @property
    def short(self):
        """A few words for narrow places: without the verbs every task begins with."""
        return short_title(self.text)

    @property
    def coordinator_list(self):
        return [part.strip() for part in self.coordinators.split(";") if part.strip()]

    @property
    def is_unfinished(self):
        return self.state in OPEN_TASKS

    def is_late(self, on):
        return self.is_unfinished and self.due_on is not None and self.due_on < on

    def is_due_soon(self, on):
        return self.is_unfinished and self.due_on is not None and on <= self.due_on <= on + SOON

    def get_absolute_url(self):
        return reverse("plans:task-detail", args=[self.pk])


class TaskUpdate(models.Model):
    """One report of progress: what was said, by whom, when. Never edited."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="updates")
    note = models.TextField("nội dung")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "cập nhật tiến độ"
        verbose_name_plural = "cập nhật tiến độ"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.note[:80]


class TaskEvidence(models.Model):
    """A link that proves or fulfils a task: an address, or another record of the product by its own page."""

    task = models.ForeignKey(PlanTask, on_delete=models.CASCADE, related_name="evidence")
    label = models.CharField("tên", max_length=200)
    url = models.CharField("địa chỉ", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "minh chứng"
        verbose_name_plural = "minh chứng"
        ordering = ["at", "pk"]

    def __str__(self):
        return self.label


class PlanDuty(models.Model):
    """A dated duty in the plan's prose: who must do what by when. `before`: “trước ngày”, the date itself is too late."""

    plan = models.ForeignKey(AnnualPlan, on_delete=models.CASCADE, related_name="duties")
    section = models.CharField("mục", max_length=40)  # IV.5
    text = models.TextField("nội dung")
    addressees = models.CharField("đơn vị phải thực hiện", max_length=500, blank=True)
    due_date = models.DateField("ngày ghi trong văn bản")
    before = models.BooleanField("“trước ngày”", default=False)

    class Meta:
        verbose_name = "việc có hạn"
        verbose_name_plural = "việc có hạn"
        ordering = ["due_date", "pk"]

    def __str__(self):
        return f"{self.section} {self.due_date:%d/%m/%Y}"

    @property
    def deadline(self):
        """The date with its last good day and its wording."""
        return Deadline(self.due_date, self.before)


class PlanReading(models.Model):
    """A document as the reader understood it, and what an officer has typed over it so far; survives a lost session."""

    name = models.CharField("tệp", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    draft = models.JSONField("bản đọc")  # plans.reading.as_dict
    typed = models.JSONField("đã sửa", default=dict, blank=True)  # form data: name → list of str
    version = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="người nạp"
    )
    at = models.DateTimeField("lúc nạp")
    typed_at = models.DateTimeField("sửa lúc", null=True, blank=True)
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    plan = models.ForeignKey(AnnualPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="readings")
    applied_at = models.DateTimeField("đã dùng lúc", null=True, blank=True)

    class Meta:
        verbose_name = "bản đọc kế hoạch"
        verbose_name_plural = "bản đọc kế hoạch"
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("plans:plan-import-review", args=[self.pk])
