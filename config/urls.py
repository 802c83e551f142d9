"""All addresses, by app."""

from django.urls import include, path

from config import guide, health, home

urlpatterns = [
    path("", home.desk, name="home"),
    path("viec/", home.duties, name="duty-list"),
    path("tro-giup/", guide.guide, name="help"),
    path("don-vi/", include("units.urls")),
    path("ke-hoach/", include("plans.urls")),
    path("suc-khoe/", health.health, name="health"),
    path("", include("core.urls")),
]
