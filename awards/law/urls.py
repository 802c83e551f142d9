"""Addresses of the catalogue."""

from django.urls import path

from awards.law import views

urlpatterns = [path("danh-muc/", views.catalogue, name="catalogue")]
