"""Addresses of people, collectives and households."""

from django.urls import path

from awards.registry.views import recipients as views

urlpatterns = [
    path("nguoi-tap-the/", views.recipient_list, name="recipient-list"),
    path("nguoi-tap-the/<int:pk>/", views.recipient_detail, name="recipient-detail"),
    path("nguoi-tap-the/<int:pk>/sua/", views.recipient_edit, name="recipient-edit"),
]
