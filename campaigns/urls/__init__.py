"""Addresses below /phong-trao/ and /dien-hinh/: each noun keeps its own list."""

from campaigns.urls import campaigns, exemplars, registrations, results

app_name = "campaigns"
urlpatterns = [
    *campaigns.urlpatterns,
    *registrations.urlpatterns,
    *results.urlpatterns,
    *exemplars.urlpatterns,
]
