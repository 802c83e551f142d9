"""Addresses of the book's spreadsheets."""

from django.urls import path

from awards.registry.views import sheets as views

urlpatterns = [
    path("so-khen-thuong/xuat/", views.grant_export, name="grant-export"),
    path("so-khen-thuong/nhap-cu/", views.grant_import, name="grant-import"),
    path("quyet-dinh/<int:pk>/xuat/", views.decision_export, name="decision-export"),
    path("quyet-dinh/<int:pk>/nhap-danh-sach/", views.decision_lines_import, name="decision-lines-import"),
]
