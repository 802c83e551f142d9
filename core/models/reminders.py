"""When people are reminded: rows staff may change. A kind without rows of its own follows the common schedule."""

from django.db import models

from core.models.notices import Audience


class ReminderRule(models.Model):
    """One step: so many days before (−) or after (+) the last good day; `every` repeats it after that many days."""

    kind = models.CharField("loại việc", max_length=60, blank=True, db_index=True)  # "": the common schedule
    audience = models.CharField("nhắc ai", max_length=10, choices=Audience, default=Audience.PEOPLE)
    offset = models.SmallIntegerField("số ngày so với ngày cuối còn hạn")
    every = models.PositiveSmallIntegerField("lặp lại sau mỗi (ngày)", null=True, blank=True)
    is_active = models.BooleanField("đang dùng", default=True)

    class Meta:
        verbose_name = "bước nhắc"
        verbose_name_plural = "bước nhắc"
        ordering = ["kind", "audience", "offset", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "audience", "offset"],
                name="reminder_rule_once",
                violation_error_message="Đã có bước nhắc này cho cùng người nhận.",
            ),
            models.CheckConstraint(
                condition=models.Q(offset__gte=-365) & models.Q(offset__lte=365),
                name="reminder_rule_within_a_year",
                violation_error_message="Số ngày phải nằm trong khoảng từ −365 đến 365.",
            ),
            models.CheckConstraint(
                condition=models.Q(every=None) | (models.Q(every__gte=1) & models.Q(offset__gte=0)),
                name="reminder_rule_repeats_after_due",
                violation_error_message="Chỉ bước nhắc từ ngày hết hạn trở đi mới được lặp lại, cách nhau ít nhất 1 ngày.",
            ),
        ]

    def __str__(self):
        if self.offset < 0:
            when = f"trước hạn {-self.offset} ngày"
        elif self.offset == 0:
            when = "ngày cuối còn hạn"
        else:
            when = f"quá hạn {self.offset} ngày"
        return f"{when}, sau đó mỗi {self.every} ngày" if self.every else when
