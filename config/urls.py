"""All addresses, by app."""

from django.urls import include, path

from config import home

urlpatterns = [
    path("", home.desk, name="home"),
    path("don-vi/", include("units.urls")),
    path("ke-hoach/", include("plans.urls")),
    path("", include("core.urls")),
]
