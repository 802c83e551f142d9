"""Reads of activities: one page of the list, one activity as a person may see it."""

from django.db.models import Count, Prefetch

from plans.models.activities import Activity, ActivityUnit
from plans.permissions.activities import own_rows, reads_whole


def listed(user, *, year, kind="", state="", words=""):
    """The visible activities of a year, filtered, with their number of units; `words` is already folded."""
    found = Activity.objects.visible_to(user).for_year(year)
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state=state)
    if words:
        found = found.search(words)
    return found.select_related("task").annotate(unit_count=Count("concerned")).in_order()


def years(user):
    """The years that have visible activities, newest first."""
    days = Activity.objects.visible_to(user).dates("starts_on", "year", order="DESC")
    return [day.year for day in days]


def with_people_and_units(activities):
    concerned = ActivityUnit.objects.select_related("unit").order_by("unit__position", "unit__sort_key", "pk")
    return activities.select_related("task__plan", "created_by").prefetch_related(
        Prefetch("concerned", queryset=concerned), "team"
    )


def rows_for(user, activity):
    """The units a person reads the conclusions of: all for readers of the whole, else the person's own."""
    concerned = list(activity.concerned.all())
    return concerned if reads_whole(user, activity) else own_rows(user, concerned)
