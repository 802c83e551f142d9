"""All addresses, by app."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from config import guide, health, home

urlpatterns = [
    path("", home.desk, name="home"),
    path("viec/", home.duties, name="duty-list"),
    path("tro-giup/", guide.guide, name="help"),
    path("don-vi/", include("units.urls")),
    path("ke-hoach/", include("plans.urls")),
    path("cum-khoi/", include("clusters.urls")),
    path("khen-thuong/", include("awards.urls")),
    path("", include("campaigns.urls")),
    path("suc-khoe/", health.health, name="health"),
    path("", include("core.urls")),
]

if settings.SUPPORT_PAGES:
    urlpatterns.append(path("ho-tro/", admin.site.urls))
