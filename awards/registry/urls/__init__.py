"""Addresses of the book, by noun."""

from awards.registry.urls import decisions, duplicates, grants, recipients, sheets

urlpatterns = [
    *decisions.urlpatterns,
    *grants.urlpatterns,
    *sheets.urlpatterns,
    *recipients.urlpatterns,
    *duplicates.urlpatterns,
]
