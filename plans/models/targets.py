"""Đăng ký chỉ tiêu thi đua: the titles and targets each unit registers for a year, and the province with the Government.

Seed: row I.3 of Kế hoạch 102/KH-UBND, “Đăng kí các chỉ tiêu thi đua với Chính phủ”. The province's own registration is
one more `TargetRegistration` of the round, drafted by the standing body and confirmed by its lead.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse

from plans.enums import FilingState, TitleObject
from plans.models.filings import Filing, FilingComment, FilingExtension, FilingQuerySet, FilingReminder, FilingRound

IN_PROVINCE = {FilingState.AWAITING: "Chờ lãnh đạo Ban", FilingState.FILED: "Đã xác nhận"}


class TargetRound(FilingRound):
    """One year's registration."""

    plan = models.ForeignKey(
        "plans.AnnualPlan", on_delete=models.PROTECT, related_name="target_rounds", verbose_name="kế hoạch của tỉnh"
    )
    year = models.PositiveSmallIntegerField("năm", unique=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField("mở lúc")

    class Meta:
        verbose_name = "đợt đăng ký thi đua"
        verbose_name_plural = "đợt đăng ký thi đua"
        ordering = ["-year"]

    what = "đăng ký thi đua"
    crumb = "Đăng ký thi đua"

    def get_absolute_url(self):
        return reverse("plans:target-round-board", args=[self.year])

    @property
    def short(self):
        return f"Đăng ký thi đua năm {self.year}"


class TargetRegistrationQuerySet(FilingQuerySet):
    def of_units(self):
        return self.filter(government=False)

    def of_standing_body(self):
        return self.filter(government=True)


class TargetRegistration(Filing):
    """What one unit registers for the year; `government`: what the province registers with the Government."""

    noun = "đăng ký"

    round = models.ForeignKey(TargetRound, on_delete=models.PROTECT, related_name="registrations", verbose_name="đợt")
    government = models.BooleanField("của tỉnh với Chính phủ", default=False)
    number = models.CharField("số", max_length=11, blank=True)
    symbol = models.CharField("ký hiệu", max_length=30, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)

    objects = TargetRegistrationQuerySet.as_manager()

    class Meta(Filing.Meta):
        verbose_name = "bản đăng ký thi đua"
        verbose_name_plural = "bản đăng ký thi đua"
        constraints = [
            *Filing.Meta.constraints,
            models.UniqueConstraint(
                fields=["round"],
                condition=models.Q(government=True),
                name="target_registration_one_of_province",
                violation_error_message="Năm này đã có bản đăng ký của tỉnh.",
            ),
        ]

    def __str__(self):
        return f"{self.what[0].upper()}{self.what[1:]}" if self.government else super().__str__()

    def get_absolute_url(self):
        return reverse("plans:target-registration-detail", args=[self.pk])

    @property
    def of_standing_body(self):
        return self.government

    def get_state_display(self):
        """The province's own waits for the lead of the standing body, and nobody in the province receives it."""
        return (self.government and IN_PROVINCE.get(self.state)) or FilingState(self.state).label

    @property
    def outside_label(self):
        return (self.government and IN_PROVINCE.get(self.outside_state)) or super().outside_label

    @property
    def what(self):
        return f"đăng ký thi đua {'với Chính phủ ' if self.government else ''}năm {self.round.year}"


class TargetTitle(models.Model):
    """So many of one title or form of reward. The name is free text; `plans/data/titles.json` suggests."""

    registration = models.ForeignKey(TargetRegistration, on_delete=models.CASCADE, related_name="titles")
    position = models.PositiveSmallIntegerField()
    name = models.CharField("danh hiệu, hình thức khen thưởng", max_length=200)
    object = models.CharField("đối tượng", max_length=12, choices=TitleObject)
    quantity = models.PositiveIntegerField("số lượng")
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "danh hiệu đăng ký"
        verbose_name_plural = "danh hiệu đăng ký"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "position"], name="target_title_position_once")]

    def __str__(self):
        return f"{self.quantity} {self.name}"


class TargetGoal(models.Model):
    """One target (chỉ tiêu): what, in which unit, how much, until when."""

    registration = models.ForeignKey(TargetRegistration, on_delete=models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField()
    content = models.CharField("nội dung chỉ tiêu", max_length=500)
    measure = models.CharField("đơn vị tính", max_length=40, blank=True)
    value = models.CharField("mức đăng ký", max_length=100)
    due = models.CharField("thời hạn", max_length=100, blank=True)

    class Meta:
        verbose_name = "chỉ tiêu đăng ký"
        verbose_name_plural = "chỉ tiêu đăng ký"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["registration", "position"], name="target_goal_position_once")]

    def __str__(self):
        return self.content[:80]


class TargetRegistrationComment(FilingComment):
    filing = models.ForeignKey(TargetRegistration, on_delete=models.CASCADE, related_name="comments")

    class Meta(FilingComment.Meta):
        verbose_name = "ý kiến về đăng ký"
        verbose_name_plural = "ý kiến về đăng ký"


class TargetRegistrationExtension(FilingExtension):
    round = models.ForeignKey(TargetRound, on_delete=models.PROTECT, related_name="extensions")

    class Meta(FilingExtension.Meta):
        verbose_name = "gia hạn đăng ký"
        verbose_name_plural = "gia hạn đăng ký"


class TargetRegistrationReminder(FilingReminder):
    filing = models.ForeignKey(TargetRegistration, on_delete=models.CASCADE, related_name="reminders")

    class Meta(FilingReminder.Meta):
        verbose_name = "lần nhắc đăng ký bằng tay"
        verbose_name_plural = "lần nhắc đăng ký bằng tay"
