"""Addresses of the book, by noun."""

from awards.registry.urls import decisions, grants, recipients

urlpatterns = [*decisions.urlpatterns, *grants.urlpatterns, *recipients.urlpatterns]
