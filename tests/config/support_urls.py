"""The addresses of an installation that turned the support pages on."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("ho-tro/", admin.site.urls), path("", include("config.urls"))]
