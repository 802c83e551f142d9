"""Which task of the annual plan is fulfilled by what all clusters of a year do."""

from django.db import models

from clusters.enums import ClusterLevel, ClusterWork


class TaskLink(models.Model):
    """One kind of work of the clusters of one level in one year, done for one task."""

    task = models.ForeignKey("plans.PlanTask", on_delete=models.CASCADE, related_name="+", verbose_name="nhiệm vụ")
    calendar_year = models.PositiveSmallIntegerField("năm của cụm, khối")
    level = models.CharField("phạm vi", max_length=10, choices=ClusterLevel)
    work = models.CharField("việc", max_length=10, choices=ClusterWork)

    class Meta:
        verbose_name = "nhiệm vụ của cụm, khối"
        verbose_name_plural = "nhiệm vụ của cụm, khối"
        constraints = [
            models.UniqueConstraint(fields=["calendar_year", "level", "work"], name="cluster_task_link_once")
        ]

    def __str__(self):
        return f"{self.get_work_display()}, {self.get_level_display().lower()}, năm {self.calendar_year}"
