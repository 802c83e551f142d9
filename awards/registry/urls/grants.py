"""Addresses of the book's lines."""

from django.urls import path

from awards.registry.views import grants as views

urlpatterns = [
    path("so-khen-thuong/", views.grant_list, name="grant-list"),
    path("so-khen-thuong/<int:pk>/sua/", views.grant_edit, name="grant-edit"),
    path("so-khen-thuong/<int:pk>/bo/", views.grant_remove, name="grant-remove"),
    path("so-khen-thuong/<int:pk>/dinh-chinh/", views.grant_correct, name="grant-correct"),
    path("so-khen-thuong/<int:pk>/thu-hoi/", views.grant_revoke, name="grant-revoke"),
]
