"""Addresses of records that may be one."""

from django.urls import path

from awards.registry.views import duplicates as views

urlpatterns = [
    path("nguoi-tap-the/trung/", views.recipient_duplicates, name="recipient-duplicates"),
    path("nguoi-tap-the/gop/", views.recipient_merge, name="recipient-merge"),
    path("gop-ho-so/<int:pk>/tach/", views.recipient_unmerge, name="recipient-unmerge"),
]
