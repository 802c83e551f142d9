"""All addresses, by app."""

from django.urls import include, path

from config import health, home

urlpatterns = [
    path("", home.desk, name="home"),
    path("don-vi/", include("units.urls")),
    path("ke-hoach/", include("plans.urls")),
    path("suc-khoe/", health.health, name="health"),
    path("", include("core.urls")),
]
