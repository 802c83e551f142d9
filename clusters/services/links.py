"""Clusters of a year are tied to the tasks of the annual plan they fulfil."""

from django.db import transaction

from clusters.models import TaskLink
from clusters.services.clusters import must_run
from core import journal


@transaction.atomic
def link_tasks(year, *, links, by, at):
    """Say for which tasks the work of the clusters of this year is done; saying it again changes nothing.

    links: dict (level, work) → task, or None to take the tie away; pairs left out stay as they are.
    """
    must_run(by)
    for (level, work), task in links.items():
        place = {"calendar_year": year, "level": level, "work": work}
        if task is None:
            TaskLink.objects.filter(**place).delete()
        else:
            TaskLink.objects.update_or_create(**place, defaults={"task": task})
    journal.record("cluster.tasks", by=by, at=at, detail={"year": year})
