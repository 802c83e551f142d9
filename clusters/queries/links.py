"""Tasks of the annual plan that clusters fulfil, and how far they are."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from clusters.enums import ClusterWork, ClusterYearState
from clusters.models import ClusterYear, Follower, Milestone, TaskLink
from clusters.models.clusters import PUBLISHED
from plans.queries.fulfilment import Fulfilment, fulfils

DONE = {
    ClusterWork.COVENANT: "đã ký",
    ClusterWork.MID_YEAR: "đã sơ kết",
    ClusterWork.YEAR_END: "đã tổng kết",
    ClusterWork.FOLLOWING: "có người theo dõi",
}


def linked(year):
    """dict (level, work) → id of the task, for the clusters of this year."""
    links = TaskLink.objects.filter(calendar_year=year).order_by("pk")
    return {(link.level, link.work): link.task_id for link in links}


def _done(link):
    """The condition under which one cluster has done this work; a closed year has had its tổng kết, recorded or not."""
    if link.work == ClusterWork.FOLLOWING:
        return Q(Exists(Follower.objects.filter(year=OuterRef("pk"))))
    recorded = Exists(Milestone.objects.filter(year=OuterRef("pk"), kind=link.work, done_on__isnull=False))
    if link.work == ClusterWork.YEAR_END:
        return Q(recorded) | Q(state=ClusterYearState.CLOSED)
    return Q(recorded)


@fulfils("Cụm, khối")
def work_of_clusters(task, user):
    """What the clusters this person may open have done of the work linked to the task, as a count; none, no row."""
    found = []
    for link in TaskLink.objects.filter(task=task).order_by("-calendar_year", "level", "work", "pk"):
        years = ClusterYear.objects.visible_to(user).for_year(link.calendar_year)
        years = years.filter(cluster__level=link.level, state__in=PUBLISHED)
        total = years.count()
        if total:
            state = f"{years.filter(_done(link)).count()}/{total} {DONE[link.work]}"
            found.append(Fulfilment(str(link), f"{reverse('clusters:cluster-list')}?nam={link.calendar_year}", state))
    return found
