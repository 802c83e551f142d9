"""Addresses below /ke-hoach/: each noun keeps its own list."""

from plans.urls import activities, annual, reports, targets, unit_plans

app_name = "plans"
urlpatterns = [
    *annual.urlpatterns,
    *activities.urlpatterns,
    *unit_plans.urlpatterns,
    *reports.urlpatterns,
    *targets.urlpatterns,
]
